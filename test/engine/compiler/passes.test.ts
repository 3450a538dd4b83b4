import { describe, expect, it } from "vitest";
import { checkGraph } from "../../../engine/compiler/checkGraph.js";
import { GraphBuilder } from "../../../engine/compiler/GraphBuilder.js";
import { optimise } from "../../../engine/compiler/optimise.js";
import { foldConstants } from "../../../engine/compiler/passes/foldConstants.js";
import type { Pass } from "../../../engine/compiler/passes/rewrite.js";
import { removeUnused } from "../../../engine/compiler/passes/rewrite.js";
import { shareSubexpressions } from "../../../engine/compiler/passes/shareSubexpressions.js";
import { simplify } from "../../../engine/compiler/passes/simplify.js";
import { printGraph } from "../../../engine/compiler/printGraph.js";
import type { Graph, Node } from "../../../engine/core/Graph.js";

/** A graph over a position p of five and a column y of five, whose likelihood by row is what `make` builds. */
function graphOf(make: (b: GraphBuilder, p: number, y: number) => number): Graph {
  const b = new GraphBuilder();
  const p = b.position(5);
  const y = b.input("y", "float64", Float64Array.of(1, 2, 3, 4, 5));
  const result = make(b, p, y);
  const first = b.slice(p, 0, 1);
  return b.finish(5, { logDensity: first, gradient: p, logPrior: first, constrained: p, logLikelihood: result });
}

/** What the likelihood is computed from after a pass, as an expression. */
function expression(graph: Graph): string {
  const write = (id: number): string => {
    const node = graph.nodes[id]!;
    switch (node.op) {
      case "position":
        return "p";
      case "input":
        return node.name;
      case "constant":
        return node.length === 1 ? String(node.values[0]) : `[${node.values.join(" ")}]`;
      case "table":
        return `#${node.values.join(" ")}`;
      default: {
        const inputs = node.inputs.map(write);
        if (node.op === "slice") inputs.push(`${node.start}:${node.start + node.length}`);
        if (node.op === "concat") inputs.push(`lengths ${node.lengths.join(" ")}`);
        return `${node.op === "routine" ? node.routine : node.op}(${inputs.join(", ")})`;
      }
    }
  };
  return write(graph.outputs.logLikelihood);
}

function after(pass: Pass, make: (b: GraphBuilder, p: number, y: number) => number): string {
  const graph = graphOf(make);
  checkGraph(graph);
  const passed = pass(graph);
  checkGraph(passed);
  expect(passed.nodes[passed.outputs.logLikelihood]!.length).toBe(graph.nodes[graph.outputs.logLikelihood]!.length);
  return expression(passed);
}

type Case = [string, (b: GraphBuilder, p: number, y: number) => number, string];

