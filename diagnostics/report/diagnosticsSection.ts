/** The section of diagnostics: every check with its meaning, the plots that show it, and the table of convergence. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { essMean } from "../essMean.js";
import { evenChains } from "../evenChains.js";
import { averageRanks } from "../plots/parts/averageRanks.js";
import { energyPlot } from "../plots/energyPlot.js";
import { formatFixed, formatNumber, noValue } from "../plots/parts/formatNumber.js";
import { rankPlot } from "../plots/rankPlot.js";
import { halfWidth } from "../plots/parts/theme.js";
import { tracePlot } from "../plots/tracePlot.js";
import { describeReason } from "../statistic.js";
import { ebfmiByChain } from "../samplerStatistics.js";
import type { SummaryRow } from "../summarise.js";
import { essPerChain, rhatLimit } from "../limits.js";
import type { Check } from "./checks.js";
import { worstRows } from "./choose.js";
import { columnOf } from "./columnOf.js";
import type { Cell, Section, SectionFigure } from "./Section.js";

/** Variables whose traces and ranks are drawn: the worst ones and the first main ones. */
const plotsOfTrouble = { worst: 3, main: 1 };
const plotsOfNone = { worst: 2, main: 1 };

/** What a diagnostics section is made of. */
export interface DiagnosticsContent {
  readonly posterior: Posterior;
  readonly summary: readonly SummaryRow[];
  /** Names of the main variables. */
  readonly main: readonly string[];
  readonly checks: readonly Check[];
}

/** Folded when all checks are fine, open when not. */
export function diagnosticsSection({ posterior, summary, main, checks }: DiagnosticsContent): Section {
  const troubled = checks.filter(({ state }) => state === "bad" || state === "caution");
  return {
    id: "diagnostics",
    title: "Diagnostics",
    fold: troubled.length > 0 ? "open" : "closed",
    summary:
      troubled.length === 0
        ? "Nothing found. R-hat, effective sample sizes, divergences, tree depth, energy; trace and rank plots."
        : `${troubled.length} of ${checks.length} checks need attention.`,
    sections: [
      ...checks.map(checkSection),
      variableSection(posterior, summary, main, troubled.length > 0 ? plotsOfTrouble : plotsOfNone),
      ...energySection(posterior),
      convergenceSection(summary, main, evenChains(posterior.draws).chains.length),
    ],
  };
}

const mostNamed = 8;

/** A check as a section with its state. */
function checkSection({ id, title, state, finding, means, remedy, blindSpot, variables }: Check): Section {
  const named = variables.slice(0, mostNamed).join(", ");
  const others = variables.length > mostNamed ? ` and ${variables.length - mostNamed} more` : "";
  return {
    id,
    title,
    state,
    text: finding,
    facts: [
      ...(variables.length === 0 ? [] : [["Variables", named + others] as const]),
      ["What it means", means],
      [state === "good" ? "If it were not" : "What to do", remedy],
      ["What it cannot see", blindSpot],
    ],
  };
}

/** Trace and rank plots of the worst variables and of the first main ones, side by side. */
function variableSection(
  posterior: Posterior,
  summary: readonly SummaryRow[],
  main: readonly string[],
  most: typeof plotsOfNone,
): Section {
  const worst = worstRows(summary, most.worst).map(({ variable }) => variable);
  const names = [...new Set([...worst, ...main.slice(0, most.main)])];
  const rows = new Map(summary.map((row) => [row.variable, row]));
  const divergent = posterior.draws.chains
    .filter((chain) => chain.drawCount > 0)
    .map((chain) => chain.statistics.divergent.subarray(0, chain.drawCount));
  return {
    id: "traces",
    title: "Traces and ranks",
    text: "The variables with the worst figures first. Chains that agree overlap in the trace, and their rank histograms stay in the grey band.",
    figure: names.flatMap((name): SectionFigure[] => {
      const chains = columnOf(posterior.draws, name);
      const row = rows.get(name);
      const suffix = row === undefined ? "" : `, R-hat ${row.rhat === null ? noValue : formatFixed(row.rhat, 3)}`;
      const effectiveSize = withinChainSize(chains);
      return [
        { ...tracePlot(chains, { title: `${name}: trace${suffix}`, divergent, width: halfWidth }), half: true },
        {
          ...rankPlot(chains, {
            title: `${name}: ranks${worthOf(effectiveSize, chains.length)}`,
            width: halfWidth,
            effectiveSize,
          }),
          half: true,
        },
      ];
    }),
  };
}

