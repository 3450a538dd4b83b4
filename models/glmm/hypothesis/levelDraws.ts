/** Draws of hypotheses about every level of a group. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { populationDraws } from "../groups/populationDraws.js";
import { effectDraws } from "../groups/ranef.js";
import { selectTerms } from "../groups/selectTerms.js";
import { difference, evaluateDraws } from "./evaluateDraws.js";
import type { HypothesisDifference } from "./HypothesisDifference.js";
import { namesOfCoefficients } from "./namesInScope.js";
import { parseHypothesis } from "./parseHypothesis.js";

/**
 * Draws of left minus right for each level of a group, hypothesis by hypothesis: of effects (`ranef`), or of population and effect together
 * (`coef`). Coefficients have the names of the group's terms, those of another parameter than mu with it, `sigma_x`.
 *
 * @throws UserError for an unknown group or coefficient.
 * @example levelDraws(fitted, [["steep", "x > 0"]], "herd", "coef")[0].level; // "1"
 */
export function levelDraws(
  fitted: FittedGlmm,
  hypotheses: readonly (readonly [name: string, text: string])[],
  group: string,
  scope: "ranef" | "coef",
): HypothesisDifference[] {
  const terms = selectTerms(fitted, group);
  const byCoefficient = new Map(
    terms.flatMap((term) =>
      term.coefficients.map((coefficient) => {
        const name = term.parameter === "mu" ? coefficient : `${term.parameter}_${coefficient}`;
        const effects = effectDraws(fitted, term, coefficient);
        const population = scope === "coef" ? populationDraws(fitted, term, coefficient) : undefined;
        return [name, population ? effects.map((own) => own.map((effect, d) => effect + population[d]!)) : effects];
      }),
    ),
  );
  const names = namesOfCoefficients([...byCoefficient.keys()], group);
  return hypotheses.flatMap(([name, text]) => {
    const { left, comparison, right } = parseHypothesis(text, names);
    return terms[0]!.levels.map((level, j) => {
      const columnOf = (spelling: string) => byCoefficient.get(spelling)![j]!;
      const draws = difference(evaluateDraws(left, columnOf), evaluateDraws(right, columnOf)) as Float64Array;
      const noPrior = "draws of the prior are not made of the effects of single levels";
      return { name, hypothesis: text, comparison, level, draws, noPrior };
    });
  });
}
