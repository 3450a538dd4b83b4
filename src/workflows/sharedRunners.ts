/** Workers that serve one fit after another. */
import type { ChainRunner, Platform } from "../platform/Platform.js";

export interface SharedRunners {
  /** The same machine, whose runners are handed on. */
  readonly platform: Platform;
  /** Ends all workers. */
  close(): Promise<void>;
}

/**
 * A platform for many short fits: a runner that a fit has closed serves the next that asks for as many workers, so that they are
 * started once. One whose chains failed or were stopped is ended, for its workers may still be at work.
 */
export function sharedRunners(platform: Platform): SharedRunners {
  const idle: { readonly workers: number; readonly runner: ChainRunner }[] = [];
  const started: ChainRunner[] = [];
  const lend = (workers: number): ChainRunner => {
    const place = idle.findIndex((one) => one.workers === workers);
    const [found] = place < 0 ? [] : idle.splice(place, 1);
    const runner = found?.runner ?? platform.startRunner(workers);
    if (!found) started.push(runner);
    let isSound = true;
    return {
      async run(job) {
        isSound = false;
        const chains = await runner.run(job);
        isSound = job.signal?.aborted !== true;
        return chains;
      },
      async close() {
        if (isSound) idle.push({ workers, runner });
        else await runner.close();
      },
    };
  };
  return {
    platform: { ...platform, startRunner: lend },
    async close() {
      await Promise.all(started.map((runner) => runner.close()));
    },
  };
}
