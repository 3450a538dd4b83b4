/** Computes an expression of parameters in every draw: our own small language, never `eval`. */
import { pow } from "../../../engine/math/pow.js";
import type { Expression } from "../../formula/Formula.js";
import { hypothesisFunctions } from "./hypothesisFunctions.js";

/** The same number in every draw, or one a draw. */
export type DrawNumbers = number | Float64Array;

/**
 * One number a draw, NaN or infinite where the expression has no finite value; a plain number where it names no parameter.
 *
 * @param drawsOf Draws of a parameter by its spelling, all of one length.
 * @example evaluateDraws(parsed.left, (name) => fitted.draws(name));
 */
export function evaluateDraws(expression: Expression, drawsOf: (name: string) => Float64Array): DrawNumbers {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "column":
      return drawsOf(expression.name);
    case "unary": {
      const operand = evaluateDraws(expression.operand, drawsOf);
      return expression.operator === "-" ? each([operand], (x) => -x) : operand;
    }
    case "binary": {
      const sides = [evaluateDraws(expression.left, drawsOf), evaluateDraws(expression.right, drawsOf)];
      return each(sides, operations.get(expression.operator)!);
    }
    case "call": {
      const given = expression.arguments.map((argument) => evaluateDraws(argument, drawsOf));
      return each(given, hypothesisFunctions.get(expression.name)!.of);
    }
    case "text":
      throw new Error("a hypothesis holds no text");
  }
}

/** Left minus right, draw by draw. */
export function difference(left: DrawNumbers, right: DrawNumbers): DrawNumbers {
  return each([left, right], (x, y) => x - y);
}

const operations: ReadonlyMap<string, (x: number, y: number) => number> = new Map([
  ["+", (x, y) => x + y],
  ["-", (x, y) => x - y],
  ["*", (x, y) => x * y],
  ["/", (x, y) => x / y],
  // Squares are most of all powers, and a product is exact to half a unit in the last place.
  ["^", (x, y) => (y === 2 ? x * x : pow(x, y))],
]);

function each(given: readonly DrawNumbers[], compute: (x: number, y: number, z: number) => number): DrawNumbers {
  const [x = 0, y = 0, z = 0] = given;
  const column = given.find((numbers) => typeof numbers !== "number");
  const at = (numbers: DrawNumbers, draw: number) => (typeof numbers === "number" ? numbers : numbers[draw]!);
  if (column === undefined) return compute(x as number, y as number, z as number);
  return Float64Array.from({ length: (column as Float64Array).length }, (_, draw) =>
    compute(at(x, draw), at(y, draw), at(z, draw)),
  );
}
