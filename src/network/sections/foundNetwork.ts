/** The first screen: what was found, in words. */
import { formatFixed, formatNumber } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Cell, Section } from "../../../diagnostics/report/Section.js";
import type { NetworkResult } from "../NetworkResult.js";
import { uninformedText } from "../text/uninformedText.js";
import { againstReference, type AgainstReference } from "./againstReference.js";
import { consistencyVerdict } from "./consistencyVerdict.js";
import { capital } from "./capital.js";
import { effectCells, effectColumns, probabilityCell, probabilityText } from "./cells.js";
import type { EffectScale } from "./effectScale.js";
import { fitText } from "./fitSection.js";
import { predictedOf } from "./heterogeneitySection.js";
import { listing } from "./listing.js";
import { orientationSentence } from "./orientation.js";

/** Treatments of the table; of more, the best ones. */
const mostRows = 8;
/** Treatments that may be best are named until they are so together with this probability. */
const together = 0.9;
const mostBest = 4;

/** The main finding, effects against the reference, heterogeneity, consistency and fit. */
export function foundNetwork(result: NetworkResult, scale: EffectScale): Section {
  const rows = againstReference(result);
  const unknown = uninformedText(result.fitted.network);
  return {
    id: "found",
    title: "What was found",
    text: [sizeText(result, scale), bestText(result, rows, scale), ...(unknown === undefined ? [] : [unknown])],
    table: foundTable(result, rows, scale),
    facts: [
      ["Between studies", heterogeneityText(result, rows, scale)],
      ["Consistency", consistencyVerdict(result).text],
      ["Fit", fitText(result.fit)],
    ],
  };
}

function sizeText(result: NetworkResult, scale: EffectScale): string {
  const { studies, treatments, participants } = result.check;
  const people = participants === undefined ? "" : ` in ${formatNumber(participants)} participants`;
  const { reference } = result.summary;
  return `${studies} studies${people} compare ${treatments.length} treatments. Effects are ${scale.measure}s against ${reference}, as medians with 95% intervals. ${orientationSentence(result, scale, reference)}${whereText(result)}`;
}

/** Where effects stand that change with covariates. */
function whereText({ fitted }: NetworkResult): string {
  const { covariates } = fitted.network;
  if (covariates.length === 0 && !fitted.declaration.baselineRisk) return "";
  const at = [
    ...covariates.map(({ name, centre }) => `${name} ${formatNumber(centre, 4)}`),
    ...(fitted.declaration.baselineRisk ? ["the mean baseline risk"] : []),
  ];
  return ` They change with what studies differ in, and are given at ${listing(at)}.`;
}

/** Which treatments the evidence favours, no more firmly than it does. */
function bestText({ ranks, summary }: NetworkResult, rows: readonly AgainstReference[], scale: EffectScale): string {
  const { reference } = summary;
  if (!ranks) return differText(rows, reference, scale);
  const order = ranks.treatments.map((_, t) => t).sort((a, b) => ranks.best[b]! - ranks.best[a]!);
  const likely: number[] = [];
  let sum = 0;
  for (const t of order) {
    if (sum >= together || likely.length >= mostBest) break;
    likely.push(t);
    sum += ranks.best[t]!;
  }
  const name = (t: number): string => ranks.treatments[t]!;
  const chance = likely.map((t, k) => {
    const probability = probabilityText(ranks.best[t]!);
    return k === 0 ? `${name(t)} is best with probability ${probability}` : `${name(t)} with ${probability}`;
  });
  const lead = `${sum >= together ? "" : "No treatment stands out as the best: "}${chance.join(", ")}.`;
  const effects = likely
    .map((t) => rows.find(({ treatment }) => treatment === name(t)))
    .filter((row) => row !== undefined)
    .map(({ treatment, effect }) => `${treatment} ${scale.text(effect)}`);
  const told = effects.length > 0 ? ` ${capital(scale.measure)} against ${reference}: ${effects.join(", ")}.` : "";
  return `${lead}${told} ${differText(rows, reference, scale)}`;
}

/** Whose interval excludes no effect. */
function differText(rows: readonly AgainstReference[], reference: string, { none }: EffectScale): string {
  const apart = rows.filter(({ effect }) => effect["q2.5"] > 0 || effect["q97.5"] < 0);
  if (rows.length === 0) return "";
  const value = `${none}, the value of no effect`;
  if (apart.length === 0) return `Each 95% interval against ${reference} includes ${value}.`;
  if (apart.length === rows.length && rows.length > 1)
    return `The 95% intervals of all ${rows.length} against ${reference} exclude ${value}.`;
  const names = listing(apart.map(({ treatment }) => treatment));
  const interval = apart.length === 1 ? "the 95% interval" : "the 95% intervals";
  return `Against ${reference}, ${interval} of ${names} (${apart.length} of ${rows.length}) ${apart.length === 1 ? "excludes" : "exclude"} ${value}.`;
}

function foundTable(
  { ranks, summary, questions }: NetworkResult,
  rows: readonly AgainstReference[],
  scale: EffectScale,
) {
  const { reference } = summary;
  const shown = rows.slice(0, mostRows);
  const sucra = new Map(ranks?.treatments.map((treatment, t) => [treatment, ranks.sucra[t]!]));
  const hasBetter = questions.better !== undefined;
  const more =
    rows.length > shown.length
      ? `; the ${shown.length} ${ranks ? "with the highest SUCRA" : "first"} of ${rows.length}`
      : "";
  return {
    name: "what was found",
    caption: `Against ${reference}${more}`,
    columns: [
      { title: "treatment" },
      ...effectColumns(scale.measure),
      hasBetter
        ? { title: "P(better)", numeric: true, hint: `Posterior probability of being better than ${reference}` }
        : { title: `P(above ${scale.none})`, numeric: true },
      ...(ranks
        ? [{ title: "SUCRA", numeric: true, hint: "Share of the other treatments that it beats on average" }]
        : []),
    ],
    rows: shown.map(({ treatment, effect, superior, above }): Cell[] => [
      treatment,
      ...effectCells(effect, scale),
      probabilityCell(hasBetter ? superior : above),
      ...(ranks ? [{ value: sucra.get(treatment)!, text: formatFixed(sucra.get(treatment)!, 2) }] : []),
    ]),
  };
}

function heterogeneityText(result: NetworkResult, rows: readonly AgainstReference[], scale: EffectScale): string {
  const { heterogeneity } = result;
  if (!heterogeneity) return "Effects are fixed: studies are taken to differ by chance alone.";
  const { tau } = heterogeneity;
  const sd = `Heterogeneity sd ${scale.linkNumber(tau.q50)} (${scale.linkNumber(tau["q2.5"])} to ${scale.linkNumber(tau["q97.5"])}) on the ${scale.effect} scale.`;
  const [first] = rows;
  const future = predictedOf(result).find(({ to }) => to === first?.treatment);
  if (!future) return sd;
  const [low, high] = [future["q2.5"], future["q97.5"]].map((value) => scale.number(scale.of(value)));
  return `${sd} In a new study the ${scale.measure} of ${future.to} is expected between ${low} and ${high} with probability 95%.`;
}
