/** Which treatment is best, and how little or how much that is known. */
import {
  cumulativeRankPlot,
  rankIntervalPlot,
  rankProbabilityPlot,
  type RankedTreatment,
} from "../../../diagnostics/plots/index.js";
import type { Section, SectionFigure, SectionTable } from "../../../diagnostics/report/Section.js";
import type { Ranks } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import { uninformedText } from "../text/uninformedText.js";
import { fixedCell, probabilityCell } from "./cells.js";
import type { EffectScale } from "./effectScale.js";

/** Treatments up to which all rankograms are drawn. */
const mostDrawn = 20;
/** Treatments whose cumulative curves are drawn, and whose rankograms where not all are: the best ones. */
const mostCurves = 12;

const limits =
  "SUCRA is the share of the other treatments that a treatment beats on average over draws. It says nothing of how large differences are, of harms or " +
  "of the quality of studies: treatments of nearly equal effect can have SUCRA far apart, and one with few data can rank high by chance. Read it beside the effects.";

type RankTable = Pick<Ranks, "probability" | "rank" | "sucra" | "sucra_summary" | "sucra_mcse" | "best">;

/** Rankograms, mean ranks, cumulative curves and a table; beyond a minimally important difference as well where one was given. */
export function ranksSection({ ranks, summary, fitted }: NetworkResult, scale: EffectScale): Section {
  if (!ranks) {
    const text =
      summary.model === "ume"
        ? "Unrelated mean effects are effects of one comparison each and cannot be ranked."
        : "Ranks are left out: it was not said which effects are good. Add --better higher or --better lower.";
    return { id: "ranks", title: "Ranks", text };
  }
  const { treatments, better, beyond_mid: beyond } = ranks;
  const unknown = uninformedText(fitted.network);
  const bestIs = `Rank 1 is best, and ${better} is better. `;
  return {
    id: "ranks",
    title: "Ranks",
    text: [`${bestIs}${limits}`, ...(unknown === undefined ? [] : [unknown])],
    figure: figuresOf(treatments, ranks, ""),
    table: tableOf("ranks", treatments, ranks),
    ...(beyond
      ? {
          sections: [
            {
              id: "ranks-mid",
              title: "Ranks beyond a difference that matters",
              text: midText(beyond.mid, scale),
              figure: figuresOf(treatments, beyond, ", beyond a minimally important difference").slice(0, 2),
              table: [
                tableOf("ranks beyond a minimally important difference", treatments, beyond),
                ...(treatments.length <= mostCurves ? [beyondTable(treatments, beyond.beyond)] : []),
              ],
            },
          ],
        }
      : {}),
  };
}

function midText(mid: number, { effect, measure, isRatio, of, number, linkNumber }: EffectScale): string {
  const ratio = isRatio ? `, ${article(measure)} of ${number(of(mid))} or ${number(of(-mid))}` : "";
  return `Here a treatment outranks another only where it is better by more than ${linkNumber(mid)} (${effect}${ratio}); treatments closer than that share the ranks between them.`;
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}

function figuresOf(treatments: readonly string[], ranks: RankTable, what: string): readonly SectionFigure[] {
  const ranked = treatments
    .map((treatment, t): RankedTreatment => ({
      treatment,
      probabilities: ranks.probability[t]!,
      sucra: ranks.sucra[t]!,
    }))
    .sort((a, b) => b.sucra - a.sucra);
  const drawn = treatments.length > mostDrawn ? mostCurves : mostDrawn;
  const which = (most: number): string =>
    treatments.length > most ? `, the ${most} best of ${treatments.length} treatments` : "";
  return [
    rankProbabilityPlot(ranked.slice(0, drawn), { title: `Probability of each rank${which(drawn)}${what}` }),
    rankIntervalPlot(
      treatments.map((treatment, t) => ({
        treatment,
        rank: {
          estimate: ranks.rank[t]!.mean,
          low: ranks.rank[t]!["q2.5"],
          high: ranks.rank[t]!["q97.5"],
        },
        sucra: ranks.sucra[t]!,
        sucraInterval: [ranks.sucra_summary[t]!["q2.5"], ranks.sucra_summary[t]!["q97.5"]] as const,
      })),
      { title: `Mean rank with 95% interval${what}` },
    ),
    // Where not all are drawn above, curves of a few would say little more.
    ...(treatments.length > mostDrawn
      ? []
      : [
          cumulativeRankPlot(ranked.slice(0, mostCurves), {
            title: `Probability of each rank or a better one${which(mostCurves)}${what}`,
          }),
        ]),
  ];
}

function tableOf(name: string, treatments: readonly string[], ranks: RankTable): SectionTable {
  const order = treatments.map((_, t) => t).sort((a, b) => ranks.sucra[b]! - ranks.sucra[a]!);
  return {
    name,
    columns: [
      { title: "treatment" },
      { title: "SUCRA", numeric: true },
      { title: "2.5%", numeric: true, hint: "Of SUCRA over draws" },
      { title: "97.5%", numeric: true, hint: "Of SUCRA over draws" },
      { title: "P(best)", numeric: true },
      { title: "mean rank", numeric: true },
      { title: "median rank", numeric: true },
      { title: "2.5%", numeric: true, hint: "Of the rank over draws" },
      { title: "97.5%", numeric: true, hint: "Of the rank over draws" },
    ],
    rows: order.map((t) => {
      const [rank, sucra] = [ranks.rank[t]!, ranks.sucra_summary[t]!];
      return [
        treatments[t]!,
        fixedCell(ranks.sucra[t]!, 2),
        fixedCell(sucra["q2.5"], 2),
        fixedCell(sucra["q97.5"], 2),
        probabilityCell(ranks.best[t]!),
        fixedCell(rank.mean, 1),
        rank.q50,
        rank["q2.5"],
        rank["q97.5"],
      ];
    }),
  };
}

function beyondTable(treatments: readonly string[], beyond: readonly (readonly number[])[]): SectionTable {
  return {
    name: "probabilities of being better by more than the difference",
    caption: "Probability that the treatment of the row is better than that of the column by more than the difference",
    columns: [{ title: "treatment" }, ...treatments.map((title) => ({ title, numeric: true }))],
    rows: treatments.map((treatment, t) => [
      treatment,
      ...beyond[t]!.map((value, other) => (other === t ? null : probabilityCell(value))),
    ]),
  };
}
