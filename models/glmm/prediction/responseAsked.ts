/** What is known of the responses of the rows asked about. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { AdditionName } from "../Family.js";
import type { Frame, Response } from "../Frame.js";

/**
 * Trials, rates and standard errors of the rows, and their responses where these are needed.
 *
 * @param needed Those of them that the question cannot do without, if the fit had them.
 * @throws UserError naming what the new rows lack.
 */
export function responseAsked(
  question: string,
  fitted: FittedGlmm,
  frame: Frame,
  needed: readonly (AdditionName | "response")[],
): Partial<Response> {
  const had = fitted.frame.response!;
  const have: Partial<Response> = frame.response ?? {};
  const lacks = (need: AdditionName | "response"): boolean =>
    need === "response" ? have.values === undefined : had[need] !== undefined && have[need] === undefined;
  const missing = needed.find(lacks);
  if (missing === undefined) return have;
  const what = missing === "response" ? `the response ${had.name}` : `${missing}(…)`;
  throw new UserError(`${question} needs ${what}, which the new data do not have: add its columns to them.`);
}
