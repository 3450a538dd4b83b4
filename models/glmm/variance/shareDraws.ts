/** Shares of variance of a fit, as draws. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { likelihoodWeights } from "../rowWeights.js";
import { componentsOf, type Component } from "./components.js";
import { dataShares, type DataShares } from "./dataShares.js";
import { drawsOfData } from "./drawsOfData.js";
import { latentParts, type LatentParts } from "./latentParts.js";
import { hasLatentResidual, isOneScale } from "./latentScale.js";
import { populationRows } from "./populationRows.js";
import { definitionsOf, notesOf } from "./shareWords.js";
import { sumOfDraws } from "./sumOfDraws.js";
import { thresholdVariance } from "./thresholdVariance.js";
import { checkVarianceShareOptions, type VarianceShareOptions } from "./VarianceShareOptions.js";
import type { VarianceShareDraws, VarianceShareOf } from "./VarianceShares.js";
import { infiniteResponses, whyLostDraws, whyNoDataShares } from "./whyNoDataShares.js";

type Row = VarianceShareOf<Float64Array>;

/** `varianceShareDraws` of a fit that is at hand; see index.ts. */
export function shareDrawsOf(fitted: FittedGlmm, options: VarianceShareOptions = {}): VarianceShareDraws {
  checkVarianceShareOptions(options);
  const { fixed = false, se = false, at = "rows" } = options;
  const components = componentsOf(fitted);
  const isShown = shownBy(components, options.group);
  const weights = likelihoodWeights(fitted.frame.response!) ?? new Float64Array(fitted.frame.rows).fill(1);
  const selection = selectDraws(fitted, options.draws);
  const parts = latentParts(fitted, selection, weights, se);
  const denominator = sumOfDraws([
    ...parts.terms.values(),
    ...(parts.residual ? [parts.residual] : []),
    ...(parts.sampling ? [parts.sampling] : []),
    ...(fixed ? [parts.fixed] : []),
  ]);
  const oneScale = isOneScale(fitted);
  const ofData = oneScale ? selection : selectDraws(fitted, options.draws ?? drawsOfData(fitted));
  const reason = whyNoDataShares(fitted, selection);
  const data =
    oneScale || reason?.always
      ? undefined
      : dataShares({ ...{ fitted, components, weights, fixed, se, at }, selection: ofData });
  const why = reason?.text ?? whyLostDraws(denominator, data);
  const rows = rowsOf({ fitted, components, parts, denominator, data, ofData, oneScale, fixed, reason: why });
  return {
    definitions: definitionsOf(fitted, { fixed, se, at }, parts),
    notes: [...notesOf(fitted, { fixed, se, at }, selection, ofData), ...infiniteResponses(data)],
    oneScale,
    draws: { latent: selection.count, data: ofData.count },
    response: oneScale
      ? { mean: meanPredictor(fitted, selection, weights), variance: denominator }
      : {
          mean: data?.mean ?? missing({ length: ofData.count }),
          variance: data?.variance ?? missing({ length: ofData.count }),
        },
    rows: rows.filter(isShown),
  };
}

interface Material {
  readonly fitted: FittedGlmm;
  readonly components: readonly Component[];
  readonly parts: LatentParts;
  readonly denominator: Float64Array;
  readonly data: DataShares | undefined;
  readonly ofData: DrawSelection;
  readonly oneScale: boolean;
  readonly fixed: boolean;
  /** Why numbers of the data scale do not exist. */
  readonly reason: string | undefined;
}

