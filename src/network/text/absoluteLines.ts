/** Absolute effects as a table for a terminal, with what they are given. */
import { textTable } from "../../../engine/text/textTable.js";
import type { AbsoluteEffects } from "../../../models/meta/index.js";
import { decimalsOf } from "./decimalsOf.js";
import { summaryColumns } from "./estimateText.js";

/** Probabilities, rates or means of each treatment. */
export function absoluteLines(absolute: AbsoluteEffects, width: number): string[] {
  // Rates differ so much that a middling one would leave no digits of the small ones.
  const spreads = absolute.absolute.map(({ sd }) => sd);
  const decimals = decimalsOf(spreads, absolute.measure === "mean" ? 2 : 3, 0.1);
  const time = absolute.time === null ? "" : ` at follow-up ${absolute.time}`;
  return [
    `Absolute effects, ${absolute.measure}${time}, with ${absolute.baseline.treatment} at the given baseline`,
    ...textTable(absolute.absolute, {
      name: ({ treatment, category }) => (category === null ? treatment : `${treatment}, category ${category}`),
      columns: summaryColumns(() => decimals),
      width,
    }),
    ...absolute.notes,
  ];
}
