/** Counts: an effect for each observation, correlated slopes, zeros too many. */
import { addGroup, balanced, linear, population, standardNormals, sumOver, valuesOf } from "../design.js";
import { lgamma } from "../lgamma.js";
import { negativeBinomialCount } from "../negativeBinomialCount.js";
import type { SbcModel, Simulated, Values } from "../SbcModel.js";

const poissonObservations = (): SbcModel => {
  const rows = 60;
  const g = balanced(10, rows);
  const observation = balanced(rows, rows);
  const x = standardNormals("poisson, observations", rows);
  const eta = (values: Values) =>
    linear(
      values,
      x,
      (row) => values(`r_g[${g.level(row)},Intercept]`) + values(`r_row[${observation.level(row)},Intercept]`),
    );
  return {
    name: "Poisson, an effect for each row",
    formula: "y ~ x + (1 | g) + (1 | row)",
    family: "poisson(log)",
    priors: ["Intercept ~ normal(1, 0.5)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.5)"],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
      ["row", observation.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, [1, 0.5, 0.5]);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(0.5) });
      addGroup(truth, random, { group: "row", levels: observation.levels, sd: wider * random.halfNormal(0.5) });
      return { truth, response: eta(valuesOf(truth)).map((logMean) => random.poisson(Math.exp(logMean))) };
    },
    logLikelihood(values, response) {
      const logMean = eta(values);
      return sumOver(response, (y, row) => y * logMean[row] - Math.exp(logMean[row]));
    },
  };
};

const negativeBinomialSlopes = (): SbcModel => {
  const rows = 80;
  const g = balanced(10, rows);
  const x = standardNormals("negative binomial, slopes", rows);
  const eta = (values: Values) =>
    linear(values, x, (row) => {
      const level = g.level(row);
      return values(`r_g[${level},Intercept]`) + values(`r_g[${level},x]`) * x[row];
    });
  return {
    name: "negative binomial, correlated slopes",
    formula: "y ~ x + (x | g)",
    family: "negbinomial(log)",
    priors: [
      ...["Intercept ~ normal(1.5, 0.5)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.5)"],
      ...["cor ~ lkj(2)", "shape ~ gamma(4, 1)"],
    ],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, [1.5, 0.5, 0.5]);
      const sds = [wider * random.halfNormal(0.5), wider * random.halfNormal(0.5)] as const;
      // A 2 × 2 matrix with the law LKJ(2) has a correlation whose (1 + r) / 2 is beta(2, 2).
      const correlation = 2 * random.beta(2, 2) - 1;
      const shape = random.gamma(4, 1);
      truth.set("sd_g__Intercept", sds[0]).set("sd_g__x", sds[1]);
      truth.set("cor_g__Intercept__x", correlation).set("shape", shape);
      for (const level of g.levels) {
        const [u, v] = [random.normal(0, 1), random.normal(0, 1)];
        truth.set(`r_g[${level},Intercept]`, sds[0] * u);
        truth.set(`r_g[${level},x]`, sds[1] * (correlation * u + Math.sqrt(1 - correlation ** 2) * v));
      }
      const response = eta(valuesOf(truth)).map((logMean) => negativeBinomialCount(random, Math.exp(logMean), shape));
      return { truth, response };
    },
    logLikelihood(values, response) {
      const logMean = eta(values);
      const shape = values("shape");
      const constant = shape * Math.log(shape) - lgamma(shape);
      return sumOver(response, (y, row) => {
        const mean = Math.exp(logMean[row]);
        return constant + lgamma(y + shape) + y * logMean[row] - (y + shape) * Math.log(shape + mean);
      });
    },
  };
};

const zeroInflatedPoisson = (): SbcModel => {
  const rows = 90;
  const g = balanced(10, rows);
  const x = standardNormals("zero-inflated poisson", rows);
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  const inflation = (values: Values, row: number) =>
    1 / (1 + Math.exp(-values("b_zi_Intercept") - values("b_zi_x") * x[row]));
  return {
    name: "zero-inflated Poisson, zi by x",
    formula: ["y ~ x + (1 | g)", "zi ~ x"],
    family: "zero_inflated_poisson(log)",
    priors: [
      ...["Intercept ~ normal(1, 0.5)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.5)"],
      ...["zi: Intercept ~ normal(-0.5, 1)", "zi: b ~ normal(0, 1)"],
    ],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map([...population(random, x, [1, 0.5, 0.5]), ...population(random, x, [-0.5, 1, 1], "b_zi_")]);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(0.5) });
      const values = valuesOf(truth);
      const response = eta(values).map((logMean, row) =>
        random.bernoulli(inflation(values, row)) === 1 ? 0 : random.poisson(Math.exp(logMean)),
      );
      return { truth, response };
    },
    logLikelihood(values, response) {
      const logMean = eta(values);
      return sumOver(response, (y, row) => {
        const zi = inflation(values, row);
        const mean = Math.exp(logMean[row]);
        return y === 0 ? Math.log(zi + (1 - zi) * Math.exp(-mean)) : Math.log(1 - zi) + y * logMean[row] - mean;
      });
    },
  };
};

export const counts: readonly SbcModel[] = [poissonObservations(), negativeBinomialSlopes(), zeroInflatedPoisson()];
