/** `ask DIR nodesplit`: direct and indirect evidence side by side, by fits of their own. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { printable } from "../../../engine/text/printable.js";
import { fittedNetwork } from "../../../models/meta/index.js";
import { splitsTable } from "../../network/text/splitsTable.js";
import { node } from "../../platform/node/node.js";
import { nodeSplits } from "../../workflows/nodeSplits.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { pairOf } from "../networkWords.js";
import { fittedAgain } from "./fittedAgain.js";

/** Comparisons that are named, or all that can be split. @throws UserError where none can. */
export async function nodeSplitAnswer(posterior: Posterior, options: AskOptions, width: number): Promise<Answer> {
  const { seed, split } = options;
  const comparisons = split?.map((text) => pairOf("--split", text));
  const { value: splits, stopped } = await fittedAgain("node-split", (again) =>
    nodeSplits(posterior, { comparisons, seed, ...again }, node),
  );
  if (splits.length === 0 && !stopped) {
    throw new UserError(
      "no comparison of the network has both direct and independent indirect evidence, so that none can be split.",
    );
  }
  const warned = splits.flatMap(({ from, to, warnings }) =>
    warnings.map(({ text }) => `! ${to} against ${from}: ${text}`),
  );
  const lines = [
    `Direct and indirect evidence, by node-splitting, ${fittedNetwork(posterior).likelihood.words.effect}`,
    ...splitsTable(splits, width),
    ...(stopped ? ["Stopped: other comparisons have not been split."] : []),
    ...warned.flatMap((text) => wrapText(printable(text), width, "  ")),
  ];
  return { text: lines.join("\n"), json: { nodesplits: splits } };
}
