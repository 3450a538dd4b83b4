/** Draws what a model expects of a response along one predictor. */
import type { Chart } from "./Chart.js";
import { bands, curve } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { effectRows } from "./parts/effectRows.js";
import { drawnEffect, type DrawnEffect, type DrawnRow } from "./parts/drawnEffect.js";
import type { EffectChartData, EffectChartOptions } from "./EffectChartData.js";
import { describeEffect, levelsOf, nameOf, rowsAt } from "./parts/describeEffect.js";
import { facets } from "./parts/facets.js";
import { frame, type Frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { element, fragment, type Markup } from "./parts/markup.js";
import { effectDomains, layout, observedMarks, placing, type EffectDomains } from "./parts/observedResponses.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import type { Place } from "./parts/points.js";
import { lettering } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { chainColour, chainDash, crowd, fontSize, fullWidth, ink, muted, smallSize } from "./parts/theme.js";

const cellHeight = 200;

/**
 * The expected response along a predictor with its 50% and 95% intervals. Of a numeric predictor a curve with bands, of a factor a row for
 * each level. A second variable is told by colour, dash and a name at the end of each curve; of more than five levels each
 * has a panel of its own. Observed responses are dots; where they are only 0 and 1, ticks at the edges. The axes hold them all, unless some
 * lie so far out that the curve would be flat: key and description then say how many lie beyond.
 *
 * @example
 * for (const effect of conditionalEffects(posterior)) conditionalEffectsPlot(effect, { title: effect.effect });
 */
export function conditionalEffectsPlot(data: EffectChartData, options: EffectChartOptions): Chart {
  const effect = drawnEffect(data);
  const { width = fullWidth } = options;
  const table = {
    columns: [
      effect.variable,
      ...(effect.by === undefined ? [] : [effect.by]),
      effect.response,
      "2.5%",
      "25%",
      "75%",
      "97.5%",
    ],
    rows: effect.rows.map(({ x, by, estimate, inner, outer }) => [
      x,
      ...(effect.by === undefined ? [] : [by ?? ""]),
      estimate,
      outer[0],
      inner[0],
      inner[1],
      outer[1],
    ]),
  };
  const isNumeric = effect.rows.length > 0 && effect.rows.every(({ x }) => typeof x === "number");
  const body = isNumeric ? curvesOf(effect, options, width) : effectRows(effect, options, width);
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describeEffect(effect, isNumeric),
    table,
    marks: body.marks,
  });
}

interface Body {
  readonly marks: Markup;
  readonly height: number;
}

function curvesOf(effect: DrawnEffect, options: EffectChartOptions, width: number): Body {
  const levels = levelsOf(effect);
  const domains = effectDomains(effect);
  const { words } = placing(effect, domains);
  const key = legend(
    [
      { label: levels.length > 1 ? "expected" : "expected, with 50% and 95% intervals", colour: ink },
      ...(effect.observed.length > 0 ? [{ label: `observed${words}`, colour: crowd, marker: 0, noLine: true }] : []),
    ],
    { left: 0, right: width, top: 0 },
  );
  if (levels.length > layout.together) return panelsOf(effect, options, width, levels, domains, key);
  const height = width < 500 ? 280 : 330;
  // Names of the curves stand at their right ends.
  const names =
    levels.length === 1 && levels[0] === ""
      ? 0
      : Math.min(
          0.28 * width,
          levels.reduce((most, level) => Math.max(most, textWidth(nameOf(effect, level), smallSize)), 0) + 12,
        );
  const plot = frame({
    y0: key.height,
    width: width - names,
    height: height - key.height,
    x: { domain: domains.x, padding: 0.01, title: options.axisTitle ?? effect.variable },
    y: { domain: domains.y, padding: 0.04, title: effect.response },
  });
  const colourOf = (k: number): string => (levels.length === 1 ? chainColour(0) : chainColour(k));
  return {
    height,
    marks: fragment(
      key.marks,
      plot.marks,
      levels.map((level, k) => bandsOf(rowsAt(effect, level), plot, colourOf(k), levels.length)),
      observedMarks(
        effect,
        plot,
        domains,
        levels.length > 1 ? (level) => colourOf(levels.indexOf(level)) : () => crowd,
      ),
      levels.map((level, k) =>
        curve(centre(rowsAt(effect, level), plot), {
          stroke: colourOf(k),
          width: 2.25,
          dash: levels.length > 1 ? chainDash(k) : "",
        }),
      ),
      names === 0 ? null : endNames(effect, levels, plot, names, colourOf),
    ),
  };
}

