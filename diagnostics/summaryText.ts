/** The summary as text for a terminal. */
import { printable } from "../engine/text/printable.js";
import { textTable, type TextColumn } from "../engine/text/textTable.js";
import { wrapText } from "../engine/text/wrapText.js";
import { roundToError } from "./roundToError.js";
import type { SummaryRow } from "./summarise.js";
import type { SamplerSummary, Summary } from "./summaryJson.js";
import { rhatLimit } from "./limits.js";

/** How the summary is laid out. */
export interface SummaryTextOptions {
  /** Columns of the terminal, 80 by default; no line of the table is longer. */
  readonly width?: number;
  /** Columns of the table where it is not for a terminal: `Infinity` cuts no name and leaves no column out. `width` by default. */
  readonly tableWidth?: number;
  /** Rows of the table, 40 by default; what is cut off is counted below it. */
  readonly maxRows?: number;
  /** Stands below the table: what was left out of it, say. */
  readonly note?: string;
  /** Variables whose rows come first, in this order; the others follow as they were declared. */
  readonly first?: readonly string[];
}

const estimate = (head: string, column: "mean" | "q2.5" | "q50" | "q97.5", rank: number): TextColumn<SummaryRow> => ({
  head,
  cell: (row) => roundToError(row[column], row.mcse_mean),
  rank,
});

const columns: readonly TextColumn<SummaryRow>[] = [
  estimate("mean", "mean", 0),
  { head: "sd", cell: (row) => roundToError(row.sd, row.mcse_sd), rank: 1 },
  estimate("2.5%", "q2.5", 2),
  estimate("50%", "q50", 5),
  estimate("97.5%", "q97.5", 2),
  { head: "R-hat", cell: (row) => formatRhat(row.rhat), rank: 3 },
  { head: "ESS bulk", cell: (row) => formatEss(row.ess_bulk), rank: 4 },
  { head: "ESS tail", cell: (row) => formatEss(row.ess_tail), rank: 6 },
];

/** The first column is as wide as the word "variable", whatever the names. */
const leastName = 8;

/**
 * A table of the variables, a line about the sampler, and the warnings. Estimates have the digits that their Monte
 * Carlo errors let stand, ESS is rounded down, and R-hat has a third digit where two would hide that it is above 1.01.
 *
 * @example console.log(summaryText(summaryJson(posterior), { width: process.stdout.columns }))
 */
export function summaryText(summary: Summary, options: SummaryTextOptions = {}): string {
  const { width = 80, tableWidth = width, maxRows = 40, first = [], note } = options;
  const lines = textTable(ordered(summary.variables, first).slice(0, maxRows), {
    name: (row) => row.variable,
    columns,
    width: tableWidth,
    leastName,
  });
  const hidden = summary.variables.length - maxRows;
  if (hidden > 0)
    lines.push(
      ...wrapText(`… and ${hidden} more ${plural(hidden, "variable")} (--json and summary.json have all)`, width, "  "),
    );
  if (note !== undefined) lines.push(...wrapText(printable(note), width, "  "));
  lines.push("", ...wrapText(samplerLine(summary.sampler), width));
  if (summary.warnings.length === 0) {
    lines.push("No problems found.");
  } else {
    lines.push("");
    for (const warning of summary.warnings) lines.push(...wrapText(`! ${printable(warning.text)}`, width, "  "));
  }
  return lines.join("\n");
}

function ordered(rows: readonly SummaryRow[], first: readonly string[]): readonly SummaryRow[] {
  const byName = new Map(rows.map((row) => [row.variable, row]));
  const wanted = new Set(first.flatMap((name) => byName.get(name) ?? []));
  return [...wanted, ...rows.filter((row) => !wanted.has(row))];
}

/** One line on how the draws were made and how sampling went. */
export function samplerLine(sampler: SamplerSummary): string {
  const parts = [
    chainsText(sampler) + warmupText(sampler) + (sampler.seed === null ? "" : `, seed ${printable(sampler.seed)}`),
    sampler.divergences === null
      ? "divergences not recorded"
      : `${sampler.divergences} ${plural(sampler.divergences, "divergence")}`,
  ];
  const energies = sampler.ebfmi.filter((value) => value !== null);
  if (energies.length > 0) parts.push(`E-BFMI at least ${floorTo(Math.min(...energies), 2)}`);
  if (sampler.gradients > 0) parts.push(`${sampler.gradients} gradients`);
  if (sampler.seconds !== null) parts.push(`${seconds(sampler.seconds.total)} in all`);
  return `${parts.join("; ")}.`;
}

/**
 * ` after 1000 of warmup`, or of how many where chains ended it by themselves: ` after 180 to 210 of warmup`; or how else the draws
 * were made.
 */
function warmupText({ warmup, warmup_used, reasons }: SamplerSummary): string {
  if (reasons?.ebfmi?.every((reason) => reason === "noEnergy")) return " by independent proposals";
  const used = warmup_used.filter((iterations) => iterations !== null);
  if (used.length === 0) return warmup === null ? "" : ` after ${warmup} of warmup`;
  const [least, most] = [Math.min(...used), Math.max(...used)];
  return ` after ${least === most ? "" : `${least} to `}${most} of warmup`;
}

/** `4 chains of 1000 draws`, or what is used of them: `1 of 4 chains, 800 draws each`. */
function chainsText({ chains, draws, used }: SamplerSummary): string {
  const all = `${chains} ${plural(chains, "chain")}`;
  if (used === undefined || used.chains.length === chains) return `${all} of ${used?.draws ?? draws} draws`;
  return `${used.chains.length} of ${all}, ${used.draws} draws each`;
}

function formatRhat(value: number | null): string {
  if (value === null) return "–";
  if (value >= 100) return ">99";
  const two = value.toFixed(2);
  // 1.014 must not read 1.01, which is not above the limit.
  return value > rhatLimit && value < 1.1 ? value.toFixed(3) : two;
}

function formatEss(value: number | null): string {
  return value === null ? "–" : String(Math.floor(value));
}

/** Rounded down: 0.299 must not read 0.30, which is not below the limit. */
function floorTo(value: number, decimals: 2): string {
  return (Math.floor(value * 100) / 100).toFixed(decimals);
}

function seconds(value: number): string {
  return `${value < 10 ? value.toPrecision(2) : value.toFixed(0)} s`;
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