describe("simplify: arithmetic", () => {
  const cases: Case[] = [
    ["--p is p", (b, p) => b.unary("negate", b.unary("negate", p)), "p"],
    ["log e^p is p", (b, p) => b.unary("log", b.unary("exp", p)), "p"],
    ["log -p stays", (b, p) => b.unary("log", b.unary("negate", p)), "log(negate(p))"],
    ["0 + p is p", (b, p) => b.binary("add", b.constant(0), p), "p"],
    ["p + 0 is p", (b, p) => b.binary("add", p, b.constant(0)), "p"],
    ["p + a vector of zeros is p", (b, p) => b.binary("add", p, b.constant(new Float64Array(5))), "p"],
    ["p + -y is p - y", (b, p, y) => b.binary("add", p, b.unary("negate", y)), "subtract(p, y)"],
    ["-p + y is y - p", (b, p, y) => b.binary("add", b.unary("negate", p), y), "subtract(y, p)"],
    ["p - 0 is p", (b, p) => b.binary("subtract", p, b.constant(0)), "p"],
    ["0 - p is -p", (b, p) => b.binary("subtract", b.constant(0), p), "negate(p)"],
    ["p - -y is p + y", (b, p, y) => b.binary("subtract", p, b.unary("negate", y)), "add(p, y)"],
    ["1 p is p", (b, p) => b.binary("multiply", b.constant(1), p), "p"],
    ["p 1 is p", (b, p) => b.binary("multiply", p, b.constant(1)), "p"],
    ["-1 p is -p", (b, p) => b.binary("multiply", b.constant(-1), p), "negate(p)"],
    ["p -1 is -p", (b, p) => b.binary("multiply", p, b.constant(-1)), "negate(p)"],
    ["-p -y is p y", (b, p, y) => b.binary("multiply", b.unary("negate", p), b.unary("negate", y)), "multiply(p, y)"],
    ["-p y is -(p y)", (b, p, y) => b.binary("multiply", b.unary("negate", p), y), "negate(multiply(p, y))"],
    ["p -y is -(p y)", (b, p, y) => b.binary("multiply", p, b.unary("negate", y)), "negate(multiply(p, y))"],
    ["p / 1 is p", (b, p) => b.binary("divide", p, b.constant(1)), "p"],
    ["-1 / p is -(1 / p)", (b, p) => b.binary("divide", b.constant(-1), p), "negate(divide(1, p))"],
    ["-p / p is -(p / p)", (b, p) => b.binary("divide", b.unary("negate", p), p), "negate(divide(p, p))"],
    ["p / -p is -(p / p)", (b, p) => b.binary("divide", p, b.unary("negate", p)), "negate(divide(p, p))"],
    ["p / y takes reciprocals of the data", (b, p, y) => b.binary("divide", p, y), "multiply(p, divide(1, y))"],
    ["1 / y stays", (b, _, y) => b.binary("divide", b.constant(1), y), "divide(1, y)"],
    [
      "rows / scalar divide once",
      (b, p) => b.binary("divide", p, b.slice(p, 1, 1)),
      "multiply(p, divide(1, slice(p, 1:2)))",
    ],
    [
      "2 (3 p) multiplies constants",
      (b, p) => b.binary("multiply", b.constant(2), b.binary("multiply", b.constant(3), p)),
      "multiply(multiply(2, 3), p)",
    ],
    ["0 p stays, since p may be infinite", (b, p) => b.binary("multiply", b.constant(0), p), "multiply(0, p)"],
    ["scaling by a known factor is a product", (b, p) => b.binary("scale", b.constant(2), p), "multiply(2, p)"],
    ["scaling one number by 0 is 0", (b, p) => b.binary("scale", b.constant(0), b.slice(p, 0, 1)), "0"],
  ];
  it.each(cases)("%s", (_, make, expected) => {
    expect(after(simplify, make)).toBe(expected);
  });
});

describe("simplify: powers", () => {
  const power =
    (exponent: number): Case[1] =>
    (b, p) =>
      b.binary("pow", p, b.constant(exponent));
  const cases: [number, string][] = [
    [0.5, "sqrt(p)"],
    [1, "p"],
    [2, "multiply(p, p)"],
    [3, "multiply(multiply(p, p), p)"],
    [-1, "divide(1, p)"],
    [-2, "divide(1, multiply(p, p))"],
    [2.5, "pow(p, 2.5)"],
    [0, "pow(p, 0)"],
  ];
  it.each(cases)("exponent %d gives %s", (exponent, expected) => {
    expect(after(simplify, power(exponent))).toBe(expected);
  });

  it("a vector of equal exponents counts as one", () => {
    expect(after(simplify, (b, p) => b.binary("pow", p, b.constant(new Float64Array(5).fill(2))))).toBe(
      "multiply(p, p)",
    );
  });
});

