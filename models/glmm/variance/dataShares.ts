/** Shares of the variance of responses themselves, draw by draw. */
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { exp } from "../../../engine/math/exp.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import type { Component } from "./components.js";
import { conditionalVariance, type QuadraticVariance } from "./conditionalVariance.js";
import { exponentialMoments, quadratureMoments, type DataMoments } from "./dataMoments.js";
import { dispersionRows, meanDispersion } from "./dispersionRows.js";
import { lawAtRow, type LawAtRow, type MovableInputs } from "./lawAtRow.js";
import { momentsFor } from "./momentsFor.js";
import { averageRow, populationRows, type PopulationRows } from "./populationRows.js";
import { strataOf } from "./strata.js";
import { sumOfDraws } from "./sumOfDraws.js";
import { meanProducts, rowVariances, termCovariance, varianceOfProducts } from "./termVariance.js";

/** Draws on the data scale. */
export interface DataShares {
  /** Of a response, over rows, effects and its own law; infinite where it is beyond all numbers, which shares need not be. */
  readonly mean: Float64Array;
  /** Its variance: the denominator; infinite likewise. */
  readonly variance: Float64Array;
  /** ψ² times the variance of each component on the latent scale, by the variance. */
  readonly additive: readonly Float64Array[];
  /** Variance of the mean given a component's effects, by the variance. */
  readonly icc: readonly Float64Array[];
  /** What is left of it given all effects. */
  readonly residual: Float64Array;
  /** What the rows' population level explains of it. */
  readonly fixed: Float64Array;
}

/** What the data scale is computed for. */
export interface DataQuestion {
  readonly fitted: FittedGlmm;
  readonly components: readonly Component[];
  readonly selection: DrawSelection;
  /** One a row. */
  readonly weights: Float64Array;
  readonly fixed: boolean;
  readonly se: boolean;
  readonly at: "rows" | "averageRow";
}

/** Rows with the same law but for their population level. */
interface Stratum {
  /** Its part of the weights. */
  readonly share: number;
  readonly rows: PopulationRows;
  /** Draws of the variance of each component, and of all terms. */
  readonly variances: readonly Float64Array[];
  readonly total: Float64Array;
  readonly dispersion: Float64Array | undefined;
  /** Of families whose variance is no quadratic function of the mean: what the law is told in one of the rows, a record a draw. */
  readonly inputs: readonly MovableInputs[] | undefined;
}

/**
 * As QGparams and QGicc of the package QGglmm (de Villemereuil, Schielzeth, Nakagawa & Morrissey 2016, Genetics 204, 1281-1294), with
 * the rows as its `predict`. Where the variance of the predictor differs between rows, that is done within strata of
 * rows, and averaged. Without `fixed` the variance between rows is taken from the denominator.
 */
export function dataShares(question: DataQuestion): DataShares {
  const { fitted, components, selection, fixed } = question;
  const { count } = selection;
  const strata = strataFor(question);
  const lawAt = lawMoments(fitted);
  const empty = () => new Float64Array(count);
  const out = {
    ...{ mean: empty(), variance: empty(), residual: empty(), fixed: empty() },
    additive: components.map(empty),
    icc: components.map(empty),
  };
  const predictors = strata.map(({ rows }) => new Float64Array(rows.weights.length));
  for (let d = 0; d < count; d += 1) {
    const parts = strata.map((stratum, k): Part => {
      const { share, rows, variances, total } = stratum;
      const eta = predictors[k]!;
      rows.write(d, eta);
      const { moments, own } = lawAt(stratum, d, eta, Math.sqrt(total[d]!));
      const latent = variances.map((draws) => draws[d]!);
      const covariances = latent.map((one) => moments.covariance(one / total[d]!));
      return { share, moments, own, latent, covariances };
    });
    const { mean, within, between, own, slope, latent, covariances, unit } = joined(parts);
    const variance = within + own + (fixed ? between : 0);
    out.mean[d] = mean;
    out.variance[d] = variance * exp(unit) * exp(unit);
    out.residual[d] = own / variance;
    out.fixed[d] = between / variance;
    components.forEach((_, c) => {
      out.additive[c]![d] = (slope * slope * latent[c]!) / variance;
      out.icc[c]![d] = covariances[c]! / variance;
    });
  }
  return out;
}

/** What a stratum gives in one draw. */
interface Part {
  readonly share: number;
  readonly moments: DataMoments;
  readonly own: QuadraticVariance;
  /** Variance of each component, and the covariance of two responses that share its effects. */
  readonly latent: readonly number[];
  readonly covariances: readonly number[];
}

