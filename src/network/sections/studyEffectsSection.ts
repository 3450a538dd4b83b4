/** What each study says of each comparison that it makes, beside what the network makes of it. */
import { studyForestPlot, type PooledForestRow, type StudyForestRow } from "../../../diagnostics/plots/index.js";
import { count, formatNumber } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Section, SectionFigure, SectionTable } from "../../../diagnostics/report/Section.js";
import {
  predictive,
  studyEffects,
  summariseDraws,
  type Arm,
  type EffectSummary,
  type RelativeEffect,
  type StudyEffect,
} from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import { effectCells, fixedCell } from "./cells.js";
import { hasArms, type EffectScale } from "./effectScale.js";
import { normal975 } from "./normal975.js";

/** Studies of one figure, so that it fits a page of paper. */
const mostRows = 26;
/** Studies that are drawn in all, on four pages; of more those of the comparisons that most studies make. */
const mostDrawn = 104;
/** The same where there are so many comparisons that hardly any has several studies. */
const mostDrawnOfMany = 52;
const manyComparisons = 60;

/** Studies that compare the same two treatments. */
interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly effects: readonly StudyEffect[];
}

/** Forests by comparison, and a table of all study effects. */
export function studyEffectsSection(result: NetworkResult, scale: EffectScale): Section {
  const { network, likelihood } = result.fitted;
  const effects = studyEffects(network, likelihood);
  const all = comparisonsOf(effects, network.treatments);
  const drawn = chosen(all);
  const isRandom = result.heterogeneity !== null;
  const left = all.length - drawn.length;
  return {
    id: "study-effects",
    title: "Study by study",
    text: [
      `Each study's own estimate with its 95% interval, from its data alone${
        isRandom
          ? "; below it, thinner, its shrunken estimate: the effect that the model gives the study, drawn towards those of the others"
          : ""
      }; the diamond is what the whole network says of the comparison${isRandom ? ", and the bar below it where the effect of a new study is expected with probability 95%" : ""}.`,
      ...(effects.some(({ corrected }) => corrected)
        ? [
            "Where an arm has no events or nothing but events, half a person was added to draw the study's own estimate; the model adds nothing.",
          ]
        : []),
      ...(network.studies.some(({ arms }) => arms.length > 2)
        ? ["A study of three arms or more stands with each pair of its arms; the model counts it once."]
        : []),
      ...(left > 0
        ? [`Drawn are the ${drawn.length} comparisons with the most studies; the other ${left} are in the table.`]
        : []),
    ],
    figure: figuresOf(result, drawn, scale),
    sections: [
      {
        id: "study-effects-table",
        title: "Table of study effects",
        fold: "closed",
        summary: `${count(effects.length, "pair")} of arms.`,
        table: tableOf(effects, scale),
      },
    ],
  };
}

function comparisonsOf(effects: readonly StudyEffect[], treatments: readonly string[]): readonly Comparison[] {
  const found = new Map<string, StudyEffect[]>();
  for (const effect of effects) {
    const key = JSON.stringify([effect.from, effect.to]);
    const group = found.get(key);
    if (group) group.push(effect);
    else found.set(key, [effect]);
  }
  const all = Array.from(found.values(), (own) => ({ from: own[0]!.from, to: own[0]!.to, effects: own }));
  const place = new Map(treatments.map((treatment, t) => [treatment, t]));
  return all.sort((a, b) => place.get(a.from)! - place.get(b.from)! || place.get(a.to)! - place.get(b.to)!);
}

/** Those with the most studies, in the order of the network. */
function chosen(all: readonly Comparison[]): readonly Comparison[] {
  const most = all.length > manyComparisons ? mostDrawnOfMany : mostDrawn;
  const bySize = [...all].sort((a, b) => b.effects.length - a.effects.length);
  let rows = 0;
  const kept = new Set(bySize.filter(({ effects }) => (rows += effects.length + 2) <= most));
  return all.filter((one) => kept.has(one));
}

/** Comparisons together as long as they fit one page, larger ones alone. */
function figuresOf(
  result: NetworkResult,
  comparisons: readonly Comparison[],
  scale: EffectScale,
): readonly SectionFigure[] {
  const pages: Comparison[][] = [];
  let rows = Infinity;
  for (const one of comparisons) {
    const own = one.effects.length + 2;
    if (rows + own > mostRows) {
      pages.push([]);
      rows = 0;
    }
    pages.at(-1)!.push(one);
    rows += own;
  }
  const network = new Map(
    result.summary.relative_effects.map((pair) => [JSON.stringify([pair.from, pair.to]), pair] as const),
  );
  const predicted = predictedOf(result);
  return pages.map((page, k) =>
    studyForestPlot(
      page.flatMap((one) => one.effects.map((effect) => studyRow(result, one, effect, scale))),
      page.flatMap((one) => pooledRow(one, network, predicted, scale)),
      {
        title: `Studies by comparison: ${scale.measure} of the treatment named first${pages.length > 1 ? ` (${k + 1} of ${pages.length})` : ""}`,
        measure: scale.measure,
        scale: scale.scale,
        reference: scale.none,
        ...(hasArms(result.fitted.network)
          ? {
              dataColumns: [
                ["named first", unitOf(result)],
                ["named second", unitOf(result)],
              ],
            }
          : {}),
      },
    ),
  );
}

