/** Ordered categories with thresholds, and unordered ones with a predictor each. */
import { addGroup, balanced, meanOf, population, standardNormals, sumOver, valuesOf } from "../design.js";
import type { SbcModel, Simulated, Values } from "../SbcModel.js";

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit));

const cumulativeGroups = (): SbcModel => {
  const rows = 100;
  const most = 4;
  const g = balanced(10, rows);
  const x = standardNormals("cumulative", rows);
  const eta = (values: Values, row: number) => values("b_x") * x[row] + values(`r_g[${g.level(row)},Intercept]`);
  /** Probability of a category or one below it. */
  const upTo = (values: Values, row: number, category: number) => {
    if (category === 0) return 0;
    return category === most ? 1 : logistic(values(`b_Intercept[${category}]`) - eta(values, row));
  };
  return {
    name: "cumulative, groups",
    formula: "y ~ x + (1 | g)",
    family: "cumulative(logit)",
    priors: ["Intercept ~ normal(0, 1.5)", "b ~ normal(0, 1)", "sd ~ normal(0, 1)"],
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const slope = random.normal(0, 1);
      const truth = new Map([["b_x", slope]]);
      // Numbers of one law given that they ascend are those numbers sorted.
      const thresholds = Array.from({ length: most - 1 }, () => random.normal(0, 1.5)).sort((a, b) => a - b);
      thresholds.forEach((threshold, k) => truth.set(`b_Intercept[${k + 1}]`, threshold + slope * meanOf(x)));
      addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(1) });
      const values = valuesOf(truth);
      const response = x.map((_, row) => {
        const u = random.uniform();
        let category = 1;
        while (category < most && u > upTo(values, row, category)) category++;
        return category;
      });
      return { truth, response };
    },
    logLikelihood: (values, response) =>
      sumOver(response, (y, row) => Math.log(upTo(values, row, y) - upTo(values, row, y - 1))),
    // There are as many categories as the highest number says.
    isTaken: (response) => response.includes(most),
  };
};

const categoricalGroups = (): SbcModel => {
  const rows = 100;
  const most = 3;
  const g = balanced(10, rows);
  const x = standardNormals("categorical", rows);
  const others = ["mu2", "mu3"] as const;
  const weights = (values: Values, row: number) => [
    1,
    ...others.map((name) =>
      Math.exp(
        values(`b_${name}_Intercept`) +
          values(`b_${name}_x`) * x[row] +
          values(`r_g__${name}[${g.level(row)},Intercept]`),
      ),
    ),
  ];
  return {
    name: "categorical, groups",
    formula: "y ~ x + (1 | g)",
    family: "categorical(logit)",
    priors: others.flatMap((name) => [
      ...[`${name}: Intercept ~ normal(0, 1)`, `${name}: b ~ normal(0, 1)`, `${name}: sd ~ normal(0, 0.7)`],
    ]),
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = new Map(others.flatMap((name) => [...population(random, x, [0, 1, 1], `b_${name}_`)]));
      for (const parameter of others) {
        addGroup(truth, random, { group: "g", levels: g.levels, sd: wider * random.halfNormal(0.7), parameter });
      }
      const values = valuesOf(truth);
      const response = x.map((_, row) => {
        const of = weights(values, row);
        let left = random.uniform() * of.reduce((sum, weight) => sum + weight, 0);
        let category = 1;
        while (category < most && left > of[category - 1]!) left -= of[category++ - 1]!;
        return category;
      });
      return { truth, response };
    },
    logLikelihood: (values, response) =>
      sumOver(response, (y, row) => {
        const of = weights(values, row);
        return Math.log(of[y - 1]!) - Math.log(of.reduce((sum, weight) => sum + weight, 0));
      }),
    isTaken: (response) => response.includes(most),
  };
};

export const categories: readonly SbcModel[] = [cumulativeGroups(), categoricalGroups()];
