/** Cross-validation as text for a terminal. */
import { printable } from "../../engine/text/printable.js";
import { textTable } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import type { Loo } from "./assembleLoo.js";
import { countOf, describeElpdReason, labelOf, type Elpd, type Estimate } from "./Elpd.js";
import { isLoo } from "./looCompare.js";

/** How the text is laid out. */
export interface LooTextOptions {
  /** Columns of the terminal, 80 by default; no line of a table is longer. */
  readonly width?: number;
  /** What was left out, and how, in a few words; stands below the table. */
  readonly note?: string;
}

const names: Readonly<Record<Elpd["method"], readonly [elpd: string, p: string, ic: string]>> = {
  loo: ["elpd_loo", "p_loo", "looic"],
  waic: ["elpd_waic", "p_waic", "waic"],
  kfold: ["elpd_kfold", "p_kfold", "kfoldic"],
};

/**
 * Estimates with standard errors, how far Pareto k lets them be trusted, and the warnings.
 *
 * @example console.log(looText(loo(pointwise), { width: process.stdout.columns }))
 */
export function looText(result: Elpd, options: LooTextOptions = {}): string {
  const { width = 80, note } = options;
  const lines: string[] = [];
  const say = (text: string, indent = "") => lines.push(...wrapText(printable(text), width, indent));
  say(headline(result));
  lines.push("", ...estimates(result, width), "");
  if (note !== undefined) say(note);
  const { value, reason } = result.mcse;
  if (!Number.isNaN(value)) say(`Monte Carlo standard error of ${names[result.method][0]}: ${errorText(value)}.`);
  else if (reason !== "notKnown") {
    say(`The Monte Carlo error of ${names[result.method][0]} is not known, because ${describeElpdReason(reason!)}.`);
  }
  if (isLoo(result)) lines.push(...paretoK(result, width));
  for (const { text } of result.warnings) say(`! ${text}`, "  ");
  return lines.join("\n");
}

function headline(result: Elpd): string {
  const what = countOf(result.observations, result.unit);
  if (result.method === "waic") return `Widely applicable information criterion of ${what}`;
  if (!isLoo(result)) return `Cross-validation of ${what}, each predicted by a fit that did not see it`;
  const { pointwise, draws } = result;
  const efficiencies = pointwise.relativeEfficiency;
  const least = efficiencies.reduce((a, b) => Math.min(a, b), Infinity);
  const most = efficiencies.reduce((a, b) => Math.max(a, b), -Infinity);
  const worth =
    efficiencies.length === 0 ? "" : `, each worth ${least.toFixed(1)} to ${most.toFixed(1)} independent ones`;
  return `Leave-one-out cross-validation of ${what}, by importance sampling of ${draws} draws${worth}`;
}

function estimates(result: Elpd, width: number): string[] {
  const [elpd, p, ic] = names[result.method];
  const rows: readonly (readonly [string, Estimate])[] = [
    [elpd, result.elpd],
    [p, result.p],
    [ic, result.ic],
  ];
  return textTable(rows, {
    name: ([name]) => name,
    columns: [
      { head: "estimate", cell: ([, { value }]) => fixed(value), rank: 0 },
      { head: "SE", cell: ([, { se }]) => fixed(se), rank: 1 },
    ],
    width,
  });
}

/** One line where all is well, else how many observations are how bad. */
function paretoK({ pointwise, threshold, labels, observations, unreliable }: Loo, width: number): string[] {
  const limit = threshold.toFixed(2);
  if (unreliable.length === 0) {
    let worst = -1;
    pointwise.paretoK.forEach((k, i) => {
      if (k > (pointwise.paretoK[worst] ?? -Infinity)) worst = i;
    });
    if (worst < 0) return [];
    const highest = `${printable(labelOf(labels, worst))}, ${pointwise.paretoK[worst].toFixed(2)}`;
    return wrapText(`All Pareto k are good (up to ${limit}; the highest: ${highest}).`, width);
  }
  const bad = unreliable.filter((place) => pointwise.paretoK[place] <= 1).length;
  const unknown = pointwise.paretoK.reduce((count, k) => count + Number(Number.isNaN(k)), 0);
  const rows: readonly (readonly [string, number])[] = [
    [`good, up to ${limit}`, observations - unreliable.length - unknown],
    ["bad, up to 1", bad],
    ["very bad, above 1", unreliable.length - bad],
    ["cannot be judged", unknown],
  ];
  return textTable(
    rows.filter(([, count], i) => count > 0 || i < 3),
    {
      name: ([name]) => name,
      nameHead: "Pareto k",
      columns: [
        { head: "count", cell: ([, count]) => String(count), rank: 0 },
        { head: "share", cell: ([, count]) => `${((100 * count) / observations).toFixed(1)} %`, rank: 1 },
      ],
      width,
    },
  );
}

/** One decimal: a standard error of elpd is seldom below 1. */
export function fixed(value: number): string {
  if (Number.isNaN(value)) return "–";
  const text = value.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}

function errorText(value: number): string {
  return value >= 0.095 ? value.toFixed(1) : value.toPrecision(1);
}