describe("simplify: sums", () => {
  const cases: Case[] = [
    ["of one number is it", (b, p) => b.sum(b.slice(p, 2, 1)), "slice(p, 2:3)"],
    ["of negated rows", (b, p) => b.sum(b.unary("negate", p)), "negate(sum(p))"],
    ["of scaled rows", (b, p) => b.sum(b.binary("multiply", b.slice(p, 0, 1), p)), "multiply(slice(p, 0:1), sum(p))"],
    [
      "of rows scaled from the right",
      (b, p) => b.sum(b.binary("multiply", p, b.slice(p, 0, 1))),
      "multiply(slice(p, 0:1), sum(p))",
    ],
    [
      "of rows plus a scalar",
      (b, p) => b.sum(b.binary("add", p, b.slice(p, 0, 1))),
      "add(sum(p), multiply(slice(p, 0:1), 5))",
    ],
    [
      "of a scalar minus rows",
      (b, p) => b.sum(b.binary("subtract", b.slice(p, 0, 1), p)),
      "subtract(multiply(slice(p, 0:1), 5), sum(p))",
    ],
    [
      "of equal constants plus a scalar counts each",
      (b, p) =>
        b.sum(
          b.binary(
            "add",
            b.constant(new Float64Array(5)),
            b.binary("add", b.slice(p, 0, 1), b.constant(new Float64Array(5).fill(2))),
          ),
        ),
      "add(multiply(slice(p, 0:1), 5), multiply(2, 5))",
    ],
    [
      "of negated equal constants",
      (b) => b.sum(b.unary("negate", b.constant(new Float64Array(5).fill(2)))),
      "negate(multiply(2, 5))",
    ],
    ["of a product of rows stays", (b, p, y) => b.sum(b.binary("multiply", p, y)), "sum(multiply(p, y))"],
  ];
  it.each(cases)("%s", (_, make, expected) => {
    expect(after(simplify, make)).toBe(expected);
  });
});

describe("simplify: indexing", () => {
  const table = (b: GraphBuilder, ...values: number[]) => b.table(Int32Array.from(values));
  const exp = (b: GraphBuilder, x: number) => b.unary("exp", x);
  const cases: Case[] = [
    ["a slice of all is nothing", (b, p) => b.slice(p, 0, 5), "p"],
    ["a slice of a slice", (b, p) => b.slice(b.slice(p, 1, 3), 1, 2), "slice(p, 2:4)"],
    [
      "a slice within one piece of a concatenation",
      (b, p, y) => b.slice(b.concat([p, y], [5, 5]), 6, 2),
      "slice(y, 1:3)",
    ],
    [
      "a slice of a repeated scalar",
      (b, p) => b.slice(b.concat([b.slice(p, 0, 1), p], [4, 5]), 1, 2),
      "concat(slice(p, 0:1), lengths 2)",
    ],
    [
      "a slice across pieces stays",
      (b, p, y) => b.slice(b.concat([p, y], [5, 5]), 4, 2),
      "slice(concat(p, y, lengths 5 5), 4:6)",
    ],
    ["a slice of a sum", (b, p, y) => b.slice(b.binary("add", p, y), 1, 2), "add(slice(p, 1:3), slice(y, 1:3))"],
    [
      "a slice of a product with a scalar",
      (b, p) => b.slice(b.binary("multiply", p, b.constant(7)), 1, 2),
      "multiply(slice(p, 1:3), 7)",
    ],
    ["a slice of negated rows", (b, p) => b.slice(b.unary("negate", p), 1, 2), "negate(slice(p, 1:3))"],
    ["a slice of an exponential stays", (b, p) => b.slice(exp(b, p), 1, 2), "slice(exp(p), 1:3)"],
    ["a gather of neighbours is a slice", (b, p) => b.gather(p, table(b, 1, 2, 3)), "slice(p, 1:4)"],
    ["a gather of a gather", (b, p) => b.gather(b.gather(p, table(b, 4, 2, 0)), table(b, 2, 0)), "gather(p, #0 4)"],
    ["a gather of a slice", (b, p) => b.gather(b.slice(p, 1, 4), table(b, 3, 0)), "gather(p, #4 1)"],
    ["a gather within one piece", (b, p, y) => b.gather(b.concat([p, y], [5, 5]), table(b, 9, 5)), "gather(y, #4 0)"],
    [
      "a gather across pieces stays",
      (b, p, y) => b.gather(b.concat([p, y], [5, 5]), table(b, 9, 0)),
      "gather(concat(p, y, lengths 5 5), #9 0)",
    ],
    [
      "a gather of a gather by data",
      (b, p) => b.gather(b.gather(p, b.input("g", "int32", Int32Array.of(3, 1, 4))), table(b, 2, 0)),
      "gather(p, takeIndex(g, #2 0))",
    ],
  ];
  it.each(cases)("%s", (_, make, expected) => {
    expect(after(simplify, make)).toBe(expected);
  });
});

