/** Questions that fit again: progress on standard error, and Ctrl-C that keeps what is done. */
import { node } from "../../platform/node/node.js";
import { counterLine } from "../counterLine.js";
import { untilInterrupted } from "../interruption.js";

export interface FittingAgain {
  readonly signal: AbortSignal;
  onProgress(done: number, of: number): void;
}

/** @param what Is counted, such as `node-split`. */
export async function fittedAgain<Value>(
  what: string,
  work: (again: FittingAgain) => Promise<Value>,
): Promise<{ readonly value: Value; readonly stopped: boolean }> {
  const line = counterLine(process.stderr, node.now);
  const interruption = untilInterrupted(() => line.end());
  const { signal } = interruption;
  try {
    const value = await work({ signal, onProgress: (done, of) => line.show(what, done, of) });
    return { value, stopped: signal.aborted };
  } finally {
    line.end();
    interruption.end();
  }
}
