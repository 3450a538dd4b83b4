/** A window of gradient adaptation: its draws and the gradients at them. */
import type { ChainState } from "../kernel.js";
import { observe, welford, type Welford } from "./welford.js";

/** Running means and variances over a window; mutable, like its parts. */
export interface Window {
  readonly draws: Welford;
  readonly gradients: Welford;
}

/** Nothing seen yet. */
export function emptyWindow(dimension: number): Window {
  return { draws: welford(dimension), gradients: welford(dimension) };
}

/** Adds a state. */
export function observeState(window: Window, { position, gradient }: ChainState): void {
  observe(window.draws, position);
  observe(window.gradients, gradient);
}
