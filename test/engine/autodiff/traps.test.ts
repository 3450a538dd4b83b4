import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, logSumExp, tf } from "../../../engine/autodiff/ops.js";
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { evaluators, interpreted, nodeCount, ownSlopes, traceDensity, type Density } from "./density.js";

beforeAll(() => loadTensorflow());

const at = (x: Tensor, i: number) => tf().reshape(tf().slice(x, [i], [1]), []);
const whole = (values: readonly number[]) => tf().tensor1d([...values], "int32");

/** Both ways of evaluation against central differences of the interpreted value, to 1e-8 of the largest slope. */
function expectOwnGradient(position: readonly number[], density: Density): void {
  const expected = ownSlopes(position, density);
  const scale = Math.max(1, ...expected.map(Math.abs));
  for (const [, evaluate] of evaluators) {
    const { gradient } = evaluate(position, density);
    // Central differences with h = 1e-5 are good to h² and to rounding / h.
    expected.forEach((slope, i) => expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-8 * scale));
  }
}

describe("repeating a parameter", () => {
  it("where() with a scalar parameter over 500 rows stays a graph below 20 nodes", () => {
    const density: Density = ({ position, data }) => {
      const x = data(
        "x",
        Array.from({ length: 500 }, (_, i) => i - 250),
      );
      return tf().sum(tf().where(tf().greater(x, 0), at(position, 0), at(position, 1)));
    };
    expect(nodeCount(2, density)).toBeLessThan(20);
    for (const [, evaluate] of evaluators) {
      const result = evaluate([2, 3], density);
      expect(result).toEqual({ value: 249 * 2 + 251 * 3, gradient: [249, 251] });
    }
  });

  it("broadcastTo of a scalar parameter to 500 elements stays a graph below 10 nodes", () => {
    const density: Density = ({ position }) => tf().sum(tf().square(tf().broadcastTo(at(position, 0), [500])));
    expect(nodeCount(1, density)).toBeLessThan(10);
    for (const [, evaluate] of evaluators) expect(evaluate([3], density)).toEqual({ value: 4500, gradient: [3000] });
  });

  it("tile adds the gradients of its repetitions, along both axes", () => {
    expectOwnGradient([0.5, -1, 2, 0.25, 1.5, -0.75], ({ position, data }) => {
      const weights = data(
        "w",
        Array.from({ length: 36 }, (_, i) => (i % 7) - 3),
        [4, 9],
      );
      return tf().sum(tf().mul(weights, tf().tile(tf().reshape(position, [2, 3]), [2, 3])));
    });
  });
});

describe("conditions", () => {
  it.each(["greater", "greaterEqual", "less", "lessEqual", "equal", "notEqual"] as const)(
    "where() takes a condition made of parameters by %s",
    (name) => {
      expectOwnGradient([0.5, -1, 2], ({ position }) =>
        tf().sum(tf().where(tf()[name](position, 0.25), tf().square(position), tf().mul(3, position))),
      );
    },
  );

  it("logicalAnd, logicalOr and logicalNot of conditions made of parameters have gradient 0", () => {
    expectOwnGradient([0.5, -1, 2], ({ position: p }) => {
      const inside = tf().logicalAnd(tf().greater(p, 0), tf().less(p, 1));
      const outside = tf().logicalNot(tf().logicalOr(inside, tf().less(p, -2)));
      return tf().sum(tf().add(tf().where(inside, tf().square(p), p), tf().where(outside, tf().exp(p), p)));
    });
  });

  it("a parameter cast to whole numbers is truncated towards 0 and has gradient 0", () => {
    const density: Density = ({ position }) =>
      tf().sum(tf().add(position, tf().mul(10, tf().cast(tf().cast(position, "int32"), "float32"))));
    for (const [, evaluate] of evaluators) {
      expect(evaluate([1.75, -1.75], density)).toEqual({ value: 0, gradient: [1, 1] });
    }
  });

  it("a parameter cast to bool is 0 or 1 and has gradient 0", () => {
    const density: Density = ({ position }) =>
      tf().sum(tf().add(position, tf().cast(tf().cast(position, "bool"), "float32")));
    for (const [, evaluate] of evaluators) {
      expect(evaluate([1.75, 0], density)).toEqual({ value: 2.75, gradient: [1, 1] });
    }
  });
});

