import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { latentSettings } from "../../../../models/glmm/latent/reference.js";
import { settingNames } from "../../../../models/glmm/latent/latentInputs.js";
import { testRng } from "../../../engine/distributions/testRng.js";

beforeAll(async () => void (await loadTensorflow()));

const table = tableFromColumns({
  x: [-1.2, 0.3, 0.8, -0.1, 1.9, 0, -2, 1],
  o: [0.1, -0.2, 0.4, 0, 0.3, -0.1, 0.2, 0.5],
  g: ["a", "b", "c", "a", "b", "c", "a", "b"],
  k: ["p", "p", "q", "q", "p", "q", "p", "q"],
  binary: [0, 1, 1, 0, 0, 1, 1, 0],
  count: [0, 3, 1, 9, 2, 0, 4, 1],
  trials: [5, 4, 7, 9, 4, 3, 8, 6],
  rate: [0.5, 1, 2, 3, 1.5, 1, 2, 0.7],
  positive: [0.4, 1.1, 3, 0.9, 2, 0.2, 0.7, 1.6],
  real: [0.4, -1.1, 3, 12, 2, 0.2, -0.7, 1.6],
  w: [1, 2, 1, 3, 1, 1, 4, 2],
});

/** Slope and minus the curvature of the log likelihood of a row, by hand. */
type ByHand = (y: number, eta: number, row: (name: string) => number) => readonly [score: number, precision: number];

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const cases: readonly (readonly [formula: string, family: string, byHand: ByHand])[] = [
  [
    "binary ~ x + offset(o) + (1 | g) + (1 | k)",
    "bernoulli",
    (y, eta) => [y - sigmoid(eta), sigmoid(eta) * (1 - sigmoid(eta))],
  ],
  [
    "count | trials(trials) ~ x + (x | g)",
    "binomial",
    (y, eta, row) => [y - row("trials") * sigmoid(eta), row("trials") * sigmoid(eta) * (1 - sigmoid(eta))],
  ],
  [
    "count | rate(rate) ~ x + offset(o) + (1 | g)",
    "poisson",
    (y, eta, row) => [y - row("rate") * Math.exp(eta), row("rate") * Math.exp(eta)],
  ],
  [
    "count | weights(w, frequency) ~ x + (1 | g)",
    "poisson",
    (y, eta, row) => [row("w") * (y - Math.exp(eta)), row("w") * Math.exp(eta)],
  ],
  [
    "count ~ x + (1 | g)",
    "negbinomial",
    (y, eta, row) => {
      const [mean, shape] = [Math.exp(eta), row("shape")];
      return [((y - mean) * shape) / (shape + mean), (shape * mean * (shape + y)) / (shape + mean) ** 2];
    },
  ],
  [
    "positive ~ x + (1 | g)",
    "gamma(log)",
    (y, eta, row) => [row("shape") * (y / Math.exp(eta) - 1), (row("shape") * y) / Math.exp(eta)],
  ],
  [
    "real ~ x + (1 | g)",
    "gaussian(log)",
    (y, eta, row) => {
      const [mean, precision] = [Math.exp(eta), row("sigma") ** -2];
      // Where the curvature is upwards a row says nothing of its precision.
      return [precision * (y - mean) * mean, Math.max(0, precision * (2 * mean - y) * mean)];
    },
  ],
  [
    "real ~ x + (1 | g)",
    "student",
    (y, eta, row) => {
      const [nu, square] = [row("nu"), ((y - eta) / row("sigma")) ** 2];
      const below = (nu + square) * row("sigma") ** 2;
      return [((nu + 1) * (y - eta)) / below, Math.max(0, ((nu + 1) * (nu - square)) / ((nu + square) * below))];
    },
  ],
];

describe.each(cases)("%s, %s", (formula, family, byHand) => {
  it("has the weights and pulls of normal observations with the rows' slopes and curvatures", () => {
    const model = glmm(formula, { family });
    const traced = model.trace(table, { centre: true, whiten: true });
    const compiled = load(compile(traced.graph, traced.names));
    const rng = testRng(4);
    const position = Float64Array.from({ length: traced.dimension }, () => 0.6 * rng.normal());
    const { frame } = model.encoder(table);
    const found = traced.coordinates!.settings!(compiled.reference(position));
    const out = new Float64Array(traced.names.length);
    compiled.constrain(position, rng, out);
    const draw = (name: string) => out[traced.names.indexOf(name)]!;
    const { names, means } = frame.predictors[0]!;
    const shift = names.reduce((sum, name, k) => sum + draw(`b_${name}`) * means[k]!, 0);
    const slope = draw("b_x");
    for (let row = 0; row < table.rows; row++) {
      const of = (name: string): number => {
        const column = table.columns.get(name);
        return column?.kind === "number" ? column.values[row]! : draw(name);
      };
      const population = draw("b_Intercept") + shift + slope * (of("x") - means[0]!);
      const effects = frame.groups.reduce((sum, term) => {
        const level = term.levels[term.index[row]!]!;
        return term.coefficients.reduce(
          (total, coefficient, k) =>
            total + draw(`r_${term.group}[${level},${coefficient}]`) * (term.columns[k]?.[row] ?? 1),
          sum,
        );
      }, 0);
      const offset = frame.predictors[0]!.offset?.[row] ?? 0;
      const y = frame.response!.values[row]!;
      const [score, precision] = byHand(y, population + effects + offset, of);
      // Differences of slopes 1e-4 units apart, in numbers of size 10.
      expect(found.get(settingNames.weight)![row]).toBeCloseTo(precision, 5);
      expect(found.get(settingNames.pull(0))![row]).toBeCloseTo(score + precision * (population + effects), 5);
    }
  });
});

it("says nothing of rows whose slope is not finite", () => {
  const frame = { rows: 3 } as never;
  const plan = { conditioned: [{}, {}] } as never;
  const settings = latentSettings({ frame, plan }, Float64Array.of(1, 2, 3, 4, NaN, 6, 7, 8, Infinity));
  expect(settings).toEqual(
    new Map([
      [settingNames.weight, Float64Array.of(1, 0, 0)],
      [settingNames.pull(0), Float64Array.of(4, 0, 0)],
      [settingNames.pull(1), Float64Array.of(7, 0, 0)],
    ]),
  );
});
