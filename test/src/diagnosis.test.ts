import { describe, expect, test } from "vitest";

import { diagnosisOf, knownOf, type Finding, type Known } from "../../diagnostics/diagnosis/index.js";
import { checksOf, verdictOf } from "../../diagnostics/report/index.js";
import { summarise } from "../../diagnostics/summarise.js";
import { warningsOf } from "../../diagnostics/warnings.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import type { Model } from "../../engine/core/Model.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { TableInput } from "../../engine/data/tableOf.js";
import { cauchy, flat, glmm, halfCauchy, halfNormal, normal, ordered, program } from "../../models/index.js";
import { fit, sensitivity, update, type FitOptions } from "../../src/index.js";

/** What a person is told about a fit. */
interface Told {
  readonly posterior: Posterior;
  readonly findings: readonly Finding[];
  readonly causes: readonly string[];
  readonly verdict: string;
  readonly headline: string;
  /** Texts of the warnings by cause. */
  readonly warnings: ReadonlyMap<string, string>;
}

function told(posterior: Posterior, more: Known = {}): Told {
  const rows = summarise(posterior.draws);
  const known = { ...knownOf(posterior), ...more };
  const findings = diagnosisOf(posterior.draws, rows, known);
  const { state, headline } = verdictOf(checksOf(posterior, rows), findings);
  const warnings = new Map(warningsOf(posterior.draws, rows, known).map(({ cause, text }) => [cause, text]));
  return { posterior, findings, causes: findings.map(({ cause }) => cause), verdict: state, headline, warnings };
}

const diagnosed = async (model: Model, table: TableInput, options: FitOptions = {}): Promise<Told> =>
  told(await fit(model, table, { seed: 1, ...options }));

/** A density of parameters alone, observed once. */
function density(value: Tensor): Distribution {
  return {
    name: "density",
    parameters: {},
    support: { kind: "real" },
    eventShape: [],
    logDensity: () => value,
    random: () => 0,
  };
}

const schools = { y: [28, 8, -3, 7, -1, 1, 18, 12], sigma: [15, 10, 16, 11, 9, 11, 10, 18] };

const eightSchools = (parametrisation: "centred" | "noncentred") =>
  program<{ y: number; sigma: number }>(({ parameter, observe, data }) => {
    const mu = parameter("mu", normal(0, 5));
    const tau = parameter("tau", halfCauchy(0, 5));
    const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 }, parametrisation });
    observe(normal(theta, data.sigma), data.y);
  });

describe("a funnel", () => {
  test("in eight schools names tau and the declaration that mends it, which it does", async () => {
    const { findings, verdict, headline, warnings } = await diagnosed(eightSchools("centred"), schools);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ cause: "funnel", state: "bad", title: "A funnel in tau", variables: ["tau"] });
    expect(findings[0]!.action).toBe('Declare theta non-centred (parametrisation: "noncentred").');
    expect([verdict, headline]).toEqual(["bad", "Do not rely on these results yet"]);
    expect(warnings.get("divergences")).toMatch(/A funnel in tau\. .*lowest quarter.* Declare theta non-centred/);
    // Once is enough: other symptoms point to it.
    expect(warnings.get("ess_bulk")).toMatch(/Most likely for the same reason: a funnel in tau\.$/);

    const mended = await diagnosed(eightSchools("noncentred"), schools);
    expect([mended.verdict, mended.causes]).toEqual(["good", []]);
  });

  const neal = program(({ parameter, tf }) => {
    const v = parameter("v", normal(0, 3));
    parameter("x", normal(0, tf.exp(tf.div(v, 2))), { dims: { i: 9 }, parametrisation: "centred" });
  });

  // With seed 3 a chain stays at one place for 240 draws, and the few divergences do not show where they gather.
  test.each([1, 2, 3])("of Neal's names the logarithm of a scale by what it narrows (seed %d)", async (seed) => {
    const { findings, verdict } = await diagnosed(neal, { y: [1] }, { seed });
    expect(findings.map(({ title }) => title)).toEqual(["A funnel in v"]);
    expect(findings[0]!.action).toBe('Declare x non-centred (parametrisation: "noncentred").');
    expect(verdict).toBe("bad");
  });

  test("of one effect is told by how much that narrows", async () => {
    const model = program(({ parameter, tf }) => {
      const v = parameter("v", normal(0, 3));
      parameter("x", normal(0, tf.exp(tf.div(v, 2))), { parametrisation: "centred" });
    });
    const { findings } = await diagnosed(model, { y: [1] });
    expect(findings.map(({ title }) => title)).toEqual(["A funnel in v"]);
  });
});

