/** Standard deviations, correlations and covariances of group-level effects. */
import { correlationDraw, scaleDraw } from "../drawNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { drawSummary, type DrawSummary } from "./DrawSummary.js";

/** One standard deviation, variance, correlation or covariance, on the link scale. */
export interface VarCorrRow extends DrawSummary {
  /** Null for the residual standard deviation and variance. */
  readonly group: string | null;
  /** Distributional parameter. */
  readonly parameter: string;
  readonly kind: "sd" | "variance" | "correlation" | "covariance";
  /** Empty for the residual. */
  readonly coefficient: string;
  /** The second coefficient of a correlation or covariance. */
  readonly other?: string;
  /** Number of levels of the group. */
  readonly levels?: number;
}

/** `varCorr` of a fit that is at hand; see index.ts. */
export function varCorrOf(fitted: FittedGlmm): VarCorrRow[] {
  return [...fitted.frame.groups.flatMap((term) => termRows(fitted, term)), ...residualRows(fitted)];
}

function termRows(fitted: FittedGlmm, term: GroupTerm): VarCorrRow[] {
  const { group, parameter, coefficients } = term;
  const common = { group, parameter, levels: term.levels.length };
  const sds = coefficients.map((coefficient) => fitted.draws(scaleDraw(term, coefficient)));
  const scales = coefficients.flatMap((coefficient, k): VarCorrRow[] => [
    { ...common, kind: "sd", coefficient, ...drawSummary(sds[k]!) },
    { ...common, kind: "variance", coefficient, ...drawSummary(sds[k]!.map((sd) => sd * sd)) },
  ]);
  if (!term.correlated) return scales;
  const pairs = coefficients.flatMap((other, k) =>
    coefficients.slice(0, k).flatMap((coefficient, m): VarCorrRow[] => {
      const correlation = fitted.draws(correlationDraw(term, coefficient, other));
      const covariance = correlation.map((rho, d) => rho * sds[m]![d]! * sds[k]![d]!);
      return [
        { ...common, kind: "correlation", coefficient, other, ...drawSummary(correlation) },
        { ...common, kind: "covariance", coefficient, other, ...drawSummary(covariance) },
      ];
    }),
  );
  return [...scales, ...pairs];
}

/** Sigma, where the family has one and neither a formula nor known standard errors take its place. */
function residualRows(fitted: FittedGlmm): VarCorrRow[] {
  const { family, frame } = fitted;
  const hasSigma = family.auxiliaries.some(({ name }) => name === "sigma");
  const hasFormula = frame.predictors.some(({ parameter }) => parameter === "sigma");
  const isFixed = frame.response?.se !== undefined && !frame.response.se.sigma;
  if (!hasSigma || hasFormula || isFixed) return [];
  const sigma = fitted.draws("sigma");
  const common = { group: null, parameter: "mu", coefficient: "" } as const;
  return [
    { ...common, kind: "sd", ...drawSummary(sigma) },
    { ...common, kind: "variance", ...drawSummary(sigma.map((sd) => sd * sd)) },
  ];
}
