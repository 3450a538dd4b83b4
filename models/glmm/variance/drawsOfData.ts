/** How many draws the data scale is computed from. */
import type { FittedGlmm } from "../FittedGlmm.js";

const mostCells = 5_000_000;
const [leastDraws, enoughDraws] = [200, 1000];

/** As many as take a second for some thousand rows. */
export function drawsOfData({ frame, drawCount }: Pick<FittedGlmm, "frame" | "drawCount">): number {
  return Math.min(drawCount, Math.max(leastDraws, Math.min(enoughDraws, Math.floor(mostCells / frame.rows))));
}