describe("gradients of operations that broadcast", () => {
  it.each(["maximum", "minimum", "squaredDifference", "add", "sub", "mul", "div", "pow"] as const)(
    "%s of a column and a scalar parameter, both ways round",
    (name) => {
      expectOwnGradient([1.25, 0.5], ({ position, data }) => {
        const x = data("x", [0.25, 1.5, 3, 1, 0.75]);
        return tf().add(
          tf().sum(tf().mul(x, tf()[name](x, at(position, 0)))),
          tf().sum(tf().mul(x, tf()[name](at(position, 1), x))),
        );
      });
    },
  );

  it.each(["maximum", "minimum", "squaredDifference", "mul", "div"] as const)(
    "%s of a column vector and a row vector",
    (name) => {
      expectOwnGradient([1.25, 0.5, 2, -0.75, 1.75], ({ position, data }) => {
        const left = tf().reshape(tf().slice(position, [0], [2]), [2, 1]);
        const right = tf().reshape(tf().slice(position, [2], [3]), [1, 3]);
        return tf().sum(tf().mul(tf()[name](left, right), data("w", [1, 2, 3, 4, 5, 6], [2, 3])));
      });
    },
  );
});

describe("branches that are not taken", () => {
  const cases: [string, Density, number[]][] = [
    ["log", ({ position: p }) => tf().sum(tf().where(tf().greater(p, 0), tf().log(p), tf().zerosLike(p))), [2, 0, -1]],
    [
      "a quotient",
      ({ position: p }) => tf().sum(tf().where(tf().greater(p, 0), tf().div(1, p), tf().zerosLike(p))),
      [2, 0, -1],
    ],
    [
      "sqrt",
      ({ position: p }) => tf().sum(tf().where(tf().greater(p, 0), tf().sqrt(p), tf().zerosLike(p))),
      [2, 0, -1],
    ],
    [
      "log of a sqrt",
      ({ position: p }) => tf().sum(tf().where(tf().greater(p, 0), tf().log(tf().sqrt(p)), tf().zerosLike(p))),
      [2, 0, -1],
    ],
    [
      "a product with log",
      ({ position: p }) => tf().sum(tf().where(tf().greater(p, 0), tf().mul(p, tf().log(p)), tf().zerosLike(p))),
      [2, 0, -1],
    ],
    [
      "a power",
      ({ position: p }) => tf().sum(tf().where(tf().greater(p, 0), tf().pow(p, -0.5), tf().zerosLike(p))),
      [2, 0, -1],
    ],
    [
      "a branch within a branch",
      ({ position: p }) => {
        const inner = tf().where(tf().less(p, 5), tf().log(p), tf().zerosLike(p));
        return tf().sum(tf().where(tf().greater(p, 0), inner, tf().zerosLike(p)));
      },
      [2, 0, -1],
    ],
    [
      "two uses of a root",
      ({ position: p }) => {
        const root = tf().sqrt(p);
        return tf().sum(tf().where(tf().greater(p, 0), tf().add(tf().log(root), root), tf().zerosLike(p)));
      },
      [2, 0, -1],
    ],
    [
      "the second branch",
      ({ position: p }) => tf().sum(tf().where(tf().lessEqual(p, 0), tf().zerosLike(p), tf().log(p))),
      [2, 0, -1],
    ],
    [
      "an exponential that overflows",
      ({ position: p }) =>
        tf().sum(tf().where(tf().less(p, 10), tf().exp(tf().square(tf().square(p))), tf().zerosLike(p))),
      [1, 10, 1000],
    ],
  ];
  const kept = [
    0.5,
    -0.25,
    0.5 / Math.SQRT2,
    0.25,
    Math.log(2) + 1,
    -0.5 * 2 ** -1.5,
    0.5,
    0.25 + 0.5 / Math.SQRT2,
    0.5,
    4 * Math.E,
  ];

  describe.each(evaluators)("%s", (_, evaluate) => {
    it.each(cases.map(([name, density, position], i) => ({ name, density, position, slope: kept[i]! })))(
      "$name behind where() has gradient 0 where it is not selected",
      ({ density, position, slope }) => {
        const { value, gradient } = evaluate(position, density);
        expect(Number.isFinite(value)).toBe(true);
        expect(gradient[0]).toBeCloseTo(slope, 12);
        expect(gradient.slice(1).map((s) => Math.abs(s))).toEqual([0, 0]);
      },
    );
  });
});

