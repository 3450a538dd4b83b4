/** Frequencies of rows in the log density: the same as repeated rows. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import type { GeometryOptions } from "../../../engine/core/Model.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { selectRows } from "../../../engine/data/missing.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../models/glmm/glmm.js";
import { scattered } from "../../support/models.js";
import { conditioned, integrated, onTable, plain, rows, table, weightsOf, type OnTable } from "./weightedTable.js";

beforeAll(async () => void (await loadTensorflow()));

const repeats = weightsOf("w").flatMap((w, row) => new Array<number>(w).fill(row));
const repeated = selectRows(table, repeats);

/** The same model on repeated rows, told the units, means and spreads of the rows as they were, which weights leave alone. */
function onRepeatedRows(
  formula: string | readonly string[],
  options: GlmmOptions,
  weighted: OnTable,
  geometry: GeometryOptions,
) {
  return onTable(glmm(formula as string, options), repeated, geometry, (inputs) => {
    const wanted = Array.from(inputs, ([name, { length }]) => {
      const given = weighted.inputs.get(name)!;
      return [name, length === repeats.length ? repeats.map((row) => given[row]!) : given] as const;
    });
    return new Map(wanted);
  });
}

/** The same formulas without weights, and priors as the defaults of the weighted table. */
function withoutWeights(model: GlmmModel, options: GlmmOptions): { formulas: string[]; options: GlmmOptions } {
  const formulas = model.declaration.formulas.map((text) =>
    text.replace(/ \| weights\([^)]*\) \+/, " |").replace(/ \| weights\([^)]*\)/, ""),
  );
  return { formulas, options: { ...options, priors: model.withPriorsOf(table).declaration.priors } };
}

const frequencies: readonly (readonly [
  formula: string | readonly string[],
  options: GlmmOptions,
  geometry: GeometryOptions,
])[] = [
  ["y | weights(w, frequency) ~ x", {}, plain],
  ["y | weights(w, frequency) ~ x + (1 | g)", {}, plain],
  ["y | weights(w, frequency) ~ x + (1 | g)", {}, integrated],
  ["y | weights(w, frequency) ~ x + (x | g) + (1 | h)", {}, integrated],
  ["y | weights(w, frequency) ~ x + (1 | g)", { priors: ["b ~ student_t(3, 0, 2)"] }, integrated],
  [["y | weights(w, frequency) ~ x + (1 | g)", "sigma ~ z"], {}, integrated],
  ["y | weights(w, frequency) + se(s, sigma = TRUE) ~ x + (1 | g)", {}, integrated],
  ["y | weights(w, frequency) + se(s) ~ x + (1 | g)", {}, integrated],
  ["y | weights(w, frequency) ~ x + (x | g)", { family: "student" }, conditioned],
  ["count | weights(w, frequency) ~ x + (1 | g)", { family: "poisson" }, plain],
  ["count | weights(w, frequency) ~ x + (x | g) + (1 | h)", { family: "poisson" }, conditioned],
  ["count | weights(w, frequency) + rate(s) ~ x + (1 | g)", { family: "poisson" }, conditioned],
  ["count | weights(w, frequency) ~ x + (1 | g)", { family: "negbinomial" }, conditioned],
  ["count | weights(w, frequency) + trials(n) ~ x + (1 | g)", { family: "binomial" }, conditioned],
  ["binary | weights(w, frequency) ~ x + (1 | g)", { family: "bernoulli" }, conditioned],
  ["positive | weights(w, frequency) ~ x + (1 | g)", { family: "gamma" }, plain],
  ["positive | weights(w, frequency) ~ x + (1 | g)", { family: "lognormal" }, conditioned],
  ["unit | weights(w, frequency) ~ x + (1 | g)", { family: "beta" }, conditioned],
];