function rowsOf(material: Material): Row[] {
  const { fitted, components, parts, data, fixed, ofData, reason } = material;
  const because = reason === undefined ? {} : { reason };
  const groups = components.map((component, c): Row => {
    const { kind, group, called, levels, terms } = component;
    const variance = sumOfDraws(terms.map((term) => parts.terms.get(term)!));
    const own = { additive: data?.additive[c], icc: data?.icc[c] };
    const whole = wholeOf(material, component);
    return { kind, group, called, levels, ...numbers(material, variance, own), ...because, ...whole };
  });
  const others: Row[] = [];
  const other = (
    kind: Row["kind"],
    called: string,
    variance: Float64Array | undefined,
    icc: Float64Array | undefined,
  ) => {
    const why = reason ?? (material.oneScale ? undefined : whyNotLatent(kind, variance));
    others.push({
      ...{ kind, group: null, called },
      ...numbers(material, variance ?? missing(material.denominator), {
        additive: missing({ length: ofData.count }),
        icc,
      }),
      ...(kind === "residual" && variance === undefined ? linkShare(material) : {}),
      ...(why === undefined ? {} : { reason: why }),
    });
  };
  if (fixed) other("fixed", "fixed effects", parts.fixed, data?.fixed);
  if (parts.sampling) other("sampling", "known standard errors", parts.sampling, undefined);
  if (parts.residual || !hasLatentResidual(fitted)) other("residual", "residual", parts.residual, data?.residual);
  return [...groups, ...others];
}

/** Whether a component is all there is in the latent denominator: then its share says nothing of the data. */
function wholeOf({ parts, fixed, reason }: Material, { kind, terms }: Component): Pick<Row, "whole" | "reason"> {
  if (fixed || parts.residual || parts.sampling || terms.length < parts.terms.size) return {};
  const why = `${kind === "sum" ? "the sum of all parts" : "the only part"}, whose share is 1 whatever the data`;
  return { whole: true, reason: reason === undefined ? why : `${why}; ${reason}` };
}

function whyNotLatent(kind: Row["kind"], variance: Float64Array | undefined): string {
  const additive = "the additive share is one of effects of groups";
  if (kind !== "residual" || variance !== undefined) return additive;
  return `the law of the response adds nothing to the predictor, so that it has no share on the latent scale; ${additive}`;
}

function numbers(
  { fitted, denominator, oneScale, ofData }: Material,
  variance: Float64Array,
  data: { readonly additive: Float64Array | undefined; readonly icc: Float64Array | undefined },
): Pick<Row, "variance" | "latent" | "liability" | "data"> {
  const latent = variance.map((x, d) => x / denominator[d]!);
  if (oneScale) return { variance, latent, data: { additive: latent, icc: latent } };
  const threshold = thresholdVariance(fitted);
  return {
    variance,
    latent,
    ...(threshold === undefined ? {} : { liability: variance.map((x, d) => x / (denominator[d]! + threshold)) }),
    data: {
      additive: data.additive ?? missing({ length: ofData.count }),
      icc: data.icc ?? missing({ length: ofData.count }),
    },
  };
}

/** What the link's own variance has of the liability. */
function linkShare({ fitted, denominator }: Material): Pick<Row, "liability"> {
  const threshold = thresholdVariance(fitted);
  return threshold === undefined ? {} : { liability: denominator.map((x) => threshold / (x + threshold)) };
}

function missing({ length }: { readonly length: number }): Float64Array {
  return new Float64Array(length).fill(NaN);
}

function meanPredictor(fitted: FittedGlmm, selection: DrawSelection, weights: Float64Array): Float64Array {
  const all = Int32Array.from(weights.keys());
  const rows = populationRows(fitted.frame.predictors[0]!, selection, all, weights);
  const eta = new Float64Array(rows.weights.length);
  return Float64Array.from({ length: selection.count }, (_, d) => {
    rows.write(d, eta);
    return eta.reduce((sum, x, row) => sum + x * rows.weights[row]!, 0);
  });
}

/** @throws UserError when there are no group-level terms on the mean, or none of the group. */
function shownBy(components: readonly Component[], group: string | undefined): (row: Row) => boolean {
  if (components.length === 0) {
    throw new UserError("the model has no group-level terms on the mean, so that there is no variance to share out.");
  }
  if (group === undefined) return () => true;
  const shown = new Set(
    components.filter((one) => one.group === group || one.grouping === group).map((one) => `${one.kind} ${one.group}`),
  );
  if (shown.size > 0) return (row) => shown.has(`${row.kind} ${row.group}`);
  const known = [...new Set(components.map((one) => one.group))];
  const near = nearestName(group, known);
  throw new UserError(
    `unknown group "${group}"${near === undefined ? "" : `, did you mean "${near}"`}; on the mean the model has ${known.join(", ")}.`,
  );
}
