/** What effects of a network are called. */
import type { Network } from "../data/Network.js";
import type { NetworkReading } from "../NetworkDeclaration.js";
import type { EffectWords } from "./Likelihood.js";
import { likelihoodOf } from "./likelihoods.js";

/**
 * The words of the likelihood, but of normal effects those of what they are: standardised mean differences, logarithms of a ratio, and plain
 * differences where no study tells of its arms.
 *
 * @example effectWords({ likelihood: "normal-identity", studies, ratio: { name: "hazard ratio" } }, { measure: "md" }).effect; // "log hazard ratio"
 */
export function effectWords(
  { likelihood, ratio, studies }: Pick<Network, "likelihood" | "ratio" | "studies">,
  { measure }: Pick<NetworkReading, "measure">,
): EffectWords {
  const { words } = likelihoodOf(likelihood);
  if (measure === "smd") return { ...words, effect: "standardised mean difference" };
  if (ratio) return { ...words, effect: `log ${ratio.name}`, ratio: ratio.name };
  const isOpen = likelihood === "normal-identity" && studies.every(({ contrasts }) => contrasts);
  return isOpen ? { ...words, effect: "difference" } : words;
}
