/** Draws the expected response at each level of a factor, a row each. */
import { bottomAxis, extentOf, linearScale } from "./axes.js";
import type { DrawnEffect, DrawnRow } from "./drawnEffect.js";
import type { EffectChartOptions } from "../EffectChartData.js";
import { nameOf } from "./describeEffect.js";
import { legend } from "./legend.js";
import { fragment, type Markup } from "./markup.js";
import { pickEvenly } from "./pickEvenly.js";
import { dots, polylines, type Place } from "./points.js";
import { lettering, marker, openPath, segment } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { chainColour, crowd, faint, fontSize } from "./theme.js";

/** Rows lie 14 pixels apart within a level, levels 12 more. */
const step = 14;
const between = 12;

/** Responses drawn in one figure. */
const mostDrawn = 600;

/**
 * A row for each level of the factor, with one line for each value of a second variable, told by colour and by shape; observed
 * responses as dots below. Of more than 30 levels an even selection is drawn.
 */
export function effectRows(
  effect: DrawnEffect,
  { axisTitle }: EffectChartOptions,
  width: number,
): { readonly marks: Markup; readonly height: number } {
  const all = [...new Set(effect.rows.map(({ x }) => String(x)))];
  const names = pickEvenly(all.length, 30).map((i) => all[i]);
  const seconds = [...new Set(effect.rows.map(({ by = "" }) => by))];
  const observed = effect.observed.filter(({ y }) => Number.isFinite(y));
  const shown = pickEvenly(observed.length, mostDrawn).map((i) => observed[i]);
  const drawn = shown.filter(({ x: name }) => names.includes(String(name)));
  const thinned = drawn.length < observed.length ? ` (${drawn.length} of ${observed.length} drawn)` : "";
  const key = legend(
    [
      ...(seconds.length > 1
        ? seconds.map((by, k) => ({ label: nameOf(effect, by), colour: chainColour(k), marker: k }))
        : [{ label: "expected, with 50% and 95% intervals", colour: chainColour(0), marker: 0 }]),
      ...(observed.length > 0 ? [{ label: `observed${thinned}`, colour: crowd, marker: 0, noLine: true }] : []),
    ],
    { left: 0, right: width, top: 0 },
  );
  const labels = Math.min(
    names.reduce((most, name) => Math.max(most, textWidth(name, fontSize)), 24) + 2,
    Math.max(60, 0.32 * width),
  );
  const left = labels + 12;
  const right = width - 10;
  const lines = seconds.length + (observed.length > 0 ? 1 : 0);
  const height = lines * step + between;
  const top = key.height + 4;
  const bottom = top + Math.max(names.length, 1) * height + 2;
  const x = linearScale(
    extentOf([...effect.rows.flatMap(({ estimate, outer }) => [estimate, ...outer]), ...drawn.map(({ y }) => y)]),
    [left, right],
    0.03,
  );
  const yOf = (name: string, line: number): number =>
    top + names.indexOf(name) * height + between / 2 + (line + 0.5) * step;
  return {
    height: bottom + 44,
    marks: fragment(
      key.marks,
      bottomAxis(x, bottom, {
        top,
        count: Math.max(3, Math.round(width / 130)),
        title: truncate(axisTitle ?? effect.response, right - left, fontSize),
      }),
      names.map((name, i) => {
        const label = truncate(name, labels, fontSize);
        const middle = top + i * height + height / 2;
        return [
          i === 0 ? null : segment(0, top + i * height, right, top + i * height, { stroke: faint }),
          lettering(labels, middle, label, { anchor: "end", ...(label === name ? {} : { full: name }) }),
        ];
      }),
      dots(
        drawn.map(({ x: name, y }): Place => [x(y), yOf(String(name), seconds.length)]),
        { fill: crowd, size: 4, opacity: 0.65 },
      ),
      seconds.map((by, k) => {
        const rows = effect.rows.filter((row) => (row.by ?? "") === by && names.includes(String(row.x)));
        return intervals(rows, (row) => yOf(String(row.x), k), x, k);
      }),
    ),
  };
}

/** Lines and boxes of one value of the second variable, each in one path, with markers on top. */
function intervals(
  rows: readonly DrawnRow[],
  yOf: (row: DrawnRow) => number,
  x: (value: number) => number,
  k: number,
): Markup {
  const stroke = chainColour(k);
  const lines = (range: "inner" | "outer"): string =>
    polylines(
      rows.map((row): readonly Place[] => [
        [x(row[range][0]), yOf(row)],
        [x(row[range][1]), yOf(row)],
      ]),
    );
  return fragment(
    openPath(lines("outer"), { stroke, width: 1.75 }),
    openPath(lines("inner"), { stroke, width: 5 }),
    rows.map((row) => marker(k, x(row.estimate), yOf(row), stroke, 60)),
  );
}
