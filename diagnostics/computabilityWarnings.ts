/** Variables whose diagnostics cannot be computed for a reason that is itself a finding. */
import type { Draws } from "../engine/core/Draws.js";
import type { Warning } from "../engine/core/Warning.js";
import { optionInBrackets, optionWords, type Known } from "./diagnosis/Known.js";
import { countOf } from "./diagnosis/words.js";
import { evenChains } from "./evenChains.js";
import { neverMoved } from "./neverMoved.js";
import type { Reason } from "./statistic.js";
import type { SummaryColumn, SummaryRow } from "./summarise.js";

/** Names shown in a sentence; `variables` of the record holds all. */
const shownNames = 4;

/**
 * Warnings of chains that never moved, of draws that are not finite and of chains too short.
 *
 * @param rows `summarise(draws)`
 */
export function computabilityWarnings(draws: Draws, rows: readonly SummaryRow[], known: Known): Warning[] {
  const words = optionWords(known);
  const because = (column: SummaryColumn, reason: Reason) =>
    rows.filter((row) => row.reasons?.[column] === reason).map((row) => row.variable);
  const warnings: Warning[] = [];
  const stuck = because("rhat", "constantChains");
  const constant = because("rhat", "constant");
  const nonfinite = because("rhat", "nonfinite");
  const short = because("ess_bulk", "tooShort");
  if (stuck.length > 0) {
    warnings.push({
      cause: "stuck_chains",
      variables: stuck,
      text:
        `Every chain stayed at one value of its own for ${countOf(stuck.length, rows.length)} variables ` +
        `(${listed(stuck)}): the chains never moved. Start elsewhere (another ${words.seed}), or look for a density that is ` +
        `infinite or not differentiable.`,
    });
  }
  if (neverMoved(draws, rows)) {
    warnings.push({
      cause: "stuck_chains",
      variables: constant,
      text:
        `All draws are equal: the sampler never moved. Start elsewhere (another ${words.seed}), or look for a density that is ` +
        `infinite or not differentiable.`,
    });
  }
  if (nonfinite.length > 0) {
    warnings.push({
      cause: "nonfinite",
      variables: nonfinite,
      text:
        `Some draws of ${countOf(nonfinite.length, rows.length)} variables are NaN or infinite (${listed(nonfinite)}): ` +
        `nothing that averages over draws can be computed for these. Look for an overflow, a logarithm of zero or a ` +
        `division by zero in how they are computed.`,
    });
  }
  if (short.length > 0 || evenChains(draws).draws < 2) {
    warnings.push({
      cause: "short_chain",
      variables: [],
      text: `The chains are too short to be judged: at least 12 draws each are needed, 1000 are usual${optionInBrackets(known, "draws")}.`,
    });
  }
  return warnings;
}

function listed(names: readonly string[]): string {
  return names.slice(0, shownNames).join(", ") + (names.length > shownNames ? ", …" : "");
}