describe("simplify: concatenations", () => {
  const zeros = (b: GraphBuilder) => b.constant(0);
  const cases: Case[] = [
    ["of one whole piece is it", (b, p) => b.concat([p], [5]), "p"],
    [
      "nested ones are flattened",
      (b, p, y) => b.concat([b.concat([p, y], [5, 5]), p], [10, 5]),
      "concat(p, y, p, lengths 5 5 5)",
    ],
    [
      "neighbouring zeros are joined",
      (b, p) => b.concat([zeros(b), b.constant(new Float64Array(3)), p], [2, 3, 5]),
      "concat(0, p, lengths 5 5)",
    ],
    ["empty pieces go", (b, p) => b.concat([zeros(b), p, zeros(b)], [0, 5, 0]), "p"],
    [
      "padded gradients are added side by side",
      (b, p, y) => b.binary("add", b.concat([p, zeros(b)], [5, 5]), b.concat([zeros(b), y], [5, 5])),
      "concat(p, y, lengths 5 5)",
    ],
    [
      "padded gradients that overlap are added where they do",
      (b, p, y) => b.binary("add", b.concat([p, zeros(b)], [5, 2]), b.concat([zeros(b), y], [2, 5])),
      "concat(slice(p, 0:2), add(slice(p, 2:5), slice(y, 0:3)), slice(y, 3:5), lengths 2 3 2)",
    ],
    ["a scalar repeated stays", (b, p) => b.concat([b.slice(p, 0, 1)], [5]), "concat(slice(p, 0:1), lengths 5)"],
  ];
  it.each(cases)("%s", (_, make, expected) => {
    expect(after(simplify, make)).toBe(expected);
  });
});

describe("simplify: outer products at the places of a factor", () => {
  const table = (b: GraphBuilder, name: string) => b.input(name, "int32", new Int32Array(38));
  const outer = (b: GraphBuilder, u: number, v: number, t: number) => b.routine("sparseOuter", [5, 5, 5], [u, v, t]);

  it("are added up by one routine, however many they are", () => {
    const sum = (b: GraphBuilder, p: number, y: number) => {
      const t = table(b, "t");
      const two = b.binary("add", outer(b, p, y, t), outer(b, y, p, t));
      return b.binary("add", two, outer(b, p, p, t));
    };
    expect(after(simplify, sum)).toBe("sparseOuter(p, y, y, p, p, p, t)");
  });

  it("are left alone where their factors differ", () => {
    const sum = (b: GraphBuilder, p: number, y: number) =>
      b.binary("add", outer(b, p, y, table(b, "t")), outer(b, y, p, table(b, "s")));
    expect(after(simplify, sum)).toBe("add(sparseOuter(p, y, t), sparseOuter(y, p, s))");
  });
});

describe("foldConstants", () => {
  it("computes what depends on constants alone, of every kind", () => {
    expect(after(foldConstants, (b) => b.binary("multiply", b.constant(2), b.constant(3)))).toBe("6");
    expect(after(foldConstants, (b) => b.sum(b.constant(Float64Array.of(1, 2, 4))))).toBe("7");
    expect(
      after(foldConstants, (b) => b.gather(b.constant(Float64Array.of(1, 2, 4)), b.table(Int32Array.of(2, 0)))),
    ).toBe("[4 1]");
    expect(after(foldConstants, (b, p) => b.gather(p, b.expandIndex(b.table(Int32Array.of(1, 0)), 2)))).toBe(
      "gather(p, #2 3 0 1)",
    );
  });

  it("leaves data and settings alone, which may be set again", () => {
    expect(after(foldConstants, (b, _, y) => b.binary("multiply", b.constant(2), y))).toBe("multiply(2, y)");
  });
});

