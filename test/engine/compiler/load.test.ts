import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { GraphBuilder } from "../../../engine/compiler/GraphBuilder.js";
import { load } from "../../../engine/compiler/load.js";
import type { ModelArtifact } from "../../../engine/core/CompiledModel.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { traceDensity, type Density } from "../autodiff/density.js";

beforeAll(() => loadTensorflow());

const noRng = {} as Rng;

/** Regression by group, with a setting: every kind of input, and work that depends on data alone. */
const regression: Density = ({ position, data, integers, setting }) => {
  const x = data("x", [1, 2, 3, 4, 5]);
  const y = data("y", [2, 1, 4, 3, 5]);
  const group = integers("group", [0, 1, 2, 1, 0]);
  const scale = setting("scale", [0.5]);
  const mean = tf().mul(tf().gather(position, group), tf().log(x));
  return tf().neg(tf().sum(tf().mul(scale, tf().square(tf().sub(y, mean)))));
};

function density(
  p: readonly number[],
  x: readonly number[],
  y: readonly number[],
  g: readonly number[],
  scale: number,
) {
  return -x.reduce((sum, value, i) => sum + scale * (y[i]! - p[g[i]!]! * Math.log(value)) ** 2, 0);
}

const p = [0.5, -1, 2];
const artifact = () => compile(traceDensity(3, regression), ["a", "b", "c"]);
const evaluate = (model: ReturnType<typeof load>, position: readonly number[] = p) => {
  const gradient = new Float64Array(model.dimension);
  return { value: model.evaluate(Float64Array.from(position), gradient), gradient: [...gradient] };
};

describe("set", () => {
  it("takes a column that no output needs, and checks its length all the same", () => {
    const model = load(
      compile(
        traceDensity(1, ({ position, data }) => {
          data("unused", [1, 2]);
          return tf().neg(tf().sum(tf().square(position)));
        }),
        ["a"],
      ),
    );
    model.set("unused", [3, 4]);
    expect(evaluate(model, [2]).value).toBe(-4);
    expect(() => model.set("unused", [3])).toThrow(/has 2 values, not 1/);
  });

  it("runs again what depends on data alone, for data, indices and settings", () => {
    const model = load(artifact());
    const [x, y, g] = [
      [1, 2, 3, 4, 5],
      [2, 1, 4, 3, 5],
      [0, 1, 2, 1, 0],
    ] as const;
    expect(evaluate(model).value).toBeCloseTo(density(p, x, y, g, 0.5), 12);
    model.set("x", [5, 4, 3, 2, 1]);
    expect(evaluate(model).value).toBeCloseTo(density(p, [5, 4, 3, 2, 1], y, g, 0.5), 12);
    model.set("group", [2, 2, 0, 0, 1]);
    expect(evaluate(model).value).toBeCloseTo(density(p, [5, 4, 3, 2, 1], y, [2, 2, 0, 0, 1], 0.5), 12);
    model.set("scale", [3]);
    model.set("x", [...x]);
    const expected = density(p, x, y, [2, 2, 0, 0, 1], 3);
    expect(evaluate(model).value).toBeCloseTo(expected, 11);
    const rows = new Float64Array(model.rows);
    model.logLikelihood(Float64Array.from(p), rows);
    expect(rows[0]).toBeCloseTo(expected, 11);
  });

  it("takes effect before any of the outputs is asked for", () => {
    const model = load(artifact());
    model.set("scale", [2]);
    const rows = new Float64Array(1);
    model.logLikelihood(Float64Array.from(p), rows);
    expect(rows[0]).toBe(evaluate(model).value);
    const constrained = new Float64Array(3);
    model.constrain(Float64Array.from(p), noRng, constrained);
    expect([...constrained]).toEqual(p);
  });

  it("refuses unknown names and other lengths, and keeps the data it had", () => {
    const model = load(artifact());
    const before = evaluate(model);
    expect(() => model.set("z", [1])).toThrow(/unknown input: "z"; known are .*x/);
    expect(() => model.set("__proto__", [1])).toThrow(/unknown input/);
    expect(() => model.set("x", [1, 2])).toThrow(/input "x" has 5 values, not 2/);
    expect(evaluate(model)).toEqual(before);
  });

  it.each([[[0, 1, 3, 0, 0]], [[0, -1, 0, 0, 0]], [[0, 0.5, 0, 0, 0]], [[0, NaN, 0, 0, 0]], [[0, 0, 0, 0, 2 ** 29]]])(
    "refuses the indices %j, which lead to memory of others",
    (indices) => {
      const model = load(artifact());
      const before = evaluate(model);
      expect(() => model.set("group", indices)).toThrow(/input "group": .* is no whole number from 0 to 2/);
      expect(evaluate(model)).toEqual(before);
    },
  );

  it("bounds indices of blocks and indices taken by a table by what they lead to", () => {
    const b = new GraphBuilder();
    const position = b.position(6);
    const g = b.input("g", "int32", Int32Array.of(0, 1));
    const blocks = b.gather(position, b.expandIndex(g, 3));
    const h = b.input("h", "int32", Int32Array.of(0, 1, 5));
    const taken = b.gather(position, b.takeIndex(h, b.table(Int32Array.of(2, 0))));
    const n = b.input("n", "int32", Int32Array.of(7, -7));
    const total = b.binary("add", b.binary("add", b.sum(blocks), b.sum(taken)), b.sum(b.toFloat(n)));
    const model = load(
      compile(
        b.finish(6, {
          logDensity: total,
          gradient: position,
          logPrior: total,
          constrained: total,
          logLikelihood: total,
        }),
      ),
    );
    expect(evaluate(model, [1, 2, 3, 4, 5, 6]).value).toBe(21 + 6 + 1 + 0);
    expect(() => model.set("g", [0, 2])).toThrow(/from 0 to 1/);
    expect(() => model.set("h", [0, 0, 6])).toThrow(/from 0 to 5/);
    model.set("n", [2 ** 28 - 1, -(2 ** 28)]);
    expect(evaluate(model, [1, 2, 3, 4, 5, 6]).value).toBe(27);
    // Eight times as much would not fit into 32 bits.
    expect(() => model.set("n", [2 ** 28, 0])).toThrow(/no whole number/);
  });
});

