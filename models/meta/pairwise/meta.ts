/** Declares a meta-analysis of effect sizes. */
import { UserError } from "../../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import type { MetaDeclaration, SamplingCovariance } from "./MetaDeclaration.js";
import { metaModel, type MetaModel } from "./metaModel.js";

export interface MetaOptions {
  /** Column of effects, on the scale on which they are normal; `yi` if not given. */
  readonly effect?: string | undefined;
  /** Column of their standard errors. Where neither this nor `variance` nor a covariance is told, `sei`, `se`, `vi` are looked for. */
  readonly se?: string | undefined;
  /** Column of their sampling variances, in place of standard errors. */
  readonly variance?: string | undefined;
  /** Column that names studies. */
  readonly study?: string | undefined;
  /** Random effects unless told. */
  readonly effects?: "random" | "fixed" | undefined;
  /** Right side of a formula of columns: `~ year + allocation`. Moderators are centred at their means. */
  readonly moderators?: string | undefined;
  /** Columns of nested random effects, the outermost first: `["district", "school"]`; `row` is the row itself. */
  readonly levels?: readonly string[] | undefined;
  /** Columns of random effects that are crossed with others. */
  readonly crossed?: readonly string[] | undefined;
  /** Column of outcomes: each has a mean and a heterogeneity of its own, correlated within studies. */
  readonly outcome?: string | undefined;
  /**
   * Known covariance of the sampling errors: the whole matrix over rows, or columns that hold each study's block of it, the k-th
   * the covariance with the study's k-th row.
   */
  readonly covariance?: readonly ArrayLike<number>[] | readonly string[] | undefined;
  /** Or one correlation between the sampling errors of any two rows of a study. */
  readonly correlation?: number | undefined;
  /** `mu ~ normal(0, 1)`, `beta[year] ~ …`, `tau ~ …`, `tau[school] ~ …`, `tau^2 ~ …`, `cor ~ lkj(2)`; the last of equals wins. */
  readonly priors?: readonly string[] | undefined;
  /** What exp(effect) is, `odds ratio`, where effects are logarithms of ratios. */
  readonly ratio?: string | undefined;
  /** What an effect is, `mean difference in mmHg`. */
  readonly measure?: string | undefined;
  readonly title?: string | undefined;
}

const optionNames = [
  ...["effect", "se", "variance", "study", "effects", "moderators", "levels", "crossed", "outcome", "covariance"],
  ...["correlation", "priors", "ratio", "measure", "title"],
];

/**
 * A meta-analysis of effect sizes with known sampling variances: y ~ N(X β + Z u, V), u normal. Its draws are `mu` (the mean effect, of
 * rows with average moderators; `mu[outcome]`), `beta[x]`, `tau` (`tau[level]`, `tau[outcome]`), `cor[a,b]`, `theta[row]` (the
 * true effect of each row) and `u[level,…]` (what a level adds). tau is a standard deviation on the scale of the effects.
 *
 * @throws UserError for options that do not go together, moderators or priors that cannot be understood; what only data can tell is met
 * by `fit`.
 * @example
 * const posterior = await fit(meta({ effect: "yi", variance: "vi", study: "author", ratio: "risk ratio" }), table, { seed: 1 });
 */
export function meta(options: MetaOptions = {}): MetaModel {
  refuseUnknownOptions("meta", options, optionNames);
  const { effect = "yi", se, variance, study, outcome, effects = "random", levels = [], crossed = [] } = options;
  const { moderators, ratio, measure, priors = [], title } = options;
  if (se !== undefined && variance !== undefined) {
    throw new UserError(`standard errors "${se}" and variances "${variance}" are given: name one of the columns.`);
  }
  if (effects !== "random" && effects !== "fixed") {
    throw new UserError(`effects are random or fixed; they are "${String(effects)}".`);
  }
  const declaration: MetaDeclaration = {
    kind: "meta",
    columns: {
      effect,
      ...(se === undefined ? {} : { se }),
      ...(variance === undefined ? {} : { variance }),
      ...(study === undefined ? {} : { study }),
      ...(outcome === undefined ? {} : { outcome }),
    },
    covariance: covarianceOf(options),
    ...{ effects, levels, crossed, priors, priorOnly: false },
    ...(moderators === undefined ? {} : { moderators }),
    ...(ratio === undefined ? {} : { ratio }),
    ...(measure === undefined ? {} : { measure }),
  };
  return metaModel(declaration, title);
}

function covarianceOf({ covariance, correlation }: MetaOptions): SamplingCovariance {
  if (covariance !== undefined && correlation !== undefined) {
    throw new UserError("a covariance and a correlation of sampling errors are given: give one of them.");
  }
  if (correlation !== undefined) {
    if (correlation > -1 && correlation < 1) return { kind: "correlation", value: correlation };
    throw new UserError(`the correlation of sampling errors is ${correlation}: it must lie between -1 and 1.`);
  }
  if (covariance === undefined) return { kind: "independent" };
  if (covariance.length > 0 && covariance.every((one) => typeof one === "string")) {
    return { kind: "columns", columns: covariance as readonly string[] };
  }
  return matrixOf(covariance as readonly ArrayLike<number>[]);
}

function matrixOf(matrix: readonly ArrayLike<number>[]): SamplingCovariance {
  const rows = matrix.length;
  const entries: (readonly [number, number, number])[] = [];
  matrix.forEach((line, i) => {
    if (line.length !== rows) {
      throw new UserError(
        `the covariance matrix has ${rows} rows, but ${line.length} numbers in row ${i + 1}: it must be square.`,
      );
    }
    for (let j = 0; j <= i; j++) {
      const [value, mirrored] = [line[j]!, matrix[j]![i]!];
      if (!Number.isFinite(value))
        throw new UserError(`the covariance of rows ${i + 1} and ${j + 1} is ${value}: it must be a number.`);
      if (Math.abs(value - mirrored) > 1e-6 * Math.max(Math.abs(value), Math.abs(mirrored))) {
        throw new UserError(
          `the covariance matrix is not symmetric: row ${i + 1} has ${value} for row ${j + 1}, which has ${mirrored} for it.`,
        );
      }
      if (value !== 0 || i === j) entries.push([i, j, value]);
    }
  });
  return { kind: "matrix", rows, entries };
}
