/** Puts names beside points where they overlap neither one another nor the edge. */
import { fragment, type Markup } from "./markup.js";
import type { Place } from "./points.js";
import { lettering } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { ink, smallSize } from "./theme.js";

/** A name and the point it belongs to. */
export interface PointLabel {
  readonly text: string;
  readonly at: Place;
}

/** The area in which names may stand. Pixels. */
export interface LabelArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Names are cut to this width. */
  readonly longest?: number;
  /** Points that no name may hide. */
  readonly points?: readonly Place[];
}

/** Names in order of importance: right of their point, else left, above or below; one that finds no room is left out. */
export function pointLabels(labels: readonly PointLabel[], area: LabelArea): Markup {
  const { left, right, top, bottom, longest = 140, points = [] } = area;
  const taken: (readonly [number, number, number, number])[] = [];
  const marks = labels.map(({ text, at: [x, y] }): Markup | null => {
    const shown = truncate(text, longest, smallSize);
    const width = textWidth(shown, smallSize);
    const boxes = [
      [x + 7, y - 7, x + 7 + width, y + 7],
      [x - 7 - width, y - 7, x - 7, y + 7],
      [x - width / 2, y - 20, x + width / 2, y - 6],
      [x - width / 2, y + 6, x + width / 2, y + 20],
    ] as const;
    const free = boxes.find(
      ([a, b, c, d]) =>
        a >= left &&
        c <= right &&
        b >= top &&
        d <= bottom &&
        taken.every(([p, q, r, s]) => c < p || a > r || d < q || b > s) &&
        points.every(([px, py]) => px < a - 3 || px > c + 3 || py < b - 1 || py > d + 1),
    );
    if (free === undefined) return null;
    taken.push(free);
    return lettering((free[0] + free[2]) / 2, (free[1] + free[3]) / 2, shown, {
      anchor: "middle",
      size: smallSize,
      fill: ink,
      halo: true,
      ...(shown === text ? {} : { full: text }),
    });
  });
  return fragment(marks);
}