function panelsOf(
  effect: DrawnEffect,
  options: EffectChartOptions,
  width: number,
  levels: readonly string[],
  domains: EffectDomains,
  key: Body,
): Body {
  const shown = pickEvenly(levels.length, layout.panels).map((k) => levels[k]);
  const grid = facets(shown.length, width, { least: 170, height: cellHeight, top: key.height + 4 });
  const title = `${options.axisTitle ?? effect.variable}, ${effect.response}`;
  return {
    height: grid.height + key.height + 26,
    marks: fragment(
      key.marks,
      shown.map((level, i) => {
        const cell = grid.cells[i];
        const name = nameOf(effect, level);
        const label = truncate(name, cell.width - 10, fontSize, true);
        const plot = frame({
          x0: cell.x,
          y0: cell.y + 16,
          width: cell.width,
          height: cellHeight - 24,
          x: { domain: domains.x, padding: 0.01, ticks: 2 },
          y: { domain: domains.y, padding: 0.04, ticks: 3 },
        });
        const rows = rowsAt(effect, level);
        return [
          lettering(cell.x, cell.y + 9, label, { weight: 600, ...(label === name ? {} : { full: name }) }),
          plot.marks,
          bandsOf(rows, plot, chainColour(0), 1),
          observedMarks(
            { ...effect, observed: effect.observed.filter(({ by = "" }) => by === level) },
            plot,
            domains,
            () => crowd,
            layout.inPanel,
          ),
          curve(centre(rows, plot), { stroke: chainColour(0), width: 2 }),
        ];
      }),
      lettering(width / 2, grid.height + key.height + 16, truncate(title, width, fontSize), {
        anchor: "middle",
        fill: muted,
      }),
    ),
  };
}

function centre(rows: readonly DrawnRow[], { x, y }: Frame): readonly Place[] {
  return rows.map((row): Place => [x(Number(row.x)), y(row.estimate)]);
}

/** The outer and the inner band, the more transparent the more curves there are. */
function bandsOf(rows: readonly DrawnRow[], { x, y }: Frame, colour: string, curves: number): Markup {
  const xs = rows.map((row) => x(Number(row.x)));
  const band = (range: "inner" | "outer"): Markup =>
    bands(
      [{ x: xs, low: rows.map((row) => y(row[range][0])), high: rows.map((row) => y(row[range][1])) }],
      colour,
      // In a small panel a pixel is not seen.
      xs[xs.length - 1] - xs[0] < 350 ? 1 : undefined,
    );
  const opacity = curves === 1 ? 0.18 : curves === 2 ? 0.14 : 0.1;
  return fragment(
    element("g", { "fill-opacity": opacity }, band("outer")),
    element("g", { "fill-opacity": 1.4 * opacity }, band("inner")),
  );
}

/** Names at the right ends, moved apart where curves end close to one another. */
function endNames(
  effect: DrawnEffect,
  levels: readonly string[],
  plot: Frame,
  room: number,
  colourOf: (k: number) => string,
): Markup {
  const ends = levels
    .map((level, k) => {
      const rows = rowsAt(effect, level);
      return { k, level, y: rows.length === 0 ? NaN : plot.y(rows[rows.length - 1].estimate) };
    })
    .filter(({ y }) => Number.isFinite(y))
    .sort((a, b) => a.y - b.y);
  const apart = 15;
  const places = ends.map(({ y }) => Math.min(Math.max(y, plot.top + 6), plot.bottom - 6));
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i], places[i - 1] + apart);
  const beyond = (places[places.length - 1] ?? 0) - (plot.bottom - 6);
  if (beyond > 0)
    for (let i = places.length - 1; i >= 0; i--)
      places[i] = Math.min(places[i], plot.bottom - 6 - (places.length - 1 - i) * apart);
  return fragment(
    ends.map(({ k, level }, i) => {
      const name = nameOf(effect, level);
      const text = truncate(name, room - 10, smallSize);
      return lettering(plot.right + 8, places[i], text, {
        size: smallSize,
        fill: colourOf(k),
        weight: 600,
        ...(text === name ? {} : { full: name }),
      });
    }),
  );
}
