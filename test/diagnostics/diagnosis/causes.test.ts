import { describe, expect, test } from "vitest";
import { diagnosisOf, type Finding, type Known } from "../../../diagnostics/diagnosis/index.js";
import { optionInBrackets } from "../../../diagnostics/diagnosis/Known.js";
import { beside } from "../../../diagnostics/diagnosis/words.js";
import { summarise } from "../../../diagnostics/summarise.js";
import { warningsOf } from "../../../diagnostics/warnings.js";
import type { Draws, SamplerStatistics } from "../../../engine/core/Draws.js";
import { drawsOf, normals } from "../draws.js";

/** Draws of named variables made chain by chain. */
function made(
  variables: Readonly<Record<string, (chain: number) => Float64Array>>,
  change?: (statistics: SamplerStatistics, chain: number) => void,
): Draws {
  const columns = [0, 1, 2, 3].map((c) => Object.values(variables).map((of) => of(c)));
  return drawsOf(Object.keys(variables), columns, change);
}

const diagnose = (draws: Draws, known?: Known): readonly Finding[] => diagnosisOf(draws, summarise(draws), known);
const noise = (variable: number) => (c: number) => normals(100 * c + variable, 1000);

/** One number of two, draw by draw. */
function both(first: Float64Array, second: Float64Array, of: (a: number, b: number) => number): Float64Array {
  return first.map((a, i) => of(a, second[i]));
}

/** Draws of which each is the one before times rho, and something new. */
function slow(seed: number, rho: number): Float64Array {
  const x = normals(seed, 1000);
  for (let i = 1; i < x.length; i++) x[i] = rho * x[i - 1] + Math.sqrt(1 - rho * rho) * x[i];
  return x;
}

describe("energies that are explored slowly", () => {
  const a = (c: number) => slow(c, 0.8);
  const low = (energyOf: (x: number) => number) =>
    made({ b: noise(1), a }, ({ energy }, c) => {
      // Small steps from draw to draw: E-BFMI is 2 (1 − 0.99²) for draws of an autoregression, here about 0.04.
      const x = a(c);
      slow(40 + c, 0.99).forEach((e, i) => (energy[i] = energyOf(x[i]) + 3 * e));
    });

  test("name the variable that goes with them, and which way", () => {
    const smooth = (c: number) => slow(c, 0.97);
    const by = (energyOf: (x: number) => number) =>
      made({ b: noise(1), a: smooth }, ({ energy }, c) => smooth(c).forEach((x, i) => (energy[i] = energyOf(x))));
    const [upwards] = diagnose(by((x) => x)).filter(({ cause }) => cause === "slow_energies");
    expect(upwards).toMatchObject({ title: "The tails of a are explored slowly", state: "caution", variables: ["a"] });
    expect(upwards.text).toMatch(
      /^E-BFMI is 0\.0\d+ \(below 0\.3\).* It is higher the larger a is \(rank correlation 1\)/,
    );
    const [outwards] = diagnose(by((x) => Math.abs(x))).filter(({ cause }) => cause === "slow_energies");
    expect(outwards.text).toContain("It is higher the further a is from its middle (rank correlation 0.9");
  });

  test("name none that does not, and the warning keeps its own advice", () => {
    const draws = low(() => 0);
    expect(diagnose(draws).map(({ cause }) => cause)).not.toContain("slow_energies");
    const warning = warningsOf(draws).find(({ cause }) => cause === "ebfmi")!;
    expect(warning.text).toContain("most often standard deviations of groups with few levels");
  });
});