describe("shareSubexpressions", () => {
  const count = (make: (b: GraphBuilder, p: number, y: number) => number) =>
    shareSubexpressions(graphOf(make)).nodes.length;
  const base = count((_, p) => p);

  it("computes equal expressions once, whichever way round sums and products stand", () => {
    expect(count((b, p) => b.binary("add", b.unary("exp", p), b.unary("exp", p)))).toBe(base + 2);
    const swapped = (op: "add" | "multiply" | "equal" | "subtract" | "maximum") =>
      count((b, p, y) => b.binary("divide", b.binary(op, p, y), b.binary(op, y, p)));
    for (const op of ["add", "multiply", "equal"] as const) expect(swapped(op)).toBe(base + 3);
    // Not the same where an operand is NaN or the zeros differ in sign.
    for (const op of ["subtract", "maximum"] as const) expect(swapped(op)).toBe(base + 4);
  });

  it("tells 0 from -0, and constants that print alike", () => {
    expect(count((b) => b.binary("divide", b.constant(0), b.constant(-0)))).toBe(base - 0 + 3);
    expect(count((b) => b.binary("divide", b.constant(0.1), b.constant(0.1 + 2 ** -56)))).toBe(base + 3);
    expect(count((b) => b.binary("divide", b.constant(NaN), b.constant(NaN)))).toBe(base + 2);
  });

  it("tells apart what differs in an attribute or length alone", () => {
    const pairs: ((b: GraphBuilder, p: number) => [number, number])[] = [
      (b, p) => [b.slice(p, 0, 2), b.slice(p, 1, 2)],
      (b, p) => [b.slice(p, 0, 1), b.concat([b.slice(p, 0, 1)], [1])],
      (b, p) => [b.routine("cumulativeSum", [1, 5, 0, 0], [p]), b.routine("cumulativeSum", [1, 5, 1, 0], [p])],
      (b, p) => [b.gather(p, b.table(Int32Array.of(1, 3))), b.gather(p, b.table(Int32Array.of(1, 4)))],
      (b, p) => [b.scatterAdd(p, b.table(new Int32Array(5)), 2), b.scatterAdd(p, b.table(new Int32Array(5)), 3)],
    ];
    for (const make of pairs) {
      const graph = graphOf((b, p) => {
        const [first, second] = make(b, p);
        return b.concat([first, second], [b.length(first), b.length(second)]);
      });
      const passed = shareSubexpressions(graph);
      const joined = passed.nodes[passed.outputs.logLikelihood] as Node;
      expect(joined.inputs[0]).not.toBe(joined.inputs[1]);
    }
  });
});

describe("removeUnused and optimise", () => {
  it("drop what no output needs, the data included", () => {
    const graph = graphOf((b, p) => {
      b.unary("exp", b.input("unused", "float64", new Float64Array(3)));
      return b.unary("exp", p);
    });
    expect(printGraph(removeUnused(graph))).toBe(
      [
        "%0 = position() : 5",
        "%1 = exp(%0) : 5",
        "%2 = slice(%0, start 0) : 1",
        "logDensity = %2",
        "gradient = %0",
        "logPrior = %2",
        "constrained = %0",
        "logLikelihood = %1",
      ].join("\n"),
    );
  });

  it("let rules of one pass make way for another", () => {
    // (2 · 3 p) / 6 → 6 p · (1 / 6) → p, in rounds.
    const graph = graphOf((b, p) =>
      b.binary("divide", b.binary("multiply", b.constant(2), b.binary("multiply", b.constant(4), p)), b.constant(8)),
    );
    expect(expression(optimise(graph))).toBe("p");
  });
});

