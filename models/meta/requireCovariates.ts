/** Whether a network's model has the covariates that are asked about. */
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import type { Network } from "./data/Network.js";
import { baselineRisk } from "./lowering/coefficientsOf.js";
import type { NetworkDeclaration } from "./NetworkDeclaration.js";

/** Names of the covariates of a model, the study baselines among them where they are one. */
export function covariateNames(
  { covariates }: Pick<Network, "covariates">,
  declaration: Pick<NetworkDeclaration, "baselineRisk">,
): readonly string[] {
  return [...covariates.map(({ name }) => name), ...(declaration.baselineRisk ? [baselineRisk] : [])];
}

/** @throws UserError for a covariate that the model does not have. */
export function requireCovariates(
  network: Pick<Network, "covariates">,
  declaration: Pick<NetworkDeclaration, "baselineRisk">,
  at: ReadonlyMap<string, number>,
): void {
  const names = covariateNames(network, declaration);
  const unknown = [...at.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, names);
  const known = near === undefined ? `covariates are ${names.join(", ")}.` : `did you mean "${near}"?`;
  const mend = names.length === 0 ? "the model has no covariate." : known;
  throw new UserError(`effects are asked for at a value of "${unknown}", which is no covariate: ${mend}`);
}