describe("a ridge", () => {
  const cut = ({ treeDepth }: SamplerStatistics) => treeDepth.fill(10, 0, 400);
  const tied = (unit: number) =>
    made({ a: noise(1), b: (c) => both(noise(2)(c), noise(1)(c), (z, x) => unit * (z / 50 - x)), d: noise(3) }, cut);

  test("is the pair of variables that are tied, where trees were cut short", () => {
    const [finding, ...others] = diagnose(tied(1));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      cause: "narrow_ridge",
      title: "a and b lie on a narrow ridge",
      explains: ["max_treedepth"],
    });
    // Correlation −1/√(1 + 1/50²) = −0.9998: a ridge √((1 + 0.9998)/(1 − 0.9998)) = 100 times as long as wide.
    expect(finding.text).toMatch(
      /^40 % of the trajectories.*\(correlation -0\.9998\).*about (99|100|101) times as long as wide/,
    );
    expect(finding.action).toMatch(/^Leave one of the two out.*: the data tell mostly about the sum\.$/);
    expect(diagnose(tied(-1))[0].action).toContain("the difference");
    expect(warningsOf(tied(1)).map(({ cause }) => cause)).toEqual(["max_treedepth"]);
  });

  test("of an intercept and a slope, in their units, is mended by centring", () => {
    expect(diagnose(tied(0.001))[0].action).toMatch(/^If b is the coefficient of a predictor.*then a no longer/);
    expect(diagnose(tied(1000))[0].action).toMatch(/^If a is the coefficient of a predictor.*then b no longer/);
  });

  test("is not seen where nothing was cut short, nor where no two are tied", () => {
    const { chains, ...draws } = tied(1);
    const full = chains.map((chain) => ({
      ...chain,
      statistics: { ...chain.statistics, treeDepth: chain.statistics.treeDepth.map(() => 3) },
    }));
    expect(diagnose({ ...draws, chains: full })).toEqual([]);
    const untied = made({ a: noise(1), b: noise(2) }, cut);
    expect(diagnose(untied)).toEqual([]);
    expect(warningsOf(untied)[0].text).toContain("Raise --max-treedepth by 1 or 2");
  });
});

describe("divergences", () => {
  test("in the corner of a correlation are the correlation's, and nothing is rounded to the bound", () => {
    const near = (c: number) => normals(c, 1000).map((x) => 1 - 0.004 * Math.exp(x));
    const draws = made({ cor_g__Intercept__x: near, a: noise(1) }, ({ divergent }, c) => {
      near(c).forEach((value, i) => (divergent[i] = value > 0.9985 && i % 3 === 0 ? 1 : 0));
    });
    const [finding, ...others] = diagnose(draws);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ cause: "correlation_at_bound", state: "bad" });
    expect(finding.text).toMatch(
      /lie beyond 0\.996: .*explored badly: \d+ of 4000 .* all in the quarter of draws nearest to it/,
    );
    expect(warningsOf(draws)[0].text).toMatch(/^cor_g__Intercept__x at its bound\./);
  });

  test("of all draws speak of the density, and a few of themselves alone", () => {
    const diverge = (share: number) => made({ a: noise(1) }, ({ divergent }) => divergent.fill(1, 0, 1000 * share));
    expect(diagnose(diverge(0.9))[0]).toMatchObject({ title: "Most transitions diverged", state: "bad" });
    const [few] = diagnose(diverge(0.001));
    expect(few).toMatchObject({ title: "A few divergences in no particular place", state: "caution" });
    expect(few.action).toBe(
      "Raise --adapt-delta to 0.95, which should leave none; estimates that stay the same were sound before.",
    );
    expect(diagnose(diverge(0.005))[0].title).toBe("Divergences in no particular place");
    // The count is told once.
    for (const share of [0.001, 0.005, 0.9])
      expect(warningsOf(diverge(share))[0].text.match(/of 4000/g)).toHaveLength(1);
  });
});

test("a funnel by the logarithm of a scale is not told to multiply by it", () => {
  const v = noise(1);
  const effects = Object.fromEntries(
    [2, 3, 4].map((k) => [`x[${k}]`, (c: number) => both(noise(k)(c), v(c), (z, x) => z * Math.exp(1.5 * x))]),
  );
  const draws = made({ v, ...effects }, ({ divergent }, c) => {
    v(c).forEach((value, i) => (divergent[i] = value < -1.2 && i % 4 === 0 ? 1 : 0));
  });
  const action = (known: Known) => diagnose(draws, known)[0].action;
  expect(action({ origin: "cmdstan" })).toMatch(
    /^Write the parameters whose spread it sets non-centred, as that spread times standard normals; or raise adapt delta/,
  );
  expect(action({ lines: ["v ~ normal(0, 3)", "x[i: 3] ~ normal(0, …), centred"] })).toMatch(/^Declare x non-centred/);
  // Of two such parameters either may be meant.
  const two = ["x[i: 3] ~ normal(0, …), centred", "w[i: 3] ~ normal(0, …), centred"];
  expect(action({ lines: two })).toMatch(/^Write the parameters/);
});

