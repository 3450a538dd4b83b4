/** Node-splits as a table for a terminal. */
import { textTable } from "../../../engine/text/textTable.js";
import type { NodeSplit } from "../../workflows/nodeSplits.js";
import { meanAndSd } from "./estimateText.js";

/** Means with standard deviations of direct, indirect and network estimates, on the link scale. */
export function splitsTable(splits: readonly NodeSplit[], width: number): string[] {
  return textTable(splits, {
    name: ({ from, to }) => `${to} against ${from}`,
    columns: [
      { head: "direct", cell: ({ direct }) => meanAndSd(direct), rank: 1 },
      { head: "indirect", cell: ({ indirect }) => meanAndSd(indirect), rank: 1 },
      { head: "network", cell: ({ network }) => meanAndSd(network), rank: 2 },
      { head: "omega", cell: ({ omega }) => meanAndSd(omega), rank: 3 },
      { head: "p", cell: ({ p_value: p }) => (p < 0.001 ? "<0.001" : p.toFixed(3)), rank: 0 },
      { head: "DIC", cell: ({ fit }) => fit.DIC.toFixed(1), rank: 4 },
    ],
    width,
  });
}
