/** Draws which treatments were compared with which, and on how many studies and participants. */
import { pointRadial, scaleSqrt } from "d3";
import type { Chart } from "./Chart.js";
import { distanceToLine } from "./parts/distanceToLine.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { coordinate, element, fragment, type Markup } from "./parts/markup.js";
import { group, lettering, segment } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { wrapWords } from "./parts/wrapWords.js";
import { accent, chainColour, fontSize, fullWidth, muted, paper, rule, smallSize } from "./parts/theme.js";

/** A treatment with the participants who received it; without a count all nodes are alike. */
export interface NetworkNode {
  readonly label: string;
  readonly participants?: number;
}

/** A comparison made in at least one study. */
export interface NetworkEdge {
  readonly from: string;
  readonly to: string;
  readonly studies: number;
}

/** Options of {@link networkPlot}. */
export interface NetworkOptions {
  readonly title: string;
  /** Treatments of each study of three or more arms, shaded as a polygon; alike ones are drawn once and counted. */
  readonly multiArm?: readonly (readonly string[])[];
  /** Numbers of studies on the lines; when absent, where there are 16 lines at most. */
  readonly numbers?: boolean;
  /** Pixels; as wide as the labels need when absent. */
  readonly width?: number;
}

const largestNode = 22;
const lineHeight = 30;

/**
 * A network of treatments on a circle: the area of a node is its participants, the width of a line its studies. Labels stand
 * outside the circle, on two sides, moved apart where they would touch. Studies of several arms may be shaded as polygons.
 */
export function networkPlot(
  nodes: readonly NetworkNode[],
  edges: readonly NetworkEdge[],
  options: NetworkOptions,
): Chart {
  const longest = nodes.reduce((most, node) => Math.max(most, textWidth(node.label, fontSize, true)), 90);
  const wanted = Math.min(220, Math.max(130, nodes.length * 15));
  const margin = longest + 2 * largestNode + 24;
  const width = options.width ?? Math.min(fullWidth, 2 * (wanted + margin));
  const radius = Math.min(wanted, Math.max(150, width / 2 - margin));
  const centre = { x: width / 2, y: 0 };
  const most = nodes.reduce((top, { participants = 0 }) => Math.max(top, participants), 0);
  const size = scaleSqrt()
    .domain([0, Math.max(most, 1)])
    // Neighbours on a crowded circle must not cover one another.
    .range([0, Math.min(largestNode, Math.max(6, (0.94 * Math.PI * radius) / Math.max(1, nodes.length)))]);
  const places = new Map(nodes.map((node, i) => [node.label, place(node, i, nodes.length, radius, centre, size)]));
  const labels = labelsOf([...places.values()], centre, radius, width);
  const busiest = edges.reduce((top, { studies }) => Math.max(top, studies), 1);
  const heaviest = edges.length > 16 ? 5 : 8;
  const [top, bottom] = verticalExtent([...places.values()], labels);
  const polygons = polygonsOf(options.multiArm ?? [], places);
  const words = wrapWords(captionOf(nodes, edges, polygons), width - 8, smallSize);

  return drawing({
    width,
    height: bottom - top + 16 + 16 * words.length,
    title: options.title,
    description: describe(nodes, edges, polygons),
    table: {
      columns: ["comparison", "studies"],
      rows: [
        ...edges.map(({ from, to, studies }) => [`${from} – ${to}`, studies]),
        ...polygons.map(({ corners, studies }) => [corners.map(({ node }) => node.label).join(" – "), studies]),
      ],
    },
    marks: group(
      // The circle is laid out around y = 0 and moved down by what stands above it.
      { transform: `translate(0,${coordinate(8 - top)})` },
      polygons.map(({ corners }, k) =>
        element("path", {
          d: `M${corners.map(({ x, y }) => `${coordinate(x)} ${coordinate(y)}`).join("L")}z`,
          fill: chainColour(k),
          "fill-opacity": 0.14,
        }),
      ),
      edges.map(({ from, to, studies }) =>
        edge(places.get(from), places.get(to), 1.25 + ((heaviest - 1.25) * studies) / busiest),
      ),
      [...places.values()].map(({ x, y, r }) =>
        element("circle", { cx: x, cy: y, r, fill: accent, stroke: paper, "stroke-width": 2 }),
      ),
      // Figures on lines help while there are few of them; beyond that the table is the better place.
      (options.numbers ?? edges.length <= 16) ? figures(edges, places) : null,
      labels.map(label),
      words.map((line, i) =>
        lettering(width / 2, bottom + 14 + 16 * i, line, { anchor: "middle", size: smallSize, fill: muted }),
      ),
    ),
  });
}

