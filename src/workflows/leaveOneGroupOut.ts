/** Leave-one-group-out cross-validation: how well a model predicts all rows of a level that it has not seen. */
import { loo as looOf, replaceObservations, type ReplacedObservation } from "../../diagnostics/loo/index.js";
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { isUserError, UserError } from "../../engine/core/UserError.js";
import type { GroupLikelihood } from "../../models/glmm/checking/index.js";
import type { FittedGlmm } from "../../models/glmm/FittedGlmm.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import type { Platform } from "../platform/Platform.js";
import { fingerprint } from "./fingerprint.js";
import { isNetworkFit } from "./networkAnswers.js";
import type { LooOptions, PosteriorLoo } from "./loo.js";
import { predictiveDensities, refitWithout, tableOfFit, type RefitOptions } from "./refitWithout.js";

export interface LeaveOneGroupOutOptions extends Pick<LooOptions, "threshold" | "onProgress"> {
  /** The grouping whose levels are left out, as formulas name it: `herd`, `a:b`. */
  readonly group: string;
  /** Fits the model again without each level whose Pareto k is too high. */
  readonly refit?: boolean | RefitOptions;
}

/**
 * Expected log predictive density of the rows of each level together, given all other levels. The effects of a level are integrated out
 * given the hyperparameters, so that importance sampling rarely fails; an observation of the result is a level. Of a network the group is
 * `study`: the other arms of each given its baseline arm.
 *
 * @throws UserError when the posterior is of no GLMM and no network, for draws of the prior, for a group whose effects cannot be integrated out, and
 * with `refit` as `update` does.
 * @example
 * const { elpd, labels } = await leaveOneGroupOut(posterior, { group: "herd" });
 */
export async function leaveOneGroupOut(
  posterior: Posterior,
  options: LeaveOneGroupOutOptions,
  platform: Platform,
): Promise<PosteriorLoo> {
  refuseUnknownOptions("leaveOneGroupOut", options, ["group", "refit", "threshold", "onProgress"]);
  if (isNetworkFit(posterior)) {
    const { leaveOneStudyOutLoo } = await import("./leaveOneStudyOutLoo.js");
    return leaveOneStudyOutLoo(posterior, options, platform);
  }
  const { group, refit, threshold, onProgress } = options;
  const [{ fittedGlmm }, { groupLogLikelihood }] = await Promise.all([
    import("../../models/glmm/FittedGlmm.js"),
    import("../../models/glmm/checking/index.js"),
  ]);
  const fitted = fittedGlmm(posterior);
  if ((posterior.declaration as { priorOnly?: boolean }).priorOnly) {
    throw new UserError(
      "these are draws of the prior, which has seen no observation: fit the model with its likelihood.",
    );
  }
  const likelihood = groupLogLikelihood(fitted, { group });
  const loo = looOf(likelihood, {
    ...(threshold === undefined ? {} : { threshold }),
    unit: [`level of ${group}`, `levels of ${group}`],
    data: `${group} ${fingerprint(fitted.frame.response!.values)}`,
  });
  const { unreliable } = loo;
  if (!refit || unreliable.length === 0) return { ...loo, notes: likelihood.notes };
  const replacements: ReplacedObservation[] = [];
  const progress = (done: number) => onProgress?.({ what: "fitted again", done, of: unreliable.length });
  for (const [done, place] of unreliable.entries()) {
    progress(done);
    replacements.push(
      await refitLevel(posterior, fitted, likelihood, group, place, refit === true ? {} : refit, platform),
    );
  }
  progress(unreliable.length);
  const noun = unreliable.length === 1 ? "1 level" : `${unreliable.length} levels`;
  return {
    ...replaceObservations(loo, replacements),
    notes: [...likelihood.notes, `fitted again without each of ${noun}`],
  };
}

/** The log predictive density of a level under a fit without it. */
async function refitLevel(
  posterior: Posterior,
  { frame }: FittedGlmm,
  { labels }: GroupLikelihood,
  group: string,
  place: number,
  options: RefitOptions,
  platform: Platform,
): Promise<ReplacedObservation> {
  const term = frame.groups.find((one) => one.group === group || one.grouping === group)!;
  const level = levelsWithRows(term.index)[place]!;
  const rows = Array.from(term.index.keys()).filter((row) => term.index[row] === level);
  const again = await refitWithout(posterior, rows, labels[place]!, options, platform);
  const pointwise = (await integrated(again.posterior, posterior, group, place)) ?? together(again.heldOut);
  const [density] = predictiveDensities(pointwise);
  return { observation: place, ...density!, paretoK: 0, ess: pointwise.chains * pointwise.drawsPerChain };
}

function levelsWithRows(index: Int32Array): number[] {
  return [...new Set(index)].filter((level) => level >= 0).sort((a, b) => a - b);
}

/**
 * The level with its effects integrated out as before, by hyperparameters that have not seen it. Undefined where other effects of its
 * rows are not known without it either.
 */
async function integrated(
  without: Posterior,
  whole: Posterior,
  group: string,
  place: number,
): Promise<Pointwise | undefined> {
  const { groupLogLikelihood } = await import("../../models/glmm/checking/index.js");
  const asWhole: Posterior = { ...without, data: tableOfFit(whole) };
  try {
    const likelihood = groupLogLikelihood(asWhole, { group });
    let at = 0;
    for (const column of likelihood.columns()) {
      if (at++ === place) return oneColumn(likelihood, column);
    }
  } catch (error) {
    if (!isUserError(error)) throw error;
  }
  return undefined;
}

/** All rows at once, given effects that were drawn for them. */
function together(rows: Pointwise): Pointwise {
  const sum = new Float64Array(rows.chains * rows.drawsPerChain);
  for (const column of rows.columns()) column.forEach((value, draw) => (sum[draw]! += value));
  return oneColumn(rows, sum);
}

function oneColumn({ chains, drawsPerChain }: Pointwise, column: Float64Array): Pointwise {
  return { chains, drawsPerChain, count: 1, columns: () => [column] };
}
