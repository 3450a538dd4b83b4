/** Models whose standard deviations of groups have much of their prior near zero, where geometry is hardest. */
import { addEffects, balanced, linear, meanOf, standardNormals, sumOver, valuesOf } from "./design.js";
import { lgamma } from "./lgamma.js";
import type { Randomness } from "./randomness.js";
import type { SbcModel, Simulated, Values } from "./SbcModel.js";

/** An uncentred intercept for the prior of a centred one, and a slope. */
function population(random: Randomness, x: Float64Array, mean: number, sd: number): Map<string, number> {
  const slope = random.normal(0, sd);
  return new Map<string, number>([
    ["b_Intercept", random.normal(mean, sd) - slope * meanOf(x)],
    ["b_x", slope],
  ]);
}

const gaussianNested = (): SbcModel => {
  const rows = 48;
  const a = balanced(6, rows);
  const b = balanced(4, rows, 6);
  const x = standardNormals("gaussian, near zero", rows);
  const inner = (row: number) => `${a.level(row)}_${b.level(row)}`;
  const eta = (values: Values) =>
    linear(values, x, (row) => values(`r_a[${a.level(row)},Intercept]`) + values(`r_a:b[${inner(row)},Intercept]`));
  return {
    name: "gaussian, nested, near zero",
    formula: "y ~ x + (1 | a/b)",
    family: "gaussian(identity)",
    priors: [
      ...["Intercept ~ normal(1, 1)", "b ~ normal(0, 1)", "sigma ~ gamma(4, 4)"],
      ...["sd[a] ~ normal(0, 0.5)", "sd[a:b] ~ exponential(2)"],
    ],
    columns: new Map([
      ["x", x],
      ["a", a.codes],
      ["b", b.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, 1, 1);
      const sigma = random.gamma(4, 4);
      truth.set("sigma", sigma);
      const innerLevels = a.levels.flatMap((outer) => b.levels.map((level) => `${outer}_${level}`));
      const sds = [wider * random.halfNormal(0.5), wider * random.exponential(2)] as const;
      for (const [group, levels, sd] of [["a", a.levels, sds[0]] as const, ["a:b", innerLevels, sds[1]] as const]) {
        truth.set(`sd_${group}__Intercept`, sd);
        addEffects(truth, group, levels, "Intercept", () => random.normal(0, sd));
      }
      return { truth, response: eta(valuesOf(truth)).map((mean) => random.normal(mean, sigma)) };
    },
    logLikelihood(values, response) {
      const mean = eta(values);
      const sigma = values("sigma");
      return sumOver(response, (y, row) => -Math.log(sigma) - ((y - mean[row]) / sigma) ** 2 / 2);
    },
  };
};

const poissonSlopes = (): SbcModel => {
  const rows = 50;
  const g = balanced(10, rows);
  const x = standardNormals("poisson, near zero", rows);
  const eta = (values: Values) =>
    linear(values, x, (row) => {
      const level = g.level(row);
      return values(`r_g[${level},Intercept]`) + values(`r_g[${level},x]`) * x[row];
    });
  return {
    name: "Poisson, correlated slopes, near zero",
    formula: "y ~ x + (x | g)",
    family: "poisson(log)",
    priors: ["Intercept ~ normal(0.5, 0.5)", "b ~ normal(0, 0.5)", "sd ~ exponential(2)", "cor ~ lkj(2)"],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, 0.5, 0.5);
      const sds = [wider * random.exponential(2), wider * random.exponential(2)] as const;
      truth.set("sd_g__Intercept", sds[0]).set("sd_g__x", sds[1]);
      // A 2 × 2 matrix with the law LKJ(2) has a correlation whose (1 + r) / 2 is beta(2, 2).
      const [first, second] = [random.gamma(2, 1), random.gamma(2, 1)];
      const correlation = (2 * first) / (first + second) - 1;
      truth.set("cor_g__Intercept__x", correlation);
      for (const level of g.levels) {
        const [u, v] = [random.normal(0, 1), random.normal(0, 1)];
        truth.set(`r_g[${level},Intercept]`, sds[0] * u);
        truth.set(`r_g[${level},x]`, sds[1] * (correlation * u + Math.sqrt(1 - correlation ** 2) * v));
      }
      return { truth, response: eta(valuesOf(truth)).map((logMean) => random.poisson(Math.exp(logMean))) };
    },
    logLikelihood(values, response) {
      const logMean = eta(values);
      return sumOver(response, (y, row) => y * logMean[row] - Math.exp(logMean[row]) - lgamma(y + 1));
    },
  };
};

const bernoulliCrossed = (): SbcModel => {
  const rows = 96;
  const a = balanced(8, rows);
  const b = balanced(6, rows, 8);
  const x = standardNormals("bernoulli, near zero", rows);
  const eta = (values: Values) =>
    linear(values, x, (row) => values(`r_a[${a.level(row)},Intercept]`) + values(`r_b[${b.level(row)},x]`) * x[row]);
  return {
    name: "Bernoulli, crossed slope, near zero",
    formula: "y ~ x + (1 | a) + (0 + x | b)",
    family: "bernoulli(logit)",
    priors: ["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ normal(0, 0.5)"],
    columns: new Map([
      ["x", x],
      ["a", a.codes],
      ["b", b.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, 0, 1);
      for (const [group, levels, name] of [["a", a.levels, "Intercept"] as const, ["b", b.levels, "x"] as const]) {
        const sd = wider * random.halfNormal(0.5);
        truth.set(`sd_${group}__${name}`, sd);
        addEffects(truth, group, levels, name, () => random.normal(0, sd));
      }
      return { truth, response: eta(valuesOf(truth)).map((logit) => random.bernoulli(1 / (1 + Math.exp(-logit)))) };
    },
    logLikelihood(values, response) {
      const logit = eta(values);
      return sumOver(response, (y, row) => -Math.log1p(Math.exp(y === 1 ? -logit[row] : logit[row])));
    },
  };
};

/** One of each family. */
export const nearZero: readonly SbcModel[] = [gaussianNested(), poissonSlopes(), bernoulliCrossed()];
