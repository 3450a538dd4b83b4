/** All treatments against all, with the orientation in words. */
import { leagueTable } from "../../../diagnostics/plots/index.js";
import type { Section } from "../../../diagnostics/report/Section.js";
import type { NetworkResult } from "../NetworkResult.js";
import type { EffectScale } from "./effectScale.js";

/** Treatments up to which the table is shown open. */
const many = 16;

/** The league table; in the order of SUCRA where there are ranks. */
export function leagueSection({ league, ranks }: NetworkResult, scale: EffectScale): Section {
  const { measure, none } = scale;
  const sucra = new Map(ranks?.treatments.map((treatment, t) => [treatment, ranks.sucra[t]!]));
  const order = [...league.treatments].sort((a, b) => (sucra.get(b) ?? 0) - (sucra.get(a) ?? 0));
  const effects = league.treatments.flatMap((to, row) =>
    league.treatments.flatMap((from, column) => {
      const cell = league.cells[row]![column];
      if (!cell) return [];
      const { estimate, low, high } = scale.estimate(cell.effect);
      return [{ from, to, mean: estimate, lower: low, upper: high }];
    }),
  );
  const chart = leagueTable(effects, order, {
    title: `All pairs: ${measure}, median${order.length > many ? "" : " with 95% interval"}`,
    reference: none,
    measure: `${measure}, median with 95% interval`,
  });
  return {
    id: "league",
    title: "League table",
    ...(order.length > many
      ? { fold: "closed" as const, summary: `${order.length} treatments against each other.` }
      : {}),
    text: [
      `${league.orientation}${ranks ? " Treatments stand in the order of SUCRA, the best first." : ""} Bold cells with a frame have a 95% interval that leaves out no effect.`,
    ],
    figure: { ...chart, scroll: true },
  };
}