describe("printGraph", () => {
  it("writes one line for each node, and each output's node", () => {
    const b = new GraphBuilder();
    const p = b.position(3);
    const y = b.input("y", "float64", Float64Array.of(1, 2, 3, 4, 5, 6));
    const g = b.input("g", "int32", Int32Array.of(0, 1));
    const rows = b.gather(p, b.expandIndex(g, 1));
    const scattered = b.scatterAdd(y, b.table(Int32Array.of(0, 1, 2, 0, 1, 2)), 3);
    const product = b.binary("multiply", scattered, p);
    const joined = b.concat([rows, b.constant(0)], [2, 1]);
    const running = b.routine("cumulativeSum", [1, 3, 0, 0], [joined]);
    const total = b.sum(b.select(b.binary("less", p, running), product, b.constant(0.5)));
    const graph = b.finish(3, {
      logDensity: total,
      gradient: product,
      logPrior: total,
      constrained: b.slice(p, 1, 2),
      logLikelihood: b.toFloat(b.takeIndex(g, b.table(Int32Array.of(1)))),
    });
    checkGraph(graph);
    expect(printGraph(graph)).toBe(
      `
%0 = position() : 3
%1 = input(y) : 6
%2 = input(g) : i2
%3 = expandIndex(%2, stride 1) : i2
%4 = gather(%0, %3) : 2
%5 = table([0 1 2 …]) : i6
%6 = scatterAdd(%1, %5) : 3
%7 = multiply(%6, %0) : 3
%8 = constant(0) : 1
%9 = concat(%4, %8, lengths 2 1) : 3
%10 = cumulativeSum(%9, sizes 1 3 0 0) : 3
%11 = less(%0, %10) : 3
%12 = constant(0.5) : 1
%13 = select(%11, %7, %12) : 3
%14 = sum(%13) : 1
%15 = slice(%0, start 1) : 2
%16 = table(1) : i1
%17 = takeIndex(%2, %16) : i1
%18 = toFloat(%17) : 1
logDensity = %14
gradient = %7
logPrior = %14
constrained = %15
logLikelihood = %18
`.trim(),
    );
  });
});

