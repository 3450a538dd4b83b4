/** The section in which draws can be chosen: the same draws in a matrix of pairs, along parallel axes and as intervals. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { isScaleName } from "../diagnosis/scales.js";
import { evenChains } from "../evenChains.js";
import { pairPlot } from "../plots/pairPlot.js";
import { parallelPlot } from "../plots/parallelPlot.js";
import type { PlotVariable } from "../plots/PlotVariable.js";
import { intervalsFigure } from "./intervalsFigure.js";
import { usedChains } from "../usedChains.js";
import type { Section } from "./Section.js";

/** Variables that each figure holds. */
const most = { pairs: 4, lines: 10, intervals: 10 } as const;

/**
 * Pairs, parallel axes and intervals of the variables, whose draws a reader can choose in one of them and sees in all. Undefined for
 * fewer than two variables that vary.
 *
 * @param names the most interesting first
 * @param elsewhere variables whose intervals the page shows already, where they can be marked too
 */
export function exploreSection(
  { draws }: Pick<Posterior, "draws">,
  names: readonly string[],
  elsewhere: readonly string[] = [],
): Section | undefined {
  const even = evenChains(draws);
  const variables = names
    .slice(0, most.lines)
    .map((name): PlotVariable => ({
      name,
      chains: usedChains(draws, name),
      log: isScaleName(name),
    }))
    .filter(({ chains }) => chains.length > 0 && varies(chains));
  if (variables.length < 2 || even.draws < 10) return undefined;
  const divergent = even.chains.map(({ statistics }) => statistics.divergent.subarray(0, even.draws));
  const title = (what: string, count: number) => `${what} of ${count} variables`;
  const intervals = variables.slice(0, most.intervals);
  const pairs = variables.slice(0, most.pairs);
  return {
    id: "explore",
    title: "The draws together",
    text:
      "Draws hang together: what goes up when another variable goes down, and where divergent draws lie. Choose draws in one figure, by dragging or with the form, " +
      "and the same draws are marked in the others and in the figures of replicated responses, where there are any.",
    figure: [
      pairPlot(pairs, { title: title("Pairs", pairs.length), divergent }),
      ...(variables.length > 2
        ? [parallelPlot(variables, { title: title("Parallel axes", variables.length), divergent })]
        : []),
      ...(intervals.every(({ name }) => elsewhere.includes(name)) ? [] : [intervalsFigure(intervals)]),
    ],
  };
}

function varies(chains: readonly Float64Array[]): boolean {
  const first = chains[0]![0];
  return chains.some((chain) => chain.some((value) => value !== first && Number.isFinite(value)));
}
