/** Many short fits at once, on workers that they share. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { workersFor } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { sharedRunners } from "./sharedRunners.js";

/** How many fits are made and on what. */
export interface ManyFitsOptions extends Pick<FitOptions, "chains" | "workers" | "signal"> {
  /** Told before the first fit and after each. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** Makes one fit on a platform and with so many workers. */
export type OneFit = (platform: Platform, workers: number) => Promise<Posterior>;

/**
 * Makes fits side by side, each on its share of the workers, and hands each result over as soon as it is there: what is kept of it is
 * what `take` returns. Where a fit stands among the others makes no difference to its draws.
 *
 * @returns What was kept, undefined for fits that were not finished when the signal stopped them.
 * @throws What a fit throws, unless it was stopped.
 */
export async function manyFits<Kept>(
  fits: readonly OneFit[],
  take: (posterior: Posterior, place: number) => Kept | Promise<Kept>,
  { chains = 4, workers, signal, onProgress }: ManyFitsOptions,
  platform: Platform,
): Promise<(Kept | undefined)[]> {
  const total = workersFor({ chains: Math.max(1, fits.length * chains), workers }, platform);
  const lanes = Math.max(1, Math.min(total, fits.length));
  const each = Math.min(chains, Math.floor(total / lanes));
  const shared = sharedRunners(platform);
  const kept = new Array<Kept | undefined>(fits.length).fill(undefined);
  let [next, done, failed] = [0, 0, false];
  const lane = async (): Promise<void> => {
    while (next < fits.length && !failed && !signal?.aborted) {
      const place = next++;
      const posterior = await unlessStopped(() => fits[place]!(shared.platform, each), signal);
      // Draws of a fit that was stopped are not all there.
      if (posterior === undefined || signal?.aborted) return;
      kept[place] = await take(posterior, place);
      onProgress?.(++done, fits.length);
    }
  };
  onProgress?.(0, fits.length);
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    // Other lanes start nothing more on workers that are ended.
    failed = true;
    await shared.close();
  }
  return kept;
}

async function unlessStopped<Value>(
  work: () => Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  }
}
