/** Published network meta-analyses, fitted with the priors that were published. */
import { afterAll, describe, expect, it } from "vitest";
import { nma, readTable, type NetworkResult } from "poolwise";
import { node } from "../../src/platform/node/node.js";
import { baselineModel } from "../../src/workflows/baselineModel.js";
import {
  baselineFigures,
  drawsFor,
  figuresOf,
  figuresOfVariable,
  jointBaseline,
  publishedCases,
  publishedRuns,
  splitFigures,
  type Figure,
  type PublishedRun,
} from "./published.js";

const results = new Map<string, Promise<NetworkResult>>();
function resultOf(run: PublishedRun): Promise<NetworkResult> {
  const before = results.get(run.name);
  if (before) return before;
  const made = readTable(run.table).then((table) =>
    nma(table, { ...run.options, seed: 1, draws: drawsFor(run), workers: 0 }),
  );
  results.set(run.name, made);
  return made;
}
const disagreements = (figures: readonly Figure[]) => figures.filter(({ share }) => !(share <= 1));
const runs = publishedRuns();
const runOf = (name: string) => runs.find((run) => run.name === name)!;
afterAll(() => results.clear());

/** 1.55 is published where exact integration gives 1.50 (test/reference/nma/parkinsonGrid.R): two thirds of what is allowed. */
const isOffByItself = ({ name }: PublishedRun, { what, statistic }: Figure): boolean =>
  /^parkinsons \w+ random$/.test(name) && what === "tau" && statistic === "q97.5";

describe.each(runs.map((run) => [run.name, run] as const))("%s", (_, run) => {
  it("has the published means, standard deviations and quantiles to 0.05 or 5 %, and to a third of a posterior sd", async () => {
    const figures = figuresOf(run, await resultOf(run));
    expect(figures.length).toBeGreaterThan(9);
    expect(disagreements(figures.filter((figure) => !isOffByItself(run, figure)))).toEqual([]);
    // Monte Carlo error of 80,000 draws, 0.02 in so thin a tail, 4.5 times.
    for (const { ours } of figures.filter((figure) => isOffByItself(run, figure)))
      expect(Math.abs(ours - 1.5)).toBeLessThan(0.09);
  });

  it("has the published residual deviance, and a DIC within 0.7 of the published, of multinma's, or by the mean predictor of the published", async () => {
    const { summary } = await resultOf(run);
    const { fit, multinma } = run.published;
    expect(Math.abs(summary.residual_deviance - fit!.resdev)).toBeLessThan(0.7);
    const byPredictor = summary.residual_deviance + summary.pD_predictor;
    const distances = [
      summary.DIC - fit!.DIC,
      ...(multinma ? [summary.DIC - multinma[2]] : []),
      byPredictor - fit!.DIC,
    ].map(Math.abs);
    expect(Math.min(...distances)).toBeLessThan(0.7);
    // What is shown beside it explains the rest.
    expect(Math.min(Math.abs(byPredictor - fit!.DIC), Math.abs(summary.DIC - fit!.DIC))).toBeLessThan(0.7);
  });
});