test("draws are asked for in the words of the program that made them", () => {
  const few = made({ a: (c) => slow(c, 0.95) });
  const action = (origin: NonNullable<Known["origin"]>) => diagnose(few, { origin })[0].action;
  expect(action("poolwise")).toMatch(/per chain .*\(--draws \d+\)\.$/);
  expect(action("cmdstan")).toMatch(/per chain .*\(num_samples=\d+\)\.$/);
  expect(action("other")).toMatch(/per chain [^()]*\.$/);
  expect(optionInBrackets({ origin: "cmdstan" }, "chains", 4)).toBe(" (num_chains=4)");
  expect(optionInBrackets({ origin: "other" }, "chains", 4)).toBe("");
});

test("a number near a bound keeps the digits that tell it from it", () => {
  expect([0.5, 0.997, -0.99995, 1].map((x) => beside(x, Math.sign(x)))).toEqual(["0.5", "0.997", "-0.99995", "1"]);
});

describe("draws that are sound, in any units,", () => {
  test("are not called unbounded for being large", () => {
    for (const unit of [1, 500, 1e6]) {
      const far = made({ income: (c) => slow(c, 0.93).map((x) => unit * (40 + x)), b: noise(1) });
      expect(diagnose(far).map(({ cause }) => cause)).toEqual(["too_few_draws"]);
    }
  });

  test("are no funnel for two divergences at the ends of two of many scales", () => {
    const names = Array.from({ length: 60 }, (_, k) => `sd_g${k}__Intercept`);
    const positive = (k: number) => (c: number) => noise(k)(c).map(Math.abs);
    const lowest = (k: number, c: number) => positive(k)(c).reduce((at, x, i, all) => (x < all[at] ? i : at), 0);
    const diverge = ({ divergent }: SamplerStatistics, c: number) => c < 2 && (divergent[lowest(7, c)] = 1);
    const many = made(Object.fromEntries(names.map((name, k) => [name, positive(k)])), diverge);
    expect(diagnose(many)).toEqual([]);
    const one = made({ sd_g7__Intercept: positive(7), b: noise(70) }, diverge);
    expect(diagnose(one).map(({ title }) => title)).toEqual(["A funnel in sd_g7__Intercept"]);
  });
});

test("divergences at the bound of a variable that scales nothing are no funnel", () => {
  const half = (c: number) => noise(1)(c).map(Math.abs);
  const draws = made({ p: half, b: noise(2) }, ({ divergent }, c) =>
    half(c).forEach((x, i) => (divergent[i] = x < 0.05 ? 1 : 0)),
  );
  expect(diagnose(draws).map(({ title }) => title)).toEqual(["Divergences where p is low"]);
});

test("chains that all go one way need a longer warmup, not other predictors", () => {
  const drift = (c: number) => noise(1)(c).map((x, i) => x + (6 * i) / 1000);
  const [finding, ...others] = diagnose(made({ a: drift, b: noise(2) }));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ cause: "short_warmup", state: "bad", title: "Chains are still on their way in a" });
  expect(finding.action).toMatch(/^Run a longer warmup \(--warmup\)/);
});

describe("equal draws", () => {
  const held = (run: number) => (v: number) => (c: number) => {
    const x = noise(v)(c);
    return c === 1 ? x.fill(x[500], 500, 500 + run) : x;
  };
  test.each([100, 190])(
    "in a row, %d of 1000 in one chain and in no other, are a chain that stuck for a while",
    (run) => {
      const [finding] = diagnose(made({ a: held(run)(1), b: held(run)(2) }));
      expect(finding).toMatchObject({ cause: "stuck_chain", title: "Chain 2 is stuck for a while" });
      expect(finding.text).toContain(`Chain 2 gave the same draw ${run} times in a row`);
    },
  );

  test("in short runs are no matter", () => {
    expect(diagnose(made({ a: held(19)(1), b: held(19)(2) }))).toEqual([]);
  });
});

