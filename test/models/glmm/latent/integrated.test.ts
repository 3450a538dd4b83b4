import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { interpret } from "../../../../engine/compiler/interpret.js";
import type { NumberColumn } from "../../../../engine/core/Table.js";
import { scattered } from "../../../support/models.js";
import {
  expectConditionalLaw,
  expectDenseDensity,
  integratedModel,
  type GaussianCase,
  type IntegratedModel,
} from "./integratedModel.js";
import { logAbsDeterminant } from "./matrices.js";
import { plainPosition } from "./plainPosition.js";
import { randomGaussian } from "./randomGaussian.js";

beforeAll(async () => void (await loadTensorflow()));

const models = Array.from({ length: 50 }, (_, i) => {
  const random = randomGaussian(1000 + i);
  return { title: `${i}: ${JSON.stringify([random.formulas, random.priors])}`, seed: i, ...random };
});

const traces = new Map<number, IntegratedModel>();

function trace(random: GaussianCase): IntegratedModel {
  const made = traces.get(random.seed) ?? integratedModel(random);
  traces.set(random.seed, made);
  return made;
}

describe.each(models)("$title", (random) => {
  it("has the density of a dense multivariate normal, and its gradient", () => {
    expectDenseDensity(trace(random));
  });

  it("draws effects and coefficients from their normal law given the response, and has its rows given these", () => {
    expectConditionalLaw(trace(random));
  });
});

/** A response of which a million parts in a million and one are its level: sums of its squares would leave no digits. */
const far = (
  [
    ["y ~ x + (1 | g)", ["Intercept ~ normal(0, 1e7)"]],
    ["y ~ x + (1 | g)", ["Intercept ~ normal(0, 1e7)", "b ~ student_t(3, 0, 1)"]],
    ["y ~ 0 + Intercept + x + (1 | g)", ["b ~ student_t(3, 0, 1e7)"]],
    ["y ~ 0 + k + x + (1 | g)", []],
    ["y ~ 1 + (x | g)", ["Intercept ~ normal(1e6, 1e-3)"]],
    ["steep ~ x + (1 | g)", ["Intercept ~ normal(0, 10)", "b ~ normal(0, 1e7)"]],
  ] as const
).map(([formula, priors], i) => {
  const { table } = randomGaussian(1000 + i);
  const numbers = (name: string) => (table.columns.get(name) as NumberColumn).values;
  const y = Float64Array.from(scattered(table.rows, i), (value) => 1e6 + 3 * value);
  const steep = y.map((value, row) => value - 1e6 + 1e6 * numbers("x")[row]!);
  const columns = new Map(table.columns).set("y", { kind: "number", name: "y", values: y, missing: [] });
  columns.set("steep", { kind: "number", name: "steep", values: steep, missing: [] });
  const title = `far from 0: ${JSON.stringify([formula, priors])}`;
  return { title, seed: -1 - i, formulas: [formula], priors, table: { ...table, columns } };
});

// A few of them, since each is traced once more.
describe.each([...models.filter(({ seed }) => seed % 4 === 0), ...far])("$title", (random) => {
  const { table } = random;

  it("is the plain density of all parameters divided by that of those drawn afterwards", () => {
    const { model, traced, compiled, position, drawn } = trace(random);
    const plain = model.trace(table);
    const density = interpret(plain.graph);
    let count = 0;
    const drawnAt = (normal: (i: number) => number, at = position): Float64Array => {
      count = 0;
      const values = drawn(at, (i) => (count++, normal(i)));
      const draws = new Map(traced.names.map((name, i) => [name, values[i]!]));
      return plainPosition(model, table, plain, traced, at, draws);
    };
    const placeOf = ({ blocks }: typeof plain) => blocks.find(({ name }) => name === "Intercept")?.offset;
    const [own, theirs] = [placeOf(traced), placeOf(plain)];
    /** The intercept may be sampled in a scale of its own, in which it is linear. */
    const logStretch = (mode: Float64Array): number => {
      if (own === undefined) return 0;
      const next = drawnAt(() => 0, position.with(own, position[own]! + 1));
      return Math.log(next[theirs!]! - mode[theirs!]!);
    };
    // At the conditional mean, where errors of what is drawn are of second order, its density is that of its linear map.
    const mode = drawnAt(() => 0);
    const moved = Array.from({ length: count }, (_, i) =>
      drawnAt((k) => (k === i ? 1 : 0)).map((x, k) => x - mode[k]!),
    );
    // An intercept of its own scale moves by rounding alone.
    const isFree = (k: number) => (own === undefined || k !== theirs) && moved.some((column) => column[k] !== 0);
    const free = Array.from(mode, (_, k) => k).filter(isFree);
    expect(free).toHaveLength(count);
    const jacobian = moved.map((column) => free.map((k) => column[k]!));
    const conditional = -0.5 * count * Math.log(2 * Math.PI) - logAbsDeterminant(jacobian);
    const expected = density.evaluate(mode, new Float64Array(plain.dimension)) + logStretch(mode) - conditional;
    const value = compiled.evaluate(position, new Float64Array(traced.dimension));
    expect(Math.abs(value - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-9);
  });
});
