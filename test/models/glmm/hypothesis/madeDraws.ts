/** Posteriors that are nothing but named draws. */
import type { Posterior } from "../../../../engine/core/Posterior.js";

/** @param columns Draws by name, all chains one after the other; they are cut into chains of one length. */
export function madeDraws(
  columns: Readonly<Record<string, readonly number[]>>,
  { chains = 1, lines = [] as readonly string[] } = {},
): Posterior {
  const names = Object.keys(columns);
  const drawCount = columns[names[0]!]!.length / chains;
  const made = Array.from({ length: chains }, (_, c) => ({
    chain: c + 1,
    drawCount,
    values: Float64Array.from({ length: drawCount * names.length }, (_, i) => {
      return columns[names[i % names.length]!]![c * drawCount + Math.floor(i / names.length)]!;
    }),
  }));
  return {
    draws: { names, chains: made, maxTreeDepth: 0 },
    model: { title: "made", lines },
    provenance: { seed: "1", options: {} },
    warnings: [],
  } as unknown as Posterior;
}
