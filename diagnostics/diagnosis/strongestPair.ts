/** Correlations of draws within chains, so that chains at different places do not make variables look related. */
import type { Draws } from "../../engine/core/Draws.js";
import { mean } from "../moments.js";

/** Correlation of two variables' draws, each chain about its own mean; NaN where one does not vary within chains. */
export function withinChainCorrelation(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let [aa, ab, bb] = [0, 0, 0];
  for (let c = 0; c < a.length; c++) {
    const [x, y] = [a[c]!, b[c]!];
    const [mx, my] = [mean(x), mean(y)];
    for (let i = 0; i < x.length; i++) {
      aa += (x[i]! - mx) * (x[i]! - mx);
      ab += (x[i]! - mx) * (y[i]! - my);
      bb += (y[i]! - my) * (y[i]! - my);
    }
  }
  return aa > 0 && bb > 0 ? ab / (Math.sqrt(aa) * Math.sqrt(bb)) : NaN;
}

/** Two variables and their correlation. */
export interface CorrelatedPair {
  readonly a: string;
  readonly b: string;
  readonly correlation: number;
}

/** Names in the order that the draws have. */
export function inOrder(variables: readonly string[], { names }: Draws): readonly string[] {
  const chosen = new Set(variables);
  return names.filter((name) => chosen.has(name));
}

/** The pair of variables with the strongest correlation within chains; undefined for fewer than two. */
export function strongestPair(
  variables: readonly string[],
  chainsOf: (variable: string) => readonly Float64Array[],
): CorrelatedPair | undefined {
  let best: CorrelatedPair | undefined;
  for (let i = 0; i < variables.length; i++) {
    for (let j = i + 1; j < variables.length; j++) {
      const [a, b] = [variables[i]!, variables[j]!];
      const correlation = withinChainCorrelation(chainsOf(a), chainsOf(b));
      if (Math.abs(correlation) > Math.abs(best?.correlation ?? 0)) best = { a, b, correlation };
    }
  }
  return best;
}
