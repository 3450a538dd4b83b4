/** Options and commands of the documented command line that this version does not have, and what to do instead. */

const formulaOptions = ["--formula", "--family", "--factor", "--prior", "--priors"];
const structureOptions = ["--tree", "--matrix", "--precision", "--pedigree", "--adjacency"];

/** The sentence for an option of a later version; undefined for any other. */
export function laterOption(option: string): string | undefined {
  if (formulaOptions.includes(option) || structureOptions.includes(option)) {
    return (
      `${option} is not supported yet, this version takes no formulas: write the model in a file, ` +
      `"poolwise fit model.ts --data d.csv"`
    );
  }
  return undefined;
}

/** Commands of a later version. */
export const laterCommands: ReadonlyMap<string, string> = new Map([
  [
    "nma",
    'the command "nma" is not supported yet: write the network as a model file, "poolwise fit model.ts --data d.csv"',
  ],
  ["ask", 'the command "ask" is not supported yet: load the fit in a script with loadFit("out/…")'],
]);
