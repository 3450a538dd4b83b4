/** A table with weights, and models compiled on it, for tests of what weights do to the log density. */
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../engine/core/CompiledModel.js";
import type { GeometryOptions } from "../../../engine/core/Model.js";
import type { Rng } from "../../../engine/core/Rng.js";
import type { Table } from "../../../engine/core/Table.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../models/glmm/glmm.js";
import { scattered } from "../../support/models.js";

export const rows = 70;
const u = scattered(6 * rows, 11);
const number = (at: number, scale = 1) => Array.from({ length: rows }, (_, i) => scale * (2 * u[at * rows + i]! - 1));
export const table = tableFromColumns({
  x: number(0),
  z: number(1),
  g: Array.from({ length: rows }, (_, i) => `g${i % 7}`),
  h: Array.from({ length: rows }, (_, i) => `h${i % 2}`),
  y: number(3, 3).map((value, i) => value + (i % 7)),
  positive: number(3).map((value) => 2 + value),
  unit: number(3).map((value) => 0.5 + 0.4 * value),
  count: number(3).map((value, i) => Math.floor(3 + 3 * value + (i % 3))),
  binary: number(3).map((value) => (value > 0 ? 1 : 0)),
  n: Array.from({ length: rows }, (_, i) => 9 + (i % 3)),
  s: number(4).map((value) => 1.5 + value),
  // Whole, and 0 in some rows, but in none in which two levels meet for the first time.
  w: Array.from({ length: rows }, (_, i) => (i > 20 && i % 5 === 4 ? 0 : 1 + (i % 4))),
  p: number(5).map((value) => 2 + 1.7 * value),
});
/** The numbers of a column. */
export const weightsOf = (name: string) => Array.from((table.columns.get(name) as { values: Float64Array }).values);

export const plain: GeometryOptions = {};
export const integrated: GeometryOptions = { integrate: true };
export const conditioned: GeometryOptions = { centre: true, whiten: true };

/** A model compiled on a table. */
export interface OnTable {
  readonly compiled: CompiledModel;
  readonly inputs: ReadonlyMap<string, ArrayLike<number>>;
  readonly dimension: number;
  readonly names: readonly string[];
  readonly isIntegrated: boolean;
  settings(reference: Float64Array): ReadonlyMap<string, Float64Array> | undefined;
}

type Inputs = OnTable["inputs"];

/** @param changed The inputs as they shall be, by those that the table gives. */
export function onTable(
  model: GlmmModel,
  data: Table,
  geometry: GeometryOptions,
  changed: (inputs: Inputs) => Inputs = (inputs) => inputs,
): OnTable {
  const traced = model.trace(data, geometry);
  const inputs = changed(model.inputs(data, geometry));
  const artifact = compile(traced.graph, traced.names);
  const compiled = load(artifact);
  // What no output needs is no input of the module.
  for (const { name } of artifact.layout.inputs) if (inputs.has(name)) compiled.set(name, inputs.get(name)!);
  return {
    compiled,
    inputs,
    dimension: traced.dimension,
    names: traced.names,
    isIntegrated: traced.blocks.some(({ latent, length }) => latent && length === 0),
    settings: (reference) => traced.coordinates?.settings?.(reference),
  };
}

/** Log density of a model on the table, at a position that is the same for all models of the same parameters. */
export function densityOf(formula: string | readonly string[], options: GlmmOptions, geometry: GeometryOptions) {
  const made = onTable(glmm(formula as string, options), table, geometry);
  const names = made.names.filter((name) => /^(b_|sd_|sigma)/.test(name));
  return {
    names,
    dimension: made.dimension,
    at(position: Float64Array) {
      const gradient = new Float64Array(made.dimension);
      const value = made.compiled.evaluate(position, gradient);
      const drawn = new Float64Array(made.names.length);
      made.compiled.constrain(position, { normal: () => 0 } as unknown as Rng, drawn);
      const logLikelihood = new Float64Array(rows);
      made.compiled.logLikelihood(position, logLikelihood);
      return { value, gradient, logLikelihood, draws: new Map(made.names.map((name, i) => [name, drawn[i]!])) };
    },
  };
}
