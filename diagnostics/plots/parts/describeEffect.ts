/** Says in words what a figure of an effect shows, and sorts its rows. */
import type { DrawnEffect, DrawnRow } from "./drawnEffect.js";
import { count, formatNumber } from "./formatNumber.js";
import { observedWords } from "./observedResponses.js";
import { brief, sentences } from "./sentences.js";

/** Values of the second variable in the order in which they first occur; one nameless value where there is none. */
export function levelsOf({ rows }: DrawnEffect): readonly string[] {
  return [...new Set(rows.map(({ by = "" }) => by))];
}

/** Rows of one level by ascending predictor. */
export function rowsAt({ rows }: DrawnEffect, level: string): readonly DrawnRow[] {
  return rows.filter(({ by = "" }) => by === level).sort((a, b) => Number(a.x) - Number(b.x));
}

/** A level with the name of its variable, unless it begins with it. */
export function nameOf({ by }: DrawnEffect, level: string): string {
  return by === undefined || level.startsWith(by) ? level : `${by} ${level}`;
}

/** Of a numeric predictor where each curve starts, turns and ends; of a factor each level. */
export function describeEffect(effect: DrawnEffect, isNumeric: boolean): string {
  return isNumeric ? describeCurves(effect, levelsOf(effect)) : describeRows(effect);
}

function interval({ estimate, outer }: DrawnRow): string {
  return `${formatNumber(estimate)} (95% ${formatNumber(outer[0])} to ${formatNumber(outer[1])})`;
}

function describeCurves(effect: DrawnEffect, levels: readonly string[]): string {
  return sentences(
    `${capitalised(brief(effect.response))} along ${brief(effect.variable)}${levels.length > 1 ? ` at ${count(levels.length, "value")} of ${brief(effect.by ?? "another variable")}` : ""}.`,
    levels
      .slice(0, 5)
      .map((level) => course(effect, level, levels.length > 1))
      .join(" "),
    observedWords(effect),
    heldWords(effect),
  );
}

/** Where a curve starts and ends, and where between it turns. */
function course(effect: DrawnEffect, level: string, isOneOfMany: boolean): string {
  const rows = rowsAt(effect, level).filter(({ estimate }) => Number.isFinite(estimate));
  if (rows.length === 0) return "";
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const top = rows.reduce((a, row) => (row.estimate > a.estimate ? row : a), first);
  const low = rows.reduce((a, row) => (row.estimate < a.estimate ? row : a), first);
  const range = top.estimate - low.estimate;
  const turn = [top, low].find(
    (row) => Math.min(Math.abs(row.estimate - first.estimate), Math.abs(row.estimate - last.estimate)) > 0.1 * range,
  );
  const name = isOneOfMany ? `${brief(nameOf(effect, level))}: from` : "From";
  return `${name} ${interval(first)} at ${formatNumber(Number(first.x))} to ${interval(last)} at ${formatNumber(Number(last.x))}${
    turn === undefined ? "" : `, by way of ${interval(turn)} at ${formatNumber(Number(turn.x))}`
  }.`;
}

function describeRows(effect: DrawnEffect): string {
  if (effect.rows.length === 0) return "There is no effect to draw.";
  return sentences(
    `${capitalised(brief(effect.response))} by ${brief(effect.variable)}${effect.by === undefined ? "" : ` and ${brief(effect.by)}`}:`,
    `${effect.rows
      .slice(0, 8)
      .map((row) => `${brief(String(row.x))}${row.by === undefined ? "" : `, ${brief(row.by)}`} ${interval(row)}`)
      .join("; ")}${effect.rows.length > 8 ? "; and more in the table" : ""}.`,
    heldWords(effect),
  );
}

/** What is fixed, without which the numbers mean nothing. */
function heldWords({ held }: DrawnEffect): string {
  if (held.length === 0) return "";
  const words = held.map(
    ([name, value]) => `${brief(name)} ${typeof value === "number" ? formatNumber(value) : brief(value)}`,
  );
  return `Held fixed: ${words.slice(0, 8).join(", ")}${words.length > 8 ? " and more" : ""}.`;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