describe("evaluate", () => {
  it("gives -Infinity where the position is NaN in any place", () => {
    const model = load(artifact());
    for (let i = 0; i < 3; i++) {
      const position = p.map((value, k) => (k === i ? NaN : value));
      expect(evaluate(model, position).value).toBe(-Infinity);
      expect(evaluate(model).value).toBeGreaterThan(-Infinity);
    }
  });

  it("gives -Infinity where the density is a number and the gradient is none, and the other way round", () => {
    const sqrt = load(compile(traceDensity(1, ({ position }) => tf().sum(tf().mul(tf().sqrt(position), 0)))));
    expect(evaluate(sqrt, [0]).value).toBe(-Infinity);
    const log = load(compile(traceDensity(1, ({ position }) => tf().sum(tf().log(position)))));
    expect(evaluate(log, [-1]).value).toBe(-Infinity);
    expect(evaluate(log, [1]).value).toBe(0);
  });

  it("passes a density of -Infinity", () => {
    const log = load(compile(traceDensity(1, ({ position }) => tf().neg(tf().sum(tf().exp(position))))));
    expect(evaluate(log, [1000]).value).toBe(-Infinity);
  });
});

describe("an artifact", () => {
  it("serves instances with memories of their own", () => {
    const shared = artifact();
    const [first, second] = [load(shared), load(shared)];
    const before = evaluate(second);
    first.set("x", [9, 9, 9, 9, 9]);
    first.set("group", [2, 2, 2, 2, 2]);
    evaluate(first);
    expect(evaluate(second)).toEqual(before);
    expect(evaluate(load(shared))).toEqual(before);
  });

  it("can be posted: a structured clone of it evaluates to the same bits", () => {
    const shared = artifact();
    const { module, ...rest } = shared;
    const clone: ModelArtifact = { ...structuredClone(rest), module };
    expect(evaluate(load(clone))).toEqual(evaluate(load(shared)));
  });

  it("is the same whenever it is compiled", () => {
    const bytes = () => JSON.stringify({ ...artifact(), module: null });
    expect(bytes()).toBe(bytes());
  });
});

describe("an evaluation", () => {
  it("allocates no more than the number that it returns", () => {
    const script = join(import.meta.dirname, "allocation.ts");
    // Through tsx, so that the sources run as they are.
    const output = execFileSync(process.execPath, ["--expose-gc", "--import", "tsx", script], { encoding: "utf8" });
    const { grown, evaluations } = JSON.parse(output) as { grown: number; evaluations: number };
    expect(evaluations).toBe(200_000);
    // A number that leaves WebAssembly may be boxed in 16 bytes; an array of any kind takes 64 or more. No collection
    // hides anything: the young heap holds 16 MB.
    expect(grown / evaluations).toBeLessThan(24);
  });
});
