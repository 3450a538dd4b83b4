/** Whether a fit's draws will fit into memory, asked before the first is drawn. */
import { UserError } from "../engine/core/UserError.js";
import type { StructureMemory } from "./structureMemory.js";

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
  /** Bytes that the relations of levels take beside the models. */
  readonly structureBytes?: number;
}

/** Draws exist twice while blocks are joined. */
const copiesOfDraws = 2;

const statisticsPerDraw = 7;

/** Of each constrained quantity: its name, its row of the summary as a record and as text, its place in files (measured). */
const bytesPerQuantity = 4096;

/** Bytes that a fit needs at most, as far as draws, summaries and models go. */
export function memoryNeeded(plan: MemoryPlan): number {
  return plan.draws * bytesPerDraw(plan) + withoutDraws(plan);
}

/** Of all chains together. */
function bytesPerDraw({ chains, dimension, quantities }: MemoryPlan): number {
  return 8 * copiesOfDraws * chains * (dimension + quantities + statisticsPerDraw);
}

function withoutDraws({ quantities, copies, modelBytes, structureBytes = 0 }: MemoryPlan): number {
  return bytesPerQuantity * quantities + copies * modelBytes + structureBytes;
}

/** Throws UserError when a fit needs more bytes than `limit`. */
export function checkMemory(plan: MemoryPlan, limit: number): void {
  const needed = memoryNeeded(plan);
  if (needed <= limit) return;
  const enough = Math.floor((limit - withoutDraws(plan)) / bytesPerDraw(plan));
  const mend = enough < 1 ? "" : `ask for at most ${enough} draws a chain (--draws), or `;
  throw new UserError(
    `the fit needs about ${inUnits(needed)} (${plan.chains} chains × ${plan.draws} draws × ` +
      `${plan.dimension + plan.quantities} numbers), more than the ${inUnits(limit)} allowed: ${mend}` +
      `allow more with --max-memory (in TypeScript ${enough < 1 ? "" : "draws and "}maxMemory).`,
  );
}

/**
 * Throws UserError when the matrices of related levels alone need more bytes than `limit`, before any work is done on them.
 *
 * @param copies Models that will be held at once
 */
export function checkStructures(
  { held, perCopy, largest, spare }: StructureMemory,
  copies: number,
  limit: number,
): void {
  const needed = held + copies * perCopy;
  if (needed <= limit) return;
  const mend = spare ? "leave out its rows and columns of levels that are not in the data, or " : "";
  throw new UserError(
    `the fit needs at least ${inUnits(needed)} for relations of levels (${largest}), more than the ${inUnits(limit)} allowed: ${mend}` +
      "allow more with --max-memory (in TypeScript maxMemory).",
  );
}

function inUnits(bytes: number): string {
  const [unit, size] = bytes >= 2 ** 30 ? ["GB", 2 ** 30] : bytes >= 2 ** 20 ? ["MB", 2 ** 20] : ["kB", 2 ** 10];
  return `${Number((bytes / Number(size)).toPrecision(3))} ${unit}`;
}
