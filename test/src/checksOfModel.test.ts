import { beforeAll, describe, expect, it } from "vitest";
import type { Posterior } from "../../engine/core/Posterior.js";
import { stream } from "../../engine/random/stream.js";
import { glmm } from "../../models/index.js";
import { fit } from "../../src/index.js";
import { checksOfModel, type ModelChecks } from "../../src/checksOfModel.js";
import { bayesR2, r2DrawsOf } from "../../src/workflows/bayesR2.js";

const rng = stream("2", "rows");
const n = 2100;
const options = { seed: 1, chains: 2, warmup: 150, draws: 150 };
const section = ({ sections }: ModelChecks, id: string) => sections.find((one) => one.id === id);
const words = (text: unknown): string => [text].flat().join(" ");

describe("checks of a model", () => {
  let large: Posterior;
  let checks: ModelChecks;
  beforeAll(async () => {
    const x = Array.from({ length: n }, () => rng.normal());
    // Every tenth response lies far out: a normal law misses that.
    const y = x.map((value, i) => value + rng.normal() + (i % 10 === 0 ? 9 : 0));
    large = await fit(glmm("y ~ x"), { x, y }, options);
    checks = await checksOfModel(large);
  });

  it("say what they left out of many rows and how to get it", () => {
    expect(words(section(checks, "not-checked")!.text)).toMatch(/2100 rows are more than the 2000 .*looPit/);
  });

  it("remark on what replicates do not have, pointing at their section", () => {
    expect(section(checks, "replicates")!.state).toBe("caution");
    expect(checks.remarks).toHaveLength(1);
    expect(checks.remarks![0]).toMatchObject({ section: "replicates" });
    expect(checks.remarks![0]!.text).toMatch(/^The model misses something: observed a minimum/);
  });

  it("tell R² by so many draws, those that the command line takes", async () => {
    const explained = section(checks, "explained")!;
    expect(words(explained.text)).toContain("in each of all 300 draws");
    const { conditional } = await bayesR2(large, { draws: r2DrawsOf(large) });
    const [cell] = [explained.table!].flat()[0]!.rows[0]!.slice(1);
    expect((cell as { value: number }).value).toBeCloseTo(conditional.reduce((sum, v) => sum + v, 0) / 300, 12);
    // Of 10,000 rows fewer draws are taken.
    expect(r2DrawsOf({ ...large, data: { ...large.data!, rows: 10_000 } })).toBe(200);
  });
});

describe("of left-out rows a report", () => {
  const size = 60;
  const small = { seed: 1, chains: 2, warmup: 150, draws: 100, workers: 0 };
  const z = Array.from({ length: size }, () => rng.normal());
  const choice = z.map((_, row) => ["red", "green", "blue"][row % 3]!);
  const time = z.map(() => 0.1 + 3 * rng.uniform());
  const titles = (one: ModelChecks) => [section(one, "loo")!.figure].flat().map((chart) => chart!.title);

  it.each([
    ["categories without an order", glmm("choice ~ z", { family: "categorical" }), "have no order"],
    ["several columns", glmm("cbind(a, b, c) | trials(n) ~ z", { family: "multinomial" }), "several columns"],
    ["a hazard that ends", glmm("time ~ z", { family: "cox" }), "no expected and no new times"],
  ])("has leave-one-out, but no LOO-PIT of %s, and says why", async (_, model, why) => {
    const [a, b, c] = ["red", "green", "blue"].map((name) => choice.map((one) => (one === name ? 3 : 1)));
    const table = { z, choice, time, a: a!, b: b!, c: c!, n: z.map(() => 5) };
    const made = await checksOfModel(await fit(model, table, small));
    expect(titles(made)).toEqual(["Pareto k by observation"]);
    expect(words(section(made, "not-checked")!.text)).toMatch(new RegExp(`left-out rows .* should be: .*${why}`));
  });

  it("has LOO-PIT of responses below a limit of detection, and says why it has no replicates of them", async () => {
    const real = z.map((value) => value + rng.normal());
    const low = real.map((y) => (y < -0.5 ? "left" : "none"));
    const table = { z, low, y: real.map((y) => Math.max(y, -0.5)) };
    const made = await checksOfModel(await fit(glmm("y | cens(low) ~ z"), table, small));
    expect(low.filter((kind) => kind === "left").length).toBeGreaterThan(size / 6);
    expect(titles(made)[0]).toMatch(/^Are predictions of left-out observations/);
    expect(section(made, "loo")!.state).toBe("good");
    expect(section(made, "replicates")).toBeUndefined();
    expect(words(section(made, "not-checked")!.text)).toContain("censored on the left");
    // Nothing is called missing for values that could not be seen.
    expect(made.remarks).toEqual([]);
  });
});
