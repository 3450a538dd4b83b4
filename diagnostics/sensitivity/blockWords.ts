/** Names of blocks of parameters as a person reads them. */

/**
 * The name of a block without the number by which a model tells its terms apart: `correlation in site, term 1` is `correlation in site`.
 * Several blocks that come to one name are told once.
 *
 * @example blockWords(["effects of herd, block 1", "sd in herd"]); // ["effects of herd", "sd in herd"]
 */
export function blockWords(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.replace(/, (term|block) \d+$/, "")))];
}
