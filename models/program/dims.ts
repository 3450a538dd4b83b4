/** Named dimensions of parameters: their shape, and the names of their elements. */
import { UserError } from "../../engine/core/UserError.js";

/** A size, or the labels of a dimension's elements. */
export type DimSize = number | readonly string[];

/** Dimensions by name, outermost first; a matrix or vector law takes the last ones. */
export type Dims = Readonly<Record<string, DimSize>>;

export interface ResolvedDims {
  readonly names: readonly string[];
  readonly shape: readonly number[];
  /** Labels of each dimension: as given, or 1, 2, …. */
  readonly labels: readonly (readonly string[])[];
}

/** Dimensions with sizes checked. @throws UserError when a size is not a whole number above 0, or labels repeat. */
export function resolveDims(parameter: string, dims: Dims): ResolvedDims {
  const entries = Object.entries(dims);
  for (const [dim, size] of entries) checkSize(parameter, dim, size);
  return {
    names: entries.map(([dim]) => dim),
    shape: entries.map(([, size]) => (typeof size === "number" ? size : size.length)),
    labels: entries.map(([, size]) => (typeof size === "number" ? numbered(size) : [...size])),
  };
}

/** Dimensions that have no names, of this shape. */
export function plainDims(shape: readonly number[]): ResolvedDims {
  return { names: shape.map(String), shape, labels: shape.map(numbered) };
}

/**
 * Names of the elements, row by row: `theta[1]`, `r_g[a,Intercept]`; a number has its own name alone. Or those given.
 *
 * @throws UserError when another number of names is given.
 */
export function elementNames(parameter: string, dims: ResolvedDims, given?: readonly string[]): string[] {
  if (given) {
    const size = dims.shape.reduce((product, length) => product * length, 1);
    if (given.length === size) return [...given];
    throw new UserError(`"${parameter}" has ${size} elements, but ${given.length} names: give one name to each.`);
  }
  const [first, ...rest] = dims.labels;
  if (!first) return [parameter];
  let names = [...first];
  for (const labels of rest) names = names.flatMap((name) => labels.map((label) => `${name},${label}`));
  return names.map((name) => `${parameter}[${name}]`);
}

function numbered(size: number): string[] {
  return Array.from({ length: size }, (_, i) => String(i + 1));
}

function checkSize(parameter: string, dim: string, size: DimSize): void {
  const count = typeof size === "number" ? size : Array.isArray(size) ? size.length : NaN;
  if (!Number.isInteger(count) || count < 1) {
    throw new UserError(
      `dimension "${dim}" of "${parameter}" must be a whole number above 0 or a list of labels; it is ${JSON.stringify(size)}.`,
    );
  }
  if (typeof size !== "number" && new Set(size).size !== size.length) {
    const repeated = size.find((label, i) => size.indexOf(label) !== i);
    throw new UserError(`dimension "${dim}" of "${parameter}" has the label "${repeated}" twice; labels must differ.`);
  }
}
