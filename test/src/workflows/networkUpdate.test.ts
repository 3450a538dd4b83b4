import { describe, expect, it, vi } from "vitest";

import * as compiling from "../../../engine/compiler/compile.js";
import type { Table } from "../../../engine/core/Table.js";
import { tableFromRecords } from "../../../engine/data/table.js";
import { networkModel, type NetworkModel } from "../../../models/meta/networkModel.js";
import { fit } from "../../../src/fit.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { node } from "../../../src/platform/node/node.js";
import { update } from "../../../src/workflows/update.js";
import { declaredNetwork } from "../../support/networks.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

// Only a module that is mocked can be watched: what it does stays as it is.
vi.mock("../../../engine/compiler/compile.js", async (original) => {
  const real = await original<typeof compiling>();
  return { ...real, compile: vi.fn(real.compile) };
});

const compilations = () => vi.mocked(compiling.compile).mock.calls.length;
const options = { seed: 1, chains: 2, warmup: 60, draws: 20, workers: 0 };

/** Studies of arms with means near their study's level; `scale` stretches them. */
function trials(scale: number, arms = "AB AC BC ABC"): Table {
  const records = arms.split(" ").flatMap((letters, s) =>
    [...letters].map((treatment, arm) => {
      return {
        study: `s${s}`,
        treatment,
        mean: scale * (s + 2 * arm + 1),
        se: 0.3 * scale,
        n: 40,
        unused: scale + arm,
      };
    }),
  );
  return tableFromRecords(records);
}

const model = networkModel(declaredNetwork({ reference: "A" }), "Levels");

/** The model with the default priors that it has on a table, as a person would write them. */
function withPriorsOf(one: NetworkModel, table: Table): NetworkModel {
  return one.with({ priors: one.priors(table).lines });
}

describe("update of a network", () => {
  it("draws what a fresh fit with the first fit's priors draws, whatever the unit of the new outcomes", async () => {
    const [first, second] = [trials(1), trials(30)];
    expect(model.priors(second).lines).not.toEqual(model.priors(first).lines);
    const posterior = await fit(model, first, options, node);
    const updated = await update(posterior, second, { seed: 7 }, node);
    const fresh = await fit(withPriorsOf(model, first), second, { ...options, seed: 7 }, node);
    expect(updated.draws).toEqual(fresh.draws);
    expect(updated.provenance).toEqual(fresh.provenance);
    expect(updated.data).toEqual(fresh.data);
  });

  it("compiles nothing where studies and arms are the same, and something where they are not", async () => {
    const events = (more: number, arms?: string) => {
      const { rows, columns } = trials(1, arms);
      const read = (name: string) => columns.get(name)!;
      const values = Float64Array.from({ length: rows }, (_, row) => 5 + ((7 * row) % 11) + more);
      const total = values.map(() => 40);
      const number = (name: string, of: Float64Array) => ({ kind: "number" as const, name, values: of, missing: [] });
      return {
        rows,
        columns: new Map([
          ["study", read("study")],
          ["treatment", read("treatment")],
          ["events", number("events", values)],
          ["total", number("total", total)],
        ]),
      };
    };
    const posterior = await fit(model, events(0), options, node);
    const before = compilations();
    const second = await update(posterior, events(3), {}, node);
    const back = await update(second, events(0), {}, node);
    expect(compilations()).toBe(before);
    expect(second.draws).not.toEqual(posterior.draws);
    expect(back.draws).toEqual(posterior.draws);
    expect(back.warnings).toEqual(posterior.warnings);
    expect(second.draws).toEqual((await fit(model, events(3), options, node)).draws);
    const compiled = compilations();
    const other = await update(posterior, events(0, "AB AC BC"), {}, node);
    expect(compilations()).toBe(compiled + 1);
    expect(other.draws).toEqual((await fit(model, events(0, "AB AC BC"), options, node)).draws);
  });

  it("goes on from a loaded fit as from a fresh one", async () => {
    const posterior = await fit(model, trials(1), options, node);
    const folder = `${temporaryFolder()}/fit`;
    await saveFit(folder, posterior);
    const loaded = await loadFit(folder);
    const next = trials(2);
    expect((await update(loaded, next, {}, node)).draws).toEqual((await update(posterior, next, {}, node)).draws);
    expect((await update(loaded, trials(1), {}, node)).model).toEqual(posterior.model);
  });
});
