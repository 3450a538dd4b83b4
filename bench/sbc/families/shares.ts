/** Probabilities and proportions: rows of 0 and 1, and shares whose precision follows a column. */
import { addGroup, balanced, linear, population, standardNormals, sumOver, valuesOf } from "../design.js";
import { lgamma } from "../lgamma.js";
import type { SbcModel, Simulated, Values } from "../SbcModel.js";

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit));

const bernoulliGroups = (): SbcModel => {
  const rows = 96;
  const g = balanced(12, rows);
  const x = standardNormals("bernoulli, groups", rows);
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  return {
    name: "Bernoulli, groups",
    formula: "y ~ x + (1 | g)",
    family: "bernoulli(logit)",
    priors: ["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ normal(0, 1)"],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, [0, 1, 1]);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(1) });
      return { truth, response: eta(valuesOf(truth)).map((logit) => random.bernoulli(logistic(logit))) };
    },
    logLikelihood(values, response) {
      const logit = eta(values);
      return sumOver(response, (y, row) => -Math.log1p(Math.exp(y === 1 ? -logit[row] : logit[row])));
    },
  };
};

const betaPrecision = (): SbcModel => {
  const rows = 80;
  const g = balanced(10, rows);
  const x = standardNormals("beta", rows);
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  const precision = (values: Values, row: number) => Math.exp(values("b_phi_Intercept") + values("b_phi_x") * x[row]);
  return {
    name: "beta, phi by x",
    formula: ["y ~ x + (1 | g)", "phi ~ x"],
    family: "beta(logit)",
    priors: [
      ...["Intercept ~ normal(0, 0.5)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.5)"],
      ...["phi: Intercept ~ normal(2.5, 0.5)", "phi: b ~ normal(0, 0.3)"],
    ],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map([
        ...population(random, x, [0, 0.5, 0.5]),
        ...population(random, x, [2.5, 0.5, 0.3], "b_phi_"),
      ]);
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(0.5) });
      const values = valuesOf(truth);
      const response = eta(values).map((logit, row) => {
        const phi = precision(values, row);
        return random.beta(phi * logistic(logit), phi * logistic(-logit));
      });
      return { truth, response };
    },
    logLikelihood(values, response) {
      const logit = eta(values);
      return sumOver(response, (y, row) => {
        const phi = precision(values, row);
        const [a, b] = [phi * logistic(logit[row]), phi * logistic(-logit[row])];
        return lgamma(phi) - lgamma(a) - lgamma(b) + (a - 1) * Math.log(y) + (b - 1) * Math.log1p(-y);
      });
    },
    // Proportions that are so near 0 or 1 that a number cannot tell.
    isTaken: (response) => response.every((y) => y > 0 && y < 1),
  };
};

export const shares: readonly SbcModel[] = [bernoulliGroups(), betaPrecision()];
