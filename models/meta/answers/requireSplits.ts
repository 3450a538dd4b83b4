/** Comparisons that a person asks to be split. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Network } from "../data/Network.js";
import { listed } from "../data/listed.js";
import { comparisonsToSplit } from "./comparisonsToSplit.js";

/**
 * With the earlier treatment first, each once.
 *
 * @throws UserError for an unknown treatment and for a comparison that has no direct, or no independent indirect evidence.
 * @example requireSplits(network, [["B", "A"]]); // [["A", "B"]]
 */
export function requireSplits(
  network: Network,
  asked: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const possible = comparisonsToSplit(network);
  const wanted = asked.map((pair) => {
    const unknown = pair.find((name) => !network.treatments.includes(name));
    if (unknown !== undefined) {
      throw new UserError(
        `the comparison to split names "${unknown}", which is no treatment: the treatments are ${listed(network.treatments)}.`,
      );
    }
    const found = possible.find((one) => pair.includes(one[0]) && pair.includes(one[1]) && pair[0] !== pair[1]);
    if (found) return found;
    const mend =
      possible.length === 0
        ? "this network has no comparison with both"
        : `those that have are ${listed(possible.map(([from, to]) => `"${from}" and "${to}"`))}`;
    throw new UserError(
      `the comparison of "${pair[0]}" and "${pair[1]}" has no direct and independent indirect evidence to split: ${mend}.`,
    );
  });
  return [...new Set(wanted)];
}
