/** Values of covariates as they are said. */
import type { Network } from "../../models/meta/index.js";

/**
 * Names with values, a factor all of whose levels have one by its level.
 *
 * @example placesInWords(new Map([["set: home", 1], ["set: ward", 0]]), network); // [["set", "home"]]
 */
export function placesInWords(
  at: ReadonlyMap<string, number>,
  { covariates }: Pick<Network, "covariates">,
): readonly (readonly [name: string, value: number | string])[] {
  const factors = new Set(covariates.flatMap(({ level }) => (level ? [level.column] : [])));
  const left = new Map<string, number | string>(at);
  const said = [...factors].flatMap((column) => {
    const own = covariates.filter(({ level }) => level?.column === column);
    const [chosen, ...others] = own.filter(({ name }) => at.get(name) === 1);
    if (others.length > 0 || !own.every(({ name }) => at.get(name) === 0 || at.get(name) === 1)) return [];
    for (const { name } of own) left.delete(name);
    return [[column, chosen?.level?.name ?? own[0]!.level!.base] as const];
  });
  return [...said, ...left];
}
