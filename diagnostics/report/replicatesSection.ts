/** The section that holds observed responses against those that the model would give. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { ppcNote, ppcStatistics, type PpcStatistic } from "../ppc/index.js";
import { formatReplicateShare } from "../plots/parts/formatReplicateShare.js";
import { ppcGroupedPlot } from "../plots/ppcGroupedPlot.js";
import { ppcPlot } from "../plots/ppcPlot.js";
import { ppcStatPlot } from "../plots/ppcStatPlot.js";
import type { Section, SectionTable } from "./Section.js";
import type { TrustState } from "./TrustState.js";

/** Levels of a grouping from which a figure by level says something. */
const fewestLevels = 2;

/** The section, and what it found that the model misses. */
export interface ReplicatesFound {
  readonly section: Section;
  /** A clause for each statistic that the replicates do not have: `observed 12 zeros where replicates have 3 to 9`. */
  readonly misses: readonly string[];
}

/** One section with a part for each response; undefined where there are none. */
export function replicatesSection(responses: readonly Replicates[]): Section | undefined {
  return replicatesFound(responses)?.section;
}

/**
 * The same with what was found.
 *
 * @example replicatesFound(await replicatesOf(posterior))?.misses // []
 */
export function replicatesFound(responses: readonly Replicates[]): ReplicatesFound | undefined {
  const [first] = responses;
  if (first === undefined) return undefined;
  const parts = responses.map((replicates, k) => responseFound(replicates, k));
  const misses = parts.flatMap((part) => part.misses);
  const common = { id: "replicates", title: "Would the model give such data?", state: stateOf(misses) };
  if (responses.length > 1) {
    const sections = parts.map(({ section }) => section);
    return { misses, section: { ...common, text: introduction(first), sections } };
  }
  const { text, ...part } = parts[0]!.section;
  const words = [...introduction(first), ...(text === undefined ? [] : [text].flat())];
  return { misses, section: { ...part, ...common, text: words } };
}

function stateOf(misses: readonly string[]): TrustState {
  return misses.length > 0 ? "caution" : "good";
}

function introduction({ draws, notes = [] }: Replicates): readonly string[] {
  const how = notes.map((note) => `, ${note}`).join("");
  const hasGroups = notes.some((note) => note.startsWith("given the effects"));
  return [
    `New responses were drawn from the fitted model${how}: one set for each of ${draws.length} posterior draws. ` +
      "Where the data look unlike all of them, the model misses something that may matter.",
    ...(hasGroups
      ? [
          "Effects of groups have seen the data of their groups: that replicates agree with these says little of groups that are still to come.",
        ]
      : []),
  ];
}

function responseFound(replicates: Replicates, k: number): ReplicatesFound {
  const statistics = ppcStatistics(replicates);
  const { name, groups = [] } = replicates;
  const grouped = groups.filter(({ levels }) => levels.length >= fewestLevels).slice(0, 2);
  const chart = ppcPlot(replicates, { title: `${name}: observed and replicated` });
  const { text, misses } = verdictOf(statistics);
  const section: Section = {
    id: `replicates-${k + 1}`,
    title: name,
    state: stateOf(misses),
    text: [text, chart.description.startsWith("PIT") ? pitNote : ""].filter((words) => words !== ""),
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
  return { section, misses };
}

/** Why a curve outside its band need be no fault here. */
const pitNote =
  "PIT is the share of replicates below an observation. The model has seen the observations: where it has nearly as many effects as " +
  "rows, PIT gather about one half, and the curve is low on the left and high on the right. Predictions of left-out rows tell whether " +
  "that is a fault.";

/** Share of replicates on one side beyond which the data are unlike them, also where several statistics are looked at. */
const unlike = 0.005;

function verdictOf(statistics: readonly PpcStatistic[]): Pick<ReplicatesFound, "misses"> & { readonly text: string } {
  if (statistics.length === 0) return { text: "", misses: [] };
  const beyond = statistics.filter(({ p, replicated }) => Math.min(p.value, 1 - p.value) < limitOf(replicated.length));
  const edge = statistics.filter((one) => one.isOutside && !beyond.includes(one));
  const misses = beyond.map(({ verdict }) => verdict);
  const atEdge = edge.map(({ verdict }) => verdict).join("; ");
  if (beyond.length > 0) {
    const more = edge.length === 0 ? "" : ` At the edge of what replicates have: ${atEdge}.`;
    return { text: `The model misses something: ${misses.join("; ")}.${more}`, misses };
  }
  if (edge.length > 0) {
    const text =
      `The data are at the edge of what replicates have: ${atEdge}. ` +
      `Of ${statistics.length} statistics one is outside the middle 95% now and then by chance.`;
    return { text, misses };
  }
  const words = statistics.map((one) => one.words).join(", ");
  return {
    text: `All ${statistics.length} statistics of the data lie among those of the replicates (${words}).`,
    misses,
  };
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
    rows: statistics.map(({ words, observed, median, low, high, p, replicated }) => {
      const share = formatReplicateShare(p.value, replicated.filter((value) => !Number.isNaN(value)).length);
      return [words, observed, median, low, high, { value: p.value, text: share }];
    }),
    flagged: statistics.flatMap(({ isOutside }, i) => (isOutside ? [i] : [])),
  };
}
