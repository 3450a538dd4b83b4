/** Models whose effects are sampled relative to the data, each on a table of its own response. */
import type { Table } from "../../../../engine/core/Table.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import type { GlmmOptions } from "../../../../models/glmm/glmm.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { whole } from "./randomGaussian.js";

export interface ConditionedCase {
  readonly formula: string | readonly string[];
  readonly options: GlmmOptions;
  readonly table: Table;
  /** Whether the largest term is integrated out, and the others sampled. */
  readonly integrate?: boolean;
}

const rows = 30;

/** Unbalanced groups: h lies within g, k crosses both; every response fits its family. */
export function conditionedTable(seed = 5, count = rows, levels = 5): Table {
  const rng = testRng(seed);
  const numbers = (of: (row: number) => number) => Array.from({ length: count }, (_, row) => of(row));
  const groups = (size: number) => numbers(() => whole(rng, size)).map((level) => `l${level}`);
  const z = numbers(() => rng.normal());
  return tableFromColumns({
    x: numbers(() => rng.normal()),
    z,
    o: numbers(() => 0.3 * rng.normal()),
    g: groups(levels),
    h: groups(2),
    k: groups(levels),
    real: numbers((row) => 4 + z[row]! + rng.normal()),
    positive: numbers(() => 0.2 + 3 * rng.uniform()),
    unit: numbers(() => 0.05 + 0.9 * rng.uniform()),
    count: numbers(() => whole(rng, 7)),
    binary: numbers(() => whole(rng, 2)),
    trials: numbers((row) => 7 + (row % 4)),
    rate: numbers(() => 0.5 + 2 * rng.uniform()),
    w: numbers(() => 1 + whole(rng, 3)),
  });
}

const table = conditionedTable();
const of = (formula: ConditionedCase["formula"], family: string, more: GlmmOptions = {}): ConditionedCase => {
  return { formula, options: { family, ...more }, table };
};

export const conditionedCases: readonly ConditionedCase[] = [
  of("real ~ x + (1 | g)", "gaussian"),
  of("positive ~ x + (x | g)", "gaussian(log)"),
  of("binary ~ x + (1 | g)", "bernoulli"),
  of("binary ~ x + z + (1 | g/h)", "bernoulli(probit)"),
  of("count | trials(trials) ~ x + (x || g) + (1 | k)", "binomial"),
  of("count | rate(rate) ~ 0 + h + offset(o) + (x | g)", "poisson"),
  of("count ~ x + offset(o) + (1 | g) + (z | k)", "negbinomial"),
  of(["count ~ (1 | g/h)", "shape ~ z"], "negbinomial"),
  of("positive ~ 0 + Intercept + x + (0 + x | g)", "gamma(log)"),
  of("unit ~ x + (x + z | g)", "beta"),
  of(["real ~ x + (1 | g) + (1 | k)", "sigma ~ z"], "student"),
  of("positive ~ 1 + (1 | g:k)", "lognormal"),
  of("count | weights(w, frequency) ~ x + (1 | g)", "poisson"),
  // Too many pairs of levels for one factor: a block for each term.
  { ...of("count ~ x + (1 | g) + (1 | k)", "poisson"), table: conditionedTable(6, 500, 150) },
  {
    ...of("real ~ x + (1 | g) + (1 | k)", "gaussian", { priors: ["Intercept ~ normal(3, 2)"] }),
    table: conditionedTable(7, 500, 150),
    integrate: true,
  },
];
