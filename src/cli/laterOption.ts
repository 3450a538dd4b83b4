/** Options and commands of the documented command line that this version does not have, and what to do instead. */

/** The sentence for an option of a later version; undefined for any other. */
export function laterOption(option: string): string | undefined {
  if (option !== "--adjacency") return undefined;
  return `${option} is not supported yet: give the precision of areas as a matrix, --precision Q=Q.csv`;
}
