/** Draws how the effective sample size grows while draws accumulate: a healthy one grows in a straight line. */
import { line } from "d3";
import { essBulk } from "../essBulk.js";
import { essTail } from "../essTail.js";
import { describeReason } from "../statistic.js";
import { essPerChain } from "../limits.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, leftAxis, leftAxisWidth, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { fragment, type Markup } from "./parts/markup.js";
import { lettering, marker, openPath, segment } from "./parts/shapes.js";
import { accent, fullWidth, ink, muted, second, smallSize } from "./parts/theme.js";

/** Options of {@link essEvolutionPlot}. */
export interface EssEvolutionOptions {
  readonly title: string;
  /** The line of enough; 100 a chain unless told. */
  readonly enough?: number;
  /** At how many points it is computed. */
  readonly points?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

interface Step {
  /** Of all chains together. */
  readonly draws: number;
  readonly bulk: number;
  readonly tail: number;
}

/** Fewest draws a chain for an effective sample size. */
const fewest = 12;

/**
 * Bulk and tail effective sample size of the first draws of every chain, at evenly spaced numbers of draws, against the size that is enough.
 *
 * @param chains the draws of one variable, by chain, of equal lengths
 * @throws RangeError if the chains are not of one length.
 */
export function essEvolutionPlot(chains: readonly Float64Array[], options: EssEvolutionOptions): Chart {
  const { width = fullWidth, height = 230, points = 20, enough = essPerChain * chains.length } = options;
  const steps = evolution(chains, points);
  const last = steps[steps.length - 1];
  const total = chains.reduce((sum, chain) => sum + chain.length, 0);
  const highest = steps.reduce((most, { bulk, tail }) => Math.max(most, bulk || 0, tail || 0), enough * 1.1);
  const key = legend(
    [
      { label: "bulk", colour: accent, marker: 0 },
      { label: "tail", colour: second, dash: "6 3", marker: 1 },
      { label: `enough: ${formatNumber(enough)}`, colour: ink, dash: "4 3" },
    ],
    { left: 0, right: width, top: 0 },
  );
  const [top, bottom] = [key.height + 8, height - 40];
  const y = linearScale([0, highest > 0 ? highest : 1], [bottom, top]);
  const left = leftAxisWidth(y);
  const x = linearScale([0, Math.max(1, total)], [left, width - 16]);
  const reason = essBulk(chains).reason;

  return drawing({
    width,
    height,
    title: options.title,
    description:
      reason === undefined ? describe(steps, enough) : `There is no effective sample size: ${describeReason(reason)}.`,
    table: {
      columns: ["draws", "bulk ESS", "tail ESS"],
      rows: steps.map(({ draws, bulk, tail }) => [draws, bulk, tail]),
    },
    marks: [
      key.marks,
      leftAxis(y, left, { right: width - 16 }),
      bottomAxis(x, bottom, { count: 5, title: "draws, all chains" }),
      segment(left, y(enough), width - 16, y(enough), { stroke: ink, dash: "4 3", width: 1.25 }),
      curve(steps, ({ tail }) => tail, x, y, 1),
      curve(steps, ({ bulk }) => bulk, x, y, 0),
      last === undefined || reason !== undefined
        ? lettering(
            (left + width) / 2,
            (top + bottom) / 2,
            reason === undefined ? "too few draws" : describeReason(reason),
            {
              anchor: "middle",
              size: smallSize,
              fill: muted,
            },
          )
        : null,
    ],
  });
}

function evolution(chains: readonly Float64Array[], points: number): readonly Step[] {
  const longest = chains[0]?.length ?? 0;
  const lengths = Array.from({ length: points }, (_, i) => Math.round(((i + 1) * longest) / points));
  return [...new Set(lengths)]
    .filter((length) => length >= fewest)
    .map((length) => {
      const first = chains.map((chain) => chain.subarray(0, length));
      return { draws: length * chains.length, bulk: essBulk(first).value, tail: essTail(first).value };
    });
}

function curve(steps: readonly Step[], of: (step: Step) => number, x: Scale, y: Scale, k: 0 | 1): Markup {
  const known = steps.filter((step) => Number.isFinite(of(step)));
  const path = line<Step>(
    (step) => x(step.draws),
    (step) => y(of(step)),
  ).digits(1)(known);
  const colour = k === 0 ? accent : second;
  return fragment(
    openPath(path, { stroke: colour, width: 1.5, ...(k === 0 ? {} : { dash: "6 3" }) }),
    known.map((step) => marker(k, x(step.draws), y(of(step)), colour, 34)),
  );
}

function describe(steps: readonly Step[], enough: number): string {
  const last = steps[steps.length - 1];
  const whole = (value: number): string => formatNumber(Math.floor(value));
  const reached = (of: (step: Step) => number): number =>
    steps.find((_, i) => steps.slice(i).every((later) => of(later) >= enough))?.draws ?? NaN;
  const sentence = (name: string, of: (step: Step) => number): string =>
    Number.isNaN(reached(of))
      ? `The ${name} size stays below ${formatNumber(enough)}.`
      : `The ${name} size stays above ${formatNumber(enough)} from ${formatNumber(reached(of))} draws on.`;
  const half = steps[Math.floor((steps.length - 1) / 2)];
  const stalls = steps.length >= 4 && last.bulk < 1.25 * half.bulk;
  return [
    `Effective sample size after up to ${count(last.draws, "draw")}: bulk ${whole(last.bulk)}, tail ${whole(last.tail)}.`,
    sentence("bulk", ({ bulk }) => bulk),
    sentence("tail", ({ tail }) => tail),
    stalls ? "In the second half of the draws the bulk size hardly grew: the chains have not settled." : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}
