/** Values of a network's covariates, of factors by their level, as numbers that the model knows. */
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import { baselineRisk, type Network } from "../../models/meta/index.js";
import type { CovariatePlace } from "./NmaOptions.js";

type Covariates = Pick<Network, "covariates">;

/**
 * The values by name of covariate: a level of a factor is 1 for itself and 0 for the others; a number or word alone is of the first covariate.
 *
 * @throws UserError for a word that is no level, and where there is no covariate that a value alone could be of.
 * @example covariateValues({ set: "home" }, network); // Map { "set: home" => 1, "set: ward" => 0 }
 */
export function covariateValues(at: CovariatePlace, network: Covariates, isRisk = false): ReadonlyMap<string, number> {
  const [first] = network.covariates;
  const only = first === undefined ? (isRisk ? baselineRisk : undefined) : (first.level?.column ?? first.name);
  if (typeof at === "object") {
    return new Map(Object.entries(at).flatMap(([name, value]) => valuesOf(name, value, network)));
  }
  if (only === undefined)
    throw new UserError(`effects are asked for at ${at}, but there is no covariate: name one with --covariate.`);
  return new Map(valuesOf(only, at, network));
}

function valuesOf(name: string, value: number | string, { covariates }: Covariates): [string, number][] {
  const own = covariates.filter(({ level }) => level?.column === name);
  if (own.length === 0) {
    if (typeof value === "number") return [[name, value]];
    throw new UserError(`invalid --at: "${value}" is no number, and "${name}" is no factor: give it a number.`);
  }
  const levels = [own[0]!.level!.base, ...own.map(({ level }) => level!.name)];
  if (!levels.includes(String(value))) {
    const near = nearestName(String(value), levels);
    const mend = near === undefined ? `they are ${levels.join(", ")}.` : `did you mean "${near}"?`;
    throw new UserError(`invalid --at: "${value}" is no level of "${name}": ${mend}`);
  }
  return own.map((covariate) => [covariate.name, covariate.level!.name === String(value) ? 1 : 0]);
}
