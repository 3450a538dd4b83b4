/** Models of simulation-based calibration: small data, and proper priors that all are stated. */
import { addEffects, balanced, linear, meanOf, standardNormals, sumOver, valuesOf } from "./design.js";
import { lgamma } from "./lgamma.js";
import { nearZero } from "./nearZero.js";
import { negativeBinomialCount } from "./negativeBinomialCount.js";
import { related } from "./related.js";
import { families } from "./families/families.js";
import type { SbcModel, Simulated, Values } from "./SbcModel.js";

const gaussianSlopes = (): SbcModel => {
  const g = balanced(10, 60);
  const x = standardNormals("gaussian", 60);
  const levels = g.levels;
  const eta = (values: Values) =>
    linear(values, x, (row) => {
      const level = g.level(row);
      return values(`r_g[${level},Intercept]`) + values(`r_g[${level},x]`) * x[row];
    });
  return {
    name: "gaussian, correlated slopes",
    formula: "y ~ x + (x | g)",
    family: "gaussian(identity)",
    priors: [
      "Intercept ~ normal(0, 1)",
      "b ~ normal(0, 1)",
      "sd ~ normal(0, 1)",
      "cor ~ lkj(2)",
      "sigma ~ gamma(4, 4)",
    ],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map<string, number>();
      const slope = random.normal(0, 1);
      truth.set("b_Intercept", random.normal(0, 1) - slope * meanOf(x));
      truth.set("b_x", slope);
      const sds = [wider * random.halfNormal(1), wider * random.halfNormal(1)] as const;
      truth.set("sd_g__Intercept", sds[0]).set("sd_g__x", sds[1]);
      // A 2 × 2 matrix with the law LKJ(2) has a correlation whose (1 + r) / 2 is beta(2, 2).
      const [a, b] = [random.gamma(2, 1), random.gamma(2, 1)];
      const correlation = (2 * a) / (a + b) - 1;
      truth.set("cor_g__Intercept__x", correlation);
      truth.set("sigma", random.gamma(4, 4));
      for (const level of levels) {
        const [first, second] = [random.normal(0, 1), random.normal(0, 1)];
        truth.set(`r_g[${level},Intercept]`, sds[0] * first);
        truth.set(`r_g[${level},x]`, sds[1] * (correlation * first + Math.sqrt(1 - correlation ** 2) * second));
      }
      const sigma = truth.get("sigma")!;
      return { truth, response: eta(valuesOf(truth)).map((mean) => random.normal(mean, sigma)) };
    },
    logLikelihood(values, response) {
      const mean = eta(values);
      const sigma = values("sigma");
      return sumOver(response, (y, row) => -Math.log(sigma) - ((y - mean[row]) / sigma) ** 2 / 2);
    },
  };
};