describe("a mixture without an order", () => {
  const mixture = (inOrder: boolean) =>
    program<{ y: number }>(({ parameter, observe, data, tf }) => {
      const mu = parameter("mu", normal(0, 10), { dims: { k: 2 }, ...(inOrder ? { support: ordered } : {}) });
      const [a, b] = [0, 1].map(
        (k) => normal(tf.gather(mu, tf.tensor1d([k], "int32")), 1).logDensity(data.y) as Tensor,
      );
      const top = tf.maximum(a!, b!);
      const rest = tf.log(tf.add(tf.exp(tf.sub(a!, top)), tf.exp(tf.sub(b!, top))));
      observe(density(tf.sum(tf.add(top, rest))), [0]);
    });
  const table = { y: [-5, -4.5, -5.5, -5.2, 5, 4.7, 5.6, 5.1, -4.9, 5.3] };

  test("settles at switched labels, and an order mends it", async () => {
    const { findings, verdict, warnings } = await diagnosed(mixture(false), table);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ cause: "several_modes", state: "bad", variables: ["mu[1]", "mu[2]"] });
    expect(findings[0]!.text).toContain("labels were switched");
    expect(findings[0]!.action).toMatch(/^Put mu\[1\] and mu\[2\] in increasing order \(an ordered parameter\)/);
    expect(verdict).toBe("bad");
    expect(warnings.get("rhat")).toContain("Chains settled at different values of mu[1]");

    const mended = await diagnosed(mixture(true), table);
    expect([mended.verdict, mended.causes]).toEqual(["good", []]);
  });
});

describe("a density with a step", () => {
  // Higher by 30 between 0.99985 and 1.00015, with no slope that would tell: chains that get in do not get out.
  const step = program(({ parameter, observe, tf }) => {
    const x = parameter("x", normal(0, 1));
    parameter("z", normal(0, 1));
    observe(density(tf.mul(30, tf.step(tf.sub(0.00015, tf.abs(tf.sub(x, 1)))))), [0]);
  });

  test("holds the chains that get on it, after warmup or before", async () => {
    const after = await diagnosed(step, { y: [1] }, { seed: 6 });
    expect(after.findings).toHaveLength(1);
    expect(after.findings[0]).toMatchObject({ cause: "stuck_chain", state: "bad", title: "Chain 1 is stuck" });
    expect(after.findings[0]!.text).toMatch(/^Chain 1 gave the same draw \d+ times in a row\. Its draws/);
    expect(after.verdict).toBe("bad");

    const before = await diagnosed(step, { y: [1] }, { seed: 4 });
    expect(before.findings).toHaveLength(1);
    expect(before.findings[0]!.title).toBe("Chains 1 and 2 are stuck");
    expect(before.findings[0]!.text).toMatch(/^Chains 1 and 2 moved over less than a twentieth .* Their draws/);
    expect(before.warnings.get("rhat")).toMatch(/not finite or not smooth nearby/);
    // Trees as deep as they may be are those of the chains on the step.
    expect(before.warnings.get("max_treedepth")).toMatch(/for the same reason: chains 1 and 2 are stuck\.$/);
  });
});

describe("too few draws", () => {
  test("come with a number of further ones, with which there are enough", async () => {
    const short = { warmup: 200, draws: 50 };
    const few = await diagnosed(eightSchools("noncentred"), schools, short);
    expect(few.causes).toEqual(["too_few_draws"]);
    const [finding] = few.findings;
    expect(finding!.action).toMatch(/^Draw \d+ per chain instead of 50 \(--draws \d+\)/);
    expect(few.verdict).toBe("bad");
    expect([...few.warnings.values()].join("\n")).toContain("per chain instead of 50");

    const draws = short.draws + finding!.furtherDraws! / 4;
    const enough = told(await update(few.posterior, schools, { ...short, draws }));
    expect(enough.causes).not.toContain("too_few_draws");
    expect([...enough.warnings.keys()]).not.toContain("ess_bulk");
    expect([...enough.warnings.keys()]).not.toContain("ess_tail");
  });
});

describe("a flat direction", () => {
  test("is a parameter that neither data nor prior hold", async () => {
    const model = program<{ y: number }>(({ parameter, observe, data }) => {
      const a = parameter("a", normal(0, 1));
      parameter("b", flat());
      observe(normal(a, 1), data.y);
    });
    const { findings, verdict, warnings } = await diagnosed(model, { y: [1, 2, 0.5] });
    expect(findings.map(({ cause, title }) => [cause, title])).toEqual([["flat_direction", "Nothing holds b"]]);
    expect(findings[0]!.action).toMatch(/^Give b a proper prior/);
    expect(verdict).toBe("bad");
    expect(warnings.get("rhat")).toContain("Nothing holds b");
  });

  test("is the difference of two parameters of which data know the sum", async () => {
    const model = program<{ y: number }>(({ parameter, observe, data, tf }) => {
      const [a, b] = [parameter("a", flat()), parameter("b", flat())];
      observe(normal(tf.add(a, b), 1), data.y);
    });
    const { findings, verdict } = await diagnosed(model, { y: [1, 2, 0.5] });
    expect(findings.map(({ title }) => title)).toEqual(["Only the sum of a and b is determined"]);
    expect(findings[0]!.action).toMatch(/^Leave one of the two out/);
    expect(verdict).toBe("bad");
  });
});

