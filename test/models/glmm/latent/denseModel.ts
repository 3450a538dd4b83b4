/** A Gaussian mixed model by dense matrices: what the integrated density and what is drawn after it must agree with. */
import type { TracedModel } from "../../../../engine/core/Model.js";
import type { Table } from "../../../../engine/core/Table.js";
import { correlationDraw, effectDraw, scaleDraw } from "../../../../models/glmm/drawNames.js";
import type { GroupTerm } from "../../../../models/glmm/Frame.js";
import type { GlmmModel } from "../../../../models/glmm/glmm.js";
import type { Covariance } from "./relatives.js";
import {
  backward,
  choleskyOf,
  dot,
  forward,
  matrix,
  multivariateNormal,
  product,
  transposed,
  type Matrix,
} from "./matrices.js";

/** Values of draws by name. */
export type Draws = ReadonlyMap<string, number>;

/** y ~ normal(mean + A θ, R), θ ~ normal(priorMean, S). */
export interface DenseModel {
  readonly response: readonly number[];
  /** Names of θ as draws, but `b_Intercept` that of centred columns. */
  readonly names: readonly string[];
  readonly priorMean: readonly number[];
  readonly priorCovariance: Matrix;
  readonly design: Matrix;
  /** What is known of the mean: offset and sampled coefficients. */
  readonly known: readonly number[];
  readonly noise: readonly number[];
  /** Rows that each row stands for, and their variance; 1 where nothing is said. */
  readonly counts: readonly number[];
}

/** Whether coefficients of mu are numbers that are sampled. */
export function isSampled({ blocks }: TracedModel, kind: "intercept" | "coefficients"): boolean {
  return blocks.some(({ name, length }) =>
    kind === "intercept" ? name === "Intercept" : length > 0 && /^b_(?!sigma_)/.test(name),
  );
}

/**
 * The dense model of a trace with everything integrated out that can be, at draws of its other parameters.
 *
 * @param related Covariance of levels by the group's name in draws; others are independent.
 */
export function denseModel(
  model: GlmmModel,
  table: Table,
  traced: TracedModel,
  draws: Draws,
  related: ReadonlyMap<string, Covariance> = new Map(),
): DenseModel {
  const { frame } = model.encoder(table);
  const [predictor] = frame.predictors;
  const { names, columns, means, intercept, offset } = predictor!;
  const { values, se } = frame.response!;
  const centred = columns.map((column, k) => Array.from(column, (x) => x - means[k]!));
  const known = Array.from(values, (_, row) => offset?.[row] ?? 0);
  const priorOf = (name: string) => {
    const { location, scale } = model.priors(table).find(({ slot }) => slot.name === name)!.distribution.parameters;
    return [location as number, (scale as number) ** 2] as const;
  };
  const theta: { name: string; mean: number; column: number[] }[] = [];
  const variance: number[] = [];
  const sampled = { intercept: isSampled(traced, "intercept"), coefficients: isSampled(traced, "coefficients") };
  // The intercept as sampled is that of centred columns; it is reported for the columns as they are.
  const shift = names.reduce((sum, name, k) => sum + (draws.get(`b_${name}`) ?? 0) * means[k]!, 0);
  if (intercept === "centred") {
    if (sampled.intercept) known.forEach((_, row) => (known[row]! += draws.get("b_Intercept")! + shift));
    else {
      const [mean, square] = priorOf("b_Intercept");
      theta.push({ name: "b_Intercept", mean, column: known.map(() => 1) });
      variance.push(square);
    }
  }
  names.forEach((name, k) => {
    if (sampled.coefficients) known.forEach((_, row) => (known[row]! += draws.get(`b_${name}`)! * centred[k]![row]!));
    else {
      const [mean, square] = priorOf(`b_${name}`);
      theta.push({ name: `b_${name}`, mean, column: centred[k]! });
      variance.push(square);
    }
  });
  const blocks: { start: number; levels: readonly string[]; within: Matrix; between: Covariance | undefined }[] = [];
  frame.groups.forEach((term) => {
    const { group, levels, coefficients, columns: own, index, parameter } = term;
    if (parameter !== "mu") return;
    if (!isIntegrated(traced, group)) {
      known.forEach((_, row) => {
        coefficients.forEach((coefficient, k) => {
          known[row]! += draws.get(effectDraw(term, levels[index[row]!]!, coefficient))! * (own[k]?.[row] ?? 1);
        });
      });
      return;
    }
    const within = covarianceWithin(term, draws);
    blocks.push({ start: theta.length, levels, within, between: related.get(group) });
    levels.forEach((level, at) => {
      coefficients.forEach((coefficient, a) => {
        const column = known.map((_, row) => (index[row] === at ? (own[a]?.[row] ?? 1) : 0));
        theta.push({ name: effectDraw(term, level, coefficient), mean: 0, column });
      });
    });
  });
  const sigmaOf = frame.predictors.find(({ parameter }) => parameter === "sigma");
  const sigma = (row: number): number => {
    if (!sigmaOf) return draws.get("sigma") ?? 0;
    const sum = sigmaOf.names.reduce(
      (total, name, k) => total + draws.get(`b_${name}`)! * sigmaOf.columns[k]![row]!,
      0,
    );
    return Math.exp(sum + (sigmaOf.intercept === "centred" ? draws.get("b_sigma_Intercept")! : 0));
  };
  const priorCovariance = matrix(theta.length, theta.length, (i, j) => (i === j ? (variance[i] ?? 0) : 0));
  for (const { start, levels, within, between } of blocks) {
    const size = within.length;
    levels.forEach((level, at) => {
      for (let beside = between ? 0 : at; beside <= at; beside++) {
        const shared = between?.(level, levels[beside]!) ?? 1;
        for (let a = 0; a < size; a++) {
          for (let b = 0; b < size; b++) {
            const [i, j] = [start + at * size + a, start + beside * size + b];
            priorCovariance[i]![j] = priorCovariance[j]![i] = shared * within[a]![b]!;
          }
        }
      }
    });
  }
  const { weights } = frame.response!;
  const weight = known.map((_, row) => weights?.values[row] ?? 1);
  return {
    response: Array.from(values),
    names: theta.map(({ name }) => name),
    priorMean: theta.map(({ mean }) => mean),
    priorCovariance,
    design: transposed(theta.map(({ column }) => column)),
    known,
    noise: known.map((_, row) => {
      return (se && !se.sigma ? 0 : sigma(row) ** 2 / weight[row]!) + (se ? se.values[row]! ** 2 : 0);
    }),
    counts: weights?.meaning === "frequency" ? weight : known.map(() => 1),
  };
}

