/** Absolute effects as a table for a terminal, with what they are given. */
import { textTable } from "../../../engine/text/textTable.js";
import type { AbsoluteEffects } from "../../../models/meta/index.js";

/** Probabilities, rates or means of each treatment. */
export function absoluteLines(absolute: AbsoluteEffects, width: number): string[] {
  const digits = absolute.measure === "mean" ? 2 : 3;
  const shown = (value: number): string => value.toFixed(digits);
  const time = absolute.time === null ? "" : ` at follow-up ${absolute.time}`;
  return [
    `Absolute effects, ${absolute.measure}${time}, where that of ${absolute.baseline.treatment} is given`,
    ...textTable(absolute.absolute, {
      name: ({ treatment, category }) => (category === null ? treatment : `${treatment}, category ${category}`),
      columns: [
        { head: "mean", cell: ({ mean }) => shown(mean), rank: 0 },
        { head: "sd", cell: ({ sd }) => shown(sd), rank: 2 },
        { head: "2.5%", cell: (row) => shown(row["q2.5"]), rank: 1 },
        { head: "50%", cell: ({ q50 }) => shown(q50), rank: 3 },
        { head: "97.5%", cell: (row) => shown(row["q97.5"]), rank: 1 },
      ],
      width,
    }),
    ...absolute.notes,
  ];
}