describe("a row of weight 0", () => {
  it.each(["poisson(identity)", "negbinomial(identity)", "gamma(inverse)"])(
    "may have a negative mean, as if it were not in the table: %s",
    (family) => {
      const data = tableFromColumns({ y: [2, 3, 1, 4], x: [0.1, 0.5, -0.2, -90], w: [1, 1, 1, 0] });
      const priors = ["b ~ normal(0, 3)", ...(family.startsWith("poisson") ? [] : ["shape ~ exponential(1)"])];
      const weighted = glmm("y | weights(w, frequency) ~ 0 + Intercept + x", { family, priors });
      const without = glmm("y ~ 0 + Intercept + x", { family, priors });
      const [ours, theirs] = [
        onTable(weighted, data, plain),
        onTable(without, selectRows(data, [0, 1, 2]), plain, (inputs) => {
          const units = [...weighted.inputs(data)].filter(([name]) => !/^(response|weights|column)/.test(name));
          return new Map([...inputs, ...units]);
        }),
      ];
      const position = Float64Array.from({ length: ours.dimension }, (_, i) => 0.5 + 0.3 * i);
      const drawn = new Float64Array(ours.names.length);
      ours.compiled.constrain(position, {} as Rng, drawn);
      expect(drawn[0]! - 90 * drawn[1]!).toBeLessThan(0);
      const gradients = [ours, theirs].map(() => new Float64Array(ours.dimension)) as [Float64Array, Float64Array];
      const value = ours.compiled.evaluate(position, gradients[0]);
      expect(Number.isFinite(value)).toBe(true);
      expect(value).toBeCloseTo(theirs.compiled.evaluate(position, gradients[1]), 11);
      gradients[0].forEach((slope, i) => expect(slope).toBeCloseTo(gradients[1][i]!, 10));
    },
  );
});

describe.each(
  frequencies.map(([formula, options, geometry]) => ({
    formula,
    options,
    geometry,
    title: JSON.stringify([formula, options.family ?? "gaussian", geometry]),
  })),
)("frequencies: $title", ({ formula, options, geometry }) => {
  it("give the log density of repeated rows, its gradient, and the rows' log likelihood added up", () => {
    const model = glmm(formula as string, options);
    const weighted = onTable(model, table, geometry);
    const other = withoutWeights(model, options);
    const same = onRepeatedRows(other.formulas, other.options, weighted, geometry);
    expect(same.names).toEqual(weighted.names);
    for (const seed of [1, 2]) {
      const position = Float64Array.from(scattered(weighted.dimension, seed), (v) => 1.2 * v - 0.6);
      const [ours, theirs] = [weighted, same].map(({ settings, compiled }) => settings(compiled.reference(position)));
      ours?.forEach((values, name) => {
        // Repeated rows share what the weighted row says.
        const shared = new Float64Array(rows);
        theirs!.get(name)!.forEach((value, i) => (shared[repeats[i]!]! += value));
        // Curvatures are differences of slopes over 2e-4, which leaves them 12 digits.
        shared.forEach((value, row) => expect(Math.abs(values[row]! - value)).toBeLessThan(1e-10 * Math.max(1, value)));
        weighted.compiled.set(name, values);
        same.compiled.set(name, theirs!.get(name)!);
      });
      expect(ours !== undefined).toBe(geometry === conditioned);
      expect(weighted.isIntegrated).toBe(geometry === integrated);
      const gradients = [weighted, same].map(({ dimension }) => new Float64Array(dimension)) as [
        Float64Array,
        Float64Array,
      ];
      const value = weighted.compiled.evaluate(position, gradients[0]);
      expect(Number.isFinite(value)).toBe(true);
      // Sums of up to 140 terms in another order.
      expect(Math.abs(value - same.compiled.evaluate(position, gradients[1]))).toBeLessThan(
        1e-10 * Math.max(1, Math.abs(value)),
      );
      const largest = gradients[0].reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
      gradients[0].forEach((slope, i) => expect(Math.abs(slope - gradients[1][i]!)).toBeLessThan(1e-10 * largest));

      const [byRow, byCopy] = [new Float64Array(rows), new Float64Array(repeats.length)];
      const summed = new Float64Array(rows);
      const fixed = { normal: () => 0.3 } as unknown as Rng;
      [weighted, same].forEach(({ compiled, names }) =>
        compiled.constrain(position, fixed, new Float64Array(names.length)),
      );
      weighted.compiled.logLikelihood(position, byRow);
      same.compiled.logLikelihood(position, byCopy);
      byCopy.forEach((logDensity, i) => (summed[repeats[i]!]! += logDensity));
      summed.forEach((sum, row) => expect(byRow[row]).toBeCloseTo(sum, 9));
    }
  });
});
