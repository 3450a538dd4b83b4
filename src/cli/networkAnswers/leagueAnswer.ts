/** `ask DIR league`: every treatment against every other in a square. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { exp } from "../../../engine/math/exp.js";
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { printable } from "../../../engine/text/printable.js";
import { fittedNetwork, league } from "../../../models/meta/index.js";
import { interval } from "../../network/text/estimateText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { askedSet, askedTreatments, setText } from "./askedValues.js";

/** Medians with 95 % intervals, of ratios where effects have one. Columns that a narrow terminal has no room for stand below. */
export function leagueAnswer(posterior: Posterior, options: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const set = askedSet(fitted, options);
  const table = league(fitted, { ...askedTreatments(options), ...set });
  const { treatments, cells, ratio, effect, orientation } = table;
  const texts = cells.map((row) =>
    row.map((cell) => (cell === null ? "" : interval(cell.effect, ratio === null ? undefined : exp))),
  );
  const longest = Math.max(...texts.flat().map(({ length }) => length), ...treatments.map(({ length }) => length));
  const names = Math.min(24, Math.max(...treatments.map(({ length }) => length)));
  const fitting = Math.max(1, Math.floor((width - names) / (longest + 2)));
  const lines: string[] = [
    printable(`League table${setText(fitted, set.at)}: ${ratio ?? effect}, median (95% interval)`),
  ];
  lines.push(...wrapText(orientation, width));
  const all = treatments.map((_, t) => t);
  for (let first = 0; first < all.length; first += fitting) {
    const columns = all.slice(first, first + fitting);
    lines.push(
      "",
      ...textTable(all, {
        name: (row) => treatments[row]!,
        columns: columns.map((column) => ({
          head: printable(treatments[column]!),
          cell: (row: number) => texts[row]![column]!,
          rank: 0,
        })),
        width: Math.max(width, names + columns.length * (longest + 2)),
      }),
    );
  }
  return { text: lines.join("\n"), json: { at: Object.fromEntries(set.at ?? []), ...table } };
}
