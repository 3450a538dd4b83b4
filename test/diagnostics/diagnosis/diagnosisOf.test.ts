import { describe, expect, test } from "vitest";
import { diagnosisOf, type Finding, type Known } from "../../../diagnostics/diagnosis/index.js";
import { separationScore, shareBelow } from "../../../diagnostics/diagnosis/separation.js";
import { valleyOf } from "../../../diagnostics/diagnosis/valleyOf.js";
import { summarise } from "../../../diagnostics/summarise.js";
import { warningsOf } from "../../../diagnostics/warnings.js";
import type { Draws, SamplerStatistics } from "../../../engine/core/Draws.js";
import { converged, drawsOf, normals } from "../draws.js";

const chains = [0, 1, 2, 3];

/** Draws of named variables made chain by chain. */
function made(
  variables: Readonly<Record<string, (chain: number) => Float64Array>>,
  change?: (statistics: SamplerStatistics, chain: number) => void,
): Draws {
  const columns = chains.map((c) => Object.values(variables).map((of) => of(c)));
  return drawsOf(Object.keys(variables), columns, change);
}

const diagnose = (draws: Draws, known?: Known): readonly Finding[] => diagnosisOf(draws, summarise(draws), known);
const noise =
  (variable: number, count = 1000) =>
  (c: number) =>
    normals(100 * c + variable, count);

function autoregressive(seed: number, rho: number, count = 1000): Float64Array {
  const x = normals(seed, count);
  for (let i = 1; i < count; i++) x[i] = rho * x[i - 1] + Math.sqrt(1 - rho * rho) * x[i];
  return x;
}

test("draws without trouble have no finding", () => {
  expect(diagnose(converged(["a", "b", "sd_g__Intercept"], 1000))).toEqual([]);
});

describe("a funnel", () => {
  const tau = noise(1);
  const scale = (c: number) => tau(c).map((z) => Math.exp(z));
  const divergeLow = ({ divergent }: SamplerStatistics, c: number) => {
    scale(c).forEach((s, i) => (divergent[i] = s < 0.35 && i % 5 === 0 ? 1 : 0));
  };
  const draws = made({ sd_clinic__Intercept: scale, "r_clinic[a,Intercept]": noise(2), b_x: noise(3) }, divergeLow);

  test("is found by where divergences gather, and names the scale and the group", () => {
    const [finding, ...others] = diagnose(draws);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      cause: "funnel",
      state: "bad",
      title: "A funnel in sd_clinic__Intercept",
      figure: { kind: "pair", variables: ["sd_clinic__Intercept", "r_clinic[a,Intercept]"] },
    });
    expect(finding.text).toMatch(
      /^\d+ of 4000 \(\d\.\d %\) transitions diverged, all where sd_clinic__Intercept is in its lowest/,
    );
    expect(finding.text).toContain("the effects of clinic must all be near 0");
  });

  test("is mended by what the program that made the draws offers", () => {
    const action = (known: Known) => diagnose(draws, known)[0].action;
    const line = (how: string) => [`r_clinic[clinic: 9, term: 1] ~ normal(0, sd_clinic__Intercept), ${how}`];
    expect(action({ lines: line("centred") })).toMatch(/^Declare r_clinic non-centred/);
    expect(action({ lines: line("non-centred") })).toMatch(/^Raise --adapt-delta to 0\.99; if divergences stay/);
    expect(action({ followsData: true })).toMatch(/^Raise --adapt-delta/);
    expect(action({ origin: "cmdstan" })).toMatch(/^Write the effects of clinic non-centred.*adapt delta to 0\.99/);
  });

  test("is what the warning about divergences speaks of", () => {
    const [warning] = warningsOf(draws);
    expect(warning).toMatchObject({ cause: "divergences", variables: ["sd_clinic__Intercept"] });
    expect(warning.text).toContain("A funnel in sd_clinic__Intercept.");
  });

  test("is not seen where divergences lie anywhere, nor where they are at the other end", () => {
    const anywhere = made({ sd_clinic__Intercept: scale }, ({ divergent }) => {
      for (let i = 0; i < divergent.length; i += 100) divergent[i] = 1;
    });
    expect(diagnose(anywhere).map(({ cause, title }) => [cause, title])).toEqual([
      ["divergences", "Divergences in no particular place"],
    ]);
    const above = made({ sd_clinic__Intercept: scale }, ({ divergent }, c) => {
      scale(c).forEach((s, i) => (divergent[i] = s > 3 && i % 5 === 0 ? 1 : 0));
    });
    expect(diagnose(above).map(({ title }) => title)).toEqual(["Divergences where sd_clinic__Intercept is high"]);
  });
});

