/** Options and commands of the documented command line that this version does not have, and what to do instead. */

/** The sentence for an option of a later version; undefined for any other. */
export function laterOption(option: string): string | undefined {
  if (option !== "--adjacency") return undefined;
  return `${option} is not supported yet: give the precision of areas as a matrix, --precision Q=Q.csv`;
}

/** Questions of a later version, and what to do instead. */
export const laterQuestions: ReadonlyMap<string, string> = new Map([
  ["icc", "compute it from the standard deviations of ask … varcorr"],
  ["marginal", "average the draws of ask … epred --newdata --full over the rows"],
  ["hypothesis", "compute it from draws.parquet"],
]);
