import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { meta } from "../../../models/meta/pairwise/meta.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { fit } from "../../../src/index.js";
import { metaAnalysis } from "../../../src/pairwise/metaAnalysis.js";
import type { MetaSummary } from "../../../src/pairwise/metaSummary.js";
import { node } from "../../../src/platform/node/node.js";

interface Bcg {
  readonly yi: number[];
  readonly vi: number[];
  readonly study: string[];
  readonly ablat: number[];
  readonly Q: number;
}
const path = new URL("../../reference/pairwise/bcg.json", import.meta.url);
const { Q, ...bcg } = JSON.parse(readFileSync(path, "utf8")) as Bcg;
const { yi, vi, study, ablat } = bcg;
const few = { yi: yi.slice(0, 6), vi: vi.slice(0, 6), study: study.slice(0, 6), ablat: ablat.slice(0, 6) };
const options = { seed: 1, chains: 2, workers: 0, draws: 500 };
const summaryOf = (files: Readonly<Record<string, unknown>> | undefined) => files!["meta.json"] as MetaSummary;

it("a meta-analysis reports effects, heterogeneity, prediction and tests, in text and figures", async () => {
  const posterior = await fit(
    meta({ variance: "vi", study: "study", ratio: "risk ratio" }),
    { yi, vi, study },
    options,
  );
  const { text, files, sections, found, main } = await metaAnalysis(posterior, {}, node);
  const summary = summaryOf(files);
  expect(main).toEqual(["mu", "tau"]);
  expect(summary.tests[0]!.q).toBeCloseTo(Q, 8);
  const [mean, next] = [summary.estimates[0]!, summary.prediction[0]!];
  expect(next["q97.5"] - next["q2.5"]).toBeGreaterThan(2 * (mean["q97.5"] - mean["q2.5"]));
  expect(summary.study.reduce((sum, { weight }) => sum + weight!, 0)).toBeCloseTo(1, 12);
  // A study's effect lies between its own estimate and the mean.
  for (const { effect, shrunken } of summary.study) {
    expect((shrunken!.mean - effect) * (mean.mean - effect)).toBeGreaterThan(-0.01);
  }
  expect(text).toContain("risk ratio (95% interval)");
  expect([found!.id, ...sections!.map(({ id }) => id)]).toEqual(["forest", "heterogeneity", "small-studies"]);
});

it("without each study, and as studies are added by a column that the model does not read, the model is fitted again", async () => {
  const table = tableFromColumns(few);
  const posterior = await fit(meta({ variance: "vi", study: "study" }), table, options);
  const asked = { influence: true, cumulative: "ablat", table, sections: false };
  const { files, text } = await metaAnalysis(posterior, asked, node);
  const { influence, cumulative, estimates } = summaryOf(files);
  expect(influence!.map(({ label, rows }) => [label, rows])).toEqual(few.study.map((label) => [label, 5]));
  const alone = await fit(
    meta({ variance: "vi", study: "study" }).withPriorsOf(table),
    { yi: few.yi.slice(1), vi: few.vi.slice(1), study: few.study.slice(1) },
    options,
  );
  const mean = summaryOf((await metaAnalysis(alone, { sections: false }, node)).files).estimates[0]!.mean;
  expect(influence![0]!.estimates[0]!.mean).toBe(mean);
  // Latitudes 44, 55, 42, 52, 13, 44: by them the last is the second study, and all are in.
  expect(cumulative!.map(({ label, rows }) => [label, rows])).toEqual(
    [2, 0, 5, 3, 1].map((place, added) => [few.study[place], added + 2]),
  );
  expect(cumulative!.map(({ value }) => value)).toEqual(["42", "44", "44", "52", "55"]);
  expect(cumulative!.at(-1)!.estimates[0]!.mean).toBe(estimates[0]!.mean);
  expect(text).toMatch(/As studies are added by ablat: mu\n +ablat +mean/);
});

it("a fit without a study that alone had a level says why there is none", async () => {
  const table = { ...few, kind: ["a", "b", "b", "b", "b", "b"] };
  const posterior = await fit(meta({ variance: "vi", study: "study", moderators: "~ kind" }), table, options);
  const { influence } = summaryOf((await metaAnalysis(posterior, { influence: true, sections: false }, node)).files);
  expect(influence!.map(({ estimates }) => estimates.length > 0)).toEqual([false, true, true, true, true, true]);
  expect(influence![0]!.reason).toMatch(/kind/);
});

it("with moderators heterogeneity is what they leave, and means are told to be at the moderators' means", async () => {
  const table = tableFromColumns({ yi, vi, study, ablat });
  const posterior = await fit(meta({ variance: "vi", study: "study", moderators: "~ ablat" }), table, options);
  const { text, sections } = await metaAnalysis(posterior, {}, node);
  // rma(yi, vi, mods = ~ ablat) of metafor: QE(df = 11) = 30.7331.
  expect(text).toContain("Residual Q (QE) = 30.73 on 11 df");
  expect(text).toContain("Egger's test of asymmetry beside the moderators");
  expect(text).toContain("mu is the mean effect at the means of the moderators, ~ ablat");
  const { text: words = [] } = sections!.find(({ id }) => id === "heterogeneity")!;
  expect([words].flat().join(" ")).toContain("Residual Q (QE) is 30.73 on 11");
});
