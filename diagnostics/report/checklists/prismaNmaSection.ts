/** PRISMA-NMA, the items of reports of systematic reviews with network meta-analyses, as far as an analysis answers them. */
import type { Section } from "../Section.js";
import type { Told } from "./Account.js";
import { checklistSection, type ChecklistItem } from "./checklist.js";

/** What a network meta-analysis can tell of itself; what it does not have is left out, and is for the authors. */
export interface NetworkAccount {
  readonly geometryMethods?: Told;
  readonly measures?: Told;
  readonly analysis?: Told;
  readonly inconsistencyMethods?: Told;
  readonly additionalMethods?: Told;
  readonly structure?: Told;
  readonly geometry?: Told;
  readonly characteristics?: Told;
  readonly studyResults?: Told;
  readonly synthesis?: Told;
  readonly inconsistency?: Told;
  readonly biasAcross?: Told;
  readonly additional?: Told;
  readonly evidence?: Told;
}

const authors = "For the authors.";

const items: readonly ChecklistItem<keyof NetworkAccount>[] = [
  {
    number: "1",
    title: "Title: a systematic review with a network meta-analysis",
    parts: [],
    author: authors,
  },
  { number: "2", title: "Abstract with background, methods, results, conclusions", parts: [], author: authors },
  { number: "3", title: "Introduction: why, and why a network", parts: [], author: authors },
  {
    number: "4",
    title: "Questions: participants, interventions, comparisons, outcomes, designs",
    parts: [],
    author: authors,
  },
  { number: "5", title: "Protocol and registration", parts: [], author: authors },
  {
    number: "6",
    title: "Eligibility, the treatments of the network, and which were merged into one node",
    parts: [],
    author: authors,
  },
  { number: "7", title: "Sources searched, with dates", parts: [], author: authors },
  { number: "8", title: "One full search strategy", parts: [], author: authors },
  { number: "9", title: "How studies were selected", parts: [], author: authors },
  { number: "10", title: "How data were taken from reports", parts: [], author: authors },
  { number: "11", title: "Variables sought, and what was assumed of them", parts: [], author: authors },
  {
    number: "S1",
    title: "Methods: how the geometry of the network was looked at",
    parts: ["geometryMethods"],
    author: "Which biases its shape may bring, the authors must say.",
  },
  { number: "12", title: "How risk of bias within studies was judged", parts: [], author: authors },
  { number: "13", title: "Effect measures, and further summaries such as ranks", parts: ["measures"] },
  {
    number: "14",
    title: "Analysis: studies of several arms, variance structure, priors, fit",
    parts: ["analysis"],
    author: "Why these priors and this structure, the authors must say.",
  },
  {
    number: "S2",
    title: "Methods: how agreement of direct and indirect evidence was judged",
    parts: ["inconsistencyMethods"],
  },
  {
    number: "15",
    title: "How bias across studies was judged, such as selective publication",
    parts: ["biasAcross"],
    author: "Other than by the funnel, the authors must say.",
  },
  {
    number: "16",
    title: "Additional analyses: sensitivity, subgroups, regression, other networks, other priors",
    parts: ["additionalMethods"],
    author: "Which of them were planned, the authors must say.",
  },
  { number: "17", title: "Studies screened, judged and included, with a flow diagram", parts: [], author: authors },
  { number: "S3", title: "Results: a graph of the network", parts: ["structure"] },
  { number: "S4", title: "Results: the geometry in words", parts: ["geometry"] },
  {
    number: "18",
    title: "Characteristics of each study",
    parts: ["characteristics"],
    author: "Patients, settings and citations, the authors must add.",
  },
  { number: "19", title: "Risk of bias of each study", parts: [], author: authors },
  { number: "20", title: "Results of each study", parts: ["studyResults"] },
  { number: "21", title: "Results of each synthesis, with intervals", parts: ["synthesis"] },
  { number: "S5", title: "Results: whether evidence was inconsistent", parts: ["inconsistency"] },
  {
    number: "22",
    title: "Results on bias across studies",
    parts: ["biasAcross"],
    author: "What it means here, the authors must say.",
  },
  {
    number: "23",
    title: "Results of additional analyses",
    parts: ["additional"],
    author: "Those done elsewhere, the authors must add.",
  },
  {
    number: "24",
    title: "Summary of evidence, with its strength, for those who decide",
    parts: ["evidence"],
    author: "Its strength and its relevance, the authors must say.",
  },
  {
    number: "25",
    title: "Limitations, and whether transitivity and consistency can be assumed",
    parts: [],
    author: authors,
  },
  { number: "26", title: "Conclusions, and what they mean for research", parts: [], author: authors },
  { number: "27", title: "Funding, and conflicts of interest", parts: [], author: authors },
];

/**
 * The 32 items of Hutton and others, in our words, as a table.
 *
 * @example prismaNmaSection({ structure: { text: "The network plot.", section: "network" } });
 */
export function prismaNmaSection(account: NetworkAccount): Section {
  return checklistSection(
    {
      id: "prisma-nma",
      title: "PRISMA-NMA: reporting of network meta-analyses",
      source: "Hutton and others 2015, Annals of Internal Medicine 162:777–784, doi 10.7326/M14-2385, in our words",
      items,
    },
    account,
  );
}
