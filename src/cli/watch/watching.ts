/** `--watch`: a fit and the page on which it can be followed. */
import type { FitOptions } from "../../FitOptions.js";
import { liveFit } from "./liveFit.js";

/** What a watched fit tells. */
export interface Watching {
  readonly onProgress: NonNullable<FitOptions["onProgress"]>;
  readonly onDraws: NonNullable<FitOptions["onDraws"]>;
  /** Tells the page that the fit was asked to stop. */
  stop(): void;
  /** Tells the page how the fit ended, and stops serving it. */
  end(text: string): Promise<void>;
}

/** Of the fit that is watched. */
export interface WatchedFit {
  readonly title: string;
  readonly chains: number;
  /** Of each chain. */
  readonly draws: number;
  readonly maxTreeDepth: number;
}

/**
 * Serves the page, where it was asked for: on the port given, or on one that is free (`true`). Its address goes to `note`.
 *
 * @throws UserError when the port cannot be had.
 */
export async function watching(
  asked: number | true | undefined,
  { title, chains, draws, maxTreeDepth }: WatchedFit,
  note: (text: string) => void,
): Promise<Watching | undefined> {
  if (asked === undefined) return undefined;
  // Charts and their libraries are loaded only now.
  const { watchServer } = await import("./watchServer.js");
  const live = liveFit(chains, maxTreeDepth, draws);
  const server = await watchServer(live.state, title, asked === true ? 0 : asked);
  note(`watch at ${server.url}`);
  return {
    onProgress: (progress) => live.addProgress(progress),
    onDraws: (block, names) => live.addDraws(block, names),
    stop: () => live.stop(),
    async end(text) {
      live.end(text);
      await server.close();
    },
  };
}
