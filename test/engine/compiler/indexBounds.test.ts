import { describe, expect, it } from "vitest";
import { checkGraph } from "../../../engine/compiler/checkGraph.js";
import { GraphBuilder } from "../../../engine/compiler/GraphBuilder.js";
import { indexBounds } from "../../../engine/compiler/indexBounds.js";
import { factorLength } from "../../../engine/compiler/routines/sparseCode.js";
import { outsideOf, type IntegerPart } from "../../../engine/compiler/wholeNumbers.js";
import type { Graph } from "../../../engine/core/Graph.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import { factorTable, tableParts, type TableParts } from "../../../engine/math/sparse/factorTable.js";
import { arrow } from "../math/sparse/patterns.js";

const pattern = analysePattern(arrow(3, 1, 1));
const { size, entries, factorEntries } = pattern;
const sizes = [size, entries, factorEntries];
const table = factorTable(pattern);

/** A graph whose scalar output is the sum of a node. */
function graphOf(make: (builder: GraphBuilder) => number): Graph {
  const builder = new GraphBuilder();
  builder.position(1);
  const sum = builder.sum(make(builder));
  return builder.finish(1, { logDensity: sum, gradient: sum, logPrior: sum, constrained: sum, logLikelihood: sum });
}

function solution(builder: GraphBuilder, integers: number): number {
  const factor = builder.constant(new Float64Array(factorLength(sizes)).fill(1));
  return builder.routine("sparseSolveLower", sizes, [factor, builder.constant(new Float64Array(size)), integers]);
}

/** The bound of each number of the only input. */
function boundsOf(graph: Graph): number[] {
  const id = graph.nodes.findIndex(({ op }) => op === "input");
  const bound = indexBounds(graph).get(id) as readonly IntegerPart[];
  return bound.flatMap(({ length, below }) => Array<number>(length).fill(below));
}

describe("whole numbers that a routine takes", () => {
  it("are bounded part by part: places by the factor's length, rows by the matrix's", () => {
    const bounds = boundsOf(graphOf((builder) => solution(builder, builder.input("table", "int32", table))));
    const of = (name: keyof TableParts) => {
      const { start, length } = tableParts(pattern)[name];
      return new Set(bounds.slice(start, start + length));
    };
    expect(bounds).toHaveLength(table.length);
    expect(of("rowIndex")).toEqual(new Set([size]));
    expect(of("rowColumns")).toEqual(new Set([size]));
    expect(of("entryTarget")).toEqual(new Set([factorEntries]));
    // The end of the last column is one beyond the last place.
    expect(of("columnStart")).toEqual(new Set([factorEntries, factorEntries + 1]));
    expect(of("runLengths")).toEqual(new Set([size + 1]));
  });

  it("are bounded by what else takes them, where that allows less", () => {
    const taking = (length: number, places: number[]) =>
      graphOf((builder) => {
        const input = builder.input("table", "int32", table);
        const taken = builder.takeIndex(input, builder.table(Int32Array.from(places)));
        const gathered = builder.gather(builder.constant(new Float64Array(length).fill(1)), taken);
        return builder.concat([solution(builder, input), gathered], [size, places.length]);
      });
    const alone = boundsOf(graphOf((builder) => solution(builder, builder.input("table", "int32", table))));
    // The diagonal's places, which are bounded enough already.
    const diagonal = Array.from({ length: size }, (_, j) => j);
    expect(boundsOf(taking(factorEntries, diagonal))).toEqual(alone);
    expect(boundsOf(taking(3, diagonal))).toEqual(alone.map((below) => Math.min(below, 3)));
    // The end of the last column is not.
    expect(boundsOf(taking(factorEntries, [size]))).toEqual(alone.map((below) => Math.min(below, factorEntries)));
  });

  it("must be data or known: neither doubles nor indices that are computed, and within their bounds", () => {
    const check = (make: (builder: GraphBuilder) => number) => () =>
      checkGraph(graphOf((builder) => solution(builder, make(builder))));
    expect(check((builder) => builder.table(table))).not.toThrow();
    expect(check((builder) => builder.input("table", "int32", table))).not.toThrow();
    expect(check((builder) => builder.constant(Float64Array.from(table)))).toThrow("needs whole numbers of the data");
    expect(check((builder) => builder.expandIndex(builder.table(table), 1))).toThrow("needs whole numbers of the data");
    const wrong = table.map((number, at) => (at === 0 ? factorEntries : number));
    expect(check((builder) => builder.table(wrong))).toThrow(`index ${factorEntries} is not below ${factorEntries}`);
    expect(() => checkGraph(graphOf((builder) => builder.sum(builder.table(table))))).toThrow("needs doubles");
  });
});

describe("the first number outside of its part", () => {
  const parts = [
    { length: 2, below: 3 },
    { length: 1, below: 10 },
  ];

  it("is found with its bound", () => {
    expect(outsideOf(parts, [0, 2, 9])).toBeUndefined();
    expect(outsideOf(parts, [0, 3, 99])).toEqual({ value: 3, below: 3 });
    expect(outsideOf(parts, [0, 2, 10])).toEqual({ value: 10, below: 10 });
    for (const wrong of [-1, 0.5, NaN, Infinity]) expect(outsideOf(parts, [0, wrong, 9])?.below).toBe(3);
  });

  it("is the missing one where there are too few", () => {
    expect(outsideOf(parts, [0, 1])).toEqual({ value: undefined, below: 10 });
  });
});