describe("peaks", () => {
  test("that one chain finds towards its end are peaks", () => {
    for (const share of [0.1, 0.2]) {
      const late = (c: number) => noise(1)(c).map((x, i) => (c === 2 && i >= 1000 * (1 - share) ? x + 8 : x));
      const [finding] = diagnose(made({ a: late, b: noise(2) }));
      expect(finding).toMatchObject({ cause: "several_modes", title: "Two peaks of a that chains rarely leave" });
      expect(finding.text).toContain("went from one to the other once in 4000 draws");
    }
  });

  test("that labels exchange within chains are switched labels, of the whole family", () => {
    const order = (c: number, i: number, k: number) => (k + Math.floor((i + 70 * c) / 230)) % 3;
    const mu = (k: number) => (c: number) => noise(k)(c).map((x, i) => 0.3 * x + 5 * (order(c, i, k) - 1));
    const [finding] = diagnose(made({ "mu[1]": mu(1), "mu[2]": mu(2), "mu[3]": mu(3), b: noise(7) }));
    expect(finding).toMatchObject({ cause: "several_modes", variables: ["mu[1]", "mu[2]", "mu[3]"] });
    expect(finding.text).toContain("labels were switched");
    expect(finding.action).toMatch(/^Put mu\[1\], mu\[2\] and mu\[3\] in increasing order/);
  });
});

test("chance is no excuse for R-hat above 1.05, nor where few draws are effective", () => {
  let [high, excused] = [0, 0];
  for (let seed = 0; seed < 20; seed++) {
    const draws = made({ a: (c) => slow(50 * seed + c, 0.99) });
    if (!(summarise(draws)[0].rhat! > 1.05)) continue;
    high++;
    if (!warningsOf(draws).some(({ cause }) => cause === "rhat")) excused++;
  }
  expect(high).toBeGreaterThan(10);
  expect(excused).toBe(0);
});

test("effective draws that lack in the tails are told as such, and the error of the mean is the mean's", () => {
  // Independent draws with a spread that changes slowly: quick in the bulk, slow in the tails.
  const tails = (c: number) => {
    const spread = slow(30 + c, 0.98);
    return noise(1)(c).map((x, i) => x * Math.exp(spread[i]));
  };
  const draws = made({ a: tails });
  const [row] = summarise(draws);
  expect(row.ess_tail!).toBeLessThan(0.5 * row.ess_bulk!);
  const [finding] = diagnose(draws);
  expect(finding.text).toContain(
    `worth ${Math.floor(row.ess_tail!)} independent ones in the tails (${Math.floor(row.ess_bulk!)} in the bulk)`,
  );
  const percent = Number(/uncertain by ([\d.]+) %/.exec(finding.text)![1]);
  expect(percent / 100 / (row.mcse_mean! / row.sd!)).toBeCloseTo(1, 1);
});

test("warnings made from findings at hand are those that find them themselves", () => {
  const draws = made({ a: (c) => slow(c, 0.95) });
  const rows = summarise(draws);
  expect(warningsOf(draws, rows, {}, diagnosisOf(draws, rows))).toEqual(warningsOf(draws));
  expect(warningsOf(draws, rows, {}, [])).not.toEqual(warningsOf(draws));
});

test("R-hat a little above 1.01 with few effective draws is told as neither disagreement nor agreement", () => {
  const told = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    const draws = made({ a: (c) => slow(10 * seed + c, 0.95) });
    const [{ rhat }] = summarise(draws);
    const text = warningsOf(draws).find(({ cause }) => cause === "rhat")?.text ?? "";
    if (rhat! > 1.05) expect(text).toContain("The chains disagree");
    if (text.includes("does not show that the chains disagree, nor that they agree")) {
      told.add("unclear");
      expect(rhat!).toBeLessThan(1.05);
    }
  }
  expect(told).toEqual(new Set(["unclear"]));
});