/** Covariance of the effects of a level: diag(sd) R diag(sd). */
export function covarianceWithin(term: GroupTerm, draws: Draws): Matrix {
  const { coefficients, correlated } = term;
  const sd = coefficients.map((coefficient) => draws.get(scaleDraw(term, coefficient))!);
  const correlation = (a: number, b: number) => {
    if (a === b) return 1;
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    return correlated ? draws.get(correlationDraw(term, coefficients[low]!, coefficients[high]!))! : 0;
  };
  return matrix(sd.length, sd.length, (a, b) => sd[a]! * sd[b]! * correlation(a, b));
}

/** Whether the effects of a group are integrated out; they are sampled where not. */
export function isIntegrated({ blocks }: TracedModel, group: string): boolean {
  return blocks.some(({ name, length }) => {
    const groups = /^effects of (.*), integrated out$/.exec(name)?.[1] ?? "";
    return length === 0 && groups.split(", ").includes(group);
  });
}

/** Cholesky factor of the covariance of y when θ is integrated out, and y less its mean. */
function marginal({ response, priorMean, priorCovariance, design, known, noise }: DenseModel) {
  const covariance = transposed(product(design, transposed(product(design, priorCovariance))));
  noise.forEach((square, row) => (covariance[row]![row]! += square));
  const residual = response.map((y, row) => y - known[row]! - dot(design[row]!, priorMean));
  return { factor: choleskyOf(covariance), residual };
}

/** Log density of the response, θ integrated out. */
export function marginalLogDensity(model: DenseModel): number {
  const { factor, residual } = marginal(model);
  // A row of variance v that stands for w rows has w − 1 factors 1/√(2 π w v), and its mean, of variance v, one of 1/√w besides.
  const repeated = model.counts.map((w, row) => {
    return -0.5 * ((w - 1) * Math.log(2 * Math.PI * w * model.noise[row]!) + Math.log(w));
  });
  return multivariateNormal(residual, factor) + repeated.reduce((sum, one) => sum + one, 0);
}

/** The slope of the same by what is known of the mean of each row, all rows counting once. */
export function marginalSlopes(model: DenseModel): readonly number[] {
  const { factor, residual } = marginal(model);
  return backward(factor, forward(factor, residual));
}

/** Mean and covariance of θ given the response: those of a normal given some of its elements. */
export function conditionalLaw(model: DenseModel): { readonly mean: readonly number[]; readonly covariance: Matrix } {
  const { factor, residual } = marginal(model);
  // L⁻¹ A S, by columns of A S.
  const half = transposed(transposed(product(model.design, model.priorCovariance)).map((one) => forward(factor, one)));
  const z = forward(factor, residual);
  return {
    mean: model.priorMean.map((mean, i) => mean + half.reduce((sum, row, k) => sum + row[i]! * z[k]!, 0)),
    covariance: matrix(model.names.length, model.names.length, (i, j) =>
      half.reduce((rest, row) => rest - row[i]! * row[j]!, model.priorCovariance[i]![j]!),
    ),
  };
}
