/** Warnings of what reading a network had to assume, or came upon. */
import type { Warning } from "../../../engine/core/Warning.js";
import { quotedList } from "./listed.js";
import type { ReadStudy } from "./readStudy.js";

/** Correlations that were assumed, and standard errors that cannot be though nothing rests on them. */
export function readingWarnings(read: readonly ReadStudy[], correlation: number | undefined): readonly Warning[] {
  const namesOf = (holds: (one: ReadStudy) => boolean) => read.filter(holds).map(({ study }) => study.name);
  const assumed = namesOf((one) => one.assumed);
  const doubtful = namesOf((one) => one.doubtful);
  const warnings: Warning[] = [];
  if (assumed.length > 0) {
    const [noun, tell] = assumed.length === 1 ? ["study", "does"] : ["studies", "do"];
    const text =
      `The correlation of differences in ${noun} ${quotedList(assumed)}, which ${tell} not tell it, is taken to be ${correlation!}: it ` +
      `decides how much these comparisons weigh, so see whether another value changes what is found.`;
    warnings.push({ cause: "assumed_correlation", variables: [], text });
  }
  if (doubtful.length > 0) {
    const noun = doubtful.length === 1 ? "study" : "studies";
    const text =
      `In ${noun} ${quotedList(doubtful)} the standard error of the first arm is not below that of the difference, of which it should be a ` +
      `part: of two arms it is not used, but one of both may be wrong, so check them.`;
    warnings.push({ cause: "doubtful_errors", variables: [], text });
  }
  return warnings;
}
