/** The population-level coefficient that an effect of a group is a deviation from. */
import { coefficientDraw, interceptDraw, monotonicDraw } from "../drawNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm, Predictor } from "../Frame.js";

/** One coefficient of a predictor. */
export interface PopulationCoefficient {
  /** Distributional parameter. */
  readonly parameter: string;
  /** As group-level effects name it: `Intercept`, `x`, without the parameter. */
  readonly coefficient: string;
  /** Name of its draws. */
  readonly variable: string;
}

/** The coefficients of a predictor, its intercept first. */
export function populationCoefficients(predictor: Predictor): PopulationCoefficient[] {
  const { parameter, intercept, names, monotonic = [], levelColumns = 0 } = predictor;
  const prefix = parameter === "mu" ? "" : `${parameter}_`;
  const first = { parameter, coefficient: "Intercept", variable: interceptDraw(parameter) };
  const named = (name: string, variable: string) => ({
    parameter,
    coefficient: name.startsWith(prefix) ? name.slice(prefix.length) : name,
    variable,
  });
  const others = [
    ...names.slice(0, names.length - levelColumns).map((name) => named(name, coefficientDraw(name))),
    ...monotonic.map(({ name }) => named(name, monotonicDraw(name))),
  ];
  return intercept === "centred" ? [first, ...others] : others;
}

/** Draws of the coefficient's population-level counterpart; undefined where the formula has none. */
export function populationDraws(fitted: FittedGlmm, term: GroupTerm, coefficient: string): Float64Array | undefined {
  const known = fitted.frame.predictors
    .filter(({ parameter }) => parameter === term.parameter)
    .flatMap(populationCoefficients)
    .find((candidate) => candidate.coefficient === coefficient);
  return known && fitted.draws(known.variable);
}
