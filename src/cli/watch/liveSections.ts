/** What a page shows of a fit while it runs, as the plain sections of a report. */
import { diagnosisOf } from "../../../diagnostics/diagnosis/index.js";
import { essPerChain, rhatLimit } from "../../../diagnostics/limits.js";
import { essEvolutionPlot, tracePlot } from "../../../diagnostics/plots/index.js";
import { halfWidth } from "../../../diagnostics/plots/theme.js";
import { formatFixed } from "../../../diagnostics/plots/formatNumber.js";
import { formatEstimate } from "../../../diagnostics/report/digits.js";
import { worstRows, type Section } from "../../../diagnostics/report/index.js";
import type { Cell, SectionFigure } from "../../../diagnostics/report/Section.js";
import { evenChains, variableChains } from "../../../diagnostics/evenChains.js";
import { summarise, type SummaryRow } from "../../../diagnostics/summarise.js";
import type { Draws } from "../../../engine/core/Draws.js";
import { durationText, timeLeft } from "../../timeLeft.js";
import type { LiveState } from "./liveFit.js";

/** Draws of each chain below which figures say nothing. */
const leastDraws = 20;

const mostFigures = 2;

/** Chains, then estimates and figures once there are draws enough. */
export function liveSections(state: LiveState): readonly Section[] {
  const draws = state.draws();
  const even = draws && evenChains(draws);
  if (!draws || !even || even.draws < leastDraws) return [chainsSection(state)];
  // Those that never change, such as corners of a correlation's factor, say nothing.
  const rows = summarise(draws).filter(({ reasons }) => reasons?.rhat !== "constant");
  return [chainsSection(state), estimatesSection(draws, rows, even.chains.length)];
}

function chainsSection({ chains, progress, ended }: LiveState): Section {
  const rows = Array.from({ length: chains }, (_, c) => {
    const one = progress.get(c + 1);
    if (one === undefined) return [`chain ${c + 1}`, "waiting", null, null, null, ""];
    const left = timeLeft(one);
    const words = one.phase === "finished" || left === undefined ? "" : durationText(left);
    return [
      `chain ${c + 1}`,
      one.phase === "finished" ? "finished" : one.phase,
      {
        value: one.iteration,
        text: one.phase === "finished" ? String(one.iteration) : `${one.iteration} of ${one.of}`,
      },
      one.stepSize,
      one.divergences,
      words === "" ? "" : one.phase === "warmup" ? `at most ${words}` : words,
    ];
  });
  return {
    id: "chains",
    title: ended ?? "Sampling",
    table: {
      name: "chains",
      columns: [
        { title: "chain" },
        { title: "phase" },
        { title: "iterations", numeric: true },
        { title: "step size", numeric: true, digits: 2 },
        { title: "divergences", numeric: true },
        { title: "time left", numeric: true },
      ],
      rows,
      flagged: rows.flatMap((row, i) => (typeof row[4] === "number" && row[4] > 0 ? [i] : [])),
    },
  };
}

function estimatesSection(draws: Draws, rows: readonly SummaryRow[], chains: number): Section {
  const needed = essPerChain * chains;
  const findings = diagnosisOf(draws, rows);
  const enough = rows.every(
    (row) => (row.rhat ?? 1) <= rhatLimit && Math.min(row.ess_bulk ?? needed, row.ess_tail ?? needed) >= needed,
  );
  return {
    id: "estimates",
    title: "Estimates so far",
    figure: figuresOf(draws, rows),
    text: enough
      ? `Every variable shown has an R-hat up to ${rhatLimit} and at least ${needed} effective draws: what is here can be used.`
      : findings.length === 0
        ? "Not enough draws yet to be used."
        : findings.map(({ title, text }) => `${title}. ${text}`),
    table: {
      name: "estimates",
      columns: [
        { title: "variable" },
        { title: "mean", numeric: true },
        { title: "sd", numeric: true },
        { title: "2.5%", numeric: true },
        { title: "97.5%", numeric: true },
        { title: "R-hat", numeric: true },
        { title: "bulk ESS", numeric: true },
        { title: "tail ESS", numeric: true },
      ],
      rows: rows.map((row) => [
        row.variable,
        estimate(row, row.mean),
        estimate(row, row.sd),
        estimate(row, row["q2.5"]),
        estimate(row, row["q97.5"]),
        row.rhat === null ? null : { value: row.rhat, text: formatFixed(row.rhat, 3) },
        row.ess_bulk && Math.floor(row.ess_bulk),
        row.ess_tail && Math.floor(row.ess_tail),
      ]),
      flagged: rows.flatMap((row, i) => ((row.rhat ?? 1) > rhatLimit ? [i] : [])),
    },
  };
}

/** With the digits that the draws so far support. */
function estimate(row: SummaryRow, value: number | null): Cell {
  return value === null ? null : { value, text: formatEstimate(row, value) };
}

/** Trace and growing effective sample size of the slowest variables. */
function figuresOf(draws: Draws, rows: readonly SummaryRow[]): readonly SectionFigure[] {
  const even = evenChains(draws);
  const divergent = even.chains.map(({ statistics }) => statistics.divergent.subarray(0, even.draws));
  const worst = worstRows(rows, mostFigures).map(({ variable }) => variable);
  return worst.flatMap((variable): SectionFigure[] => {
    const [chains] = variableChains(even, draws.names.length, draws.names.indexOf(variable), 1);
    return [
      { ...tracePlot(chains!, { title: `${variable}: trace`, divergent, width: halfWidth }), half: true },
      { ...essEvolutionPlot(chains!, { title: `${variable}: effective sample size`, width: halfWidth }), half: true },
    ];
  });
}
