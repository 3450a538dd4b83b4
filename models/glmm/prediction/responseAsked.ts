/** What is known of the responses of the rows asked about. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { AdditionName } from "../Family.js";
import type { Frame, Response } from "../Frame.js";
import { formulasOf } from "./formulasOf.js";

/** What a question may need of a response: its values, or what stands after its bar. */
type Need = Exclude<AdditionName, "weights" | "cens" | "trunc"> | "values";

/**
 * Trials, rates and standard errors of the rows, and their responses where these are needed.
 *
 * @param needs What the question cannot do without; additions only if the fit has them.
 * @throws UserError naming what the new rows lack.
 */
export function responseAsked(
  question: string,
  fitted: FittedGlmm,
  frame: Frame,
  needs: readonly Need[],
): Partial<Response> {
  const had = fitted.frame.response!;
  const have: Partial<Response> = frame.response ?? {};
  for (const need of needs) {
    if (had[need] === undefined) continue;
    const numbers = numbersOf(have, need);
    const missing = numbers?.findIndex(Number.isNaN);
    if (missing === -1) continue;
    const isAbsent = numbers === undefined || numbers.every(Number.isNaN);
    const where = isAbsent ? "which the new data lack: add its columns" : `which is missing in row ${missing! + 1}`;
    throw new UserError(`${question} needs ${words(fitted, need)}, ${where}.`);
  }
  return have;
}

function numbersOf(response: Partial<Response>, need: Need): Float64Array | undefined {
  return need === "se" ? response.se?.values : response[need];
}

/** As the formula has it, such as `trials(size)`. */
function words(fitted: FittedGlmm, need: Need): string {
  if (need === "values") return `the response ${fitted.frame.response!.name}`;
  const additions = formulasOf(fitted)[0]?.response?.additions ?? [];
  const given = additions.find(({ kind }) => kind === need)?.source;
  // Counts in several columns are their own total.
  return given ?? (need === "trials" ? `the total of ${fitted.frame.response!.name}` : `${need}(…)`);
}
