/** Values of covariates in words. */
import type { Network } from "../../models/meta/index.js";
import { placesInWords } from "./placesInWords.js";

/** `latitude 13, set: home`. */
export function placesText(at: ReadonlyMap<string, number>, network: Pick<Network, "covariates">): string {
  const text = (name: string, value: number | string) =>
    typeof value === "number" ? `${name} ${value}` : `${name}: ${value}`;
  return placesInWords(at, network)
    .map(([name, value]) => text(name, value))
    .join(", ");
}
