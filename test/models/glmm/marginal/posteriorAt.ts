/** Posteriors of chosen parameter values: what a fit would be whose draws are these. */
import type { Posterior } from "../../../../engine/core/Posterior.js";
import type { Table } from "../../../../engine/core/Table.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";

/** @param draws Columns of draws by name, all of one length. */
export function posteriorAt(
  formulas: readonly string[],
  table: Table,
  options: GlmmOptions,
  draws: Readonly<Record<string, readonly number[]>>,
): Posterior {
  const { declaration } = glmm(formulas, options);
  const names = Object.keys(draws);
  const drawCount = draws[names[0]!]!.length;
  const values = Float64Array.from({ length: drawCount * names.length }, (_, at) => {
    return draws[names[at % names.length]!]![Math.floor(at / names.length)]!;
  });
  const chain = { chain: 1, drawCount, values, positions: new Float64Array(0), gradients: 0, rejected: { count: 0 } };
  return {
    draws: { names, chains: [chain], maxTreeDepth: 10 },
    declaration,
    provenance: { seed: "1" },
    warnings: [],
    data: table,
  } as unknown as Posterior;
}
