/** Names of several that are one letter apart, and so may be meant to be one. */

/** Words of fewer letters are too often different with one letter of difference, as `A` and `B` are. */
const fewest = 6;

/**
 * Pairs of names of which one word has a letter more, or another letter within it; case does not count. What stands at the end of a word may number
 * it, so that another letter there is another name.
 *
 * @example nearNames(["Amlodipin", "Placebo", "Amlodipine"]) // [["Amlodipin", "Amlodipine"]]
 */
export function nearNames(names: readonly string[]): readonly (readonly [string, string])[] {
  const words = names.map((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return names.flatMap((name, i) =>
    names
      .slice(i + 1)
      .flatMap((other, k) => (oneWordApart(words[i]!, words[i + 1 + k]!) ? [[name, other] as const] : [])),
  );
}

function oneWordApart(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const apart = a.map((_, place) => place).filter((place) => a[place] !== b[place]);
  return apart.length === 1 && oneLetterApart(a[apart[0]!]!, b[apart[0]!]!);
}

function oneLetterApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < fewest || long.length - short.length > 1 || /[^\p{L}]/u.test(short + long)) return false;
  let place = 0;
  while (place < short.length && short[place] === long[place]) place += 1;
  if (short.length < long.length) return short.slice(place) === long.slice(place + 1);
  return place < short.length - 1 && short.slice(place + 1) === long.slice(place + 1);
}
