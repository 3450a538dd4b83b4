/** The examples, compiled with each optimisation on and off, against the interpreter and central differences. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../engine/autodiff/ops.js";
import { compile } from "../../engine/compiler/compile.js";
import { interpret } from "../../engine/compiler/interpret.js";
import { load } from "../../engine/compiler/load.js";
import { allPasses, passNames, type Passes } from "../../engine/compiler/optimise.js";
import { selectRows } from "../../engine/data/missing.js";
import eightSchools from "../../examples/eight-schools/model.js";
import logitSlopes from "../../examples/logit-slopes/model.js";
import fixedNetwork from "../../examples/smoking-cessation/fixed.js";
import randomNetwork from "../../examples/smoking-cessation/model.js";
import { readTable } from "../../src/files/readTable.js";
import { traceOnRows } from "../../src/traceOnRows.js";
import { scattered } from "../support/models.js";

beforeAll(() => loadTensorflow());

const examples = [
  { name: "eight schools", model: eightSchools, path: "examples/eight-schools/schools.csv", rows: 8 },
  { name: "smoking, random effects", model: randomNetwork, path: "examples/smoking-cessation/smoking.csv", rows: 50 },
  { name: "smoking, fixed effects", model: fixedNetwork, path: "examples/smoking-cessation/smoking.csv", rows: 50 },
  { name: "logit slopes, 60 rows", model: logitSlopes, path: "examples/logit-slopes/data.csv", rows: 60 },
];
const combinations: [string, Passes][] = [
  ["all", allPasses],
  ["none", new Set()],
  ...passNames.map((off): [string, Passes] => [`all but ${off}`, new Set(passNames.filter((name) => name !== off))]),
  ...passNames.map((on): [string, Passes] => [`only ${on}`, new Set([on])]),
];
const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 1);

describe.each(examples)("$name", ({ model, path, rows }) => {
  it("is the same with each pass on and off: to 1e-12 of the largest gradient, and to 1e-6 by central differences", async () => {
    const table = selectRows(
      await readTable(path),
      Array.from({ length: rows }, (_, row) => row),
    );
    const { graph, dimension, names } = traceOnRows(model, table, "stop").traced;
    const oracle = interpret(graph);
    const positions = Array.from({ length: 20 }, (_, k) =>
      Float64Array.from(scattered(dimension, k + 1), (u) => 2 * u - 1),
    );
    const expected = positions.map((position) => {
      const gradient = new Float64Array(dimension);
      return { value: oracle.evaluate(position, gradient), gradient };
    });
    const priors = positions.map((position) => oracle.output("logPrior", position));
    const scratch = new Float64Array(dimension);
    for (const [name, passes] of combinations) {
      const compiled = load(compile(graph, names, passes));
      positions.forEach((position, k) => {
        const { value, gradient } = expected[k]!;
        const tolerance = 1e-12 * largest(gradient);
        const found = compiled.evaluate(position, scratch);
        // A sum of rows has the rounding of its own size too.
        expect(Math.abs(found - value), name).toBeLessThan(Math.max(tolerance, 1e-14 * Math.abs(value)));
        const worst = scratch.reduce((max, slope, i) => Math.max(max, Math.abs(slope - gradient[i]!)), 0);
        expect(worst, name).toBeLessThan(tolerance);

        const prior = new Float64Array(compiled.blocks);
        compiled.logPrior(position, prior);
        const byBlock = priors[k]!;
        prior.forEach((entry, block) =>
          expect(Math.abs(entry - byBlock[block]!), name).toBeLessThan(1e-12 * Math.max(1, Math.abs(byBlock[block]!))),
        );

        // Along a line through the position, so that every slope takes part in each of the twenty differences.
        const along = Float64Array.from(scattered(dimension, k + 7), (u) => 2 * u - 1);
        const h = 1e-5;
        const at = (step: number) =>
          compiled.evaluate(position.map((x, i) => x + step * along[i]!) as Float64Array, new Float64Array(dimension));
        const slope = gradient.reduce((sum, value_, i) => sum + value_ * along[i]!, 0);
        expect(Math.abs((at(h) - at(-h)) / (2 * h) - slope), name).toBeLessThan(1e-6 * largest(gradient));
      });
    }
  });
});
