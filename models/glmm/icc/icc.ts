/** How much the responses of a group have in common: intraclass correlations, as draws and in a few numbers. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { drawSummary, type DrawSummary } from "../groups/DrawSummary.js";
import { selectDraws } from "../prediction/drawSelection.js";
import { componentsOf, type Component } from "../variance/components.js";
import { dataShares } from "../variance/dataShares.js";
import { drawsOfData } from "../variance/drawsOfData.js";
import { isOneScale } from "../variance/latentScale.js";
import { sumOfDraws } from "../variance/sumOfDraws.js";
import { whyNoDataShares } from "../variance/whyNoDataShares.js";
import { iccNotes } from "./iccNotes.js";
import { refuseSeveralPredictors } from "./refuseSeveralPredictors.js";
import { checkShareQuestion, type ShareQuestionOptions } from "./ShareQuestionOptions.js";
import { isOfRows, varianceParts, type ModelVariances } from "./varianceParts.js";

export interface IccOptions extends ShareQuestionOptions {
  /** The group that is shown, all unless told; denominators stay those of all. */
  readonly group?: string;
}

/** The intraclass correlation of one group, or of all together. */
export interface IccOf<Numbers> {
  /** As in names of draws; null for all together. */
  readonly group: string | null;
  readonly levels?: number;
  /** On the scale of the link, averaged over the rows. */
  readonly variance: Numbers;
  /** Over the variance of all groups and the residual, on the scale of the link. */
  readonly adjusted: Numbers;
  /** With the variance of fixed effects in the denominator too. */
  readonly unadjusted: Numbers;
  /** Of the responses themselves: their correlation within the group; NaN where it does not exist, as `reason` says. */
  readonly data: Numbers;
  readonly reason?: string;
}

export interface IccAnswer<Numbers> {
  readonly rows: readonly IccOf<Numbers>[];
  /** On the scale of the link. */
  readonly fixed: Numbers;
  readonly residual: Numbers;
  /** Of effects of single rows, where there are such: a part of the residual. */
  readonly ofRows?: Numbers;
  /** What the residual variance is, in words. */
  readonly residualWords: string;
  /** The mean response that it depends on, where it does. */
  readonly mean?: Numbers;
  /** Whether the scale of the link is that of the responses. */
  readonly oneScale: boolean;
  readonly notes: readonly string[];
  /** Draws used on the scale of the link, and on that of the responses. */
  readonly draws: { readonly latent: number; readonly data: number };
}

export type Icc = IccAnswer<DrawSummary>;
export type IccDraws = IccAnswer<Float64Array>;

/** `iccDraws` of a fit that is at hand; see index.ts. */
export function iccDrawsOf(fitted: FittedGlmm, options: IccOptions = {}): IccDraws {
  const { group, ...asked } = options;
  checkShareQuestion("icc", options, ["group"]);
  refuseSeveralPredictors("an intraclass correlation", fitted);
  const shown = componentsShown(fitted, group);
  const parts = varianceParts(fitted, asked);
  const { residual, fixed, random, ofRows, total, selection } = parts;
  const oneScale = isOneScale(fitted);
  const data = dataOf(fitted, shown, parts, asked, oneScale);
  const rows = shown.map((component, k): IccOf<Float64Array> => {
    const variance =
      component.terms.length === 0 ? random : sumOfDraws(component.terms.map((t) => parts.terms.get(t)!));
    const adjusted = variance.map((one, d) => one / (total[d]! - fixed[d]!));
    return {
      group: component.kind === "all" ? null : component.group,
      ...(component.kind === "all" ? {} : { levels: component.levels }),
      variance,
      adjusted,
      unadjusted: variance.map((one, d) => one / total[d]!),
      data: oneScale ? adjusted : (data.icc[k] ?? new Float64Array(data.count).fill(NaN)),
      ...(data.reason === undefined ? {} : { reason: data.reason }),
    };
  });
  return {
    ...{ rows, fixed, residual: residual.variance, residualWords: residual.words, oneScale },
    ...(ofRows ? { ofRows } : {}),
    ...(residual.mean ? { mean: residual.mean } : {}),
    notes: iccNotes(fitted, options),
    draws: { latent: selection.count, data: oneScale ? selection.count : data.count },
  };
}

/** Mean, standard deviation, median and 95 % interval of every number. */
export function summariseIcc({ ofRows, mean, ...answer }: IccDraws): Icc {
  return {
    ...answer,
    fixed: drawSummary(answer.fixed),
    residual: drawSummary(answer.residual),
    ...(ofRows ? { ofRows: drawSummary(ofRows) } : {}),
    ...(mean ? { mean: drawSummary(mean) } : {}),
    rows: answer.rows.map((row) => ({
      ...row,
      variance: drawSummary(row.variance),
      adjusted: drawSummary(row.adjusted),
      unadjusted: drawSummary(row.unadjusted),
      data: drawSummary(row.data),
    })),
  };
}

/** A component, or all that rows share. */
type Shown = Component | (Omit<Component, "kind"> & { readonly kind: "all" });

/** @throws UserError where no rows share effects on the mean, and for a group that there is not. */
function componentsShown(fitted: FittedGlmm, group: string | undefined): readonly Shown[] {
  const components = componentsOf(fitted).filter(({ terms }) => !terms.every(isOfRows));
  if (components.length === 0) {
    throw new UserError(
      "no two rows share an effect of a group on the mean, so that there is no intraclass correlation: add a term such as (1 | g).",
    );
  }
  if (group !== undefined) {
    const shown = components.filter((one) => one.group === group || one.grouping === group);
    if (shown.length > 0) return shown;
    const known = [...new Set(components.map((one) => one.group))];
    const near = nearestName(group, known);
    throw new UserError(
      `unknown group "${group}"${near === undefined ? "" : `, did you mean "${near}"`}; on the mean rows share effects of ${known.join(", ")}.`,
    );
  }
  const terms = fitted.frame.groups.filter((term) => term.parameter === "mu" && !isOfRows(term));
  const single = components.filter(({ kind }) => kind === "term");
  if (single.length === 1) return components;
  return [...components, { kind: "all", group: "", grouping: "", called: "all groups", levels: 0, terms }];
}

/** Draws on the scale of the responses, one for each component. */
function dataOf(
  fitted: FittedGlmm,
  shown: readonly Shown[],
  { weights }: ModelVariances,
  { draws, at = "rows", se = true }: ShareQuestionOptions,
  oneScale: boolean,
): { readonly icc: readonly Float64Array[]; readonly count: number; readonly reason?: string } {
  if (oneScale) return { icc: [], count: 0 };
  const selection = selectDraws(fitted, draws ?? drawsOfData(fitted));
  const reason = whyNoDataShares(fitted, selection)?.text;
  if (reason !== undefined) return { icc: [], count: selection.count, reason };
  const components = shown.map((one): Component => ({ ...one, kind: one.kind === "all" ? "sum" : one.kind }));
  const { icc } = dataShares({ fitted, components, selection, weights, fixed: false, se, at });
  return { icc, count: selection.count };
}
