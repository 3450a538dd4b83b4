/** Ctrl-C: the first asks to stop and keep what there is, the second leaves at once. */

/** A running interruption. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Ctrl-C means again what it always does. */
  end(): void;
}

/** Listens for Ctrl-C; `told` is called when it comes. */
export function untilInterrupted(told: () => void): Interruption {
  const controller = new AbortController();
  const listen = () => {
    if (controller.signal.aborted) process.exit(130);
    told();
    controller.abort();
  };
  process.on("SIGINT", listen);
  return { signal: controller.signal, end: () => process.off("SIGINT", listen) };
}
