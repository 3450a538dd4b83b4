/** A report with every kind of section and figure, and with names that attack it. */
import { evenChains, variableChains } from "../../diagnostics/evenChains.js";
import { leagueTable, pairPlot, parallelPlot, type Chart, type PlotVariable } from "../../diagnostics/plots/index.js";
import { summarise } from "../../diagnostics/summarise.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { composeReport } from "../../src/report.js";
import { syntheticPosterior, type Synthetic } from "../diagnostics/report/syntheticPosterior.js";

export const arabic = "\u0645\u062a\u063a\u064a\u0631".repeat(100);

/** Names from data that would run, close, collide or overflow. */
export const hostile = [
  "<script>alert(1)</script>",
  "</script>",
  "=cmd()",
  "__proto__",
  arabic,
  "<img src=x onerror=alert(1)>",
] as const;

const variables: readonly Synthetic[] = [
  { name: "b_Intercept", mean: -1.4, sd: 0.2 },
  { name: "b_x", mean: 0.5, sd: 0.3 },
  { name: "sd_g__Intercept", mean: -1, sd: 0.9, transform: Math.exp },
  ...hostile.map((name) => ({ name })),
];

export const divergences = 25;
export const posterior: Posterior = syntheticPosterior(variables, { divergences, draws: 500 });

/** All draws of a variable, chain after chain. */
export function drawsOf(name: string): Float64Array {
  const even = evenChains(posterior.draws);
  const place = posterior.draws.names.indexOf(name);
  const chains = variableChains(even, posterior.draws.names.length, place, 1)[0];
  return Float64Array.from(chains.flatMap((chain) => [...chain]));
}

function plotVariable(name: string): PlotVariable {
  const even = evenChains(posterior.draws);
  const place = posterior.draws.names.indexOf(name);
  const chains = variableChains(even, posterior.draws.names.length, place, 1)[0];
  return { name, chains, log: name.startsWith("sd_") };
}

/** Draws whose curves stand in a figure. */
export const curveDraws = [5, 777, 1999];

const curves: Chart = {
  svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="100" height="40" role="img"><title>Curves</title><desc>Three curves.</desc>${curveDraws.map((draw, k) => `<path d="M0 ${10 * k}L100 ${10 * k + 10}" data-draw="${draw}" fill="none" stroke="#7f97b2"/>`).join("")}</svg>`,
  title: "Curves",
  description: "Three curves.",
  table: { columns: ["draw"], rows: curveDraws.map((draw) => [String(draw)]) },
  panels: [{ kind: "curves", draws: curveDraws }],
};

/** The page. */
export function everything(): string {
  const even = evenChains(posterior.draws);
  const divergent = even.chains.map(({ statistics }) => statistics.divergent.subarray(0, even.draws));
  const shown = ["b_x", "sd_g__Intercept", hostile[0], arabic].map(plotVariable);
  const treatments = ["A", hostile[0], arabic];
  const pairs = treatments.flatMap((from, i) =>
    treatments.flatMap((to, j) => (i === j ? [] : [{ from, to, mean: j - i, lower: j - i - 1, upper: j - i + 1 }])),
  );
  const model = { title: hostile[0], lines: [hostile[1], arabic, ...posterior.model.lines] };
  return composeReport({
    title: `A fit of ${hostile[0]}`,
    posterior: { ...posterior, model },
    summary: summarise(posterior.draws),
    main: ["b_x", "sd_g__Intercept", "b_Intercept", ...hostile],
    sections: [
      {
        id: "pairs",
        title: "Pairs",
        figure: [
          pairPlot(shown, { title: "Pairs", divergent }),
          parallelPlot(shown, { title: "Parallel coordinates", divergent }),
          curves,
        ],
      },
      {
        id: "league",
        title: hostile[0],
        figure: { ...leagueTable(pairs, treatments, { title: "League" }), scroll: true },
      },
    ],
  });
}
