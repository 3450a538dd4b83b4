/** The network: who was compared with whom, how much, and what the check before the fit said. */
import { networkPlot } from "../../../diagnostics/plots/index.js";
import { count, formatNumber, formatPercent } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Section } from "../../../diagnostics/report/Section.js";
import type { NetworkCheck } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";

/** Treatments up to which studies of several arms are shaded: of more, shades would cover each other. */
const mostShaded = 12;
/** Treatments and comparisons whose tables are shown open. */
const mostOpen = 24;
const folded = { id: "network-sizes", title: "Treatments and comparisons in numbers", fold: "closed" } as const;
/** Comparisons that are listed. */
const mostListed = 40;

/** Plot, sizes, treatments and direct comparisons. */
export function geometrySection({ check, fitted }: NetworkResult): Section {
  const { treatments, studies } = fitted.network;
  const multiArm = studies
    .filter(({ arms }) => arms.length > 2)
    .map(({ arms }) => arms.map(({ treatment }) => treatments[treatment]!));
  const plot = networkPlot(
    check.treatments.map(({ treatment, participants }) =>
      participants === undefined ? { label: treatment } : { label: treatment, participants },
    ),
    check.comparisons,
    {
      title: "Treatments, and the studies that compare them",
      ...(treatments.length <= mostShaded && multiArm.length > 0 ? { multiArm } : {}),
    },
  );
  // Of many comparisons the table behind the plot has the numbers of studies.
  const tables = [treatmentTable(check), ...(check.comparisons.length <= mostListed ? [comparisonTable(check)] : [])];
  const isLong = treatments.length + check.comparisons.length > mostOpen;
  const warned = [...check.warnings, ...check.notes];
  return {
    id: "network",
    title: "The network",
    text: [geometryText(check), loopsText(check)],
    figure: plot,
    facts: sizes(check),
    ...(isLong ? {} : { table: tables }),
    sections: [
      ...(warned.length > 0
        ? [{ id: "network-noticed", title: "Noticed before the fit", text: warned.map(({ text }) => text) }]
        : []),
      ...(isLong
        ? [
            {
              ...folded,
              summary: `${treatments.length} treatments, ${check.comparisons.length} comparisons.`,
              table: tables,
            },
          ]
        : []),
    ],
  };
}

/** How many of the comparisons that there could be some study makes, and what most of them are with. */
export function geometryText({ treatments, comparisons }: NetworkCheck): string {
  if (treatments.length === 2) return "There are two treatments, and so one comparison.";
  const possible = (treatments.length * (treatments.length - 1)) / 2;
  const partners = treatments.map(({ treatment }) =>
    comparisons.filter(({ from, to }) => from === treatment || to === treatment),
  );
  const hub = partners.reduce((most, own, t) => (own.length > partners[most]!.length ? t : most), 0);
  const direct =
    comparisons.length === possible
      ? `Each of the ${count(possible, "possible comparison")} is made by at least one study`
      : `${comparisons.length} of the ${possible} possible comparisons are made by at least one study; the others rest on indirect evidence alone`;
  const middle =
    treatments.length > 2 && comparisons.length < possible
      ? ` ${treatments[hub]!.treatment} is compared with the most other treatments, ${partners[hub]!.length} of ${treatments.length - 1}.`
      : "";
  return `${direct}.${middle} Effects that are compared through others are only as good as the assumption that studies are alike in all that changes effects, which no figure can show.`;
}

/** Whether evidence can contradict itself. */
export function loopsText({ inconsistencyFreedom, treatments }: NetworkCheck): string {
  if (treatments.length === 2)
    return "This is a pairwise meta-analysis: there is nothing that its evidence could contradict.";
  if (inconsistencyFreedom === 0) {
    return "There are no loops of evidence from different studies: direct and indirect evidence never meet, and consistency can only be assumed.";
  }
  const ways = inconsistencyFreedom === 1 ? "in one independent way" : `in ${inconsistencyFreedom} independent ways`;
  return `The network has loops of evidence from different studies: it could contradict itself ${ways}, which is looked at under consistency.`;
}

function sizes(check: NetworkCheck): readonly (readonly [string, string])[] {
  const { studies, arms, multiArmStudies, contrastStudies, participants, events, treatments, comparisons } = check;
  return [
    ["Studies", String(studies)],
    ["Arms", String(arms)],
    ["Treatments", String(treatments.length)],
    ["Comparisons made", String(comparisons.length)],
    ["Of three arms or more", count(multiArmStudies, "study", "studies")],
    ...(contrastStudies > 0
      ? ([["Known by differences alone", count(contrastStudies, "study", "studies")]] as const)
      : []),
    ["Participants", participants === undefined ? "not all known" : formatNumber(participants)],
    ...(events === undefined
      ? []
      : ([
          ["Events", `${formatNumber(events)}${participants ? ` (${formatPercent(events / participants)})` : ""}`],
        ] as const)),
  ];
}

function treatmentTable({ treatments }: NetworkCheck) {
  const known = (of: "participants" | "events"): boolean => treatments.some((row) => row[of] !== undefined);
  return {
    name: "treatments",
    caption: "Treatments, the reference first",
    columns: [
      { title: "treatment" },
      { title: "studies", numeric: true },
      ...(["participants", "events"] as const).filter(known).map((title) => ({ title, numeric: true })),
    ],
    rows: treatments.map(({ treatment, studies, participants, events }) => [
      treatment,
      studies,
      ...(known("participants") ? [participants ?? null] : []),
      ...(known("events") ? [events ?? null] : []),
    ]),
  };
}

function comparisonTable({ comparisons }: NetworkCheck) {
  return {
    name: "direct comparisons",
    caption: "Comparisons that studies make themselves; participants are those of the two arms",
    columns: [{ title: "comparison" }, { title: "studies", numeric: true }, { title: "participants", numeric: true }],
    rows: comparisons.map(({ from, to, studies, participants }) => [
      `${to} against ${from}`,
      studies,
      participants ?? null,
    ]),
  };
}
