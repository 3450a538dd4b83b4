/** What checking a fit needs later, as named arrays, and back: parts of log densities, and replicates of programs. */
import type { Components } from "../../engine/core/Components.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Replicates } from "../../engine/core/Replicates.js";
import type { RowLikelihood } from "../../engine/core/RowLikelihood.js";
import { UserError } from "../../engine/core/UserError.js";
import type { FitFile, ReplicatesArray, ReplicatesFile, RowsFile } from "./fitFile.js";
import type { NumberArray } from "./numberFile.js";

const columns = ["expected", "trials", "censored", "weights"] as const satisfies readonly ReplicatesArray[];

/** What the record of a fit says of these arrays. */
type CheckFile = Pick<FitFile, "components" | "rowLikelihood" | "replicates">;

/** What a posterior holds of them. */
type Checks = Pick<Posterior, "components" | "rowLikelihood" | "replicates">;

const priorName = (chain: number) => `chain ${chain}: log prior by block`;
const sumName = (chain: number) => `chain ${chain}: log likelihood`;
const rowsName = (chain: number) => `chain ${chain}: log likelihood by row`;
const numbersName = (place: number) => `row numbers ${place + 1}`;
const replicatesName = (place: number, what: string) => `replicates ${place + 1}: ${what}`;

/** Every array of what checking needs, by name. */
export function checkNumbers({ draws, components, rowLikelihood, replicates }: Posterior): Map<string, NumberArray> {
  const arrays = new Map<string, NumberArray>();
  draws.chains.forEach(({ chain }, place) => {
    if (components) arrays.set(priorName(chain), components.logPrior[place]!);
    if (components) arrays.set(sumName(chain), components.logLikelihood[place]!);
    if (rowLikelihood) arrays.set(rowsName(chain), rowLikelihood.chains[place]!);
  });
  (components ?? rowLikelihood)?.rows.forEach(({ rowNumbers }, place) => {
    if (rowNumbers) arrays.set(numbersName(place), rowNumbers);
  });
  replicates?.forEach((one, place) => {
    const set = (what: string, array: NumberArray | undefined) =>
      void (array && arrays.set(replicatesName(place, what), array));
    set("observed", one.observed);
    set("draws", one.draws);
    set("values", one.values);
    for (const what of columns) set(what, one[what]);
    one.groups?.forEach(({ codes }, k) => set(`group ${k + 1}`, codes));
  });
  return arrays;
}

/** The record of it: the same without arrays. */
export function checkFile({ components, rowLikelihood, replicates }: Checks): CheckFile {
  return {
    ...(components ? { components: { blocks: components.blocks, rows: components.rows.map(rowsFile) } } : {}),
    ...(rowLikelihood ? { rowLikelihood: rowLikelihood.rows.map(rowsFile) } : {}),
    ...(replicates ? { replicates: replicates.map(replicatesFile) } : {}),
  };
}

function rowsFile({ name, length, rowNumbers }: RowLikelihood["rows"][number]): RowsFile {
  return { name, length, numbered: rowNumbers !== undefined };
}

function replicatesFile(one: Replicates): ReplicatesFile {
  const { name, outcome, categories, groups } = one;
  return {
    name,
    outcome,
    ...(categories ? { categories } : {}),
    ...(groups ? { groups: groups.map(({ name: group, levels }) => ({ name: group, levels })) } : {}),
    has: columns.filter((what) => one[what] !== undefined),
  };
}

/** What was kept, from its record and the arrays. Throws UserError when an array is missing. */
export function checksFrom(file: FitFile, arrays: ReadonlyMap<string, NumberArray>): Checks {
  const find = <A extends NumberArray>(name: string): A => {
    const array = arrays.get(name);
    if (array !== undefined) return array as A;
    throw new UserError(`the saved fit lacks the numbers of "${name}": run the fit again`);
  };
  const chains = file.chains.map(({ chain }) => chain);
  const rowsFrom = (rows: readonly RowsFile[]): Components["rows"] =>
    rows.map(({ name, length, numbered }, place) => ({
      name,
      length,
      ...(numbered ? { rowNumbers: find<Int32Array>(numbersName(place)) } : {}),
    }));
  const components = ({ blocks, rows }: NonNullable<CheckFile["components"]>): Components => ({
    blocks,
    rows: rowsFrom(rows),
    logPrior: chains.map((chain) => find(priorName(chain))),
    logLikelihood: chains.map((chain) => find(sumName(chain))),
  });
  const rowLikelihood = (rows: readonly RowsFile[]): RowLikelihood => ({
    rows: rowsFrom(rows),
    chains: chains.map((chain) => find(rowsName(chain))),
  });
  const replicates = ({ has, groups, ...rest }: ReplicatesFile, place: number): Replicates => {
    const named = <A extends NumberArray>(what: string) => find<A>(replicatesName(place, what));
    return {
      ...rest,
      observed: named("observed"),
      draws: named("draws"),
      values: named("values"),
      ...Object.fromEntries(has.map((what) => [what, named(what)])),
      ...(groups
        ? { groups: groups.map((group, k) => ({ ...group, codes: named<Int32Array>(`group ${k + 1}`) })) }
        : {}),
    };
  };
  return {
    ...(file.components ? { components: components(file.components) } : {}),
    ...(file.rowLikelihood ? { rowLikelihood: rowLikelihood(file.rowLikelihood) } : {}),
    ...(file.replicates ? { replicates: file.replicates.map(replicates) } : {}),
  };
}
