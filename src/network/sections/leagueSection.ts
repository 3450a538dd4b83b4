/** All treatments against all, with the orientation in words. */
import { leagueTable, type Chart, type PairwiseEffect } from "../../../diagnostics/plots/index.js";
import type { Section } from "../../../diagnostics/report/Section.js";
import type { NetworkResult } from "../NetworkResult.js";
import { orientationSentence } from "./orientation.js";
import type { EffectScale } from "./effectScale.js";

/** Treatments that are drawn; of more the square is too large to be read, and the best ones or those of most studies stand for all. */
const mostDrawn = 20;
/** Treatments up to which cells have room for intervals. */
const mostIntervals = 16;
/** Significant digits of the table of many pairs, finer than any draws are. */
const digits = 6;

/** The league table; in the order of SUCRA where there are ranks. */
export function leagueSection(result: NetworkResult, scale: EffectScale): Section {
  const { league, ranks } = result;
  const { measure, none } = scale;
  const order = orderOf(result);
  const drawn = order.slice(0, mostDrawn);
  const effects = effectsOf(result, scale);
  const isCut = drawn.length < order.length;
  const names = new Set(drawn);
  const chart = leagueTable(
    isCut ? effects.filter(({ from, to }) => names.has(from) && names.has(to)) : effects,
    drawn,
    {
      title: `All pairs${isCut ? ` of ${drawn.length} treatments` : ""}: ${measure}, median${drawn.length > mostIntervals ? "" : " with 95% interval"}`,
      reference: none,
      measure: `median ${measure}`,
    },
  );
  return {
    id: "league",
    title: "League table",
    text: [
      `Each cell compares the treatment of its row with that of its column. ${orientationSentence(result, scale, "that of the column")}${ranks ? " Treatments stand in the order of SUCRA, the best first." : ""}`,
      ...(isCut
        ? [
            `Drawn are ${ranks ? `the ${drawn.length} treatments with the highest SUCRA` : `the ${drawn.length} treatments with the most studies`}; the table of the chart, which can be saved, has all pairs of all ${order.length}.`,
          ]
        : []),
    ],
    figure: { ...(isCut ? { ...chart, table: allPairs(effects, league.treatments, measure) } : chart), scroll: true },
  };
}

function orderOf({ league, ranks, check }: NetworkResult): readonly string[] {
  if (ranks) {
    const sucra = new Map(ranks.treatments.map((treatment, t) => [treatment, ranks.sucra[t]!]));
    return [...league.treatments].sort((a, b) => sucra.get(b)! - sucra.get(a)!);
  }
  if (league.treatments.length <= mostDrawn) return league.treatments;
  const studies = new Map(check.treatments.map(({ treatment, studies: count }) => [treatment, count]));
  return [...league.treatments].sort((a, b) => studies.get(b)! - studies.get(a)!);
}

function effectsOf({ league }: NetworkResult, scale: EffectScale): readonly PairwiseEffect[] {
  return league.treatments.flatMap((to, row) =>
    league.treatments.flatMap((from, column) => {
      const cell = league.cells[row]![column];
      if (!cell) return [];
      const { estimate, low, high } = scale.estimate(cell.effect);
      return [{ from, to, mean: estimate, lower: low, upper: high }];
    }),
  );
}

/** Every pair once, the later treatment against the earlier. */
function allPairs(effects: readonly PairwiseEffect[], treatments: readonly string[], measure: string): Chart["table"] {
  const place = new Map(treatments.map((treatment, t) => [treatment, t]));
  return {
    columns: ["treatment", "against", measure, "2.5%", "97.5%"],
    rows: effects
      .filter(({ from, to }) => place.get(from)! < place.get(to)!)
      .map(({ from, to, mean, lower, upper }) => [
        to,
        from,
        ...[mean, lower, upper].map((value) => Number(value.toPrecision(digits))),
      ]),
  };
}
