/** Draws the courses of all groups in one plot. */
import { curve, curves } from "./curves.js";
import {
  clamped,
  domainsOf,
  placesOf,
  reachingBeyond,
  type Body,
  type DrawnCourses,
  type Trajectory,
} from "./drawnTrajectories.js";
import { count } from "./formatNumber.js";
import { frame } from "./frame.js";
import { legend } from "./legend.js";
import { fragment } from "./markup.js";
import { pickEvenly } from "./pickEvenly.js";
import { dots, type Place } from "./points.js";
import { lettering, segment } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { crowd, ink, second, smallSize } from "./theme.js";

/** Thin lines for all, the highest and the lowest at the end named. */
export function trajectoriesTogether(shown: readonly Trajectory[], options: DrawnCourses, width: number): Body {
  const { along, response, course: population, group } = options;
  const height = width < 500 ? 300 : 360;
  const domains = domainsOf(shown, options, false);
  const beyond = reachingBeyond(shown, domains, false).length;
  const key = legend(
    [
      {
        label: `${count(shown.length, "level")} of ${group}${beyond === 0 ? "" : ` (${beyond} beyond the axis, cut at its edge)`}`,
        colour: crowd,
      },
      ...(population === undefined ? [] : [{ label: "population", colour: ink, dash: "5 4" }]),
      { label: "highest and lowest at the end", colour: second },
    ],
    { left: 0, right: width, top: 0 },
  );
  const extremes = shown.length > 1 ? [shown[0], shown[shown.length - 1]] : shown;
  const room = Math.min(
    0.25 * width,
    extremes.reduce((most, { level }) => Math.max(most, textWidth(level, smallSize)), 0) + 12,
  );
  const axes = frame({
    y0: key.height,
    width: width - room,
    height: height - key.height,
    x: { domain: domains.x, padding: 0.01, title: along },
    y: { domain: domains.y, padding: 0.03, title: response },
  });
  const plot = { ...axes, y: clamped(axes.y) };
  const points = shown.flatMap(({ observed }) => observed);
  return {
    height,
    marks: fragment(
      key.marks,
      plot.marks,
      dots(
        pickEvenly(points.length, 600).map((i): Place => [plot.x(points[i].x), plot.y(points[i].y)]),
        { fill: crowd, size: 2.5, opacity: 0.5 },
      ),
      curves(
        shown.map((trajectory) => placesOf(trajectory, plot.x, plot.y)),
        { stroke: crowd, width: 1.25, opacity: 0.8 },
      ),
      population === undefined
        ? null
        : curve(placesOf(population, plot.x, plot.y), { stroke: ink, width: 2.5, dash: "5 4" }),
      curves(
        extremes.map((trajectory) => placesOf(trajectory, plot.x, plot.y)),
        { stroke: second, width: 2 },
      ),
      extremes.map(({ level, estimate }, k) => {
        const y = plot.y(estimate[estimate.length - 1]);
        const text = truncate(level, room - 10, smallSize);
        // The lower name gives way where the two would overlap.
        const place = k === 0 ? y : Math.max(y, plot.y(extremes[0].estimate[extremes[0].estimate.length - 1]) + 15);
        return [
          segment(plot.x(domains.x[1]), y, plot.right + 5, place, { stroke: second }),
          lettering(plot.right + 8, place, text, {
            size: smallSize,
            fill: second,
            ...(text === level ? {} : { full: level }),
          }),
        ];
      }),
    ),
  };
}
