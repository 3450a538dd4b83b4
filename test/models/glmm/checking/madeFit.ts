/** Posteriors of chosen positions: what chains would report of them, without a sampler. */
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../../engine/core/CompiledModel.js";
import type { Posterior } from "../../../../engine/core/Posterior.js";
import type { Table } from "../../../../engine/core/Table.js";
import { stream } from "../../../../engine/random/stream.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";

export interface MadeFit {
  readonly posterior: Posterior;
  readonly compiled: CompiledModel;
}

/** @param lengths Draws of each chain. */
export function madeFit(
  formulas: readonly string[],
  table: Table,
  options: GlmmOptions,
  lengths: readonly number[] = [2],
): MadeFit {
  const model = glmm(formulas, options);
  const { graph, names, dimension, description, declaration } = model.trace(table);
  const compiled = load(compile(graph, names));
  const rng = stream("5", "positions");
  const chains = lengths.map((drawCount, c) => {
    const values = new Float64Array(drawCount * names.length);
    for (let draw = 0; draw < drawCount; draw += 1) {
      const position = Float64Array.from({ length: dimension }, () => 0.7 * rng.normal());
      compiled.constrain(position, rng, values.subarray(draw * names.length, (draw + 1) * names.length));
    }
    return { chain: c + 1, drawCount, values, positions: new Float64Array(0), gradients: 0, rejected: { count: 0 } };
  });
  const posterior = {
    draws: { names, chains, maxTreeDepth: 10 },
    model: description,
    declaration,
    provenance: { seed: "3" },
    warnings: [],
    data: table,
  };
  return { posterior: posterior as unknown as Posterior, compiled };
}

/** Columns of pointwise numbers, kept. */
export function columnsOf(columns: Iterable<Float64Array>): Float64Array[] {
  return Array.from(columns, (column) => column.slice());
}

/** log ∫ exp(g(z)) φ(z) dz as a sum over a fixed grid, so wide and fine that nothing is left to a choice. */
export function denseIntegral(g: (z: number) => number, from = -12, to = 12, intervals = 2000): number {
  const step = (to - from) / intervals;
  const values = Array.from({ length: intervals + 1 }, (_, k) => {
    const z = from + k * step;
    return g(z) - (z * z) / 2 - Math.log(2 * Math.PI) / 2;
  });
  const top = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return top + Math.log(values.reduce((total, value) => total + Math.exp(value - top), 0) * step);
}