/** Lowest and highest y of nodes and labels; a label is two lines. */
function verticalExtent(places: readonly Place[], labels: readonly PlacedLabel[]): readonly [number, number] {
  const tops = [...places.map(({ y, r }) => y - r), ...labels.map(({ y }) => y - lineHeight / 2)];
  const bottoms = [...places.map(({ y, r }) => y + r), ...labels.map(({ y }) => y + lineHeight / 2)];
  return [tops.reduce((a, b) => Math.min(a, b), 0), bottoms.reduce((a, b) => Math.max(a, b), 0)];
}

interface Place {
  readonly node: NetworkNode;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

type Point = Readonly<Record<"x" | "y", number>>;

/** The i-th of n places, clockwise from the top. Half a step of turn leaves none exactly above or below the centre. */
function place(
  node: NetworkNode,
  i: number,
  n: number,
  radius: number,
  centre: Point,
  size: (participants: number) => number,
): Place {
  const [x, y] = pointRadial((2 * Math.PI * (i + 0.5)) / n, radius);
  const r = node.participants === undefined || !(node.participants >= 0) ? 10 : Math.max(4, size(node.participants));
  return { node, x: centre.x + x, y: centre.y + y, r };
}

function edge(a: Place | undefined, b: Place | undefined, width: number): Markup | null {
  if (a === undefined || b === undefined) return null;
  return segment(a.x, a.y, b.x, b.y, { stroke: rule, width });
}

/** Places along a line, a little off the middle first, so that crossing diagonals do not share the centre. */
const shares = [0.42, 0.5, 0.36, 0.56, 0.3, 0.62, 0.25, 0.68, 0.2, 0.74] as const;
/** Pixels from a number to any other line, where there is so much room, so that it is plain which line it belongs to. */
const clear = 11;

/** The numbers of studies, each on its line where no other line and no other number is near, or as far from these as can be. */
function figures(edges: readonly NetworkEdge[], places: ReadonlyMap<string, Place>): Markup {
  const lines = edges.flatMap(({ from, to, studies }) => {
    const [a, b] = [places.get(from), places.get(to)];
    return a === undefined || b === undefined ? [] : [{ a, b, studies }];
  });
  const taken: Point[] = [];
  return fragment(
    lines.map((line) => {
      const { a, b, studies } = line;
      const spots = shares.map((share): Point & { readonly room: number } => {
        const spot = { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
        const others = lines.filter((other) => other !== line).map((other) => distanceToLine(spot, other.a, other.b));
        const numbers = taken.map((other) =>
          Math.max(Math.abs(other.x - spot.x) * 0.6, Math.abs(other.y - spot.y) * 0.85),
        );
        return { ...spot, room: [...others, ...numbers].reduce((least, room) => Math.min(least, room), clear) };
      });
      const best = spots.reduce((found, spot) => (spot.room > found.room ? spot : found));
      taken.push(best);
      return lettering(best.x, best.y, formatNumber(studies), { anchor: "middle", size: smallSize, halo: true });
    }),
  );
}

/** A set of three or more treatments that studies compared together. */
interface Polygon {
  /** In the order of the circle, so that no side crosses another. */
  readonly corners: readonly Place[];
  readonly studies: number;
}

function polygonsOf(studies: readonly (readonly string[])[], places: ReadonlyMap<string, Place>): readonly Polygon[] {
  const all = [...places.values()];
  const found = new Map<string, Polygon>();
  for (const arms of studies) {
    const named = new Set(arms);
    const corners = all.filter(({ node }) => named.has(node.label));
    if (corners.length < 3) continue;
    const key = JSON.stringify(corners.map(({ node }) => node.label));
    found.set(key, { corners, studies: (found.get(key)?.studies ?? 0) + 1 });
  }
  return [...found.values()];
}

function captionOf(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[], polygons: readonly Polygon[]): string {
  const parts = [
    nodes.some(({ participants }) => participants !== undefined) && "node area: participants",
    edges.length > 0 && "line width: studies",
    polygons.length > 0 && "shaded: three or more arms",
  ].filter((part) => part !== false);
  return parts.join("; ");
}

interface PlacedLabel {
  readonly place: Place;
  readonly side: 1 | -1;
  readonly x: number;
  readonly y: number;
  readonly limit: number;
}

/** Labels beside the circle, `lineHeight` apart at least, in the order of their nodes from top to bottom. */
function labelsOf(places: readonly Place[], centre: Point, radius: number, width: number): readonly PlacedLabel[] {
  return ([1, -1] as const).flatMap((side) => {
    const ofSide = places.filter(({ x }) => x >= centre.x === (side === 1)).sort((a, b) => a.y - b.y);
    const wanted = ofSide.map((place) => place.y + outwards(place, centre, radius));
    const spread = apart(wanted, lineHeight, centre.y);
    return ofSide.map((place, i) => {
      const x = clearOf(places, place, spread[i], side, centre, radius);
      return { place, side, x, y: spread[i], limit: side === 1 ? width - x - 4 : x - 4 };
    });
  });
}

/** Labels of nodes near the top and the bottom stand further out, clear of the lines to their neighbours. */
function outwards({ y }: Place, centre: Point, radius: number): number {
  const share = (y - centre.y) / radius;
  return furthestOut * share * share * share;
}

const furthestOut = 12;

/** The least x (on its side) at which a label of two lines at height y touches no node. */
function clearOf(places: readonly Place[], own: Place, y: number, side: 1 | -1, centre: Point, radius: number): number {
  const reach = places
    .filter((place) => Math.abs(place.y - y) < place.r + lineHeight / 2 && place.x >= centre.x === (side === 1))
    .map((place) => Math.abs(place.x - centre.x) + place.r + 8);
  const least = Math.abs(own.x - centre.x) + own.r + 8;
  // A displaced label needs room for its leader line.
  const moved =
    Math.abs(own.y - y) > furthestOut + 2 ? Math.min(radius, Math.abs(own.x - centre.x) + 18) + own.r + 8 : least;
  return centre.x + side * Math.max(least, moved, ...reach);
}

/** Moves sorted heights apart to a distance, keeping their middle where it was. */
function apart(heights: readonly number[], distance: number, centre: number): readonly number[] {
  const moved = [...heights];
  for (let i = 1; i < moved.length; i++) moved[i] = Math.max(moved[i], moved[i - 1] + distance);
  if (moved.length < 2) return moved;
  const middle = (moved[0] + moved[moved.length - 1]) / 2;
  const excess = moved[moved.length - 1] - heights[heights.length - 1];
  if (excess <= 0) return moved;
  return moved.map((y) => y - (middle - centre));
}

function label({ place, side, x, y, limit }: PlacedLabel): Markup {
  const { node } = place;
  const shown = truncate(node.label, limit, fontSize, true);
  const anchor = side === 1 ? "start" : "end";
  const participants = node.participants;
  const two = participants !== undefined;
  return fragment(
    Math.abs(y - place.y) > furthestOut + 2
      ? segment(place.x + side * place.r, place.y, x - side * 4, y, { stroke: rule, width: 0.75 })
      : null,
    lettering(x, two ? y - 6 : y, shown, {
      anchor,
      weight: 600,
      halo: true,
      ...(shown === node.label ? {} : { full: node.label }),
    }),
    two
      ? lettering(x, y + 8, participantsText(participants, limit), {
          anchor,
          size: smallSize - 1,
          fill: muted,
          halo: true,
        })
      : null,
  );
}

function participantsText(participants: number, limit: number): string {
  const long = `${formatNumber(participants, 6)} participants`;
  return textWidth(long, smallSize) <= limit ? long : formatNumber(participants, 6);
}

function describe(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[], polygons: readonly Polygon[]): string {
  const several = polygons.reduce((sum, { studies }) => sum + studies, 0);
  const busiest = edges
    .filter(({ studies }) => studies > 0)
    .sort((a, b) => b.studies - a.studies)
    .slice(0, 3);
  const named = busiest.map(({ from, to, studies }) => `${from} with ${to} (${count(studies, "study", "studies")})`);
  return [
    `Network of ${count(nodes.length, "treatment")} and ${count(edges.length, "direct comparison")}.`,
    named.length === 0 ? "" : `Most often compared: ${named.join("; ")}.`,
    several === 0 ? "" : `${count(several, "study has", "studies have")} three or more arms.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
