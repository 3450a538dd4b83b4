/** Gathers variables named `theta[a]`, `theta[b]` into arrays with dimensions and coordinates. */
import { plainName } from "./arrayNames.js";

/** An array of variables. */
export interface VariableArray {
  /** What stands before the bracket. */
  readonly base: string;
  /** Labels along each dimension, none for a single number. */
  readonly labels: readonly (readonly string[])[];
  /** Names of the dimensions. */
  readonly dims: readonly string[];
  /** Places of its elements among the variables, row by row. */
  readonly places: readonly number[];
}

/**
 * Variables as arrays: those that share what stands before the bracket are one, over as many dimensions as there are commas where the labels make a whole grid,
 * else over one. A dimension is named as `dims` says; the effects `r_g[level,coefficient]` have `g` and `g_effect`; any other is
 * `theta_dim_0`, as in ArviZ. Dimensions of one name have the same labels: where they would not, they get a name of their own.
 *
 * @param dims names of dimensions by what stands before the bracket
 * @example variableArrays(["mu", "theta[a]", "theta[b]"], new Map([["theta", ["school"]]]))
 */
export function variableArrays(
  names: readonly string[],
  dims: ReadonlyMap<string, readonly string[]> = new Map(),
): VariableArray[] {
  const groups = new Map<string, { readonly base: string; readonly labels: string[]; readonly places: number[] }>();
  names.forEach((name, place) => {
    const match = /^([^[]+)\[(.*)\]$/s.exec(name);
    const [base, label] = match ? [match[1]!, match[2]!] : [name, undefined];
    const key = `${label === undefined ? "one" : "many"} ${base}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { base, labels: [], places: [] }));
    if (label !== undefined) group.labels.push(label);
    group.places.push(place);
  });
  const taken = new Map<string, readonly string[]>(["chain", "draw", ...names].map((name) => [name, []]));
  return [...groups.values()].map(({ base, labels, places }) => {
    if (labels.length === 0) return { base, labels: [], dims: [], places };
    const { axes, order } = gridOf(labels);
    const ordered = order.map((i) => places[i]!);
    return { base, labels: axes, dims: dimsOf(base, axes, dims.get(base), taken), places: ordered };
  });
}

interface Grid {
  readonly axes: readonly (readonly string[])[];
  /** Which of the labels each element has, row by row. */
  readonly order: readonly number[];
}

/** Labels by dimension, where the commas in them make a whole grid; in whichever order they come. */
function gridOf(labels: readonly string[]): Grid {
  const line = { axes: [labels], order: labels.map((_, i) => i) };
  const rows = labels.map((label) => label.split(","));
  const rank = rows[0]!.length;
  if (rank === 1 || rows.some(({ length }) => length !== rank)) return line;
  const axes = Array.from({ length: rank }, (_, axis) => [...new Set(rows.map((row) => row[axis]!))]);
  // Names differ, so that as many as there are places fill them all.
  if (axes.reduce((size, { length }) => size * length, 1) !== rows.length) return line;
  const indices = axes.map((axis) => new Map(axis.map((label, i) => [label, i])));
  const order = new Array<number>(rows.length);
  rows.forEach((row, i) => {
    const place = row.reduce((at, label, axis) => at * axes[axis]!.length + indices[axis]!.get(label)!, 0);
    order[place] = i;
  });
  return { axes, order };
}

/** Names that no other dimension of other labels and no variable has; they are then taken. */
function dimsOf(
  base: string,
  grid: readonly (readonly string[])[],
  given: readonly string[] | undefined,
  taken: Map<string, readonly string[]>,
): string[] {
  const own: string[] = [];
  grid.forEach((labels, axis) => {
    const wanted = given?.length === grid.length ? given[axis]! : effectDim(base, grid.length, axis);
    const free = (dim: string) => !own.includes(dim) && isFree(taken.get(dim), labels);
    let dim = wanted !== undefined && isPlain(wanted) && free(wanted) ? wanted : `${plainName(base)}_dim_${axis}`;
    while (!free(dim)) dim += "_";
    taken.set(dim, labels);
    own.push(dim);
  });
  return own;
}

function effectDim(base: string, rank: number, axis: number): string | undefined {
  const group = /^r_(.+)$/s.exec(base)?.[1];
  if (group === undefined || rank !== 2) return undefined;
  return axis === 0 ? group : `${group}_effect`;
}

function isFree(labels: readonly string[] | undefined, wanted: readonly string[]): boolean {
  return labels === undefined || (labels.length === wanted.length && labels.every((label, i) => label === wanted[i]));
}

function isPlain(dim: string): boolean {
  return dim !== "" && plainName(dim) === dim;
}
