/** Whether a fit's draws will fit into memory, asked before the first is drawn. */
import { UserError } from "../engine/core/UserError.js";

/** What the need for memory follows from. */
export interface MemoryPlan {
  readonly chains: number;
  readonly draws: number;
  /** Unconstrained parameters. */
  readonly dimension: number;
  /** Constrained parameters and generated quantities. */
  readonly quantities: number;
  /** Models held at once. */
  readonly copies: number;
  /** Bytes of one compiled model. */
  readonly modelBytes: number;
}

/** Draws exist twice while blocks are joined. */
const copiesOfDraws = 2;

const statisticsPerDraw = 7;

/** Bytes that a fit needs at most, as far as draws and models go. */
export function memoryNeeded({ chains, draws, dimension, quantities, copies, modelBytes }: MemoryPlan): number {
  return 8 * copiesOfDraws * chains * draws * (dimension + quantities + statisticsPerDraw) + copies * modelBytes;
}

/** Throws UserError when a fit needs more bytes than `limit`. */
export function checkMemory(plan: MemoryPlan, limit: number): void {
  const needed = memoryNeeded(plan);
  if (needed <= limit) return;
  throw new UserError(
    `the fit needs about ${inUnits(needed)} (${plan.chains} chains × ${plan.draws} draws × ` +
      `${plan.dimension + plan.quantities} numbers), more than the ${inUnits(limit)} allowed: ask for fewer draws, ` +
      `or allow more with --max-memory (in TypeScript maxMemory)`,
  );
}

function inUnits(bytes: number): string {
  const [unit, size] = bytes >= 2 ** 30 ? ["GB", 2 ** 30] : bytes >= 2 ** 20 ? ["MB", 2 ** 20] : ["kB", 2 ** 10];
  return `${Number((bytes / Number(size)).toPrecision(3))} ${unit}`;
}
