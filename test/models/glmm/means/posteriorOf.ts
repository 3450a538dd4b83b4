/** Posteriors of draws that are given: of coefficients, without a sampler or a trace. */
import type { Posterior } from "../../../../engine/core/Posterior.js";
import type { Table } from "../../../../engine/core/Table.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";

/** @param draws One list of equal length for each variable, such as `b_x`. */
export function posteriorOf(
  formula: string | readonly string[],
  table: Table,
  options: GlmmOptions,
  draws: Readonly<Record<string, readonly number[]>>,
): Posterior {
  const names = Object.keys(draws);
  const drawCount = draws[names[0]!]!.length;
  const values = new Float64Array(drawCount * names.length);
  names.forEach((name, k) => {
    for (let draw = 0; draw < drawCount; draw += 1) values[draw * names.length + k] = draws[name]![draw]!;
  });
  const posterior = {
    draws: { names, chains: [{ chain: 1, drawCount, values }] },
    declaration: glmm(formula as string, options).declaration,
    provenance: { seed: "1" },
    data: table,
  };
  return posterior as unknown as Posterior;
}
