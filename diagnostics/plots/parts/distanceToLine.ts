/** How far a point lies from a line between two others. */

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Distance of a point from the nearest point of the line between `a` and `b`, ends included, in their unit.
 *
 * @example distanceToLine({ x: 0, y: 3 }, { x: -1, y: 0 }, { x: 1, y: 0 }) // 3
 */
export function distanceToLine({ x, y }: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((x - a.x) * dx + (y - a.y) * dy) / Math.max(1e-9, dx * dx + dy * dy);
  const t = Math.max(0, Math.min(1, along));
  const [ax, ay] = [x - a.x - t * dx, y - a.y - t * dy];
  return Math.sqrt(ax * ax + ay * ay);
}
