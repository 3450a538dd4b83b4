/** Reads places back from the paths that the charts draw, as a browser would. */

/** Where the pen is put down: all `M` and `m` of a path of relative moves and lines, in pixels. */
export function startsOf(d: string): [number, number][] {
  const starts: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command, rest] of d.matchAll(/([MmLlHhVvz])([^MmLlHhVvz]*)/g)) {
    const n = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    if (command === "M") [x, y] = [n[0], n[1]];
    else if (command === "m" || command === "l") [x, y] = [x + n[0], y + n[1]];
    else if (command === "h") x += n[0];
    else if (command === "v") y += n[0];
    else if (command === "H") x = n[0];
    else if (command === "V") y = n[0];
    if (command === "M" || command === "m") starts.push([x, y]);
  }
  return starts;
}

/** The `d` of every path with the given stroke. */
export function pathsOf(svg: string, stroke: string): string[] {
  return [...svg.matchAll(/<path d="([^"]*)"([^>]*)>/g)]
    .filter(([, , rest]) => rest.includes(`stroke="${stroke}"`))
    .map(([, d]) => d);
}
