/** What a prior is of, as text. */
import type { NetworkPrior } from "./NetworkPrior.js";

/** `d[B]`, `tau^2`, `1/tau^2`, from which `parseNetworkPrior` reads the same. */
export function priorTarget({ class: kind, inside, power }: Pick<NetworkPrior, "class" | "inside" | "power">): string {
  if (power === 2) return `${kind}^2`;
  if (power === -2) return `1/${kind}^2`;
  return inside === undefined ? kind : `${kind}[${inside}]`;
}
