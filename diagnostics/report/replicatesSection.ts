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
  return {
    id: `replicates-${k + 1}`,
    title: name,
    text: verdictOf(statistics),
    figure: [
      ppcPlot(replicates, { title: `${name}: observed and replicated` }),
      ...(statistics.length === 0
        ? []
        : [ppcStatPlot(statistics, { title: `${name}: statistics of the data among those of replicates` })]),
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

function verdictOf(statistics: readonly PpcStatistic[]): string {
  const outside = statistics.filter(({ isOutside }) => isOutside);
  if (statistics.length === 0) return "";
  if (outside.length === 0) {
    return `All ${statistics.length} statistics of the data lie among those of the replicates (${statistics.map(({ words }) => words).join(", ")}).`;
  }
  return `The model misses something: ${outside.map(({ verdict }) => verdict).join("; ")}.`;
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
