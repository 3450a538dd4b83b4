/** Ratios as a table for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, probabilityCell, type EffectTextOptions } from "../groups/cells.js";
import type { RatioRow, Ratios } from "./ratios.js";

/** Ratios that do not collapse over groups: rates and means do. */
const attenuated: ReadonlySet<string> = new Set(["odds ratio", "hazard ratio", "ratio of shares"]);

/** What a ratio is of: `x`, `sigma: x`, and of a category `x, car against bus`. */
export function ratioName({ parameter, coefficient, category, against }: RatioRow): string {
  if (category !== undefined) return `${coefficient}, ${category} against ${against!}`;
  return `${parameter === "mu" ? "" : `${parameter}: `}${coefficient}`;
}

/** A row for each coefficient, and what the ratios are. @example console.log(ratiosText(ratios(posterior))); */
export function ratiosText({ rows, definitions, given }: Ratios, { width = 80 }: EffectTextOptions = {}): string {
  const isOne = new Set(rows.map(({ kind }) => kind)).size === 1;
  // Of a ratio the standard deviation is about itself times that of its logarithm.
  const number = (value: number, { ratio, logSd }: RatioRow) =>
    numberCell(value, Math.max(2, decimalsFor([ratio * logSd])));
  const columns: TextColumn<RatioRow>[] = [
    { head: isOne ? rows[0]!.kind : "ratio", cell: (row) => number(row.ratio, row), rank: 0 },
    { head: "2.5%", cell: (row) => number(row["q2.5"], row), rank: 1 },
    { head: "97.5%", cell: (row) => number(row["q97.5"], row), rank: 1 },
    { head: "P(>1)", cell: ({ pAbove1 }) => probabilityCell(pAbove1), rank: 3 },
    ...(isOne ? [] : [{ head: "kind", cell: ({ kind }: RatioRow) => kind, rank: 2 }]),
  ];
  const isAttenuated = rows.some(({ kind }) => attenuated.has(kind));
  const name = (row: RatioRow) => `${ratioName(row)}${row.per === 1 ? "" : `, per ${row.per}`}`;
  const said = [
    ...definitions.map(({ kind, words }) => `${kind}: ${words}.`),
    "Medians and 95% intervals of coefficients, exponentiated.",
    ...(given.length === 0
      ? []
      : [
          `For equal effects of ${given.join(", ")}${isAttenuated ? ": averaged over groups they are nearer to 1" : ""}.`,
        ]),
  ];
  return [
    ...textTable(rows, { name, nameHead: "coefficient", columns, width }),
    "",
    ...said.flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}
