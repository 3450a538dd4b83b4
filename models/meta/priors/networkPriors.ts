/** The priors of a network's parameters: those declared, else defaults. */
import type { Network } from "../data/Network.js";
import type { Coefficients } from "../lowering/coefficientsOf.js";
import type { NetworkDeclaration } from "../NetworkDeclaration.js";
import { networkPriorSlots } from "./networkPriorSlots.js";
import { parseNetworkPrior } from "./parseNetworkPrior.js";
import { resolveNetworkPriors, type ResolvedNetworkPriors } from "./resolveNetworkPriors.js";

export type NetworkPriors = ResolvedNetworkPriors;

/**
 * What every parameter of the network's model has as its prior.
 *
 * @throws UserError for a prior that cannot be read, is of nothing there is, or has no mass where its parameter lives.
 * @example networkPriors(network, declaration, coefficients).lines; // ["d ~ normal(0, 10)", "mu ~ normal(0, 100)", "tau ~ half_normal(5)"]
 */
export function networkPriors(
  network: Network,
  declaration: NetworkDeclaration,
  coefficients: Pick<Coefficients, "list">,
): NetworkPriors {
  const slots = networkPriorSlots(network, declaration, coefficients.list);
  const context = {
    likelihood: network.likelihood,
    measure: declaration.measure,
    hasArms: network.studies.some(({ contrasts }) => contrasts === undefined),
    treatments: network.treatments,
    declaration,
  };
  return resolveNetworkPriors(declaration.priors.map(parseNetworkPrior), slots, context);
}