const units = { events: "events/people", rate: "events/exposure", mean: "mean (se)", categories: "people" } as const;

function unitOf({ fitted }: NetworkResult): string {
  return units[fitted.likelihood.outcome];
}

function groupOf({ from, to }: Pick<Comparison, "from" | "to">): string {
  return `${to} against ${from}`;
}

function studyRow(
  { fitted, heterogeneity }: NetworkResult,
  comparison: Comparison,
  effect: StudyEffect,
  scale: EffectScale,
): StudyForestRow {
  const { studies, treatments } = fitted.network;
  const place = studies.findIndex(({ name }) => name === effect.study);
  const { arms, contrasts } = studies[place]!;
  const armOf = (name: string): number => arms.findIndex(({ treatment }) => treatments[treatment] === name);
  const [from, to] = [armOf(effect.from), armOf(effect.to)];
  const { estimate, se } = effect;
  return {
    study: effect.study,
    group: groupOf(comparison),
    ...(hasArms(fitted.network) ? { data: contrasts ? ["", ""] : [armText(arms[to]!), armText(arms[from]!)] } : {}),
    ...(Number.isFinite(estimate) && Number.isFinite(se)
      ? {
          own: {
            estimate: scale.of(estimate),
            low: scale.of(estimate - normal975 * se),
            high: scale.of(estimate + normal975 * se),
          },
        }
      : {}),
    ...(heterogeneity ? { shrunken: scale.estimate(shrunken(fitted.deltas(place), from, to)) } : {}),
  };
}

function shrunken(deltas: readonly Float64Array[], from: number, to: number): EffectSummary {
  return summariseDraws(deltas[to]!.map((value, draw) => value - deltas[from]![draw]!));
}

function armText({ outcome }: Arm): string {
  const short = (value: number): string => formatNumber(value, 3);
  switch (outcome?.kind) {
    case "events":
      return `${outcome.events}/${outcome.total}`;
    case "rate":
      return `${outcome.events}/${short(outcome.exposure)}`;
    case "mean":
      return `${short(outcome.mean)} (${short(outcome.se)})`;
    case "categories":
      return String(outcome.counts.reduce((sum, people) => sum + (people === people ? people : 0), 0));
    default:
      return "";
  }
}

/** What the effect of each pair would be in a new study; none with fixed effects, where it is the mean effect. */
function predictedOf({ fitted, heterogeneity, predictive: known }: NetworkResult): ReadonlyMap<string, RelativeEffect> {
  if (heterogeneity === null || fitted.declaration.model === "ume") return new Map();
  return new Map((known ?? predictive(fitted)).map((pair) => [JSON.stringify([pair.from, pair.to]), pair]));
}

function pooledRow(
  { from, to }: Comparison,
  network: ReadonlyMap<string, RelativeEffect>,
  predicted: ReadonlyMap<string, RelativeEffect>,
  scale: EffectScale,
): readonly PooledForestRow[] {
  const key = JSON.stringify([from, to]);
  const effect = network.get(key);
  if (!effect) return [];
  const future = predicted.get(key);
  return [
    {
      label: "whole network",
      group: groupOf({ from, to }),
      ...scale.estimate(effect),
      ...(future ? { prediction: [scale.of(future["q2.5"]), scale.of(future["q97.5"])] as const } : {}),
    },
  ];
}

function tableOf(effects: readonly StudyEffect[], scale: EffectScale): SectionTable {
  return {
    name: "study effects",
    caption: "Observed effects, by the data of each study alone",
    columns: [
      { title: "study" },
      { title: "comparison" },
      { title: scale.measure, numeric: true },
      { title: "2.5%", numeric: true },
      { title: "97.5%", numeric: true },
      ...(scale.isRatio ? [{ title: scale.effect, numeric: true }] : []),
      { title: "standard error", numeric: true },
    ],
    rows: effects.map(({ study, from, to, estimate, se }) => [
      study,
      groupOf({ from, to }),
      ...effectCells({ q50: estimate, "q2.5": estimate - normal975 * se, "q97.5": estimate + normal975 * se }, scale),
      ...(scale.isRatio ? [fixedCell(estimate, scale.decimals)] : []),
      fixedCell(se, scale.decimals),
    ]),
  };
}
