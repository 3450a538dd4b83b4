/** The check of a network as text for a terminal. */
import { fitText, textLength } from "../../../engine/text/fitText.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import type { ComparisonSize, NetworkCheck, TreatmentSize } from "./checkNetwork.js";
import { armText } from "./armText.js";
import type { Network, Study } from "./Network.js";

/**
 * Lines on the network's size, its treatments, its direct comparisons, every study's arms with what was observed, and at the end warnings and
 * notes. Names are made safe to print.
 *
 * @param width Characters of the terminal
 */
export function networkCheckText(network: Network, check: NetworkCheck, { width }: { readonly width: number }): string {
  const lines = [
    ...wrapText(sizeLine(check), width),
    "",
    ...treatmentLines(check, width),
    "",
    ...comparisonLines(check, width),
    "",
    ...studyLines(network, width),
    ...[...check.warnings, ...check.notes].flatMap(({ text }) => ["", ...wrapText(printable(text), width)]),
  ];
  return lines.join("\n");
}

function sizeLine(check: NetworkCheck): string {
  const { studies, arms, treatments, multiArmStudies, contrastStudies, participants, events, parts } = check;
  const facts = [
    `${plural(studies, "study", "studies")} of ${plural(treatments.length, "treatment")}`,
    plural(arms, "arm"),
    ...(multiArmStudies > 0 ? [`${plural(multiArmStudies, "study", "studies")} of three arms or more`] : []),
    ...(contrastStudies > 0 ? [`${plural(contrastStudies, "study", "studies")} known by differences`] : []),
    ...(participants === undefined ? [] : [`${participants} participants`]),
    ...(events === undefined ? [] : [plural(events, "event")]),
    ...(parts.length > 1 ? [`in ${parts.length} parts that are not connected`] : []),
  ];
  return `${facts.join(", ")}.`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function treatmentLines({ treatments }: NetworkCheck, width: number): string[] {
  const columns = [
    { head: "studies", cell: ({ studies }: TreatmentSize) => String(studies), rank: 0 },
    ...numberColumn<TreatmentSize>("participants", 1, treatments, (row) => row.participants),
    ...numberColumn<TreatmentSize>("events", 2, treatments, (row) => row.events),
  ];
  return textTable(treatments, { nameHead: "treatment", name: ({ treatment }) => treatment, columns, width });
}

function comparisonLines({ comparisons }: NetworkCheck, width: number): string[] {
  const columns = [
    { head: "studies", cell: ({ studies }: ComparisonSize) => String(studies), rank: 0 },
    ...numberColumn<ComparisonSize>("participants", 1, comparisons, (row) => row.participants),
  ];
  return textTable(comparisons, {
    nameHead: "direct comparison",
    name: ({ from, to }) => `${to} vs ${from}`,
    columns,
    width,
  });
}

/** A column of numbers of which some are known; none if none is. */
function numberColumn<Row>(head: string, rank: number, rows: readonly Row[], of: (row: Row) => number | undefined) {
  if (rows.every((row) => of(row) === undefined)) return [];
  return [{ head, rank, cell: (row: Row) => String(of(row) ?? "") }];
}

function studyLines({ studies, treatments }: Network, width: number): string[] {
  const names = studies.map(({ name }) => printable(name));
  const widest = Math.min(
    Math.max(12, Math.floor(width / 4)),
    names.reduce((most, name) => Math.max(most, textLength(name)), 5),
  );
  const indent = " ".repeat(widest + 2);
  const lines = studies.map((study, place) => {
    const [first, ...others] = wrapText(printable(armsText(study, treatments)), Math.max(20, width - indent.length));
    return [`${fitText(names[place]!, widest)}  ${first!}`, ...others.map((line) => indent + line)];
  });
  return [`${fitText("study", widest)}  arms`, ...lines.flat()];
}

function armsText({ arms, contrasts }: Study, treatments: readonly string[]): string {
  return arms.map((arm, place) => armText(arm, treatments, place, contrasts)).join(", ");
}