test("a ridge between an intercept and the slope of a predictor far from 0 is mended by centring it", async () => {
  const line = (origin: number) =>
    program<{ year: number; y: number }>(({ parameter, observe, data, tf }) => {
      const a = parameter("a", normal(0, 1000));
      const b = parameter("b", normal(0, 100));
      const sigma = parameter("sigma", halfNormal(0, 5));
      observe(normal(tf.add(a, tf.mul(b, tf.sub(data.year, origin))), sigma), data.y);
    });
  const year = Array.from({ length: 30 }, (_, i) => 1990 + i);
  const table = { year, y: year.map((_, i) => 3 + 0.1 * i + Math.sin(17 * i)) };
  const { findings, verdict, warnings } = await diagnosed(line(0), table);
  expect(findings.map(({ cause, title }) => [cause, title])).toEqual([
    ["narrow_ridge", "a and b lie on a narrow ridge"],
  ]);
  expect(findings[0]!.action).toMatch(/^If b is the coefficient of a predictor, subtract the predictor's mean from it/);
  expect(verdict).toBe("caution");
  expect(warnings.get("max_treedepth")).toContain("a and b lie on a narrow ridge.");

  const mended = await diagnosed(line(2004.5), table);
  expect([mended.verdict, mended.causes]).toEqual(["good", []]);
});

test("tails of a Cauchy that no data cut off are heavy, and its median is sound", async () => {
  const model = program(({ parameter }) => {
    parameter("a", cauchy(0, 1));
    parameter("b", normal(0, 1));
  });
  const { findings, verdict, posterior } = await diagnosed(model, { y: [1] });
  expect(findings.map(({ cause, title }) => [cause, title])).toEqual([["heavy_tails", "Heavy tails of a"]]);
  expect(findings[0]!.action).toMatch(/^Report median and interval \(the mean may not exist\)/);
  expect(verdict).toBe("caution");
  const a = summarise(posterior.draws).find(({ variable }) => variable === "a")!;
  expect(Math.abs(a.median!)).toBeLessThan(0.3);
});

describe("a prior that data contradict", () => {
  const mean = (location: number) =>
    program<{ y: number }>(({ parameter, observe, data }) => {
      const mu = parameter("mu", normal(location, 1));
      observe(normal(mu, 1), data.y);
    });
  const table = { y: [7.5, 8.2, 8.8, 7.9, 8.1] };
  const withSensitivity = async (location: number) => {
    const posterior = await fit(mean(location), table, { seed: 1 });
    return told(posterior, { sensitivity: (await sensitivity(posterior)).rows });
  };

  test("is named, and one that agrees with them is not", async () => {
    const { findings, verdict, warnings } = await withSensitivity(0);
    expect(findings.map(({ cause, title }) => [cause, title])).toEqual([
      ["prior_conflict", "Prior and data may disagree about mu"],
    ]);
    expect(findings[0]!.action).toMatch(/^If the posterior lies where the prior holds little, check the units/);
    // The verdict is on the draws, and those are sound.
    expect(verdict).toBe("good");
    expect(warnings.get("prior_conflict")).toContain("the result lies between the two");
    expect((await withSensitivity(8)).causes).toEqual([]);
  });
});

describe("a slope correlation at its bound", () => {
  const group = [0, 1, 2, 3, 4, 5, 6, 7];
  const rows = group.flatMap((g) => [0, 1, 2, 3].map((x) => ({ g, x, effect: 2 * Math.sin(7 * g + 1) })));
  const table = {
    g: rows.map(({ g }) => `g${g}`),
    x: rows.map(({ x }) => x),
    // Intercept and slope of a group have one effect.
    y: rows.map(({ g, x, effect }) => 10 + effect + (1 + effect) * x + 0.3 * Math.cos(13 * g * g + 5 * x * x + g * x)),
  };
  const options = { priors: ["cor ~ lkj(1)"], parametrisation: "centred" } as const;

  test("is named with its terms, and accounts for divergences and slow chains", async () => {
    const posterior = await fit(glmm("y ~ x + (x | g)", options), table, { seed: 1, optimise: "none", draws: 500 });
    const { findings, verdict, warnings } = told(posterior);
    expect(findings).toHaveLength(1);
    expect(verdict).toBe("caution");
    expect(findings[0]).toMatchObject({ cause: "correlation_at_bound", title: "cor_g__Intercept__x at its bound" });
    expect(findings[0]!.text).toContain("the correlation of Intercept and x by g");
    expect(findings[0]!.action).toContain("(x || g) in place of (x | g)");
    expect(warnings.get("divergences")).toContain("cor_g__Intercept__x at its bound");
  });
});
