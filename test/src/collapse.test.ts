import { describe, expect, it, vi } from "vitest";
import * as tracing from "../../engine/autodiff/trace.js";
import type { NumberColumn, Table } from "../../engine/core/Table.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { stream } from "../../engine/random/stream.js";
import { glmm } from "../../models/glmm/glmm.js";
import { fit } from "../../src/fit.js";
import { optimisationNames } from "../../src/optimisations.js";
import { node } from "../../src/platform/node/node.js";
import { prepare } from "../../src/prepare.js";
import { preparedOf } from "../../src/preparedOf.js";
import { update } from "../../src/workflows/update.js";

// Only a module that is mocked can be watched: what it does stays as it is.
vi.mock("../../engine/autodiff/trace.js", async (original) => {
  const real = await original<typeof tracing>();
  return { ...real, traceGraph: vi.fn(real.traceGraph) };
});

const traces = () => vi.mocked(tracing.traceGraph).mock.calls.length;
const short = { seed: 1, chains: 2, warmup: 60, draws: 20, workers: 0 };
const rows = 300;
const without = optimisationNames.filter((name) => name !== "collapse");

/** Wins of players by a stream of random numbers: values of x, and whether those are few. */
function wins(name: string, { xs = 3, coarse = true } = {}): Table {
  const rng = stream("1", name);
  const whole = (size: number) => Array.from({ length: rows }, () => Math.floor(size * rng.uniform()));
  return tableFromColumns({
    won: whole(2),
    x: coarse ? whole(xs) : Array.from({ length: rows }, () => rng.normal()),
    player: whole(4).map((one) => `p${one}`),
    w: whole(2).map((one) => 1 + one),
  });
}

const model = glmm("won ~ x + (1 | player)", { family: "bernoulli", priors: ["sd ~ exponential(1)"] });
const kinds = (table: Table) => model.inputs(table, { collapse: true }).get("response")!.length;

describe("update of a fit whose equal rows were collapsed", () => {
  it("writes other distinct rows into what was compiled, where there are as many, and draws what a fresh fit draws", async () => {
    const [first, second] = [wins("first"), wins("second")];
    expect([kinds(first), kinds(second)]).toEqual([24, 24]);
    expect(model.inputs(first, { collapse: true }).get("which distinct row")).not.toEqual(
      model.inputs(second, { collapse: true }).get("which distinct row"),
    );
    const posterior = await fit(model, first, short, node);
    const before = traces();
    const updated = await update(posterior, second, {}, node);
    expect(traces()).toBe(before);
    const fresh = await fit(model.withPriorsOf(first), second, short, node);
    expect(updated.draws).toEqual(fresh.draws);
    // The log likelihood by row is of the second table's rows too.
    expect(preparedOf(updated)!.artifact).toEqual(preparedOf(fresh)!.artifact);
  });

  it.each([
    ["there are more distinct rows", wins("second", { xs: 4 })],
    ["rows are no longer equal", wins("second", { coarse: false })],
  ])("traces again where %s", async (_, other) => {
    const first = wins("first");
    expect(kinds(other)).not.toBe(kinds(first));
    const posterior = await fit(model, first, short, node);
    const before = traces();
    const updated = await update(posterior, other, {}, node);
    expect(traces()).toBeGreaterThan(before);
    expect(updated.draws).toEqual((await fit(model.withPriorsOf(first), other, short, node)).draws);
    const back = await update(updated, first, {}, node);
    expect(back.draws).toEqual(posterior.draws);
  });
});

/** A table with a number changed, or missing, in a row of it. */
function changed(table: Table, name: string, row: number, value: number): Table {
  const column = table.columns.get(name) as NumberColumn;
  const missing = Number.isNaN(value) ? [row] : [];
  return {
    rows: table.rows,
    columns: new Map(table.columns).set(name, { ...column, values: column.values.with(row, value), missing }),
  };
}

describe("rows that were collapsed", () => {
  it("keep their numbers in the table where rows are dropped", async () => {
    const holed = changed(wins("first"), "x", 17, NaN);
    const [all, plain] = await Promise.all([
      prepare(model, holed, { na: "drop" }),
      prepare(model, holed, { na: "drop", optimise: without }),
    ]);
    const lengthOf = ({ artifact }: typeof all) =>
      artifact.layout.inputs.find(({ name }) => name === "response")!.values.length;
    expect([lengthOf(all), lengthOf(plain)]).toEqual([24, rows - 1]);
    expect(all.artifact.labels).toEqual(plain.artifact.labels);
    const { rowNumbers } = all.artifact.labels!.likelihoods[0]!;
    expect(Array.from(rowNumbers!.slice(16, 19))).toEqual([17, 19, 20]);
  });

  it("are refused by the number of the row that is wrong", async () => {
    const bad = changed(changed(wins("first"), "x", 17, NaN), "won", 250, 3);
    for (const optimise of ["all", without] as const) {
      await expect(fit(model, bad, { ...short, na: "drop", optimise }, node)).rejects.toThrow(/row 251/);
    }
  });

  it("leave description, warnings and data of a fit as they are", async () => {
    const weighted = glmm("won | weights(w, sampling) ~ x + (1 | player)", { family: "bernoulli" });
    const [all, plain] = await Promise.all(
      (["all", without] as const).map((optimise) => fit(weighted, wins("first"), { ...short, optimise }, node)),
    );
    expect(all!.model).toEqual(plain!.model);
    expect(all!.data).toEqual(plain!.data);
    expect(all!.declaration).toEqual(plain!.declaration);
    const ofDesign = (posterior: typeof all) => posterior!.warnings.filter(({ cause }) => cause === "sampling_weights");
    expect(ofDesign(all)).toHaveLength(1);
    expect(ofDesign(all)).toEqual(ofDesign(plain));
  });
});
