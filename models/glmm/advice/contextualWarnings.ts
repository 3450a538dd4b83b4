/** Advice on predictors that are confounded with a group. */
import type { Warning } from "../../../engine/core/Warning.js";
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";
import { coefficientName } from "../../formula/coefficientName.js";
import type { Formula, Variable } from "../../formula/Formula.js";
import { parseFormula } from "../../formula/parseFormula.js";
import type { GlmmDeclaration } from "../Declaration.js";
import { coefficientDraw } from "../drawNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { contextualTests, type ContextualTest } from "./contextualTests.js";

/** The share of models without confounding that are told of. */
const level = 0.01;

/**
 * Told of predictors whose slopes within and between levels differ: where they have one coefficient, by {@link contextualTests} at 1 % for
 * the whole model, each test at its part of it; where `within()` and `between()` give them two, by the 99 % interval of the difference.
 */
export function contextualWarnings(fitted: FittedGlmm): readonly Warning[] {
  const tests = contextualTests(fitted);
  const confounded = tests.filter(({ p }) => p < level / tests.length);
  return [...confounded.map((test) => mixed(test, fitted)), ...splits(fitted)];
}

function mixed({ predictor, grouping, difference, error }: ContextualTest, fitted: FittedGlmm): Warning {
  const coefficient = coefficientDraw(predictor);
  const column = fitted.posterior.data?.columns.get(predictor);
  const isColumn = column !== undefined;
  const mend = `within(${predictor} | ${grouping}) + between(${predictor} | ${grouping})`;
  const text =
    `${predictor} is confounded with "${grouping}": levels of ${grouping} with a larger mean of ${predictor} differ by more, or less, than its slope says (slope between ` +
    `levels minus slope within them about ${rounded(difference)}, standard error ${rounded(error)}), so that ${coefficient} is a mixture of both. ` +
    (isColumn
      ? `Write ${mend} in place of ${predictor}: `
      : `Make ${predictor} a column of numbers and write ${mend} in place of it: `) +
    `the slope within is free of all that differs between levels.`;
  return { cause: "confounded_predictor", variables: [coefficient], text };
}

interface Split {
  readonly expression: string;
  readonly grouping: string;
  readonly within: string;
  readonly between: string;
}

function splits(fitted: FittedGlmm): readonly Warning[] {
  return splitsOf(fitted).flatMap(({ expression, grouping, within, between }) => {
    const [own, means] = [fitted.draws(within), fitted.draws(between)];
    const differences = means.map((value, draw) => value - own[draw]!).sort();
    const [low, high] = [level / 2, 1 - level / 2].map((p) => quantileOfSorted(differences, p)) as [number, number];
    if (!(low > 0 || high < 0)) return [];
    const text =
      `The slopes of ${expression} within and between levels of "${grouping}" differ: ${between} minus ${within} is ${rounded(low)} to ${rounded(high)} ` +
      `(99 % interval). Something of ${grouping} goes along with ${expression}: read ${within} as its slope, and ${between} as a comparison of levels ` +
      `that differ in more than ${expression}; put what they differ in into the formula if you have it.`;
    return [{ cause: "within_between_differ", variables: [within, between], text }];
  });
}

/** Pairs of `within()` and `between()` of the same expression and group, which are terms of their own. */
function splitsOf(fitted: FittedGlmm): readonly Split[] {
  const { formulas } = fitted.posterior.declaration as GlmmDeclaration;
  const formula: Formula = parseFormula(formulas[0]!);
  const single = formula.predictor.terms.flatMap(({ variables }) => (variables.length === 1 ? variables : []));
  const withins = single.filter(isPart("within"));
  const betweens = single.filter(isPart("between"));
  return withins.flatMap((one) => {
    const other = betweens.find((two) => keyOf(two) === keyOf(one));
    if (!other) return [];
    const [expression] = keyOf(one).split("|");
    const [within, between] = ["within", "between"].map((kind) =>
      coefficientDraw(coefficientName(`${kind}_${expression!}`)),
    ) as [string, string];
    if (!fitted.has(within) || !fitted.has(between)) return [];
    return [{ expression: expression!, grouping: one.grouping.join(":"), within, between }];
  });
}

type Part = Variable & { readonly kind: "within" | "between" };

function isPart(kind: Part["kind"]): (variable: Variable) => variable is Part {
  return (variable): variable is Part => variable.kind === kind;
}

/** `x|g` of `within(x|g)`. */
function keyOf({ source }: Part): string {
  return source.slice(source.indexOf("(") + 1, source.lastIndexOf(")"));
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2)));
}
