/** Log likelihoods of a GLMM by hand, from its draws, with their slopes by the predictors. */
import { lgamma } from "../../../../engine/math/lgamma.js";
import type { TracedModel } from "../../../../engine/core/Model.js";
import type { Table } from "../../../../engine/core/Table.js";
import { effectDraw } from "../../../../models/glmm/drawNames.js";
import type { Frame } from "../../../../models/glmm/Frame.js";
import type { GlmmModel } from "../../../../models/glmm/glmm.js";
import { denseModel, isIntegrated, marginalLogDensity, marginalSlopes, type Draws } from "./denseModel.js";
import { dot } from "./matrices.js";
import type { Covariance } from "./relatives.js";

export interface Likelihood {
  readonly value: number;
  /** By the predictor of each parameter that has group-level terms, one number a row. */
  readonly slopes: ReadonlyMap<string, readonly number[]>;
}

/** Log likelihood of a row, and its slopes by the predictors of mu and sigma. */
type Row = (
  y: number,
  eta: number,
  of: (name: string) => number,
) => readonly [value: number, mu: number, sigma?: number];

const rows: Readonly<Record<string, Row>> = {
  gaussian: (y, eta, of) => {
    const [sigma, e] = [of("sigma"), y - eta];
    const square = (e / sigma) ** 2;
    return [-0.5 * square - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI), e / sigma ** 2, square - 1];
  },
  poisson: (y, eta) => [y * eta - Math.exp(eta) - lgamma(y + 1), y - Math.exp(eta)],
  bernoulli: (y, eta) => {
    const p = 1 / (1 + Math.exp(-eta));
    return [y === 1 ? Math.log(p) : Math.log1p(-p), y - p];
  },
  negbinomial: (y, eta, of) => {
    const [mean, shape] = [Math.exp(eta), of("shape")];
    const combinations = lgamma(y + shape) - lgamma(shape) - lgamma(y + 1);
    const value = combinations + shape * Math.log(shape / (shape + mean)) + y * Math.log(mean / (shape + mean));
    return [value, ((y - mean) * shape) / (shape + mean)];
  },
};

/** The log likelihood given all draws; of a gaussian model with what was integrated out, that without it. */
export function likelihoodOf(
  model: GlmmModel,
  table: Table,
  traced: TracedModel,
  draws: Draws,
  related: ReadonlyMap<string, Covariance>,
): Likelihood {
  const { frame } = model.encoder(table);
  if (frame.groups.some(({ group, parameter }) => parameter === "mu" && isIntegrated(traced, group))) {
    const dense = denseModel(model, table, traced, draws, related);
    return { value: marginalLogDensity(dense), slopes: new Map([["mu", marginalSlopes(dense)]]) };
  }
  const row = rows[model.family.name]!;
  const mu = predictorOf(frame, "mu", draws);
  const logSigma = frame.predictors.some(({ parameter }) => parameter === "sigma")
    ? predictorOf(frame, "sigma", draws)
    : undefined;
  const byRow = mu.map((eta, i) =>
    row(frame.response!.values[i]!, eta, (name) =>
      name === "sigma" && logSigma ? Math.exp(logSigma[i]!) : draws.get(name)!,
    ),
  );
  return {
    value: byRow.reduce((sum, [value]) => sum + value, 0),
    slopes: new Map([
      ["mu", byRow.map(([, slope]) => slope)],
      ["sigma", byRow.map(([, , slope]) => slope ?? 0)],
    ]),
  };
}

/** The predictor of a parameter from draws, all of whose effects are known. */
function predictorOf({ predictors, groups, rows: count }: Frame, parameter: string, draws: Draws): number[] {
  const { names, columns, intercept, offset } = predictors.find((one) => one.parameter === parameter)!;
  const first = parameter === "mu" ? "b_Intercept" : `b_${parameter}_Intercept`;
  const constant = intercept === "centred" ? draws.get(first)! : 0;
  const b = names.map((name) => draws.get(`b_${name}`)!);
  return Array.from({ length: count }, (_, row) => {
    const x = columns.map((column) => column[row]!);
    const own = groups.flatMap((term) => {
      if (term.parameter !== parameter) return [];
      const level = term.levels[term.index[row]!]!;
      return term.coefficients.map(
        (name, k) => draws.get(effectDraw(term, level, name))! * (term.columns[k]?.[row] ?? 1),
      );
    });
    return constant + (offset?.[row] ?? 0) + dot(b, x) + own.reduce((sum, one) => sum + one, 0);
  });
}
