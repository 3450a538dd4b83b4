/** Options and commands of the documented command line that this version does not have, and what to do instead. */

const structureOptions = ["--tree", "--matrix", "--precision", "--pedigree", "--adjacency"];

/** The sentence for an option of a later version; undefined for any other. */
export function laterOption(option: string): string | undefined {
  if (!structureOptions.includes(option)) return undefined;
  return (
    `${option} is not supported yet: this version takes groups as independent, (1 | g), or the covariance in a model file, ` +
    `"poolwise fit model.ts --data d.csv"`
  );
}

/** Commands of a later version. */
export const laterCommands: ReadonlyMap<string, string> = new Map([
  [
    "nma",
    'the command "nma" is not supported yet: write the network as a model file, "poolwise fit model.ts --data d.csv"',
  ],
]);
