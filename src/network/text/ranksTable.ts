/** Ranks as a table for a terminal. */
import { textTable } from "../../../engine/text/textTable.js";
import type { Ranks } from "../../../models/meta/index.js";
import { fixed } from "./estimateText.js";

/** Treatments up to which the probability of each rank is shown; all are in nma.json. */
const mostRanks = 12;

/** Quantiles of ranks may lie between two of them. */
const rank = (value: number): string => String(Math.round(value));

/** Treatments by SUCRA, the highest first. */
export function ranksTable(ranks: Ranks, width: number): string[] {
  const { beyond_mid: beyond } = ranks;
  const rows = ranks.treatments
    .map((treatment, t) => ({ treatment, t }))
    .sort((a, b) => ranks.sucra[b.t]! - ranks.sucra[a.t]!);
  return textTable(rows, {
    name: ({ treatment }) => treatment,
    columns: [
      { head: "P(best)", cell: ({ t }) => fixed(ranks.best[t]!), rank: 1 },
      { head: "mean rank", cell: ({ t }) => fixed(ranks.rank[t]!.mean), rank: 0 },
      { head: "95%", cell: ({ t }) => `${rank(ranks.rank[t]!["q2.5"])} to ${rank(ranks.rank[t]!["q97.5"])}`, rank: 3 },
      { head: "SUCRA", cell: ({ t }) => fixed(ranks.sucra[t]!), rank: 0 },
      ...(beyond
        ? [
            {
              head: `SUCRA beyond ${beyond.mid}`,
              cell: ({ t }: { t: number }) => fixed(beyond.sucra[t]!),
              rank: 2,
            },
          ]
        : []),
      ...(ranks.treatments.length > mostRanks ? [] : ranks.treatments).map((_, rank) => ({
        head: `P(${rank + 1})`,
        cell: ({ t }: { t: number }) => fixed(ranks.probability[t]![rank]!),
        rank: 10 + rank,
      })),
    ],
    width,
  });
}
