/** Names of distributional parameters over all families, by which formulas and priors are read before the family is known. */
import { customFamilies } from "./customFamilies.js";
import { families } from "./families.js";

/** Auxiliary parameters and shares of all families, and shares of a mixture; those of a mixture's components have numbers behind them. */
export function auxiliaryNames(): readonly string[] {
  const all = [...families.values(), ...customFamilies.values()].flatMap(({ auxiliaries, shares }) => [
    ...auxiliaries.map(({ name }) => name),
    ...(shares ? [shares.name] : []),
  ]);
  return [...new Set([...all, "theta"])];
}

/** Whether a name is that of an auxiliary parameter, also of a component, as `sigma2`. */
export function isAuxiliaryName(name: string): boolean {
  const known = auxiliaryNames();
  return known.includes(name) || known.includes(name.replace(/[1-9]\d*$/, ""));
}

/** Whether a name may be that of a location: `mu`, `mu2` of a component, `muB` of a category. */
export function isLocationName(name: string): boolean {
  return /^mu[\p{L}\p{N}.]*$/u.test(name);
}
