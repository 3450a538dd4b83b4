/** Shows on standard error how far a computation in several steps is: redrawn in place on a terminal, sparse lines elsewhere. */
import type { Screen } from "./progressLines.js";

export interface CounterLine {
  /** `done` of `of` steps; `what` says of what: `fold`, `fitted again`. */
  show(what: string, done: number, of: number): void;
  /** Leaves the cursor below. */
  end(): void;
}

/** Seconds before anything is shown, and between plain lines. */
const patience = 1;
const lineEvery = 10;

/**
 * A line that counts. `now` is a clock in seconds.
 *
 * @example counterLine(process.stderr, () => performance.now() / 1000).show("fold", 2, 10); // fold 2 of 10
 */
export function counterLine(screen: Screen, now: () => number): CounterLine {
  const began = now();
  let drawn = false;
  let last = began;
  return {
    show(what, done, of) {
      const time = now();
      if (time - began < patience) return;
      const text = `${what} ${done} of ${of}`;
      if (screen.isTTY) screen.write(`\r\x1b[2K${text}`);
      else if (time - last >= lineEvery) {
        screen.write(`${text}\n`);
        last = time;
      }
      drawn = true;
    },
    end() {
      if (drawn && screen.isTTY) screen.write("\r\x1b[2K");
    },
  };
}
