import { describe, expect, it } from "vitest";

import type { Model } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import { halfCauchy, normal, program } from "../../models/index.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { fit } from "../../src/index.js";
import { traceOnRows } from "../../src/traceOnRows.js";

const y = [28, 8, -3, 7, -1, 1, 18, 12];
const sigma = [15, 10, 16, 11, 9, 11, 10, 18];

const schools = program<{ y: number; sigma: number }>(({ parameter, observe, data }) => {
  const mu = parameter("mu", normal(0, 5));
  const tau = parameter("tau", halfCauchy(0, 5));
  const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 } });
  observe(normal(theta, data.sigma), data.y);
});

const short = { seed: 1, chains: 2, warmup: 100, draws: 20 };

describe("fit", () => {
  it("gives one posterior for a record of columns, an array of records, and a table", async () => {
    const records = y.map((value, i) => ({ y: value, sigma: sigma[i]!, unused: "x" }));
    const inputs = [{ sigma, y }, records, tableFromColumns({ y, sigma })];
    const [first, ...others] = await Promise.all(inputs.map((input) => fit(schools, input, short)));
    for (const other of others) {
      expect(other.draws).toEqual(first!.draws);
      expect(other.provenance).toEqual(first!.provenance);
      expect(other.data).toEqual(first!.data);
    }
    expect([...first!.data!.columns.keys()]).toEqual(["sigma", "y"]);
  });

  it("draws a chain from the seed and its number alone", async () => {
    const two = await fit(schools, { y, sigma }, short);
    const three = await fit(schools, { y, sigma }, { ...short, seed: "1", chains: 3 });
    expect(three.draws.chains.slice(0, 2)).toEqual(two.draws.chains);
    const other = await fit(schools, { y, sigma }, { ...short, seed: 2 });
    expect(other.draws.chains[0]!.values).not.toEqual(two.draws.chains[0]!.values);
  });

  it("says what it takes to make the fit again", async () => {
    const { provenance, timing, model } = await fit(schools, { y, sigma }, { ...short, adaptDelta: 0.9 });
    expect(provenance).toMatchObject({ seed: "1", chains: 2, warmup: 100, draws: 20, options: { adaptDelta: 0.9 } });
    expect(provenance.dataHash).toMatch(/^[0-9a-f]{64}$/);
    expect(provenance.versions["poolwise"]).toMatch(/^\d+\.\d+\.\d+/);
    expect(timing.seconds.total).toBeGreaterThan(timing.seconds.compile);
    expect(model.lines.length).toBeGreaterThan(0);
  });

  it("draws a seed when none is given, with which the same fit is made again", async () => {
    const unseeded = { chains: 2, warmup: 100, draws: 20 };
    const first = await fit(schools, { y, sigma }, unseeded);
    const again = await fit(schools, { y, sigma }, { ...unseeded, seed: first.provenance.seed });
    expect(again.draws).toEqual(first.draws);
  });

  it("keeps what was drawn when it is stopped, and warns that chains are short", async () => {
    const controller = new AbortController();
    const onProgress = ({ phase }: { phase: string }) => void (phase === "finished" && controller.abort());
    const { draws, warnings } = await fit(schools, { y, sigma }, { ...short, signal: controller.signal, onProgress });
    expect(draws.chains.map(({ drawCount }) => drawCount)).toEqual([20, 0]);
    expect(warnings.map(({ cause }) => cause)).toContain("short_chain");
  });

  it("says so when it is stopped before the first draw", async () => {
    const stopped = fit(schools, { y, sigma }, { ...short, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow(/^the fit was stopped before its first draw$/);
  });

  it("names the term and the rows of the table that keep a model from starting, rows left out counted", async () => {
    const model = program<{ y: number; x: number }>(({ parameter, observe, data, tf }) => {
      const mu = parameter("mu", normal(0, 5));
      // The standard deviation is NaN where x is negative.
      observe(normal(mu, tf.sqrt(data.x)), data.y);
    });
    const fitted = fit(model, { y: [1, null, 2, 3, 4], x: [1, 1, -2, 1, -3] }, { ...short, na: "drop" });
    await expect(fitted).rejects.toThrow(
      /^no initial values could be found .*\(the log likelihood of "y" was NaN in rows 3 and 5\): check/,
    );
  });

  it("refuses to need more memory than it may, before it draws", async () => {
    const large = fit(schools, { y, sigma }, { draws: 1e7, maxMemory: 2 ** 30 });
    // 2 × 8 bytes × 4 chains × 1e7 draws × (10 positions + 10 quantities + 7 statistics), and two models of some pages.
    await expect(large).rejects.toThrow(
      /needs about 16\.1 GB \(4 chains × 10000000 draws × 20 numbers\), more than the 1 GB/,
    );
  });

  it("refuses, as the person's mistake, what is no model or no table", async () => {
    const model = undefined as unknown as Model;
    const mistake = (message: RegExp) => expect.objectContaining({ name: "UserError", message: expect.stringMatching(message) as string }); // prettier-ignore
    await expect(fit(model, { y })).rejects.toEqual(mistake(/^the first argument of fit is not a model: give it one/));
    for (const table of [undefined, null, "schools.csv"]) {
      const fitting = fit(schools, table as unknown as { y: number[] }, short);
      await expect(fitting).rejects.toEqual(mistake(/^there is no table: give a table, an array of records, or/));
    }
  });

  it("refuses options that there are not, with the one that was meant", async () => {
    const fitting = (options: object | null) => fit(schools, { y, sigma }, options as object);
    await expect(fitting({ ...short, sed: 1 })).rejects.toThrow(/^unknown option "sed": did you mean "seed"\?$/);
    await expect(fitting({ nonsense: 1 })).rejects.toThrow(
      /^unknown option "nonsense": the options are chains, warmup,/,
    );
    await expect(fitting({ __proto__: null, toString: 1 })).rejects.toThrow(/^unknown option "toString"/);
    await expect(fitting(null)).rejects.toThrow(/^the options of a fit must be a record/);
  });

  it("refuses options that make no sense, by name", async () => {
    await expect(fit(schools, { y, sigma }, { chains: 0 })).rejects.toThrow(/^invalid chains: 0; it must be/);
    await expect(fit(schools, { y, sigma }, { seed: -1 })).rejects.toThrow(/^invalid seed: "-1"; it must be/);
    await expect(fit(schools, { y, sigma }, { workers: 1.5 })).rejects.toThrow(/^invalid workers: 1.5; it must be/);
  });
});

describe("traceOnRows", () => {
  /** A model that reads some columns and remembers the table it was last traced on. */
  function reader(names: readonly string[]) {
    let last: Table | undefined;
    const model = {
      kind: "reader",
      trace(table: Table) {
        last = table;
        names.forEach((name) => table.columns.get(name));
        return { names };
      },
    } as unknown as Model;
    return { model, values: (name: string) => [...(last!.columns.get(name) as { values: Float64Array }).values] };
  }

  const table = tableFromColumns({ a: [1, null, 3], b: [4, 5, null], unused: [null, null, null] });

  it("looks at used columns only", () => {
    const { model } = reader(["a"]);
    expect(() => traceOnRows(model, table, "stop")).toThrow(/cells are missing \(1 in "a"; first in row 2\)/);
    const { data, dropped } = traceOnRows(reader([]).model, table, "stop");
    expect([data.columns.size, data.rows, dropped.length]).toEqual([0, 3, 0]);
  });

  it("drops the rows in which a used column is missing, and traces on the others", () => {
    const { model, values } = reader(["b", "a"]);
    const { data, dropped } = traceOnRows(model, table, "drop");
    expect(dropped).toEqual([1, 2]);
    expect(values("a")).toEqual([1]);
    expect([...data.columns.keys()]).toEqual(["a", "b"]);
    expect(data.rows).toBe(1);
  });

  it("finds columns that are read only after missing rows are gone", () => {
    const model = {
      kind: "picky",
      trace(given: Table) {
        if (given.columns.get("a")!.missing.length > 0) throw new Error("cannot read a");
        given.columns.get("b");
        return {};
      },
    } as unknown as Model;
    expect(traceOnRows(model, table, "drop").dropped).toEqual([1, 2]);
  });

  it("names every column with missing cells when the model can say what it reads", () => {
    const model = {
      kind: "early",
      trace: (given: Table) => given.columns.get("a")!.missing.forEach(() => { throw new Error("no"); }), // prettier-ignore
      usedColumns: () => ["a", "b"],
    } as unknown as Model;
    expect(() => traceOnRows(model, table, "stop")).toThrow(/cells are missing \(1 in "a", 1 in "b"; first in row 2\)/);
  });

  it("passes on what the model itself objects to", () => {
    const model = { kind: "x", trace: () => { throw new Error("no such thing"); } } as unknown as Model; // prettier-ignore
    expect(() => traceOnRows(model, table, "drop")).toThrow(/^no such thing$/);
  });
});
