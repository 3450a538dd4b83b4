/** A formula written out again from its records. */
import { expressionText } from "./expressionText.js";
import type { Formula, GroupFormula, PredictorFormula, ResponseFormula, Term } from "./Formula.js";
import { nameText } from "./sourceOf.js";

/**
 * The formula in one line with everything written out: `a*b` as `a + b + a:b`, `(1 | a/b)` as two terms. Read again it gives
 * the same terms; only the order of variables inside an interaction may differ, which is that of their first occurrence.
 *
 * @example formulaText(parseFormula("y~a*b+(1|g/h)")) // "y ~ a + b + a:b + (1 | g) + (1 | g:h)"
 */
export function formulaText({ parameter, response, predictor }: Formula): string {
  return `${response ? responseText(response) : nameText(parameter)} ~ ${predictorText(predictor)}`;
}

/** The left side: `y | trials(n) + rate(d)`. */
export function responseText({ expression, columns, additions }: ResponseFormula): string {
  const response = columns
    ? `cbind(${[expression, ...columns].map(expressionText).join(", ")})`
    : expressionText(expression);
  const written = additions.map(({ kind, expression, sigma, lower, upper, weighting }) => {
    if (kind === "trunc") {
      const ends = [
        ...(lower ? [`lb = ${expressionText(lower)}`] : []),
        ...(upper ? [`ub = ${expressionText(upper)}`] : []),
      ];
      return `trunc(${ends.join(", ")})`;
    }
    const rest = [
      ...(upper ? [expressionText(upper)] : []),
      ...(weighting ? [weighting] : []),
      ...(sigma ? ["sigma = TRUE"] : []),
    ];
    return `${kind}(${[expressionText(expression), ...rest].join(", ")})`;
  });
  return [response, ...(written.length > 0 ? [written.join(" + ")] : [])].join(" | ");
}

function predictorText({ intercept, terms, offsets, groups }: PredictorFormula): string {
  const parts = [
    ...(intercept === "none" ? ["0"] : intercept === "coefficient" ? ["0 + Intercept"] : []),
    ...terms.map(termText),
    ...offsets.map(({ expression }) => `offset(${expressionText(expression)})`),
    ...groups.map(groupText),
  ];
  return parts.length === 0 ? "1" : parts.join(" + ");
}

/** `a:b`, each variable as written, which keeps what its coefficients are named after. */
export function termText({ variables }: Pick<Term, "variables">): string {
  return variables.map(({ source }) => source).join(":");
}

/** `(1 + x | g)` */
export function groupText(group: GroupFormula): string {
  const { intercept, terms, correlated } = group;
  const effects = [intercept ? "1" : "0", ...terms.map(termText)].join(" + ");
  return `(${effects} ${correlated ? "|" : "||"} ${groupingText(group)})`;
}

/** `a:b`, or `gr(species, tree = t)` where levels are related. */
export function groupingText({ grouping, structure }: Pick<GroupFormula, "grouping" | "structure">): string {
  const columns = grouping.map(nameText).join(":");
  return structure ? `gr(${columns}, ${structure.kind} = ${nameText(structure.name)})` : columns;
}
