/** What the tests of charts ask of a drawing. */
import type { Chart } from "../../../diagnostics/plots/index.js";

/** All numbers of all coordinate attributes of a drawing. */
export function coordinatesOf(svg: string): number[] {
  return [...svg.matchAll(/\s(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|d|transform)="([^"]*)"/g)].flatMap(([, value]) =>
    (value.match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number),
  );
}

/** Faults that no chart may have, in words; empty for a sound one. */
export function faultsOf({ svg, title, description, table }: Chart): string[] {
  const faults: string[] = [];
  if (/NaN|Infinity|undefined|null|\[object/.test(svg))
    faults.push("a value that is none was written into the drawing");
  if (!/^<svg [^>]*role="img"/.test(svg)) faults.push('no role="img"');
  if (!/^<svg [^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/.test(svg)) faults.push("no title or description first");
  if (/\sstyle=|<script|<style|\son\w+=/.test(svg)) faults.push("style or script inside the drawing");
  if (title === "" || description === "") faults.push("empty title or description");
  if (table.columns.length < 2) faults.push("no table");
  if (table.rows.some((row) => row.length !== table.columns.length)) faults.push("ragged table");
  const long = [...svg.matchAll(/="(-?\d+\.\d{3,})"/g)];
  if (long.length > 0) faults.push(`more than two decimals: ${long[0][1]}`);
  return faults;
}
