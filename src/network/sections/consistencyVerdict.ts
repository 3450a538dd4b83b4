/** Whether direct and indirect evidence agree, as far as it was looked at. */
import { formatFixed } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { TrustState } from "../../../diagnostics/report/TrustState.js";
import type { NetworkResult } from "../NetworkResult.js";
import { listing } from "./listing.js";

export interface ConsistencyVerdict {
  readonly state: TrustState;
  /** In a few sentences. */
  readonly text: string;
}

/** p below which a comparison is named. */
export const doubtful = 0.05;
/** A difference of DIC from which one model is preferred: smaller ones mean little (NICE DSU TSD 4). */
const meaningful = 3;

/** Never that a network is consistent, only that no sign against it was found. */
export function consistencyVerdict(result: NetworkResult): ConsistencyVerdict {
  const { check, consistency, fitted } = result;
  const { other, splits } = consistency;
  if (check.treatments.length === 2) {
    return { state: "unknown", text: "There is one comparison, and nothing that it could be inconsistent with." };
  }
  if (check.inconsistencyFreedom === 0) {
    return {
      state: "unknown",
      text: "Consistency cannot be checked: no loop of different studies closes, so that direct and indirect evidence never meet. It is assumed.",
    };
  }
  if (!other && !splits) {
    const [why = "Unrelated mean effects and node-splits were not fitted."] = consistency.notes;
    return { state: "unknown", text: `Consistency was not checked, and is assumed. ${why}` };
  }
  const parts = [splitVerdict(splits), otherVerdict(result)].filter((part) => part !== undefined);
  const doubts = parts.filter(({ doubt }) => doubt);
  const lead =
    doubts.length === 0
      ? "No sign of disagreement between direct and indirect evidence was found, which is no proof that there is none"
      : "There are signs that direct and indirect evidence disagree";
  const assumed = fitted.declaration.model === "ume" ? " The effects on this page do not assume consistency." : "";
  return {
    state: doubts.length === 0 ? "good" : "caution",
    text: `${lead}: ${parts.map(({ text }) => text).join("; ")}.${assumed}`,
  };
}

interface Part {
  readonly text: string;
  readonly doubt: boolean;
}

function splitVerdict(splits: NetworkResult["consistency"]["splits"]): Part | undefined {
  if (!splits || splits.length === 0) return undefined;
  const found = splits.filter(({ p_value: p }) => p < doubtful);
  const smallest = splits.reduce((least, { p_value: p }) => Math.min(least, p), 1);
  const compared =
    splits.length === 1 ? "the one comparison that was split" : `the ${splits.length} comparisons that were split`;
  if (found.length === 0) {
    const text =
      splits.length === 1
        ? `${compared} has p ${pText(smallest)}`
        : `of ${compared} none has p below ${doubtful} (smallest ${pText(smallest)})`;
    return { doubt: false, text };
  }
  const names = listing(
    [...found]
      .sort((a, b) => a.p_value - b.p_value)
      .map(({ from, to, p_value: p }) => `${to} against ${from} (p ${pText(p)})`),
    4,
  );
  const chance = formatFixed(doubtful * splits.length, 1);
  return {
    doubt: true,
    text: `of ${compared} ${found.length} ${found.length === 1 ? "has" : "have"} p below ${doubtful}, where ${chance} would be expected by chance alone: ${names}`,
  };
}

function otherVerdict({ fit, consistency, heterogeneity }: NetworkResult): Part | undefined {
  const { other } = consistency;
  if (!other) return undefined;
  const [consistent, unrelated] = other.model === "ume" ? [fit, other.fit] : [other.fit, fit];
  const [tau, tauUnrelated] = other.model === "ume" ? [heterogeneity?.tau, other.tau] : [other.tau, heterogeneity?.tau];
  const gain = consistent.DIC - unrelated.DIC;
  const sds =
    tau && tauUnrelated
      ? `, heterogeneity sd ${formatFixed(tau.q50, 2)} against ${formatFixed(tauUnrelated.q50, 2)}`
      : "";
  const numbers = `DIC ${formatFixed(consistent.DIC, 1)} with consistency and ${formatFixed(unrelated.DIC, 1)} with unrelated mean effects${sds}`;
  if (gain > meaningful) return { doubt: true, text: `the model without consistency fits better, ${numbers}` };
  return { doubt: false, text: `the model without consistency is no better, ${numbers}` };
}

/** `0.03`, `<0.001`. */
export function pText(p: number): string {
  return p < 0.001 ? "<0.001" : formatFixed(p, p < 0.1 ? 3 : 2);
}
