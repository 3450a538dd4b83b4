import { describe, expect, test } from "vitest";
import { forestPlot, leagueTable } from "../../diagnostics/plots/index.js";
import { summarise } from "../../diagnostics/summarise.js";
import { composeReport } from "../../src/report.js";
import { syntheticPosterior, syntheticSummary, type Synthetic } from "../diagnostics/report/syntheticPosterior.js";

const hostile = `<script>alert("x")</script>`;

function report(variables: readonly Synthetic[], options: Parameters<typeof syntheticPosterior>[1] = {}): string {
  const posterior = syntheticPosterior(variables, options);
  return composeReport({ title: "A fit", posterior, summary: syntheticSummary(posterior) });
}

/** The sizes to which pages are held, in bytes: "a few hundred kilobytes". */
const ordinaryLimit = 300_000;

describe("the report of a fit", () => {
  const html = report([
    { name: "b_Intercept", mean: -1.4, sd: 0.2 },
    { name: "b_x", mean: 0.5, sd: 0.1 },
    { name: "sd_g__Intercept", mean: 0, sd: 0.2, transform: Math.exp },
    ...Array.from({ length: 20 }, (_, i) => ({ name: `r_g[${i},Intercept]`, sd: 0.4 })),
  ]);

  test("has its sections in the order in which they are read", () => {
    const ids = [...html.matchAll(/<(?:section|details)[^>]* id="([^"]+)"/g)]
      .map(([, id]) => id)
      .filter((id) => !id.startsWith("check-"));
    expect(ids).toEqual([
      ...["verdict", "found", "results", "results-densities", "questions"],
      ...["explore", "model", "model-again", "diagnostics", "traces", "energy", "convergence"],
      ...["checklists", "barg", "robust", "wambs"],
    ]);
  });

  test("folds the diagnostics of a sound fit and says that it can be trusted", () => {
    expect(html).toContain("The computation can be trusted");
    expect(html).toContain('<details id="diagnostics" class="fold"><summary>');
  });

  test("holds what is needed to make the fit again", () => {
    for (const text of [
      "9f86d081884c7d65",
      "adaptDelta 0.8",
      "poolwise 0.1.0",
      "1000 warmup",
      "sd ~ student_t(3, 0, 2.5)",
    ]) {
      expect(html).toContain(text);
    }
  });

  test("gives P(> 0) of effects and of what takes both signs, not of what is positive or is an intercept", () => {
    const page = report([
      { name: "b_Intercept", mean: 9, sd: 0.1 },
      { name: "b_x", mean: 9, sd: 0.1 },
      { name: "theta", mean: 0.5, sd: 0.01 },
      { name: "either", mean: 0, sd: 1 },
    ]);
    const found = /<section id="found"[\s\S]*?<\/section>/.exec(page)![0];
    const cells = [...found.matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/g)].map(([, name, rest]) => [
      name,
      ...[...rest.matchAll(/<td[^>]*>([^<]*)</g)].map(([, cell]) => cell),
    ]);
    expect(cells.map(([name, , , , probability]) => [name, probability.replace(/^\d+%$/, "some")])).toEqual([
      ["b_Intercept", "–"],
      ["b_x", "&gt;99%"],
      ["theta", "–"],
      ["either", "some"],
    ]);
    // The ends of an interval are numbers of their own.
    expect(Number(cells[1][2])).toBeLessThan(Number(cells[1][1]));
    expect(Number(cells[1][3])).toBeGreaterThan(Number(cells[1][1]));
  });

  test("offers first the region of the first variable that is no intercept", () => {
    expect(html).toContain('<option value="1" selected>b_x</option>');
  });

  test("breaks long names where their parts end", () => {
    const page = report([{ name: "b_x" }, { name: "cor_Subject__Intercept__Days" }]);
    expect(page).toContain('<th scope="row">cor_<wbr>Subject__<wbr>Intercept__<wbr>Days</th>');
  });

  test("draws intervals once: under Results, where they can be marked", () => {
    expect(html).not.toContain("Median, 50% and 95% intervals");
    expect(html).toMatch(/<figure data-panels="\d+"><figcaption>Coefficients<\/figcaption>/);
  });

  test("puts a table behind every chart and a name on every drawing", () => {
    const figures = html.split("<figure>").slice(1);
    expect(figures.length).toBeGreaterThan(8);
    for (const figure of figures) {
      expect(figure).toMatch(/^<figcaption>[^<]+<\/figcaption>/);
      expect(figure).toMatch(/role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
      expect(figure).toContain("<table>");
    }
  });

  test("has every id once, and every link within the page leads somewhere", () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test("stays small", () => {
    expect(html.length).toBeLessThan(ordinaryLimit);
  });

  test("is the same, byte for byte, when it is made again", () => {
    const again = report([
      { name: "b_Intercept", mean: -1.4, sd: 0.2 },
      { name: "b_x", mean: 0.5, sd: 0.1 },
      { name: "sd_g__Intercept", mean: 0, sd: 0.2, transform: Math.exp },
      ...Array.from({ length: 20 }, (_, i) => ({ name: `r_g[${i},Intercept]`, sd: 0.4 })),
    ]);
    expect(again === html).toBe(true);
  });
});

test("the report of a troubled fit opens its diagnostics and names the worst variable on the first screen", () => {
  const html = report([{ name: "mu" }, { name: "tau", shift: 2, rho: 0.9 }], { divergences: 60 });
  expect(html).toContain("Do not rely on these results yet");
  expect(html).toContain('<details id="diagnostics" class="fold" open><summary>');
  const verdict = /<section class="verdict[\s\S]*?<\/section>/.exec(html)![0];
  expect(verdict).toContain("tau");
  expect(html).toContain("60 of 4000 draws (1.5%) ended in a divergence");
});

test("the report's probabilities are of the draws that its means are of", () => {
  const whole = syntheticPosterior([{ name: "x", mean: 1 }], { chains: 2 });
  const [first, second] = whole.draws.chains;
  // The second chain was stopped after 90 draws, all negative: too few to be used.
  const stopped = { ...second, drawCount: 90, values: new Float64Array(90).fill(-9) };
  const posterior = { ...whole, draws: { ...whole.draws, chains: [first, stopped] } };
  const html = composeReport({ title: "Stopped", posterior, summary: summarise(posterior.draws) });
  const share = first.values.filter((value) => value > 0).length / 1000;
  expect(/<th scope="row">x<\/th>.*?<td[^>]*>(\d+)%<\/td>/.exec(html)![1]).toBe((100 * share).toFixed(0));
});

test("the report of thousands of variables shows the main and the worst ones and stays small", () => {
  const html = report(
    [
      { name: "b_x" },
      ...Array.from({ length: 3000 }, (_, i) => ({ name: `r_g[${i},Intercept]`, shift: i === 1234 ? 3 : 0 })),
    ],
    { draws: 50 },
  );
  expect(html).toContain("r_g[1234,Intercept]");
  expect(html).toContain("3000 more variables are in summary.json");
  expect(html.length).toBeLessThan(ordinaryLimit);
});

test("hostile names of variables, models and sections stay text", () => {
  const posterior = syntheticPosterior([
    { name: hostile },
    { name: "__proto__" },
    { name: "constructor" },
    { name: '"><img src=x>' },
  ]);
  const model = { title: hostile, lines: [hostile] };
  const html = composeReport({
    title: hostile,
    posterior: { ...posterior, model, provenance: { ...posterior.provenance, seed: hostile } },
    summary: syntheticSummary(posterior),
    sections: [
      {
        id: "extra",
        title: hostile,
        figure: forestPlot([{ label: hostile, estimate: 1, outer: [0, 2] }], { title: hostile }),
      },
    ],
  });
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toContain("<img");
  for (const name of ["__proto__", "constructor"]) expect(html).toContain(`<th scope="row">${name}</th>`);
});

test("sections of a model that finds something in words of its own stand before the numbers, those of others after; wide charts in a scroller", () => {
  const posterior = syntheticPosterior([{ name: "d[B]" }]);
  const league = leagueTable([{ from: "A", to: "B", mean: 1, lower: 0, upper: 2 }], ["A", "B"], { title: "League" });
  const content = {
    title: "Network",
    posterior,
    summary: syntheticSummary(posterior),
    found: { id: "found", title: "What was found", text: "B is better than A." },
    sections: [
      {
        id: "network",
        title: "The network",
        text: "Two treatments.",
        figure: { ...league, scroll: true },
      },
    ],
  };
  const html = composeReport(content);
  const places = (page: string, ...marks: string[]) => marks.map((text) => page.indexOf(text));
  const before = places(html, 'id="network"', "<p>Two treatments.</p>", ">League<", 'id="results"', 'id="model"');
  expect(before).toEqual([...before].sort((a, b) => a - b));
  const { title, summary, sections } = content;
  const after = places(
    composeReport({ title, posterior, summary, sections }),
    'id="results"',
    'id="network"',
    'id="model"',
  );
  expect(after).toEqual([...after].sort((a, b) => a - b));
  expect(html).toContain("<p>B is better than A.</p>");
  expect(html).toMatch(/<div class="scroll"[^>]*aria-label="Drawing: League"><svg/);
});

test("draws read from elsewhere, without statistics, one chain of few draws, or none at all still make a page", () => {
  const one = syntheticPosterior([{ name: "x" }], { chains: 1, draws: 3 });
  const short = composeReport({ title: "Short", posterior: one, summary: syntheticSummary(one) });
  expect(short.includes("Do not rely on these results yet")).toBe(true);
  const none = { ...one, draws: { ...one.draws, chains: [] } };
  const empty = composeReport({ title: "None", posterior: none, summary: [] });
  expect(empty).toContain("There are no draws.");
  expect(empty).toContain("Do not rely on these results yet");
  expect(empty.replace(/<script>[\s\S]*?<\/script>/g, "")).not.toMatch(/NaN|undefined/);
});
