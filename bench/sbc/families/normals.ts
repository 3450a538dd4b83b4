/** Gaussian responses: residuals that differ by group, many coefficients under a horseshoe, and monotonic effects. */
import { addGroup, balanced, linear, meanOf, population, standardNormals, sumOver, valuesOf } from "../design.js";
import type { SbcModel, Simulated, Values } from "../SbcModel.js";

const distributional = (): SbcModel => {
  const rows = 100;
  const g = balanced(10, rows);
  const x = standardNormals("gaussian, distributional", rows);
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  const logSigma = (values: Values, row: number) =>
    values("b_sigma_Intercept") + values("b_sigma_x") * x[row] + values(`r_g__sigma[${g.level(row)},Intercept]`);
  return {
    name: "gaussian, sigma by x and groups",
    formula: ["y ~ x + (1 | g)", "sigma ~ x + (1 | g)"],
    family: "gaussian(identity)",
    priors: [
      ...["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ normal(0, 1)"],
      ...["sigma: Intercept ~ normal(-0.5, 0.5)", "sigma: b ~ normal(0, 0.4)", "sigma: sd ~ normal(0, 0.5)"],
    ],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map([
        ...population(random, x, [0, 1, 1]),
        ...population(random, x, [-0.5, 0.5, 0.4], "b_sigma_"),
      ]);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(1) });
      const spread = wider * random.halfNormal(0.5);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: spread, parameter: "sigma" });
      const values = valuesOf(truth);
      return { truth, response: eta(values).map((mean, row) => random.normal(mean, Math.exp(logSigma(values, row)))) };
    },
    logLikelihood(values, response) {
      const mean = eta(values);
      return sumOver(response, (y, row) => {
        const of = logSigma(values, row);
        return -of - ((y - mean[row]) * Math.exp(-of)) ** 2 / 2;
      });
    },
  };
};

const horseshoe = (): SbcModel => {
  const rows = 60;
  const names = Array.from({ length: 8 }, (_, k) => `x${k + 1}`);
  const columns = new Map(names.map((name) => [name, standardNormals(`horseshoe, ${name}`, rows)]));
  // Degrees of freedom and scales as in the prior's text.
  const prior = { df: 3, global: 0.3, dfGlobal: 3, slab: 1, dfSlab: 8 };
  const eta = (values: Values) =>
    Float64Array.from({ length: rows }, (_, row) =>
      names.reduce((sum, name) => sum + values(`b_${name}`) * columns.get(name)![row]!, values("b_Intercept")),
    );
  return {
    name: "gaussian, horseshoe",
    formula: `y ~ ${names.join(" + ")}`,
    family: "gaussian(identity)",
    priors: ["Intercept ~ normal(0, 1)", `b ~ horseshoe(${Object.values(prior).join(", ")})`, "sigma ~ gamma(4, 4)"],
    columns,
    simulate(random): Simulated {
      const halfT = (df: number) => random.halfNormal(1) / Math.sqrt(random.gamma(df / 2, df / 2));
      const sigma = random.gamma(4, 4);
      const global = sigma * prior.global * halfT(prior.dfGlobal);
      // An inverse gamma is one over a gamma.
      const slab = 1 / random.gamma(prior.dfSlab / 2, prior.dfSlab / 2);
      const truth = new Map([
        ["sigma", sigma],
        ["hs_global", global],
        ["hs_slab", slab],
      ]);
      for (const name of names) {
        const scale = (global * halfT(prior.df)) ** 2;
        truth.set(`b_${name}`, random.normal(0, Math.sqrt(1 / (1 / scale + 1 / (prior.slab ** 2 * slab)))));
      }
      const shift = names.reduce((sum, name) => sum + truth.get(`b_${name}`)! * meanOf(columns.get(name)!), 0);
      truth.set("b_Intercept", random.normal(0, 1) - shift);
      return { truth, response: eta(valuesOf(truth)).map((mean) => random.normal(mean, sigma)) };
    },
    logLikelihood(values, response) {
      const mean = eta(values);
      const sigma = values("sigma");
      return sumOver(response, (y, row) => -Math.log(sigma) - ((y - mean[row]) / sigma) ** 2 / 2);
    },
  };
};

const monotonic = (): SbcModel => {
  const rows = 80;
  const steps = 3;
  const g = balanced(10, rows);
  const x = standardNormals("monotonic", rows);
  // Levels 0 to 3, each in every group.
  const k = Float64Array.from({ length: rows }, (_, row) => (Math.floor(row / 10) + row) % (steps + 1));
  const eta = (values: Values) => {
    const heights = [0];
    for (let j = 1; j <= steps; j++) heights.push(heights[j - 1]! + steps * values(`simo_mok1[${j}]`));
    return linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`) + values("bsp_mok") * heights[k[row]!]!);
  };
  return {
    name: "gaussian, monotonic effect",
    formula: "y ~ x + mo(k) + (1 | g)",
    family: "gaussian(identity)",
    priors: [
      ...["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "simo ~ dirichlet(2)"],
      ...["sd ~ normal(0, 1)", "sigma ~ gamma(4, 4)"],
    ],
    columns: new Map([
      ["x", x],
      ["k", k],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, [0, 1, 1]);
      truth.set("bsp_mok", random.normal(0, 1));
      const parts = Array.from({ length: steps }, () => random.gamma(2, 1));
      const all = parts.reduce((sum, part) => sum + part, 0);
      parts.forEach((part, j) => truth.set(`simo_mok1[${j + 1}]`, part / all));
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(1) });
      const sigma = random.gamma(4, 4);
      truth.set("sigma", sigma);
      return { truth, response: eta(valuesOf(truth)).map((mean) => random.normal(mean, sigma)) };
    },
    logLikelihood(values, response) {
      const mean = eta(values);
      const sigma = values("sigma");
      return sumOver(response, (y, row) => -Math.log(sigma) - ((y - mean[row]) / sigma) ** 2 / 2);
    },
  };
};

export const normals: readonly SbcModel[] = [distributional(), horseshoe(), monotonic()];
