/** What a page shows of a fit while it runs, as the plain sections of a report. */
import { diagnosisOf } from "../../../diagnostics/diagnosis/index.js";
import { essPerChain, rhatLimit, strayDivergences } from "../../../diagnostics/limits.js";
import { essEvolutionPlot, tracePlot } from "../../../diagnostics/plots/index.js";
import { halfWidth } from "../../../diagnostics/plots/parts/theme.js";
import { formatFixed } from "../../../diagnostics/plots/parts/formatNumber.js";
import { formatEstimate } from "../../../diagnostics/report/formatEstimate.js";
import { worstRows, type Section } from "../../../diagnostics/report/index.js";
import type { Cell, SectionFigure } from "../../../diagnostics/report/Section.js";
import { evenChains, variableChains } from "../../../diagnostics/evenChains.js";
import { divergenceCount, transitionCount } from "../../../diagnostics/samplerStatistics.js";
import { summarise, type SummaryRow } from "../../../diagnostics/summarise.js";
import type { Draws } from "../../../engine/core/Draws.js";
import { durationText, timeLeft } from "../../timeLeft.js";
import type { LiveState } from "./liveFit.js";
import { timeInAll } from "./timeInAll.js";

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
  return [chainsSection(state), estimatesSection(state, draws, rows)];
}

function chainsSection(state: LiveState): Section {
  const { chains, progress, ended, stopping } = state;
  const over = ended !== undefined || stopping;
  const inAll = over ? undefined : timeInAll(state);
  const rows = Array.from({ length: chains }, (_, c) => {
    const one = progress.get(c + 1);
    const done = inAll?.get(c + 1);
    if (one === undefined)
      return [
        `chain ${c + 1}`,
        over ? "not begun" : "waiting",
        null,
        null,
        null,
        done === undefined ? "" : `about ${durationText(done)}`,
      ];
    const left = over ? undefined : timeLeft(one);
    const words = one.phase === "finished" || left === undefined ? "" : durationText(left);
    return [
      `chain ${c + 1}`,
      over && one.phase !== "finished" ? `stopped in ${one.phase}` : one.phase,
      {
        value: one.iteration,
        text: one.phase === "finished" ? String(one.iteration) : `${one.iteration} of ${one.of}`,
      },
      one.stepSize,
      one.divergences,
      words === "" ? "" : one.phase === "warmup" ? `at most ${words}` : words,
    ];
  });
  const longest = inAll && Math.max(...inAll.values());
  return {
    id: "chains",
    title: ended ?? (stopping ? "Stopping" : "Sampling"),
    ...(longest ? { text: `All chains will have finished in about ${durationText(longest)}.` } : {}),
    table: {
      name: "chains",
      columns: [
        { title: "chain" },
        { title: "phase" },
        { title: "iterations", numeric: true },
        { title: "step size", numeric: true, digits: 2 },
        { title: "divergences", numeric: true },
        {
          title: "time left",
          numeric: true,
          hint: "of a chain in warmup until that is over, of others until they finish",
        },
      ],
      rows,
      flagged: rows.flatMap((row, i) => (typeof row[4] === "number" && row[4] > 0 ? [i] : [])),
    },
  };
}

/** What the draws so far are worth, then what was found in them: good figures do not make up for a finding. */
function wordsOf(state: LiveState, draws: Draws, rows: readonly SummaryRow[]): readonly string[] {
  const findings = diagnosisOf(draws, rows).filter(({ aboutModel }) => !aboutModel);
  const { value: divergences } = divergenceCount(draws);
  const all = transitionCount(draws);
  const told = findings.some(({ explains }) => explains.includes("divergences"));
  const diverged = divergences > strayDivergences * all;
  const problems = [
    ...(diverged && !told
      ? [`${divergences} of ${all} transitions diverged: what they could not reach is missing.`]
      : []),
    ...findings.map(({ title, text }) => `${title}. ${text}`),
  ];
  return [worthOf(state, draws, rows, problems.length > 0 || diverged), ...problems];
}

function worthOf(
  { chains, variables }: LiveState,
  draws: Draws,
  rows: readonly SummaryRow[],
  doubtful: boolean,
): string {
  const even = evenChains(draws);
  const needed = essPerChain * even.chains.length;
  const computed = rows.every(
    ({ rhat, ess_bulk, ess_tail }) => rhat !== null && ess_bulk !== null && ess_tail !== null,
  );
  const enough = rows.every(
    ({ rhat, ess_bulk, ess_tail }) => rhat! <= rhatLimit && Math.min(ess_bulk!, ess_tail!) >= needed,
  );
  if (even.chains.length < chains)
    return `Not to be used yet: ${even.chains.length} of ${chains} chains have draws enough to be compared.`;
  if (rows.length === 0) return "Not to be used: every draw so far is the same.";
  if (!computed) return "Not to be used: of some variables R-hat or effective draws cannot be computed.";
  if (!enough) return "Not enough draws yet to be used.";
  if (doubtful) return "There would be draws enough, but not to be used as they are:";
  const [shown, which] =
    draws.names.length < variables
      ? [`Each of the ${draws.names.length} variables shown, of ${variables},`, "their estimates"]
      : ["Every variable", "what is here"];
  const others = draws.names.length < variables ? " The others are judged once the fit has ended." : "";
  return `${shown} has an R-hat up to ${rhatLimit} and at least ${needed} effective draws: ${which} can be used.${others}`;
}

function estimatesSection(state: LiveState, draws: Draws, rows: readonly SummaryRow[]): Section {
  return {
    id: "estimates",
    title: "Estimates so far",
    figure: figuresOf(draws, rows),
    text: wordsOf(state, draws, rows),
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
      flagged: rows.flatMap((row, i) => (row.rhat !== null && row.rhat <= rhatLimit ? [] : [i])),
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