const poissonCrossed = (): SbcModel => {
  const a = balanced(8, 64);
  // Every level of one meets every level of the other.
  const b = balanced(8, 64, 8);
  const x = standardNormals("poisson", 64);
  const eta = (values: Values) =>
    linear(values, x, (row) => values(`r_a[${a.level(row)},Intercept]`) + values(`r_b[${b.level(row)},Intercept]`));
  return {
    name: "Poisson, crossed effects",
    formula: "y ~ x + (1 | a) + (1 | b)",
    family: "poisson(log)",
    priors: ["Intercept ~ normal(1, 0.5)", "b ~ normal(0, 0.5)", "sd ~ exponential(2)"],
    columns: new Map([
      ["x", x],
      ["a", a.codes],
      ["b", b.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map<string, number>();
      const slope = random.normal(0, 0.5);
      truth.set("b_Intercept", random.normal(1, 0.5) - slope * meanOf(x));
      truth.set("b_x", slope);
      for (const [group, { levels }] of [["a", a] as const, ["b", b] as const]) {
        const sd = wider * random.exponential(2);
        truth.set(`sd_${group}__Intercept`, sd);
        addEffects(truth, group, levels, "Intercept", () => random.normal(0, sd));
      }
      return { truth, response: eta(valuesOf(truth)).map((logMean) => random.poisson(Math.exp(logMean))) };
    },
    logLikelihood(values, response) {
      const logMean = eta(values);
      return sumOver(response, (y, row) => y * logMean[row] - Math.exp(logMean[row]) - lgamma(y + 1));
    },
  };
};

const bernoulliNested = (): SbcModel => {
  const a = balanced(8, 120);
  const b = balanced(3, 120, 8);
  const x = standardNormals("bernoulli", 120);
  const inner = (row: number) => `${a.level(row)}_${b.level(row)}`;
  const eta = (values: Values) =>
    linear(values, x, (row) => values(`r_a[${a.level(row)},Intercept]`) + values(`r_a:b[${inner(row)},Intercept]`));
  return {
    name: "Bernoulli, nested effects",
    formula: "y ~ x + (1 | a/b)",
    family: "bernoulli(logit)",
    priors: ["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd[a] ~ normal(0, 1)", "sd[a:b] ~ normal(0, 0.7)"],
    columns: new Map([
      ["x", x],
      ["a", a.codes],
      ["b", b.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map<string, number>();
      const slope = random.normal(0, 1);
      truth.set("b_Intercept", random.normal(0, 1) - slope * meanOf(x));
      truth.set("b_x", slope);
      const innerLevels = a.levels.flatMap((outer) => b.levels.map((level) => `${outer}_${level}`));
      for (const [group, levels, scale] of [["a", a.levels, 1] as const, ["a:b", innerLevels, 0.7] as const]) {
        const sd = wider * random.halfNormal(scale);
        truth.set(`sd_${group}__Intercept`, sd);
        addEffects(truth, group, levels, "Intercept", () => random.normal(0, sd));
      }
      return { truth, response: eta(valuesOf(truth)).map((logit) => random.bernoulli(1 / (1 + Math.exp(-logit)))) };
    },
    logLikelihood(values, response) {
      const logit = eta(values);
      return sumOver(response, (y, row) => -Math.log1p(Math.exp(y === 1 ? -logit[row] : logit[row])));
    },
  };
};

const negativeBinomial = (): SbcModel => {
  const g = balanced(10, 60);
  const x = standardNormals("negative binomial", 60);
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  return {
    name: "negative binomial",
    formula: "y ~ x + (1 | g)",
    family: "negbinomial(log)",
    priors: ["Intercept ~ normal(1.5, 0.5)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.5)", "shape ~ gamma(3, 1)"],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map<string, number>();
      const slope = random.normal(0, 0.5);
      truth.set("b_Intercept", random.normal(1.5, 0.5) - slope * meanOf(x));
      truth.set("b_x", slope);
      const sd = wider * random.halfNormal(0.5);
      truth.set("sd_g__Intercept", sd);
      addEffects(truth, "g", g.levels, "Intercept", () => random.normal(0, sd));
      const shape = random.gamma(3, 1);
      truth.set("shape", shape);
      const counts = eta(valuesOf(truth)).map((logMean) => negativeBinomialCount(random, Math.exp(logMean), shape));
      return { truth, response: counts };
    },
    logLikelihood(values, response) {
      const logMean = eta(values);
      const shape = values("shape");
      return sumOver(response, (y, row) => {
        const mean = Math.exp(logMean[row]);
        const choose = lgamma(y + shape) - lgamma(shape) - lgamma(y + 1);
        return choose + shape * Math.log(shape / (shape + mean)) + y * Math.log(mean / (shape + mean));
      });
    },
  };
};

const structures: readonly SbcModel[] = [
  gaussianSlopes(),
  poissonCrossed(),
  bernoulliNested(),
  negativeBinomial(),
  ...related,
  // Their coordinates follow the data, and so does what is decided about them: each replication starts from nothing.
  ...nearZero.map((model): SbcModel => ({ ...model, fitted: "afresh" })),
  // Not that of counts: without optimisations it takes seconds of a processor a replication, most of the study.
  ...nearZero
    .filter(({ family }) => family !== "poisson(log)")
    .map((model): SbcModel => ({ ...model, name: `${model.name}, plainly`, fitted: "plainly" })),
];

/** Models by study. The first of each is also the control, simulated with standard deviations of groups twice as wide. */
export const studies: ReadonlyMap<string, readonly SbcModel[]> = new Map([
  ["structures", structures],
  ["families", families],
]);

/** All of them; a task names one by its place. */
export const models: readonly SbcModel[] = [...studies.values()].flat();