test("two divergences of 4000 that gather nowhere are no finding and no warning, three are", () => {
  const diverge = (count: number) =>
    made({ a: noise(1), b: noise(2) }, ({ divergent }, c) => divergent.fill(1, 0, c === 0 ? count : 0));
  expect([diagnose(diverge(2)), warningsOf(diverge(2))]).toEqual([[], []]);
  expect(diagnose(diverge(3)).map(({ cause }) => cause)).toEqual(["divergences"]);
  expect(warningsOf(diverge(3)).map(({ cause }) => cause)).toEqual(["divergences"]);
});

describe("a chain that is stuck", () => {
  test("is found where it gives one draw again and again", () => {
    const stop = (c: number, v: number) => {
      const x = normals(10 * c + v, 1000);
      return c === 2 ? x.fill(x[600], 600) : x;
    };
    const [finding] = diagnose(made({ a: (c) => stop(c, 1), b: (c) => stop(c, 2) }));
    expect(finding).toMatchObject({ cause: "stuck_chain", state: "bad", title: "Chain 3 is stuck" });
    expect(finding.text).toContain("Chain 3 gave the same draw 400 times in a row");
  });

  test("is found where it moves next to nowhere", () => {
    const narrow = (v: number) => (c: number) => normals(10 * c + v, 1000).map((x) => (c === 1 ? 1 + 0.001 * x : x));
    const [finding] = diagnose(made({ a: narrow(1), b: narrow(2) }));
    expect(finding).toMatchObject({ cause: "stuck_chain", title: "Chain 2 is stuck" });
  });

  test("is not a chain that rejects three proposals of four", () => {
    const metropolis = (c: number) => {
      const x = normals(c, 4000);
      for (let i = 1; i < x.length; i++) if (i % 4 !== 0) x[i] = x[i - 1];
      return x;
    };
    expect(diagnose(made({ a: metropolis })).filter(({ cause }) => cause === "stuck_chain")).toEqual([]);
  });
});

describe("several peaks", () => {
  test("are found where chains settled apart, with the chains at each and the lesser one", () => {
    const settled = (c: number) => normals(c, 1000).map((x) => x + (c === 3 ? 9 : 0));
    const draws = made({ a: settled, b: noise(5) }, (statistics, c) => {
      if (c === 3) statistics.logDensity.forEach((value, i) => (statistics.logDensity[i] = value - 20));
    });
    const [finding, ...others] = diagnose(draws);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      cause: "several_modes",
      state: "bad",
      title: "Chains settled at different values of a",
    });
    expect(finding.text).toContain("chains 1, 2 and 3 at");
    expect(finding.text).toMatch(/log density of chain 4 is 20 lower/);
  });

  test("are told from switched labels", () => {
    const at = (k: number) => (c: number) => normals(10 * c + k, 1000).map((x) => x / 4 + ((c + k) % 2 === 0 ? 3 : -3));
    const [finding] = diagnose(made({ "mu[1]": at(1), "mu[2]": at(2) }));
    expect(finding.text).toContain("labels were switched");
    expect(finding.action).toMatch(/^Put mu\[1\] and mu\[2\] in increasing order/);
  });

  test("are found where chains jump between them now and then", () => {
    const jumping = (c: number) =>
      normals(c, 1000).map((x, i) => x / 2 + (Math.floor((i + 100 * c) / (240 + 30 * c)) % 2 === 0 ? 4 : -4));
    const [finding] = diagnose(made({ a: jumping }));
    expect(finding).toMatchObject({ cause: "several_modes", title: "Two peaks of a that chains rarely leave" });
  });

  test("are no fault where chains go to and fro", () => {
    const mixing = (c: number) => normals(c, 1000).map((x, i) => x / 2 + (i % 3 === 0 ? 4 : -4));
    expect(diagnose(made({ a: mixing }))).toEqual([]);
    expect(valleyOf([mixing(0)])).toBeUndefined();
  });

  test("are not seen in a chain that wanders, nor in a single peak", () => {
    const walk = normals(7, 1000);
    for (let i = 1; i < walk.length; i++) walk[i] += walk[i - 1];
    expect(valleyOf([walk])).toBeUndefined();
    expect(valleyOf([normals(1, 1000)])).toBeUndefined();
  });
});

