/** Scales that never degenerate, and their axes. */
import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from "d3";
import { formatNumber } from "./formatNumber.js";
import type { Markup } from "./markup.js";
import { fragment } from "./markup.js";
import { lettering, segment } from "./shapes.js";
import { textWidth } from "./textWidth.js";
import { faint, muted, rule, smallSize } from "./theme.js";

/** A scale from data to pixels. */
export type Scale = ScaleContinuousNumeric<number, number>;

/** The smallest interval that holds all finite values, widened where it is a single point; [0, 1] where there are none. */
export function extentOf(values: Iterable<number>): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  if (high - low > Math.abs(high) * 1e-12) return [low, high];
  const margin = Math.abs(high) > 0 ? Math.abs(high) * 0.1 : 1;
  return [low - margin, high + margin];
}

/** A linear scale over a domain widened by a share of its length on both sides. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number], padding = 0): Scale {
  const margin = (domain[1] - domain[0]) * padding;
  return scaleLinear()
    .domain([domain[0] - margin, domain[1] + margin])
    .range(range);
}

/** A logarithmic scale; values that are not positive are left out of its domain. */
export function logScale(values: Iterable<number>, range: readonly [number, number]): Scale {
  const positive = Array.from(values).filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return scaleLog().domain([0.1, 10]).range(range);
  const low = positive.reduce((a, b) => Math.min(a, b));
  const high = positive.reduce((a, b) => Math.max(a, b));
  const room = low === high ? 1.25 : 1.08;
  return scaleLog()
    .domain([low / room, high * room])
    .range(range);
}

/**
 * Ticks along a horizontal axis whose labels keep a distance; `keep` is a value that must stay on a logarithmic axis. Fewer, even
 * ticks are tried first; ticks of a logarithmic axis are uneven anyway and are thinned one by one.
 */
export function spacedTicks(scale: Scale, count: number, keep?: number): readonly number[] {
  for (let n = count; n >= 2; n--) {
    const ticks = scale.ticks(n);
    if (ticks.length > 1 && ticks.every((tick, i) => i === 0 || apart(scale, tick, ticks[i - 1]))) return ticks;
  }
  const [low, high] = scale.domain();
  const kept = keep !== undefined && keep >= low && keep <= high ? [keep] : [];
  for (const tick of roundestFirst(scale.ticks(count), scale)) {
    if (Number.isFinite(scale(tick)) && kept.every((other) => apart(scale, tick, other))) kept.push(tick);
  }
  return kept.sort((a, b) => a - b);
}

/** Of a logarithmic scale powers of ten first, then twice and five times these, since the roundest numbers should stay; else in order. */
export function roundestFirst(ticks: readonly number[], scale: Scale): readonly number[] {
  if (!("base" in scale)) return ticks;
  const classOf = (tick: number): number => {
    const [first] = tick.toExponential(5);
    return first === "1" ? 0 : first === "2" || first === "5" ? 1 : 2;
  };
  return [...ticks].sort((a, b) => classOf(a) - classOf(b) || a - b);
}

/** A horizontal axis below y, with light grid lines up to `top`. */
export function bottomAxis(
  scale: Scale,
  y: number,
  options: {
    readonly top?: number;
    readonly count?: number;
    readonly title?: string;
    readonly keep?: number;
    /** How ticks are written, as short as their numbers at most. */
    readonly format?: (value: number) => string;
  } = {},
): Markup {
  const [from, to] = scale.range();
  const written = options.format ?? ((tick: number): string => formatNumber(tick, 6));
  const ticks = spacedTicks(scale, options.count ?? 6, options.keep);
  return fragment(
    options.top === undefined
      ? null
      : ticks.map((tick) => segment(scale(tick), options.top!, scale(tick), y, { stroke: faint })),
    segment(from, y, to, y, { stroke: rule }),
    ticks.map((tick) => [
      segment(scale(tick), y, scale(tick), y + 4, { stroke: rule }),
      lettering(labelPlace(scale, tick), y + 13, written(tick), {
        anchor: "middle",
        size: smallSize,
        fill: muted,
      }),
    ]),
    options.title === undefined
      ? null
      : lettering((from + to) / 2, y + 32, options.title, { anchor: "middle", fill: muted }),
  );
}

/** A vertical axis of labels left of x, with light grid lines to `right`. */
export function leftAxis(
  scale: Scale,
  x: number,
  options: { readonly right?: number; readonly count?: number } = {},
): Markup {
  return fragment(
    verticalTicks(scale, options.count ?? 4).map((tick) => [
      options.right === undefined ? null : segment(x, scale(tick), options.right, scale(tick), { stroke: faint }),
      lettering(x - 6, scale(tick), formatNumber(tick, 6), { anchor: "end", size: smallSize, fill: muted }),
    ]),
  );
}

/** Pixels that the labels of a vertical axis need. */
export function leftAxisWidth(scale: Scale, count = 4): number {
  return (
    verticalTicks(scale, count).reduce((most, tick) => Math.max(most, textWidth(formatNumber(tick, 6), smallSize)), 0) +
    8
  );
}

/** Ticks along a vertical axis: those of a logarithmic one, which are uneven, are thinned until their labels keep a distance. */
function verticalTicks(scale: Scale, count: number): readonly number[] {
  const ticks = scale.ticks(count);
  if (!("base" in scale)) return ticks;
  const kept: number[] = [];
  for (const tick of roundestFirst(ticks, scale)) {
    if (kept.every((other) => Math.abs(scale(tick) - scale(other)) >= 18)) kept.push(tick);
  }
  return kept.sort((a, b) => a - b);
}

/** Below its tick, or a little inwards where half a label would reach further than this beyond the end of the axis. */
const overhang = 11;

function labelPlace(scale: Scale, tick: number): number {
  const [from, to] = scale.range();
  const half = textWidth(formatNumber(tick, 6), smallSize) / 2;
  return Math.max(from - overhang + half, Math.min(to + overhang - half, scale(tick)));
}

function apart(scale: Scale, a: number, b: number): boolean {
  const widths = textWidth(formatNumber(a, 6), smallSize) + textWidth(formatNumber(b, 6), smallSize);
  return Math.abs(scale(a) - scale(b)) >= widths / 2 + 10;
}