/** Means over strata, in the largest of their units, of which `unit` is the logarithm; only `mean` is in that of the response. */
function joined(parts: readonly Part[]) {
  const unit = parts.reduce((most, { moments }) => Math.max(most, moments.logUnit), 0);
  const one = exp(-unit);
  let [mean, first, squareOfMeans, within, own, slope] = [0, 0, 0, 0, 0, 0];
  const latent = parts[0]!.latent.map(() => 0);
  const covariances = latent.slice();
  for (const { share, moments, own: law, ...part } of parts) {
    const scale = exp(moments.logUnit - unit);
    const square = share * scale * scale;
    mean += share * moments.mean;
    first += share * scale * moments.first;
    squareOfMeans += square * moments.squareOfMeans;
    within += square * moments.within;
    own +=
      share * one * (law.constant * one + law.linear * scale * moments.first) +
      square * law.square * moments.meanSquare;
    slope += share * scale * moments.slope;
    part.latent.forEach((variance, c) => (latent[c]! += share * variance));
    part.covariances.forEach((covariance, c) => (covariances[c]! += square * covariance));
  }
  return { mean, within, between: squareOfMeans - first * first, own, slope, latent, covariances, unit };
}

/** Moments of the mean of a response in a stratum, and the variance around it; to be used before they are asked for anew. */
type LawMoments = (
  stratum: Stratum,
  draw: number,
  eta: Float64Array,
  s: number,
) => { readonly moments: DataMoments; readonly own: QuadraticVariance };

function lawMoments(fitted: FittedGlmm): LawMoments {
  const { family, link } = fitted;
  const quadratic = conditionalVariance[family.name];
  if (quadratic === undefined) return generalMoments(fitted);
  const isLognormal = family.name === "lognormal";
  const momentsOf = isLognormal ? exponentialMoments : momentsFor(link);
  return ({ rows, dispersion }, d, eta, s) => {
    // The mean of a lognormal response is e^(mu + sigma²/2).
    if (isLognormal) for (let row = 0; row < eta.length; row += 1) eta[row]! += dispersion![d]! / 2;
    return { moments: momentsOf(eta, rows.weights, s), own: quadratic.variance(dispersion?.[d] ?? 0) };
  };
}

/** By quadrature of expectation and variance as the family has them. */
function generalMoments({ family, link }: FittedGlmm): LawMoments {
  let at: MovableInputs | undefined;
  const asked = (of: (inputs: LawInputs<number>) => number) =>
    quadratureMoments((eta) => {
      at!.eta = eta;
      return of(at!);
    });
  const mean = asked((inputs) => family.expectation(inputs, link));
  const variance = asked((inputs) => family.variance(inputs, link));
  return ({ rows, inputs }, d, eta, s) => {
    at = inputs![d]!;
    const own = variance(eta, rows.weights, s).mean;
    return { moments: mean(eta, rows.weights, s), own: { constant: own, linear: 0, square: 0 } };
  };
}

function strataFor({ fitted, components, selection, weights, se, at }: DataQuestion): Stratum[] {
  const predictor = fitted.frame.predictors[0]!;
  const terms = fitted.frame.groups
    .filter(({ parameter }) => parameter === "mu")
    .map((term) => ({ term, covariance: termCovariance(term, selection) }));
  const variance = new Float64Array(weights.length);
  for (const { term, covariance } of terms) {
    rowVariances(term, covariance).forEach((x, row) => (variance[row]! += x));
  }
  const dispersion = dispersionRows(fitted, selection, se);
  const general = conditionalVariance[fitted.family.name] === undefined ? lawAtRow(fitted, selection, se) : undefined;
  const ofRows = general?.varies
    ? [lawByRow(fitted, general, weights.length)]
    : dispersion?.varies
      ? [rowMeans(dispersion.write, weights.length, selection.count)]
      : [];
  const stratum = strataOf([variance, ...ofRows], weights.length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length: Math.max(...new Set(stratum)) + 1 }, (_, k): Stratum => {
    const rows = Int32Array.from(stratum.keys()).filter((row) => stratum[row] === k && weights[row]! > 0);
    const own = weights.map((weight, row) => (stratum[row] === k ? weight : 0));
    const draws = new Map(
      terms.map(({ term, covariance }) => [term, varianceOfProducts(meanProducts(term, own), covariance)]),
    );
    return {
      share: rows.reduce((sum, row) => sum + weights[row]!, 0) / total,
      rows:
        at === "rows" ? populationRows(predictor, selection, rows, weights) : averageRow(predictor, selection, weights),
      variances: components.map(({ terms: parts }) => sumOfDraws(parts.map((term) => draws.get(term)!))),
      total: sumOfDraws([...draws.values()]),
      dispersion: dispersion && meanDispersion(dispersion, own, selection.count),
      inputs: rows.length > 0 ? general?.inputs(rows[0]!) : undefined,
    };
  }).filter(({ share }) => share > 0);
}

/** The variance of a response at a predictor of 0, by which rows are told apart: that of the draw in the middle. */
function lawByRow({ family, link }: FittedGlmm, { inputs }: LawAtRow, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const all = inputs(row);
    const variance = family.variance({ ...all[Math.floor(all.length / 2)]!, eta: 0 }, link);
    return Number.isFinite(variance) ? variance : 0;
  });
}

/** Mean over the draws for each row. */
function rowMeans(
  write: (row: number, out: Float64Array, start: number) => void,
  rows: number,
  count: number,
): Float64Array {
  const draws = new Float64Array(count);
  return Float64Array.from({ length: rows }, (_, row) => {
    write(row, draws, 0);
    return draws.reduce((sum, x) => sum + x, 0) / count;
  });
}