/** Independent draws that the chains, each taken alone, are worth. NaN where that cannot be computed. */
function withinChainSize(chains: readonly Float64Array[]): number {
  // Of ranks, so that heavy tails do no harm.
  return chains.reduce((sum, chain) => sum + essMean(averageRanks([chain])).value, 0);
}

/** Says when the grey band is wide because draws depend on each other. */
function worthOf(effectiveSize: number, chains: number): string {
  return effectiveSize < essPerChain * chains ? `, of draws worth ${Math.round(effectiveSize)} independent ones` : "";
}

function energySection(posterior: Posterior): readonly Section[] {
  const { draws } = posterior;
  const even = evenChains(draws);
  const energies = even.chains.map((chain) => chain.statistics.energy.subarray(0, even.draws));
  if (even.draws < 2 || energies.every((energy) => energy.every(Number.isNaN))) return [];
  const chart = energyPlot(energies, {
    title: "Energy of the draws and its change from draw to draw",
    ebfmi: ebfmiByChain({ ...draws, chains: even.chains }).map(({ value }) => value),
  });
  return [{ id: "energy", title: "Energy", figure: chart }];
}

function convergenceSection(summary: readonly SummaryRow[], main: readonly string[], chains: number): Section {
  const worst = worstRows(summary);
  const shown = new Set([...worst.map(({ variable }) => variable), ...main]);
  const rows = [
    ...worst,
    ...summary.filter(({ variable }) => shown.has(variable) && !worst.some((row) => row.variable === variable)),
  ];
  const needed = essPerChain * chains;
  const notes = rows.map((row) => noteOf(row, needed));
  const noted = notes.some((note) => note !== "");
  const whole = (value: number | null): Cell => written(value, (x) => formatNumber(Math.floor(x)));
  return {
    id: "convergence",
    title: "Convergence by variable",
    table: {
      name: "convergence",
      caption: `The worst variables first, then the main ones${rows.length < summary.length ? `; ${summary.length - rows.length} more are in summary.json` : ""}. Rows beyond R-hat ${rhatLimit} or below ${needed} effective draws are marked.`,
      columns: [
        { title: "variable" },
        { title: "R-hat", numeric: true },
        { title: "bulk ESS", numeric: true },
        { title: "tail ESS", numeric: true },
        { title: "MCSE of mean", numeric: true, digits: 2 },
        { title: "MCSE of sd", numeric: true, digits: 2 },
        ...(noted ? [{ title: "note" }] : []),
      ],
      flagged: notes.flatMap((note, i) => (note === "" ? [] : [i])),
      rows: rows.map((row, i) => [
        row.variable,
        written(row.rhat, (x) => formatFixed(x, 3)),
        whole(row.ess_bulk),
        whole(row.ess_tail),
        row.mcse_mean,
        row.mcse_sd,
        ...(noted ? [notes[i]] : []),
      ]),
    },
  };
}

function written(value: number | null, format: (value: number) => string): Cell {
  return value === null ? null : { value, text: format(value) };
}

/** In words what colour marks, or why a figure is missing. */
function noteOf(row: SummaryRow, needed: number): string {
  const beyond = row.rhat !== null && row.rhat > rhatLimit;
  const few = Math.min(row.ess_bulk ?? Infinity, row.ess_tail ?? Infinity) < needed;
  const reason = Object.values(row.reasons ?? {})[0];
  if (reason !== undefined) return describeReason(reason);
  if (beyond && few) return "chains disagree, few draws";
  return beyond ? "chains disagree" : few ? "few draws" : "";
}
