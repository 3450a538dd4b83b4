/** Reads the marks of charts of meta-analyses back from their drawing. */

/** A marker: its centre, and the side of a square. */
export interface ReadMarker {
  readonly x: number;
  readonly y: number;
  /** Pixels; NaN where the marker is no square. */
  readonly side: number;
}

/** The markers of one colour, in the order in which they are drawn; those of a key of one line, at the top, are left out. */
export function markersOf(svg: string, fill: string): ReadMarker[] {
  return [...svg.matchAll(/<path d="([^"]*)" transform="translate\(([\d.-]+),([\d.-]+)\)" fill="([^"]*)"/g)]
    .filter(([, , , , colour]) => colour === fill)
    .map(([, d, x, y]) => ({ x: Number(x), y: Number(y), side: Number(/h([\d.]+)/.exec(d)?.[1] ?? NaN) }))
    .filter(({ y }) => y > 18);
}

/** Straight lines of one colour. */
export function linesOf(
  svg: string,
  stroke: string,
): { x1: number; y1: number; x2: number; y2: number; rest: string }[] {
  return [
    ...svg.matchAll(/<line x1="([\d.-]+)" y1="([\d.-]+)" x2="([\d.-]+)" y2="([\d.-]+)" stroke="([^"]*)"([^>]*)>/g),
  ]
    .filter(([, , , , , colour]) => colour === stroke)
    .map(([, x1, y1, x2, y2, , rest]) => ({ x1: Number(x1), y1: Number(y1), x2: Number(x2), y2: Number(y2), rest }));
}

/** Corners of the filled paths of one colour. */
export function polygonsOf(svg: string, fill: string): [number, number][][] {
  return [...svg.matchAll(/<path d="M([^"]*)z" fill="([^"]*)"/g)]
    .filter(([, , colour]) => colour === fill)
    .map(([, d]) => d.split("L").map((corner) => corner.split(" ").map(Number) as [number, number]));
}

/** Places of dots drawn as one path of strokes without length. */
export function dotsOf(svg: string, stroke: string): [number, number][] {
  const places: [number, number][] = [];
  for (const [, d] of svg.matchAll(
    new RegExp(`<path d="([^"]*)" stroke="${stroke}"[^>]*stroke-linecap="round"`, "g"),
  )) {
    let [x, y] = [0, 0];
    for (const [, move] of d.matchAll(/[Mm]([^Mmh]*)h0/g)) {
      const [dx, dy] = (move.match(/-?\d*\.?\d+/g) ?? []).map(Number);
      [x, y] = [x + dx, y + dy];
      places.push([x, y]);
    }
  }
  return places;
}

/** Texts with where they stand. */
export function textsOf(svg: string): { x: number; y: number; text: string; rest: string }[] {
  return [...svg.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)"([^>]*)>(?:<title>[^<]*<\/title>)?([^<]*)</g)].map(
    ([, x, y, rest, text]) => ({ x: Number(x), y: Number(y), text, rest }),
  );
}
