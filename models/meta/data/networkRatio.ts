/** Finds what the exponential of normal effects is. */
import type { NetworkReading } from "../NetworkDeclaration.js";
import { plainName } from "./columnSynonyms.js";
import type { NetworkRatio } from "./Network.js";
import type { NetworkLayout } from "./NetworkLayout.js";

/** Names of columns of logarithms, plain. */
const byColumn: ReadonlyMap<string, string> = new Map([
  ...["loghr", "lnhr", "lhr"].map((name) => [name, "hazard ratio"] as const),
  ...["logor", "lnor", "lor"].map((name) => [name, "odds ratio"] as const),
  ...["logrr", "lnrr", "lrr"].map((name) => [name, "risk ratio"] as const),
  ...["logirr", "lnirr", "lirr"].map((name) => [name, "rate ratio"] as const),
]);

/**
 * The ratio that was said, else the one that the column of differences is named after, where no study tells of its arms; undefined where there is
 * none, and for likelihoods that have words of their own.
 */
export function networkRatio(
  { likelihood, contrasts }: Pick<NetworkLayout, "likelihood" | "contrasts">,
  { ratio, measure }: Pick<NetworkReading, "ratio" | "measure">,
  hasArms: boolean,
): NetworkRatio | undefined {
  if (likelihood !== "normal-identity" || measure === "smd") return undefined;
  if (ratio !== undefined) return { name: ratio };
  const found = contrasts && !hasArms ? byColumn.get(plainName(contrasts.diff)) : undefined;
  return found === undefined ? undefined : { name: found, column: contrasts!.diff };
}
