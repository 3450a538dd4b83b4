/** `ask DIR ranks`: which treatment is best, second best and so on. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { fittedNetwork, ranks } from "../../../models/meta/index.js";
import { fixed } from "../../network/text/estimateText.js";
import { ranksTable } from "../../network/text/ranksTable.js";
import { uninformedText } from "../../network/text/uninformedText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { askedQuestions, askedSet, askedTreatments, setText } from "./askedValues.js";

/** Ranks by SUCRA, then how sure it is that one treatment is better than another. */
export function ranksAnswer(posterior: Posterior, options: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const { better, mid } = askedQuestions(fitted, options);
  if (better === undefined) {
    throw new UserError(
      "ranks need to know which effects are good, which the fit was not told: add --better higher or --better lower.",
    );
  }
  const set = askedSet(fitted, options);
  const { treatments } = askedTreatments(options);
  const found = ranks(fitted, {
    better,
    ...(mid === undefined ? {} : { mid }),
    ...(treatments === undefined ? {} : { treatments }),
    ...set,
  });
  const { beyond_mid: beyond } = found;
  const wins = beyond?.beyond ?? found.superior;
  const rows = found.treatments.map((_, t) => t);
  const unknown = uninformedText(fitted.network);
  const lines = [
    printable(`Ranks${setText(fitted, set.at)}, 1 is best (${better} is better)`),
    ...ranksTable(found, width),
    ...(unknown === undefined ? [] : wrapText(unknown, width)),
    "",
    `Probability that the treatment of a row is better than that of a column${beyond ? ` by more than ${beyond.mid}` : ""}`,
    ...textTable(rows, {
      name: (row) => found.treatments[row]!,
      columns: rows.map((column) => ({
        head: printable(found.treatments[column]!),
        cell: (row: number) => (row === column ? "" : fixed(wins[row]![column]!)),
        rank: column,
      })),
      width,
    }),
  ];
  return { text: lines.join("\n"), json: { at: Object.fromEntries(set.at ?? []), ...found } };
}
