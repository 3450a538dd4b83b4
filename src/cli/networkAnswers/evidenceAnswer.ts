/** `ask DIR evidence`: which evidence there is on each comparison. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { directEvidence, evidenceTable, fittedNetwork } from "../../../models/meta/index.js";
import { meanAndSd } from "../../network/text/estimateText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** Studies, people and the network's estimate of every comparison. @throws UserError for unrelated mean effects. */
export function evidenceAnswer(posterior: Posterior, _: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const key = (from: string, to: string): string => JSON.stringify([from, to]);
  const direct = new Map(directEvidence(fitted.network).map((one) => [key(one.from, one.to), one]));
  const rows = evidenceTable(fitted).map((row) => {
    const { studies = [], participants = null } = direct.get(key(row.from, row.to)) ?? {};
    return { ...row, studies, participants };
  });
  const canSplit = rows.some(({ evidence }) => evidence === "direct and indirect");
  const lines = [
    `Evidence on each comparison, ${fitted.likelihood.words.effect}`,
    ...textTable(rows, {
      name: ({ from, to }) => `${to} against ${from}`,
      columns: [
        { head: "studies", cell: ({ studies }) => String(studies.length), rank: 1 },
        { head: "people", cell: ({ participants: people }) => (people === null ? "" : String(people)), rank: 2 },
        { head: "evidence", cell: ({ evidence }) => evidence, rank: 0 },
        { head: "network, mean (sd)", cell: ({ network }) => meanAndSd(network), rank: 0 },
      ],
      width,
    }),
    ...wrapText(
      canSplit
        ? "Direct and indirect estimates side by side, for comparisons that have both: ask for nodesplit."
        : "No comparison has both direct and independent indirect evidence: consistency is assumed and cannot be checked.",
      width,
    ),
  ];
  return { text: lines.join("\n"), json: { effect: fitted.likelihood.words.effect, comparisons: rows } };
}