describe("powers and quotients", () => {
  it.each([2, 3, -1, -2, 0.5, 1, 0, 2.5])("pow with the constant exponent %d", (exponent) => {
    const density: Density = ({ position }) => tf().sum(tf().pow(position, exponent));
    expectOwnGradient([0.5, 1.5, 2], density);
    expect(interpreted([0.5, 2], density).value).toBeCloseTo(0.5 ** exponent + 2 ** exponent, 13);
  });

  it("pow with a parameter as exponent and as base", () => {
    expectOwnGradient([0.5, 1.5], ({ position }) => tf().pow(at(position, 0), at(position, 1)));
    expectOwnGradient([0.5, 1.5], ({ position }) => tf().sum(tf().pow([2, 0.25], position)));
  });

  it("a square of a negative number has a gradient", () => {
    for (const [, evaluate] of evaluators) {
      expect(evaluate([-3], ({ position }) => tf().sum(tf().pow(position, 2)))).toEqual({ value: 9, gradient: [-6] });
    }
  });

  it("the gradient of a quotient by 1e-200 does not overflow", () => {
    for (const [, evaluate] of evaluators) {
      const { value, gradient } = evaluate([3e-200, 1e-200], ({ position }) =>
        tf().div(at(position, 0), at(position, 1)),
      );
      expect(value).toBeCloseTo(3, 12);
      expect(gradient[0]! / 1e200).toBeCloseTo(1, 12);
      expect(gradient[1]! / -3e200).toBeCloseTo(1, 12);
    }
  });
});

describe("log-sum-exp and softmax", () => {
  it("logSumExp over all elements and over an axis, far beyond the range of exp", () => {
    expectOwnGradient([0.5, 1.5, -2, 0.25], ({ position }) => logSumExp(position));
    expectOwnGradient([0.5, 1.5, -2, 0.25], ({ position }) =>
      tf().sum(tf().mul([1, 3], logSumExp(tf().reshape(position, [2, 2]), 0))),
    );
    for (const [, evaluate] of evaluators) {
      const { value, gradient } = evaluate([5000, 4999], ({ position }) => logSumExp(position));
      expect(value).toBeCloseTo(5000 + Math.log1p(Math.exp(-1)), 11);
      expect(gradient[0]! + gradient[1]!).toBeCloseTo(1, 14);
      expect(gradient[1]).toBeCloseTo(1 / (1 + Math.E), 14);
    }
  });

  it("softmax and logSoftmax over the last axis", () => {
    expectOwnGradient([0.5, 1.5, -2, 0.25, 1, 3], ({ position, data }) => {
      const rows = tf().reshape(position, [2, 3]);
      const w = data("w", [1, 2, 3, -1, 0.5, 4], [2, 3]);
      return tf().add(tf().sum(tf().mul(w, tf().softmax(rows))), tf().sum(tf().mul(w, tf().logSoftmax(rows))));
    });
  });
});

describe("gather and scatter", () => {
  it.each([0, 1])("gather along axis %d by indices of the data and by known ones", (axis) => {
    expectOwnGradient([0.5, 1.5, -2, 0.25, 1, 3], ({ position, integers }) => {
      const matrix = tf().reshape(position, [2, 3]);
      const byData = tf().gather(matrix, integers("g", axis === 0 ? [1, 1, 0, 1] : [2, 0, 2, 1]), axis);
      const known = tf().gather(matrix, whole(axis === 0 ? [0, 1, 1] : [2, 2]), axis);
      return tf().add(tf().sum(tf().exp(byData)), tf().sum(tf().square(known)));
    });
  });

  it("unsortedSegmentSum of rows and of blocks by indices of the data", () => {
    expectOwnGradient([0.5, 1.5, -2, 0.25, 1, 3], ({ position, integers }) => {
      const rows = tf().unsortedSegmentSum(position, integers("g", [2, 0, 2, 3, 0, 2]) as never, 5);
      const blocks = tf().unsortedSegmentSum(tf().reshape(position, [3, 2]), integers("h", [1, 0, 1]) as never, 2);
      return tf().add(tf().sum(tf().exp(rows)), tf().sum(tf().square(blocks)));
    });
  });

  it("refuses an index of the data that lies outside, instead of reading other memory", () => {
    for (const index of [
      [0, 3],
      [-1, 0],
    ]) {
      expect(() =>
        evaluators[1][1]([1, 2, 3], ({ position, integers }) => tf().sum(tf().gather(position, integers("g", index)))),
      ).toThrow(/index/);
    }
  });

  it("refuses a known index that lies outside", () => {
    expect(() => traceDensity(3, ({ position }) => tf().sum(tf().gather(position, whole([0, 3]))))).toThrow(
      /index 3 is outside 0 to 2/,
    );
  });

  it("refuses indices that are computed from parameters", () => {
    expect(() =>
      traceDensity(3, ({ position }) => tf().sum(tf().gather(position, tf().cast(position, "int32")))),
    ).toThrow(/indices/);
  });

  it("takes known numbers that were cast to whole ones as indices", () => {
    for (const [, evaluate] of evaluators) {
      const density: Density = ({ position }) =>
        tf().sum(tf().gather(position, tf().cast(tf().tensor1d([2, 0]), "int32")));
      expect(evaluate([1, 10, 100], density)).toEqual({ value: 101, gradient: [1, 0, 1] });
    }
  });
});

