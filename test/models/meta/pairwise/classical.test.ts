import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { eggerTest, petersTest } from "../../../../models/meta/pairwise/asymmetryTest.js";
import { effectSizes } from "../../../../models/meta/pairwise/effectSizes.js";
import { heterogeneityTest, i2Draws, typicalVariance } from "../../../../models/meta/pairwise/heterogeneityTest.js";
import type { Measure } from "../../../../models/meta/pairwise/measures.js";

type Columns = Record<string, number[]>;
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../reference/pairwise/${name}`, import.meta.url), "utf8"));
const { tables, sizes } = read("effectSizes.json") as {
  tables: Record<string, Columns>;
  sizes: Record<string, { yi: number[]; vi: number[] }>;
};
interface Line {
  readonly se: number;
  readonly t: number;
  readonly p: number;
}
const bcg = read("bcg.json") as {
  yi: number[];
  vi: number[];
  events: Columns;
  Q: number;
  p: number;
  df: number;
  I2: number;
  H2: number;
  tau2: number;
  fixed: { b: number; se: number };
  egger: Line & { intercept: number; limit: number };
  peters: Line & { slope: number };
  ablat: number[];
  alloc: string[];
  moderated: {
    QE: number;
    p: number;
    df: number;
    I2: number;
    H2: number;
    tau2: number;
    typical: number;
    egger: Line & { slope: number; z: number };
  };
};

/** The reference has 15 digits. */
const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected)));

describe("effect sizes agree with escalc of metafor", () => {
  const sources: readonly (readonly [Measure, string])[] = [
    ...(["OR", "RR", "RD"] as const).map((measure) => [measure, "zero"] as const),
    ...(["MD", "SMD", "ROM"] as const).map((measure) => [measure, "means"] as const),
    ["ZCOR", "cor"],
    ["PLO", "prop"],
    ["IRR", "rate"],
  ];
  it.each(sources)("%s, zero cells included", (measure, source) => {
    const { table } = effectSizes(tableFromColumns(tables[source]!), measure);
    for (const name of ["yi", "vi"] as const) {
      const column = table.columns.get(name)!;
      if (column.kind !== "number") throw new Error("no numbers");
      sizes[measure]![name].forEach((expected, row) => near(column.values[row]!, expected));
    }
  });

  it("from totals in place of people without events, and from columns of other names", () => {
    const { ai, bi, ci, di } = tables["zero"]!;
    const totals = {
      treated: ai!,
      ofTreated: ai!.map((a, i) => a + bi![i]!),
      control: ci!,
      ofControl: ci!.map((c, i) => c + di![i]!),
    };
    const columns = { ai: "treated", n1i: "ofTreated", ci: "control", n2i: "ofControl" };
    const { table, ratio, notes } = effectSizes(tableFromColumns(totals), "OR", columns);
    const column = table.columns.get("yi")!;
    if (column.kind === "number") sizes["OR"]!.yi.forEach((expected, row) => near(column.values[row]!, expected));
    expect(ratio).toBe("odds ratio");
    expect(notes).toEqual(["1/2 was added to all cells of rows 2, 3, 4, of which one was zero."]);
  });

  it("say which numbers are not told, and how to tell them", () => {
    const table = tableFromColumns({ tpos: [1], tneg: [2], ci: [3], total: [9] });
    expect(() => effectSizes(table, "RR", { ai: "tpos", bi: "tneg" })).toThrow(
      "RR is worked out from ai, bi, ci, di, of which di (or the total n2i) is not told: name the columns that hold them, as in --columns di=NAME; the columns are tpos, tneg, ci, total.",
    );
    expect(() => effectSizes(table, "ZCOR")).toThrow("of which ri, ni are not told");
  });

  it("refuse what cannot be, by row", () => {
    const events = tableFromColumns({ ai: [3, 9], n1i: [10, 8], ci: [1, 2], n2i: [10, 10] });
    expect(() => effectSizes(events, "OR")).toThrow("row 2: a count of the 2 x 2 table is -1");
    expect(() => effectSizes(events, "ORR" as Measure)).toThrow('unknown measure "ORR": did you mean OR?');
    const means = tableFromColumns({ m1i: [1], sd1i: [0], n1i: [9], m2i: [1], sd2i: [1], n2i: [9] });
    expect(() => effectSizes(means, "MD")).toThrow("row 1: a standard deviation is not above 0.");
  });
});

describe("classical statistics agree with metafor and lm", () => {
  it("Q, its p, I², H², tau² and the fixed-effect mean", () => {
    const test = heterogeneityTest(bcg.yi, bcg.vi);
    near(test.q, bcg.Q);
    near(test.p / bcg.p, 1);
    expect(test.df).toBe(bcg.df);
    near(100 * test.i2, bcg.I2);
    near(test.h2, bcg.H2);
    near(test.tau2, bcg.tau2);
    near(test.mean, bcg.fixed.b);
    near(test.se, bcg.fixed.se);
    near(i2Draws([Math.sqrt(test.tau2)], bcg.vi)[0]!, test.i2);
  });

  it("Egger's and Peters' regressions", () => {
    const egger = eggerTest(bcg.yi, bcg.vi.map(Math.sqrt));
    near(egger.slope, bcg.egger.intercept);
    near(egger.limit, bcg.egger.limit);
    for (const name of ["se", "t", "p"] as const) near(egger[name], bcg.egger[name]);
    const { tpos, tneg, cpos, cneg } = bcg.events;
    const sum = (a: number[], b: number[]) => a.map((value, i) => value + b[i]!);
    const peters = petersTest(bcg.yi, sum(tpos!, cpos!), sum(tneg!, cneg!));
    near(peters.slope, bcg.peters.slope);
    for (const name of ["se", "t", "p"] as const) near(peters[name], bcg.peters[name]);
  });

  it("of a meta-regression: residual Q and Egger's regression beside moderators, one of which follows from the others", () => {
    const is = (kind: string) => bcg.alloc.map((alloc) => (alloc === kind ? 1 : 0));
    const mean = bcg.ablat.reduce((sum, x) => sum + x, 0) / bcg.ablat.length;
    const centred = bcg.ablat.map((x) => x - mean);
    const kinds = ["random", "systematic", "alternate"].map(is);
    const design = [bcg.ablat.map(() => 1), centred, ...kinds];
    const { moderated } = bcg;
    const { q, df, p, i2, h2, tau2 } = heterogeneityTest(bcg.yi, bcg.vi, design);
    near(q, moderated.QE);
    expect(df).toBe(moderated.df);
    near(p, moderated.p);
    near(100 * i2, moderated.I2);
    near(h2, moderated.H2);
    near(tau2, moderated.tau2);
    near(typicalVariance(bcg.vi, design), moderated.typical);
    const egger = eggerTest(bcg.yi, bcg.vi.map(Math.sqrt), design);
    expect(egger.df).toBe(moderated.df - 1);
    near(egger.t, moderated.egger.z);
    for (const name of ["slope", "se", "t", "p"] as const) near(egger[name], moderated.egger[name]);
  });
});
