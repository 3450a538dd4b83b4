/** The section that holds observed responses against those that the model would give. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { ppcNote, ppcStatistics, type PpcStatistic } from "../ppc/index.js";
import { ppcGroupedPlot } from "../plots/ppcGroupedPlot.js";
import { ppcPlot } from "../plots/ppcPlot.js";
import { ppcStatPlot } from "../plots/ppcStatPlot.js";
import type { Section, SectionTable } from "./Section.js";

/** Levels of a grouping from which a figure by level says something. */
const fewestLevels = 2;

/** One section with a part for each response; undefined where there are none. */
export function replicatesSection(responses: readonly Replicates[]): Section | undefined {
  if (responses.length === 0) return undefined;
  const [first] = responses;
  const parts = responses.map((replicates, k) => responseSection(replicates, k));
  const common = {
    id: "replicates",
    title: "Would the model give such data?",
  };
  if (responses.length > 1) return { ...common, text: introduction(first!), sections: parts };
  const { text, ...part } = parts[0]!;
  return { ...part, ...common, text: [introduction(first!), ...(text === undefined ? [] : [text].flat())] };
}

function introduction({ draws }: Replicates): string {
  return (
    `New responses were drawn from the fitted model, one set for each of ${draws.length} posterior draws. ` +
    "Where the data look unlike all of them, the model misses something that may matter."
  );
}

function responseSection(replicates: Replicates, k: number): Section {
  const statistics = ppcStatistics(replicates);
  const { name, groups = [] } = replicates;
  const grouped = groups.filter(({ levels }) => levels.length >= fewestLevels).slice(0, 2);
  const chart = ppcPlot(replicates, { title: `${name}: observed and replicated` });
  return {
    id: `replicates-${k + 1}`,
    title: name,
    text: [verdictOf(statistics), chart.description.startsWith("PIT") ? pitNote : ""].filter((words) => words !== ""),
    figure: [
      chart,
      ...(statistics.length === 0
        ? []
        : [
            ppcStatPlot(statistics, {
              title: `${name}: statistics of the data among those of replicates`,
              draws: replicates.draws,
            }),
          ]),
      ...grouped.map((group) =>
        ppcGroupedPlot(replicates, {
          title: `${name}: mean by ${group.name}, observed and replicated`,
          group: group.name,
        }),
      ),
    ],
    ...(statistics.length === 0 ? {} : { table: statisticsTable(name, statistics) }),
  };
}

/** Why a curve outside its band need be no fault here. */
const pitNote =
  "PIT is the share of replicates below an observation. The model has seen the observations: where it has nearly as many effects as " +
  "rows, PIT gather about one half, and the curve is low on the left and high on the right. Predictions of left-out rows tell whether " +
  "that is a fault.";

/** Share of replicates on one side beyond which the data are unlike them, also where several statistics are looked at. */
const unlike = 0.005;

function verdictOf(statistics: readonly PpcStatistic[]): string {
  if (statistics.length === 0) return "";
  const beyond = statistics.filter(({ p, replicated }) => Math.min(p.value, 1 - p.value) < limitOf(replicated.length));
  const edge = statistics.filter((one) => one.isOutside && !beyond.includes(one));
  if (beyond.length > 0) return `The model misses something: ${beyond.map(({ verdict }) => verdict).join("; ")}.`;
  if (edge.length > 0) {
    return (
      `The data are at the edge of what replicates have: ${edge.map(({ verdict }) => verdict).join("; ")}. ` +
      `Of ${statistics.length} statistics one is outside the middle 95% now and then by chance.`
    );
  }
  return `All ${statistics.length} statistics of the data lie among those of the replicates (${statistics.map(({ words }) => words).join(", ")}).`;
}

/** Of few replicates, less than one of all. */
function limitOf(replicates: number): number {
  return Math.max(unlike, 0.5 / Math.max(1, replicates));
}

function statisticsTable(name: string, statistics: readonly PpcStatistic[]): SectionTable {
  return {
    name: `${name} statistics of replicates`,
    caption: ppcNote,
    columns: [
      { title: "statistic" },
      { title: "observed", numeric: true },
      { title: "replicates: median", numeric: true },
      { title: "2.5%", numeric: true },
      { title: "97.5%", numeric: true },
      { title: "p", numeric: true, digits: 2, hint: "Share of replicates above the observation" },
    ],
    rows: statistics.map(({ words, observed, median, low, high, p }) => [words, observed, median, low, high, p.value]),
    flagged: statistics.flatMap(({ isOutside }, i) => (isOutside ? [i] : [])),
  };
}