describe("shapes and unused parameters", () => {
  it("a parameter that the density does not use has gradient 0", () => {
    for (const [, evaluate] of evaluators) {
      expect(evaluate([3, 5], ({ position }) => tf().square(at(position, 1)))).toEqual({
        value: 25,
        gradient: [0, 10],
      });
      expect(evaluate([3, 5], () => tf().scalar(7))).toEqual({ value: 7, gradient: [0, 0] });
    }
  });

  it("shapes [] and [1] mean the same density and gradient", () => {
    for (const [, evaluate] of evaluators) {
      const scalar: Density = ({ position }) => tf().mul(at(position, 0), tf().sum(tf().exp(position)));
      const vector: Density = ({ position }) =>
        tf().mul(tf().slice(position, [0], [1]), tf().sum(tf().exp(position), 0, true));
      expect(evaluate([0.5, 1.5], vector)).toEqual(evaluate([0.5, 1.5], scalar));
    }
  });

  it("a model of one parameter, used as it is", () => {
    for (const [, evaluate] of evaluators) {
      expect(evaluate([3], ({ position }) => tf().reshape(position, []))).toEqual({ value: 3, gradient: [1] });
    }
  });

  it("refuses a density that is no scalar", () => {
    expect(() => traceDensity(2, ({ position }) => position)).toThrow(/must be a scalar/);
  });
});

describe("numbers keep all their digits", () => {
  const value = (density: Density) => interpreted([1], density).value;

  it.each([0.1, 1 / 3, 1e-300, 1e300, Math.PI, 16777217, -0.7])("the literal %d is exact", (literal) => {
    expect(value(({ position }) => tf().mul(at(position, 0), literal))).toBe(literal);
    expect(value(() => tf().sum(tf().tensor1d([literal])))).toBe(literal);
    expect(value(() => tf().scalar(literal))).toBe(literal);
    expect(value(() => tf().max(tf().fill([3], literal)))).toBe(literal);
    expect(value(() => tf().sum(tf().tensor2d([[literal]])))).toBe(literal);
    expect(value(() => tf().sum(tf().tensor(literal)))).toBe(literal);
  });

  it("the gradient of tensorflow.js's own erf has 2/√π to the last digit", () => {
    const { gradient } = interpreted([0], ({ position }) => tf().sum(tf().erf(position)));
    expect(gradient[0]).toBe(2 / Math.sqrt(Math.PI));
  });

  it("buffers, linspace, range, eye and oneHot-like arrays are exact", () => {
    expect(
      value(() => {
        const buffer = tf().buffer([2]);
        buffer.set(0.1, 0);
        buffer.set(0.2, 1);
        return tf().sum(buffer.toTensor());
      }),
    ).toBe(0.1 + 0.2);
    expect(value(() => tf().max(tf().linspace(0, 0.3, 4)))).toBe(3 * (0.3 / 3));
    expect(value(() => tf().max(tf().range(0, 0.35, 0.1)))).toBe(3 * 0.1);
    expect(value(() => tf().sum(tf().mul(tf().eye(3), 0.1)))).toBe(0.1 + 0.1 + 0.1);
    expect(value(() => tf().sum(tf().onesLike(tf().zeros([3]))))).toBe(3);
  });

  it("takes Float32Array, Float64Array and Int32Array made before and while tracing", () => {
    const single = Float32Array.of(0.1, 0.5);
    const double = Float64Array.of(0.1, 0.2);
    expect(value(() => tf().sum(tf().tensor1d(single)))).toBe(single[0]! + 0.5);
    expect(value(() => tf().sum(tf().tensor1d(double as never)))).toBe(0.1 + 0.2);
    expect(value(() => tf().sum(tf().tensor1d(Float64Array.of(0.1, 0.2) as never)))).toBe(0.1 + 0.2);
    expect(value(() => tf().sum(tf().tensor1d(new Float32Array([0.1, 0.2]))))).toBe(0.1 + 0.2);
    expect(value(() => tf().sum(tf().tensor1d(Int32Array.of(3, 4))))).toBe(7);
    expect(value(() => tf().sum(tf().tensor1d(Uint8Array.of(3, 4) as never, "int32")))).toBe(7);
    expect(value(({ data }) => tf().sum(data("x", double)))).toBe(0.1 + 0.2);
  });
});
