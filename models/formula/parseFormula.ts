/** Reads a formula: `y | trials(n) ~ x * z + (1 + x | g)`, or `sigma ~ x` for another parameter. */
import { UserError } from "../../engine/core/UserError.js";
import type { Formula, ResponseFormula } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { parseSides } from "./parseSides.js";
import { predictorOf } from "./predictorOf.js";
import { responseOf } from "./responseOf.js";
import { unwrapped, type Sides, type Syntax } from "./Syntax.js";
import { shortened } from "./shortened.js";
import { nearestOf } from "./wording.js";

export interface FormulaOptions {
  /** Whether this is the formula of a distributional parameter, without a response; so it is when parameters are given. */
  readonly auxiliary?: boolean;
  /** The parameters that may have a formula; any name is taken when they are not given. */
  readonly parameters?: readonly string[];
  /** Whether another name may be that of a parameter, which only data can tell, as muB of a category B. */
  readonly mayBe?: (name: string) => boolean;
}

/**
 * A formula as records; nothing is known of data yet. The grammar is that of R and brms: `+ - * : ^ /`, `0` and `1`, `I()`,
 * `factor()`, `poly()`, functions of columns, `offset()`, `within(x | g)` and `between(x | g)`, `(x | g)`, `(x || g)`,
 * `(1 | a/b)`, `(1 | gr(g, cov = K))`, and on the left `y | trials(n)`, `se(s)`, `rate(d)`, `weights(w, precision)`.
 *
 * @throws UserError that names what is wrong, says how to mend it, and points at it with a caret
 * @example
 * parseFormula("incidence | trials(size) ~ period + (1 | herd)").predictor.terms[0].variables[0].source // "period"
 * parseFormula("sigma ~ x", { parameters: ["sigma"] }).parameter // "sigma"
 */
export function parseFormula(text: string, options: FormulaOptions = {}): Formula {
  if (typeof text !== "string") throw new UserError('a formula is a text, such as "y ~ x + (1 | g)".');
  const sides = parseSides(text);
  const auxiliary = options.auxiliary ?? options.parameters !== undefined;
  if (auxiliary) return { text, parameter: parameterOf(sides, options), predictor: predictorOf(text, sides.right) };
  const response = responseOf(text, sides.left);
  const predictor = predictorOf(text, sides.right);
  const formula: Formula = { text, parameter: "mu", response, predictor };
  refuseResponseAsTerm(formula, response);
  return formula;
}

/** The parameter on the left side of `sigma ~ x`. */
function parameterOf({ text, left }: Sides, { parameters, mayBe }: FormulaOptions): string {
  const side = unwrapped(left);
  refuseLink(text, side, parameters ?? []);
  const which =
    parameters === undefined || (mayBe && parameters.length === 0) ? "a parameter" : parametersWords(parameters);
  if (side.kind !== "name") {
    const sentence = `only the first formula has a response; on the left side of another stands ${which}.`;
    throw formulaError(text, side.span, sentence);
  }
  if (parameters === undefined || parameters.includes(side.name)) return side.name;
  if (mayBe?.(side.name)) return side.name;
  if (side.name === "mu") {
    throw formulaError(text, side.span, "the formula of mu is the first one, which has the response.");
  }
  const near = nearestOf(side.name, parameters);
  const mend = near === undefined ? `on the left side of a further formula stands ${which}.` : `did you mean ${near}?`;
  throw formulaError(text, side.span, `"${shortened(side.name)}" is no parameter with a formula; ${mend}`);
}

/** `log(sigma) ~ x` */
function refuseLink(text: string, side: Syntax, parameters: readonly string[]): void {
  if (side.kind !== "call" || side.arguments.length !== 1) return;
  const inner = unwrapped(side.arguments[0]!.value);
  if (inner.kind !== "name" || !parameters.includes(inner.name)) return;
  throw formulaError(text, side.span, `the link is the family's: write the parameter alone, ${inner.name} ~ ….`);
}

function parametersWords(parameters: readonly string[]): string {
  return parameters.length === 0 ? "a parameter, and this family has none but the mean" : parameters.join(" or ");
}

/** R drops such a term in silence. */
function refuseResponseAsTerm({ text, predictor }: Formula, { expression }: ResponseFormula): void {
  if (expression.kind !== "column") return;
  const same = predictor.terms.find(({ variables: [first, ...more] }) => {
    return more.length === 0 && first!.kind === "column" && first!.name === expression.name;
  });
  if (same === undefined) return;
  throw formulaError(
    text,
    same.span,
    `the response "${shortened(expression.name)}" cannot explain itself: leave it out of the terms.`,
  );
}
