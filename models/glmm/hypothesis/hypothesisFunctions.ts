/** The functions that a hypothesis may call: those of formulas that look at one row, and those that turn predictors into probabilities. */
import { log } from "../../../engine/math/log.js";
import { log1p } from "../../../engine/math/log1p.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { normalQuantile } from "../../../engine/math/normalQuantile.js";
import { sigmoid } from "../../../engine/math/sigmoid.js";
import { tanh } from "../../../engine/math/tanh.js";
import { FORMULA_FUNCTIONS } from "../../formula/functions.js";
import { functionValues } from "../design/functionValues.js";

/** Numbers of one draw to a number; those of the arguments that a function does not take are 0. */
type DrawFunction = (x: number, y: number, z: number) => number;

export interface HypothesisFunction {
  readonly arguments: number;
  readonly of: DrawFunction;
}

const logit = (p: number): number => log(p) - log1p(-p);

const own: readonly (readonly [string, DrawFunction])[] = [
  ["inv_logit", sigmoid],
  ["plogis", sigmoid],
  ["logit", logit],
  ["qlogis", logit],
  ["pnorm", normalCdf],
  ["qnorm", normalQuantile],
  ["tanh", tanh],
];

/** By name; `plogis`, `qlogis`, `pnorm` and `qnorm` are the standard ones of R. */
export const hypothesisFunctions: ReadonlyMap<string, HypothesisFunction> = new Map([
  ...[...functionValues].map(([name, of]) => [name, { arguments: FORMULA_FUNCTIONS.get(name)!.arity[0], of }] as const),
  ...own.map(([name, of]) => [name, { arguments: 1, of }] as const),
]);
