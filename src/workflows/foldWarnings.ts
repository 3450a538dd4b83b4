/** What is wrong with the fits of cross-validation, in one warning. */
import type { Warning } from "../../engine/core/Warning.js";

/** A fold whose fit is not to be trusted. */
export interface BadFold {
  readonly fold: number;
  readonly warnings: readonly Warning[];
}

const mostNamed = 4;

/** One warning for all fits that have any. */
export function foldWarnings(bad: readonly BadFold[], count: number): Warning[] {
  if (bad.length === 0) return [];
  const named = bad.slice(0, mostNamed).map(({ fold, warnings }) => {
    return `fold ${fold + 1}: ${[...new Set(warnings.map(({ cause }) => cause.replaceAll("_", " ")))].join(", ")}`;
  });
  const more = bad.length > mostNamed ? "; …" : "";
  const which = bad.length === 1 ? `One of ${count} folds has` : `${bad.length} of ${count} folds have`;
  return [
    {
      cause: "kfold_fits",
      variables: bad.map(({ fold }) => `fold ${fold + 1}`),
      text:
        `${which} a fit with warnings of its own (${named.join("; ")}${more}), so that what it says of the rows it did not see may ` +
        `be wrong. Mend what the warnings of the whole fit say, or draw more in each fold.`,
    },
  ];
}
