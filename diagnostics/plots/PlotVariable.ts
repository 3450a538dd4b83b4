/** A variable as figures of several variables take it, and whether it belongs on a logarithmic axis. */
import type { Span } from "./Panel.js";

export interface PlotVariable {
  readonly name: string;
  /** By chain. */
  readonly chains: readonly Float64Array[];
  /** Logarithmic axis, for scale parameters; ignored where draws are not all positive. */
  readonly log?: boolean;
}

/** Whether an axis of the draws is to be logarithmic: asked for, and possible. */
export function isLogarithmic(variable: PlotVariable, sorted: Float64Array): boolean {
  return variable.log === true && sorted.length > 0 && sorted[0] > 0;
}

/** An axis span as panels say it. */
export function spanOf(domain: readonly number[], log: boolean): Span {
  return { low: domain[0], high: domain[domain.length - 1], ...(log ? { log } : {}) };
}