describe("node-splits", () => {
  const splitsOf = async (name: string) => {
    const { published, table, options } = runOf(name);
    const { consistency } = await nma(await readTable(table), { ...options, model: "nodesplit", seed: 1, workers: 0 });
    return { published: published.splits!, splits: consistency.splits! };
  };
  // 4,000 draws count for 2,000 independent ones at least, here and there: 4.5 errors of the difference of two probabilities, twice each.
  const ofP = 4.5 * 2 * Math.sqrt((2 * 0.25) / 2000);

  it("of all 14 comparisons of thrombolytics are those of Dias et al. 2010", async () => {
    const { published, splits } = await splitsOf("thrombolytics fixed");
    expect(splits.map(({ from, to }) => [from, to])).toEqual(published.map(({ from, to }) => [from, to]));
    const figures = published.flatMap((split) => splitFigures(split, splits));
    expect(figures).toHaveLength(14 * 6);
    expect(disagreements(figures)).toEqual([]);
    published.forEach(({ p_value, residual_deviance }, i) => {
      expect(Math.abs(splits[i]!.p_value - p_value)).toBeLessThan(ofP);
      // sd 10.5 over the square root of 2,000, twice, times 3.5; of 14 one strays in 150 runs.
      expect(Math.abs(splits[i]!.fit.residual_deviance - residual_deviance!)).toBeLessThan(1.2);
      // They print the pD of the consistency model, 58.7, with every split; a parameter more is one more.
      expect(splits[i]!.fit.pD).toBeGreaterThan(58.7);
      expect(splits[i]!.fit.pD).toBeLessThan(61);
    });
  });

  it("of smoking cessation are those of multinma's vignette", async () => {
    const { published, splits } = await splitsOf("smoking random");
    const figures = published.flatMap((split) => splitFigures(split, splits));
    expect(figures).toHaveLength(6 * 6);
    expect(disagreements(figures)).toEqual([]);
    published.forEach(({ from, to, p_value, DIC }) => {
      const ours = splits.find((split) => split.from === from && split.to === to)!;
      expect(Math.abs(ours.p_value - p_value)).toBeLessThan(ofP);
      // Monte Carlo errors of 0.2 and 0.3: residual deviances have sds of 10, those of multinma about 1,200 effective draws.
      expect(Math.abs(ours.fit.DIC - DIC)).toBeLessThan(1.5);
    });
  });
});

describe("baselines of smoking cessation as in TSD 5", () => {
  const publishedBaseline = (name: string) =>
    publishedCases()
      .get("smoking")!
      .models.find((one) => one.name === name)!;

  it("fitted with the effects have the published law, and a new study its published baseline", async () => {
    const table = await readTable("test/reference/nma/published-smoking.csv");
    const result = await nma(table, { ...jointBaseline, seed: 1, workers: 0 });
    const ours = {
      mean: figuresOfVariable(result, "baseline"),
      sd: figuresOfVariable(result, "sd_baseline"),
      new: result.absolute!.baseline.predictor,
    };
    expect(disagreements(baselineFigures(publishedBaseline("joint baseline"), ours))).toEqual([]);
  });

  it("fitted to the arms without intervention alone have the published law, and a new study its published baseline", async () => {
    const table = await readTable("test/reference/nma/published-smoking.csv");
    const columns = { study: "studyn", treatment: "trtc", events: "r", total: "n" };
    const { summary } = await baselineModel(
      table,
      { columns, reference: "No intervention" },
      { seed: 1, draws: 2000, workers: 0 },
      node,
    );
    const ours = { mean: summary.baseline, sd: summary.sd_baseline, new: summary.predicted };
    expect(disagreements(baselineFigures(publishedBaseline("separate baseline"), ours))).toEqual([]);
  });
});

it("unrelated mean effects of smoking without the correlation of arms, as TSD 4 prints them, are not what is fitted", async () => {
  const { summary } = await resultOf(runOf("smoking ume"));
  const printed = publishedCases()
    .get("smoking")!
    .models.find(({ known_error }) => known_error !== undefined)!;
  const theirs = printed.effects.find(({ from, to }) => from === "No intervention" && to === "Group counselling")!;
  const ours = summary.relative_effects.find(({ from, to }) => from === theirs.from && to === theirs.to)!;
  expect(theirs.mean! - ours.mean).toBeGreaterThan(0.2);
});

it("parkinsons by arm, by contrast and mixed give the same effects within Monte Carlo error", async () => {
  for (const effects of ["fixed", "random"]) {
    const [arm, ...others] = await Promise.all(
      ["arm", "contrast", "mixed"].map((layout) => resultOf(runOf(`parkinsons ${layout} ${effects}`))),
    );
    for (const other of others) {
      other.summary.relative_effects.forEach((row, i) => {
        const first = arm!.summary.relative_effects[i]!;
        // 20,000 draws, or 80,000 of random effects, count for a third of as many independent ones at least; 4.5 errors of a difference.
        const error = first.sd * Math.sqrt(2 / (effects === "random" ? 26_000 : 6500));
        expect(Math.abs(row.mean - first.mean), `${effects} ${row.to} − ${row.from}`).toBeLessThan(4.5 * error);
      });
    }
  }
});
