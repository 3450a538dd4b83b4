/** The section of diagnostics: every check with its meaning, the plots that show it, and the table of convergence. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { essMean } from "../essMean.js";
import { evenChains } from "../evenChains.js";
import { averageRanks } from "../plots/averageRanks.js";
import { energyPlot } from "../plots/energyPlot.js";
import { formatFixed, formatNumber, noValue } from "../plots/formatNumber.js";
import { element, fragment, type Markup } from "../plots/markup.js";
import { rankPlot } from "../plots/rankPlot.js";
import { halfWidth } from "../plots/theme.js";
import { tracePlot } from "../plots/tracePlot.js";
import { describeReason } from "../statistic.js";
import { ebfmiByChain } from "../samplerStatistics.js";
import type { SummaryRow } from "../summarise.js";
import { essPerChain, rhatLimit } from "../warnings.js";
import type { Check } from "./checks.js";
import { worstRows } from "./choose.js";
import { columnOf } from "./columnOf.js";
import { figure } from "./figure.js";
import { htmlTable } from "./htmlTable.js";
import { facts } from "./modelSection.js";
import { stateTag, type PageSection } from "./page.js";

const mostWorstPlots = 3;
const mostMainPlots = 3;

/** What a diagnostics section is made of. */
export interface DiagnosticsContent {
  readonly posterior: Posterior;
  readonly summary: readonly SummaryRow[];
  /** Names of the main variables. */
  readonly main: readonly string[];
  readonly checks: readonly Check[];
}

/** Folded when all checks are fine, open when not. */
export function diagnosticsSection({ posterior, summary, main, checks }: DiagnosticsContent): PageSection {
  const troubled = checks.filter(({ state }) => state === "bad" || state === "caution");
  return {
    id: "diagnostics",
    title: "Diagnostics",
    open: troubled.length > 0,
    summary:
      troubled.length === 0
        ? "Nothing found. R-hat, effective sample sizes, divergences, tree depth, energy; trace and rank plots."
        : `${troubled.length} of ${checks.length} checks need attention.`,
    html: fragment(
      checks.map(checkMarkup),
      variablePlots(posterior, summary, main),
      energyFigure(posterior),
      convergenceTable(summary, main, evenChains(posterior.draws).chains.length),
    ).markup,
  };
}

function checkMarkup({ id, title, state, finding, means, remedy, blindSpot, variables }: Check): Markup {
  const named = variables.slice(0, 8).join(", ");
  return element(
    "section",
    { class: "check", id },
    element("h3", {}, title, stateTag(state)),
    element("p", {}, finding),
    facts([
      ...(variables.length === 0
        ? []
        : [["Variables", `${named}${variables.length > 8 ? ` and ${variables.length - 8} more` : ""}`] as const]),
      ["What it means", means],
      [state === "good" ? "If it were not" : "What to do", remedy],
      ["What it cannot see", blindSpot],
    ]),
  );
}

/** Trace and rank plots of the worst variables and of the first main ones, side by side. */
function variablePlots(posterior: Posterior, summary: readonly SummaryRow[], main: readonly string[]): Markup {
  const worst = worstRows(summary, mostWorstPlots).map(({ variable }) => variable);
  const names = [...new Set([...worst, ...main.slice(0, mostMainPlots)])];
  const rows = new Map(summary.map((row) => [row.variable, row]));
  const divergent = posterior.draws.chains
    .filter((chain) => chain.drawCount > 0)
    .map((chain) => chain.statistics.divergent.subarray(0, chain.drawCount));
  return fragment(
    element("h3", {}, "Traces and ranks"),
    element(
      "p",
      { class: "note" },
      "The variables with the worst figures first. Chains that agree overlap in the trace, and their rank histograms stay in the grey band.",
    ),
    names.map((name) => {
      const chains = columnOf(posterior.draws, name);
      const row = rows.get(name);
      const suffix = row === undefined ? "" : `, R-hat ${row.rhat === null ? noValue : formatFixed(row.rhat, 3)}`;
      const effectiveSize = withinChainSize(chains);
      return element(
        "div",
        { class: "pair keep" },
        figure(tracePlot(chains, { title: `${name}: trace${suffix}`, divergent, width: halfWidth })),
        figure(
          rankPlot(chains, {
            title: `${name}: ranks${worthOf(effectiveSize, chains.length)}`,
            width: halfWidth,
            effectiveSize,
          }),
        ),
      );
    }),
  );
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

function energyFigure(posterior: Posterior): Markup | null {
  const { draws } = posterior;
  const even = evenChains(draws);
  const energies = even.chains.map((chain) => chain.statistics.energy.subarray(0, even.draws));
  if (even.draws < 2 || energies.every((energy) => energy.every(Number.isNaN))) return null;
  return element(
    "div",
    { class: "keep" },
    figure(
      energyPlot(energies, {
        title: "Energy of the draws and its change from draw to draw",
        ebfmi: ebfmiByChain({ ...draws, chains: even.chains }).map(({ value }) => value),
      }),
    ),
  );
}

function convergenceTable(summary: readonly SummaryRow[], main: readonly string[], chains: number): Markup {
  const worst = worstRows(summary);
  const shown = new Set([...worst.map(({ variable }) => variable), ...main]);
  const rows = [
    ...worst,
    ...summary.filter(({ variable }) => shown.has(variable) && !worst.some((row) => row.variable === variable)),
  ];
  const needed = essPerChain * chains;
  const notes = rows.map((row) => noteOf(row, needed));
  const noted = notes.some((note) => note !== "");
  const whole = (value: number | null): string => (value === null ? noValue : formatNumber(Math.floor(value)));
  return fragment(
    element("h3", {}, "Convergence by variable"),
    htmlTable({
      name: "convergence",
      caption: `The worst variables first, then the main ones${rows.length < summary.length ? `; ${summary.length - rows.length} more are in summary.json` : ""}. Rows beyond R-hat ${rhatLimit} or below ${needed} effective draws are marked.`,
      columns: [
        { title: "variable" },
        { title: "R-hat", numeric: true },
        { title: "bulk ESS", numeric: true },
        { title: "tail ESS", numeric: true },
        { title: "MCSE of mean", numeric: true },
        { title: "MCSE of sd", numeric: true },
        ...(noted ? [{ title: "note" }] : []),
      ],
      rows: rows.map((row, i) => ({
        flagged: notes[i] !== "",
        cells: [
          row.variable,
          row.rhat === null ? noValue : formatFixed(row.rhat, 3),
          whole(row.ess_bulk),
          whole(row.ess_tail),
          row.mcse_mean === null ? noValue : formatNumber(row.mcse_mean, 2),
          row.mcse_sd === null ? noValue : formatNumber(row.mcse_sd, 2),
          ...(noted ? [notes[i]] : []),
        ],
      })),
    }),
  );
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
