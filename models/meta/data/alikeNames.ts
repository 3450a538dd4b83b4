/** Names that differ in case, blanks and punctuation alone, and so may be meant to be one. */

/**
 * Groups of names that differ in nothing else.
 *
 * @example alikeNames(["Placebo", "A", "placebo "]) // [["Placebo", "placebo "]]
 */
export function alikeNames(names: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const plain = withoutSeparators(name);
    const group = groups.get(plain);
    if (group === undefined) groups.set(plain, [name]);
    else group.push(name);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Between digits separators mean something, as in `0.5 mg`, and so do signs such as `+`. */
function withoutSeparators(name: string): string {
  return name.toLowerCase().replace(/(?<!\d)[\s.,;:_'"()-]+|[\s.,;:_'"()-]+(?!\d)/gu, "");
}
