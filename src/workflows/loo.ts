/** Leave-one-out cross-validation of a posterior, with what can be done about the observations that it cannot leave out. */
import { loo as looOf, replaceObservations, type Loo } from "../../diagnostics/loo/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import type { Platform } from "../platform/Platform.js";
import { isNetworkFit } from "./networkAnswers.js";
import { pointwiseOf } from "./pointwiseOf.js";
import { predictiveDensities, refitWithout, tableOfFit, type RefitOptions } from "./refitWithout.js";
import { responseFingerprint } from "./responseFingerprint.js";

export interface LooOptions {
  /** Moves the draws to where the posterior would be without each observation whose Pareto k is too high. */
  readonly momentMatch?: boolean;
  /** Fits the model again without each observation whose Pareto k is (still) too high. */
  readonly refit?: boolean | RefitOptions;
  /** Pareto k above which an observation is not reliable; min(1 - 1/log10(draws), 0.7) unless told. */
  readonly threshold?: number;
  /** Told before each observation that takes time, and after the last one. */
  readonly onProgress?: (progress: LooProgress) => void;
}

/** How far a computation is: `done` of `of` observations, folds or levels. */
export interface LooProgress {
  readonly what: "moments matched" | "fitted again";
  readonly done: number;
  readonly of: number;
}

/** {@link Loo} of a posterior. */
export interface PosteriorLoo extends Loo {
  /** Clauses on what was left out, and how: `conditional on the effects of herd`. */
  readonly notes: readonly string[];
}

/**
 * Expected log predictive density of each row given all others, by Pareto-smoothed importance sampling of the draws. The rows of a
 * GLMM are predicted given the effects of their groups, those of single rows apart, which are integrated out. Rows are those fitted.
 *
 * @throws UserError for draws of the prior, and where the log likelihood by row is not known; with `refit` as `update` does.
 * @example
 * const { elpd, unreliable, warnings } = await loo(posterior, { refit: true });
 */
export async function loo(posterior: Posterior, options: LooOptions, platform: Platform): Promise<PosteriorLoo> {
  refuseUnknownOptions("loo", options, ["momentMatch", "refit", "threshold", "onProgress"]);
  const { threshold, momentMatch, refit, onProgress } = options;
  const pointwise = await pointwiseOf(posterior);
  const data = await responseFingerprint(posterior);
  const first = looOf(pointwise, {
    ...(threshold === undefined ? {} : { threshold }),
    ...(data === undefined ? {} : { data }),
  });
  const matched = momentMatch ? await withMoments(posterior, first, onProgress) : undefined;
  const before = matched?.loo ?? first;
  const again = refit
    ? await refitted(posterior, before, refit === true ? {} : refit, platform, onProgress)
    : undefined;
  return {
    ...(again ?? before),
    notes: [
      ...pointwise.notes,
      ...(matched ? [countNote("moments of the draws matched", matched.matched)] : []),
      ...(again ? [countNote("fitted again without each", before.unreliable.length)] : []),
    ],
  };
}

/** `fitted again without each of 2 observations`. */
function countNote(what: string, count: number): string {
  const noun = count === 1 ? "1 observation" : `${count} observations`;
  return what.endsWith("each") ? `${what} of ${noun}` : `${what} for ${noun}`;
}

async function withMoments(
  posterior: Posterior,
  loo: Loo,
  onProgress: LooOptions["onProgress"],
): Promise<{ readonly loo: Loo; readonly matched: number } | undefined> {
  if (loo.unreliable.length === 0) return undefined;
  const { matchMoments } = await import("./matchMoments.js");
  return matchMoments(posterior, loo, (done, of) => onProgress?.({ what: "moments matched", done, of }));
}

async function refitted(
  posterior: Posterior,
  loo: Loo,
  options: RefitOptions,
  platform: Platform,
  onProgress: LooOptions["onProgress"],
): Promise<Loo | undefined> {
  const { unreliable } = loo;
  if (unreliable.length === 0) return undefined;
  if (isNetworkFit(posterior)) {
    throw new UserError(
      "an arm is not left out of a network by itself, since the rest of its study would tell of its baseline alone: leave out whole " +
        "studies, by leaveOneGroupOut with the group study (ask DIR loo --group study --refit).",
    );
  }
  if (tableOfFit(posterior).rows !== loo.observations) {
    throw new UserError(
      "an observation is not one row of the table, so that the model cannot be fitted again without it: use k-fold cross-validation.",
    );
  }
  const replacements = [];
  for (const [done, observation] of unreliable.entries()) {
    onProgress?.({ what: "fitted again", done, of: unreliable.length });
    const name = loo.labels?.[observation] ?? `observation ${observation + 1}`;
    const { heldOut } = await refitWithout(posterior, [observation], name, options, platform);
    const [density] = predictiveDensities(heldOut);
    replacements.push({ observation, ...density!, paretoK: 0, ess: heldOut.chains * heldOut.drawsPerChain });
  }
  onProgress?.({ what: "fitted again", done: unreliable.length, of: unreliable.length });
  return replaceObservations(loo, replacements);
}