describe("a flat direction", () => {
  const walk = (seed: number) => autoregressive(seed, 0.9995).map((x) => 200 * x);

  test("is found as the combination of two variables that wander together", () => {
    const [finding, ...others] = diagnose(
      made({ a: (c) => walk(c), b: (c) => walk(c).map((x, i) => normals(50 + c, 1000)[i] - x), d: noise(3) }),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      cause: "flat_direction",
      state: "bad",
      title: "Only the sum of a and b is determined",
      figure: { kind: "pair", variables: ["a", "b"] },
    });
  });

  test("is found as a variable that nothing holds", () => {
    const [finding] = diagnose(made({ a: (c) => walk(c).map((x) => 1e6 * x), d: noise(3) }));
    expect(finding).toMatchObject({ cause: "flat_direction", title: "Nothing holds a" });
    expect(finding.action).toMatch(/^Give a a proper prior/);
  });
});

test("too few draws are counted, and how many more there must be", () => {
  const few = made({ slow: (c) => autoregressive(c, 0.95), quick: noise(9) });
  const [finding, ...others] = diagnose(few);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ cause: "too_few_draws", title: "Too few draws for slow" });
  const [row] = summarise(few);
  const times = 400 / Math.min(row.ess_bulk!, row.ess_tail!);
  expect(finding.furtherDraws! / 4000 + 1).toBeGreaterThan(times);
  expect(finding.furtherDraws! / 4000 + 1).toBeLessThan(2.5 * times);
  // So many draws of the same chains do suffice.
  const perChain = 1000 + finding.furtherDraws! / 4;
  const enough = summarise(
    drawsOf(
      ["slow"],
      chains.map((c) => [autoregressive(c, 0.95, Math.ceil(perChain))]),
    ),
  );
  expect(Math.min(enough[0].ess_bulk!, enough[0].ess_tail!)).toBeGreaterThan(400);
});

test("heavy tails are found although chains agree, and ordinary ones are not", () => {
  const cauchy = (c: number) => normals(c, 1000).map((x, i) => x / normals(90 + c, 1000)[i]);
  const [finding, ...others] = diagnose(made({ ratio: cauchy, a: noise(1) }));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ cause: "heavy_tails", state: "caution", variables: ["ratio"] });
  const lognormal = (c: number) => normals(c, 1000).map((x) => Math.exp(x));
  expect(diagnose(made({ skewed: lognormal }))).toEqual([]);
});

test("a correlation at its bound is named with its terms where it is slow", () => {
  const near = (c: number) => autoregressive(c, 0.97).map((x) => 1 - 0.01 * Math.exp(x));
  const [finding] = diagnose(made({ cor_subject__Intercept__Days: near, a: noise(1) }));
  expect(finding).toMatchObject({ cause: "correlation_at_bound", title: "cor_subject__Intercept__Days at its bound" });
  expect(finding.text).toContain("the correlation of Intercept and Days by subject");
  expect(finding.action).toContain("(x || subject)");
  const quick = (c: number) => normals(c, 1000).map((x) => 1 - 0.01 * Math.exp(x));
  expect(diagnose(made({ cor_subject__Intercept__Days: quick }))).toEqual([]);
});

test("a prior that the data contradict is named", () => {
  const sensitivity = [
    { variable: "b_x", prior: 0.2, likelihood: 0.3 },
    { variable: "b_z", prior: 0.01, likelihood: 0.3 },
  ];
  const findings = diagnose(converged(["b_x", "b_z"], 1000), { sensitivity });
  expect(findings.map(({ title }) => title)).toEqual(["Prior and data may disagree about b_x"]);
});

test("the share of pairs in which a chosen draw is lower agrees with counting, ties and all", () => {
  const all = [1, 2, 2, 3, 4, 5, 5, 5, 6];
  const chosen = [2, 5, 1];
  const others = [2, 3, 4, 5, 5, 6];
  let count = 0;
  for (const a of chosen) for (const b of others) count += a < b ? 1 : a === b ? 0.5 : 0;
  const share = shareBelow(Float64Array.from(all), Float64Array.from(chosen));
  expect(share).toBeCloseTo(count / 18, 12);
  // wilcox.test's normal approximation without correction: sd of W is sqrt(n m (n + m + 1) / 12), here over n m.
  expect(separationScore(share, 3, 9)).toBeCloseTo((count - 9) / Math.sqrt((3 * 6 * 10) / 12), 12);
});
