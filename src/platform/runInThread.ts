/** Runs chains one after another in the calling thread, letting other events in between. */
import { load } from "../../engine/compiler/load.js";
import { driveChain } from "./driveChain.js";
import { gatherChains } from "./gatherChains.js";
import type { ChainsJob, FinishedChain } from "./Platform.js";

/**
 * The draws are those of workers. `now` is a clock in seconds; `pause` resolves when waiting events, such as a key that
 * stops the fit, have been dealt with. Throws what a chain throws.
 */
export async function runInThread(
  job: ChainsJob,
  now: () => number,
  pause: () => Promise<void>,
): Promise<readonly FinishedChain[]> {
  const model = load(job.artifact);
  const gathering = gatherChains(job);
  if (job.signal?.aborted) return gathering.chains();
  for (let chain = 1; chain <= job.chains; chain++) {
    for (const part of driveChain(model, job.options, chain, now)) {
      gathering.add(part);
      await pause();
      if (job.signal?.aborted) return gathering.chains();
    }
  }
  return gathering.chains();
}
