/** Draws observed responses beside the curve of an effect, and says which of them the figure does not hold. */
import { extentOf } from "./axes.js";
import type { DrawnEffect } from "./drawnEffect.js";
import { count } from "./formatNumber.js";
import type { Frame } from "./frame.js";
import { element, fragment, raw, type Markup } from "./markup.js";
import { pickEvenly } from "./pickEvenly.js";
import { dots, type Place } from "./points.js";
import { sentences } from "./sentences.js";

/** What the axes of an effect span. */
export interface EffectDomains {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** All responses stand on the axis unless it grew so many times as long as bands and the middle 98% of them need. */
const longestAxis = 4;

/** Responses drawn in one figure. */
const mostDrawn = 600;

/**
 * Axes that hold all bands and all observed responses. Only where some lie so far out that the curves would be flat does the vertical one
 * hold the middle 98% of them; {@link placing} says how many lie beyond.
 */
export function effectDomains({ rows, observed }: DrawnEffect): EffectDomains {
  const known = observed.filter(isKnown);
  const ys = known.map(({ y }) => y).sort((a, b) => a - b);
  const central = ys.slice(Math.floor(0.01 * ys.length), Math.max(Math.ceil(0.99 * ys.length), 1));
  const drawn = rows.flatMap(({ estimate, outer }) => [estimate, ...outer]);
  const usual = extentOf([...drawn, ...central]);
  const all = extentOf([...drawn, ...ys]);
  return {
    x: extentOf([...rows.map(({ x }) => Number(x)), ...known.map(({ x }) => Number(x))]),
    y: all[1] - all[0] > longestAxis * (usual[1] - usual[0]) ? usual : all,
  };
}

/** Values of a second variable whose curves stand in one plot, and panels that there are of more, with the responses in each. */
export const layout = { together: 5, panels: 12, inPanel: 50 } as const;

/** Responses that a figure draws, and those that lie beyond its axes; `words` are for a key, empty where all are drawn. */
export function placing(
  { rows, observed }: DrawnEffect,
  domains: EffectDomains,
): { readonly known: number; readonly beyond: number; readonly drawn: number; readonly words: string } {
  const known = observed.filter(isKnown);
  const inside = known.filter((point) => isInside(point, domains));
  const levels = [...new Set(rows.map(({ by = "" }) => by))];
  const drawn =
    levels.length <= layout.together
      ? Math.min(inside.length, mostDrawn)
      : pickEvenly(levels.length, layout.panels).reduce(
          (sum, k) => sum + Math.min(layout.inPanel, inside.filter(({ by = "" }) => by === levels[k]).length),
          0,
        );
  const beyond = known.length - inside.length;
  const parts = [
    ...(drawn < inside.length ? [`${drawn} of ${inside.length} drawn`] : []),
    ...(beyond > 0 ? [`${beyond} beyond the axis`] : []),
  ];
  return { known: known.length, beyond, drawn, words: parts.length === 0 ? "" : ` (${parts.join(", ")})` };
}

/** A sentence on the responses of a figure; empty where there are none. */
export function observedWords(effect: DrawnEffect): string {
  const { known, beyond, drawn } = placing(effect, effectDomains(effect));
  if (known === 0) return "";
  if (drawn === known) return `${count(known, "observed response")} ${known === 1 ? "is" : "are"} drawn beside it.`;
  return sentences(
    `Of ${count(known, "observed response")} ${drawn} ${drawn === 1 ? "is" : "are"} drawn beside it.`,
    beyond > 0 &&
      `${beyond} ${beyond === 1 ? "lies" : "lie"} beyond the axis, so far out that the curve would be flat.`,
  );
}

/** Dots, or ticks at the edges where responses are only 0 and 1. */
export function observedMarks(
  { observed }: Pick<DrawnEffect, "observed">,
  plot: Frame,
  domains: EffectDomains,
  colourOf: (level: string) => string,
  most = mostDrawn,
): Markup {
  const inside = observed.filter((point) => isInside(point, domains));
  const shown = pickEvenly(inside.length, most).map((i) => inside[i]);
  const isBinary = observed.length > 0 && observed.every(({ y }) => y === 0 || y === 1);
  const byColour = new Map<string, (typeof shown)[number][]>();
  for (const point of shown) {
    const colour = colourOf(point.by ?? "");
    byColour.set(colour, [...(byColour.get(colour) ?? []), point]);
  }
  return fragment(
    [...byColour].map(([colour, points]) => {
      const places = points.map(({ x, y }): Place => [plot.x(Number(x)), plot.y(y)]);
      return isBinary
        ? edgeTicks(
            places,
            points.map(({ y }) => y === 1),
            plot,
            colour,
          )
        : dots(places, { fill: colour, size: 3.5, opacity: 0.65 });
    }),
  );
}

function isKnown({ x, y }: DrawnEffect["observed"][number]): boolean {
  return Number.isFinite(Number(x)) && Number.isFinite(y);
}

function isInside({ x, y }: DrawnEffect["observed"][number], domains: EffectDomains): boolean {
  const [x0, x1] = domains.x;
  const [y0, y1] = domains.y;
  return Number(x) >= x0 && Number(x) <= x1 && y >= y0 && y <= y1;
}

function edgeTicks(
  places: readonly Place[],
  isTop: readonly boolean[],
  { top, bottom }: Frame,
  stroke: string,
): Markup {
  const seen = new Set<string>();
  places.forEach(([x], i) => seen.add(`M${Math.round(x)} ${isTop[i] ? `${top}v6` : `${bottom}v-6`}`));
  return seen.size === 0
    ? raw("")
    : element("path", { d: [...seen].join(""), stroke, "stroke-width": 1, fill: "none", "stroke-opacity": 0.7 });
}
