/** Runs chains in worker threads; which worker runs which chain makes no difference to the draws. */
import { Worker } from "node:worker_threads";

import { UserError } from "../../../engine/core/UserError.js";
import { gatherChains } from "../gatherChains.js";
import type { ChainRunner, ChainsJob, FinishedChain } from "../Platform.js";
import type { Reply, Request } from "./messages.js";

/** Starts `count` workers at once; they load their code while the caller does something else. */
export function startPool(count: number): ChainRunner {
  const workers = Array.from({ length: count }, () => new Worker(new URL("./worker.js", import.meta.url)));
  const failure = Promise.race(workers.map(failureOf));
  // A worker may fail before there is a job to tell.
  failure.catch(() => undefined);
  return {
    run: (job) => Promise.race([runJob(workers, job), failure]),
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Rejects when a worker cannot be started or ends by itself. */
function failureOf(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`a worker ended with code ${code} before its chains did`)));
  });
}

function runJob(workers: readonly Worker[], job: ChainsJob): Promise<readonly FinishedChain[]> {
  const gathering = gatherChains(job);
  let next = 1;
  let running = job.chains;
  return new Promise((resolve, reject) => {
    const finish = () => {
      job.signal?.removeEventListener("abort", finish);
      for (const worker of workers) worker.removeAllListeners("message");
      resolve(gathering.chains());
    };
    if (job.signal?.aborted) return finish();
    job.signal?.addEventListener("abort", finish);
    for (const worker of workers) {
      const giveChain = () => {
        if (next <= job.chains) say(worker, { kind: "chain", chain: next++ });
      };
      worker.on("message", (reply: Reply) => {
        if (reply.kind === "failed") return reject(errorFrom(reply));
        gathering.add(reply.part);
        if (!reply.part.finished) return;
        if (--running === 0) finish();
        else giveChain();
      });
      say(worker, { kind: "model", artifact: job.artifact, options: job.options });
      giveChain();
    }
  });
}

function say(worker: Worker, request: Request): void {
  worker.postMessage(request);
}

function errorFrom({ message, stack, isUserError }: Extract<Reply, { kind: "failed" }>): Error {
  if (isUserError) return new UserError(message);
  const error = new Error(message);
  error.stack = stack;
  return error;
}