describe("checkGraph refuses", () => {
  const constant: Node = { op: "constant", values: Float64Array.of(1, 2, 3), length: 3, inputs: [] };
  const one: Node = { op: "constant", values: Float64Array.of(1), length: 1, inputs: [] };
  const table: Node = { op: "table", values: Int32Array.of(0, 2), length: 2, inputs: [] };
  const data: Node = { op: "input", name: "g", kind: "int32", values: Int32Array.of(0, 3), length: 2, inputs: [] };
  const check = (node: Node, before: readonly Node[] = [constant, one, table, data]) =>
    checkGraph({
      dimension: 3,
      nodes: [...before, node, one],
      outputs: Object.fromEntries(
        ["logDensity", "gradient", "logPrior", "constrained", "logLikelihood"].map((name) => [name, before.length + 1]),
      ) as Graph["outputs"],
    });
  const cases: [string, Node, RegExp][] = [
    ["an input that comes later", { op: "exp", inputs: [5], length: 1 }, /%4 = exp: an input does not come before it/],
    ["an input that is itself", { op: "exp", inputs: [4], length: 1 }, /does not come before it/],
    ["a negative input", { op: "exp", inputs: [-1], length: 1 }, /does not come before it/],
    ["a length that is no whole number", { op: "exp", inputs: [0], length: 2.5 }, /length 2.5/],
    ["a negative length", { op: "slice", inputs: [0], start: 0, length: -1 }, /length -1/],
    ["a position of another length", { op: "position", inputs: [], length: 2 }, /not the dimension/],
    ["a constant of another length", { ...constant, length: 2 } as Node, /differs from its values/],
    ["operands of different lengths", { op: "add", inputs: [0, 1], length: 2 }, /operands of different lengths/],
    ["integers in arithmetic", { op: "add", inputs: [2, 1], length: 2 }, /needs doubles/],
    ["a sum of integers", { op: "sum", inputs: [2], length: 1 }, /needs doubles/],
    ["a gather of integers", { op: "gather", inputs: [2, 2], length: 2 }, /needs doubles and an index/],
    ["a gather by doubles", { op: "gather", inputs: [0, 0], length: 3 }, /needs doubles and an index/],
    ["a gather out of range", { op: "gather", inputs: [1, 2], length: 2 }, /index 2 is not below 1/],
    ["a gather by data out of range", { op: "gather", inputs: [0, 3], length: 2 }, /index 3 is not below 3/],
    ["a scatter out of range", { op: "scatterAdd", inputs: [1, 2], length: 2 }, /index 2 is not below 2/],
    [
      "a scatter with an index of another length",
      { op: "scatterAdd", inputs: [0, 2], length: 3 },
      /index of another length/,
    ],
    ["a scatter by doubles", { op: "scatterAdd", inputs: [0, 0], length: 3 }, /needs doubles and an index/],
    ["a slice out of range", { op: "slice", inputs: [0], start: 2, length: 2 }, /out of range/],
    ["a slice before the start", { op: "slice", inputs: [0], start: -1, length: 2 }, /out of range/],
    ["a slice of integers", { op: "slice", inputs: [2], start: 0, length: 1 }, /needs doubles/],
    ["pieces of other lengths", { op: "concat", inputs: [0, 1], lengths: [2, 1], length: 3 }, /lengths of pieces/],
    ["pieces without a length", { op: "concat", inputs: [0, 1], lengths: [3], length: 3 }, /lengths of pieces/],
    ["pieces of integers", { op: "concat", inputs: [2], lengths: [2], length: 2 }, /needs doubles/],
    ["pieces that do not add up", { op: "concat", inputs: [0, 1], lengths: [3, 1], length: 9 }, /lengths of pieces/],
    ["doubles made into doubles", { op: "toFloat", inputs: [0], length: 3 }, /needs integers/],
    ["an index expanded from doubles", { op: "expandIndex", inputs: [0], stride: 2, length: 6 }, /needs integers/],
    ["an index expanded to another length", { op: "expandIndex", inputs: [2], stride: 2, length: 5 }, /length/],
    ["integers taken out of range", { op: "takeIndex", inputs: [3, 2], length: 2 }, /index 2 is not below 2/],
    ["doubles taken as integers", { op: "takeIndex", inputs: [0, 2], length: 2 }, /needs integers and a table/],
    [
      "a routine of another output length",
      { op: "routine", routine: "cholesky", sizes: [2], inputs: [0], length: 3 },
      /output length/,
    ],
    [
      "a routine of other input lengths",
      { op: "routine", routine: "cholesky", sizes: [2], inputs: [0], length: 4 },
      /input/,
    ],
    ["a gather of another length than its index", { op: "gather", inputs: [0, 2], length: 3 }, /length/],
    ["a sum that is no scalar", { op: "sum", inputs: [0], length: 3 }, /length/],
  ];
  it.each(cases)("%s", (_, node, message) => {
    expect(() => check(node)).toThrow(message);
  });

  it("outputs that are missing, and a density that is no scalar", () => {
    const outputs = { logDensity: 1, gradient: 0, logPrior: 1, constrained: 0, logLikelihood: 0 };
    const graph: Graph = { dimension: 3, nodes: [constant, one], outputs };
    expect(() => checkGraph(graph)).not.toThrow();
    expect(() => checkGraph({ ...graph, outputs: { ...outputs, logPrior: 7 } })).toThrow(/output logPrior is missing/);
    expect(() => checkGraph({ ...graph, outputs: { ...outputs, logDensity: 0 } })).toThrow(/logDensity is no scalar/);
  });
});
