/** Amounts: times of which some are censored on either side, and amounts of which some are zero. */
import { addGroup, balanced, linear, population, standardNormals, sumOver, valuesOf } from "../design.js";
import { lgamma } from "../lgamma.js";
import { logNormalTail } from "../logNormalTail.js";
import type { SbcModel, Simulated, Values } from "../SbcModel.js";

const lognormalCensored = (): SbcModel => {
  const rows = 80;
  const g = balanced(10, rows);
  const x = standardNormals("lognormal", rows);
  // Those below a limit of detection are known to be below, and each is followed for a time of its own.
  const least = 0.5;
  const followed = standardNormals("lognormal, followed", rows).map((z) => Math.exp(1 + 0.5 * z));
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  return {
    name: "lognormal, censored on both sides",
    formula: "y | cens(c) ~ x + (1 | g)",
    family: "lognormal",
    priors: [...["Intercept ~ normal(0.5, 0.7)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.5)", "sigma ~ gamma(5, 6)"]],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, [0.5, 0.7, 0.5]);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(0.5) });
      const sigma = random.gamma(5, 6);
      truth.set("sigma", sigma);
      const times = eta(valuesOf(truth)).map((mean) => Math.exp(random.normal(mean, sigma)));
      const censored = times.map((time, row) => (time < least ? -1 : Number(time > Math.max(least, followed[row]!))));
      const response = times.map((time, row) =>
        censored[row] === 0 ? time : censored[row] === 1 ? Math.max(least, followed[row]!) : least,
      );
      return { truth, response, columns: new Map([["c", censored]]) };
    },
    logLikelihood(values, response, columns) {
      const mean = eta(values);
      const sigma = values("sigma");
      const censored = columns!.get("c")!;
      return sumOver(response, (y, row) => {
        const z = (Math.log(y) - mean[row]) / sigma;
        return censored[row] === 0 ? -Math.log(sigma) - z ** 2 / 2 : logNormalTail(censored[row] === 1 ? z : -z);
      });
    },
  };
};

const hurdleGamma = (): SbcModel => {
  const rows = 90;
  const g = balanced(10, rows);
  const x = standardNormals("hurdle gamma", rows);
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  return {
    name: "hurdle gamma, groups",
    formula: "y ~ x + (1 | g)",
    family: "hurdle_gamma(log)",
    priors: [
      ...["Intercept ~ normal(1, 0.7)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.5)"],
      ...["shape ~ gamma(4, 2)", "hu ~ beta(2, 4)"],
    ],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, [1, 0.7, 0.5]);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(0.5) });
      const [shape, hu] = [random.gamma(4, 2), random.beta(2, 4)];
      truth.set("shape", shape).set("hu", hu);
      const response = eta(valuesOf(truth)).map((logMean) =>
        random.bernoulli(hu) === 1 ? 0 : random.gamma(shape, shape / Math.exp(logMean)),
      );
      return { truth, response };
    },
    logLikelihood(values, response) {
      const logMean = eta(values);
      const [shape, hu] = [values("shape"), values("hu")];
      const constant = Math.log(1 - hu) + shape * Math.log(shape) - lgamma(shape);
      return sumOver(response, (y, row) => {
        if (y === 0) return Math.log(hu);
        return constant - shape * logMean[row] + (shape - 1) * Math.log(y) - shape * y * Math.exp(-logMean[row]);
      });
    },
  };
};

export const positive: readonly SbcModel[] = [lognormalCensored(), hurdleGamma()];
