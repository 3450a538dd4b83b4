import { describe, expect, it, vi } from "vitest";

import type { NumberColumn, Table } from "../../../engine/core/Table.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { stream } from "../../../engine/random/stream.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { covariance } from "../../../models/glmm/structures/covariance.js";
import { tree } from "../../../models/glmm/structures/tree.js";
import { normal } from "../../../engine/distributions/normal.js";
import { program } from "../../../models/program/program.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { update } from "../../../src/workflows/update.js";
import * as tracing from "../../../engine/autodiff/trace.js";

// Only a module that is mocked can be watched: what it does stays as it is.
vi.mock("../../../engine/autodiff/trace.js", async (original) => {
  const real = await original<typeof tracing>();
  return { ...real, traceGraph: vi.fn(real.traceGraph) };
});

const short = { seed: 1, chains: 2, warmup: 60, draws: 20, workers: 0 };

/** Scores of pupils in schools, by a stream of random numbers; other streams differ in every number but the schools. */
function pupils(name: string, { rows = 40, schools = 5, shift = 0 } = {}): Table {
  const rng = stream("1", name);
  const numbers = () => Array.from({ length: rows }, () => rng.normal());
  return tableFromColumns({
    score: numbers().map((x) => 3 * x + shift),
    age: numbers().map((x) => 10 + x),
    arm: Array.from({ length: rows }, (_, i) => (i % 2 ? "treated" : "control")),
    school: Array.from({ length: rows }, (_, i) => `s${i % schools}`),
    unused: numbers(),
  });
}

const model = glmm(["score ~ age * arm + (1 + age | school)", "sigma ~ arm"], {
  priors: ["sd ~ exponential(1)"],
  parametrisation: { school: "centred" },
  title: "Scores",
});

/** Neighbours share more than others. */
const schools = ["s0", "s1", "s2", "s3", "s4"];
const schoolCovariance = schools.map((_, i) => schools.map((_, j) => (i === j ? 1 : Math.abs(i - j) === 1 ? 0.4 : 0)));

const numbersIn = (table: Table, name: string) => (table.columns.get(name) as NumberColumn).values;

const traces = () => vi.mocked(tracing.traceGraph).mock.calls.length;

describe("update", () => {
  it("draws what a fresh fit with the first fit's priors draws, bit for bit, without a trace", async () => {
    const first = pupils("first");
    const second = pupils("second", { shift: 500 });
    const posterior = await fit(model, first, short, node);
    const before = traces();
    const updated = await update(posterior, second, { seed: 7 }, node);
    expect(traces()).toBe(before);
    const fresh = await fit(model.withPriorsOf(first), second, { ...short, seed: 7 }, node);
    expect(traces()).toBeGreaterThan(before);
    // Default priors of the second table lie elsewhere, so that it would be seen if they were used.
    expect(model.priors(second).map(({ text }) => text)).not.toEqual(model.priors(first).map(({ text }) => text));
    expect(updated.draws).toEqual(fresh.draws);
    expect(updated.model).toEqual(fresh.model);
    expect(updated.declaration).toEqual(fresh.declaration);
    expect(updated.data).toEqual(fresh.data);
    expect(updated.provenance).toEqual(fresh.provenance);
  });

  it("serves one table after another, each from what was compiled first", async () => {
    const posterior = await fit(model, pupils("first"), short, node);
    const before = traces();
    const second = await update(posterior, pupils("second"), {}, node);
    const third = await update(second, pupils("third"), {}, node);
    const back = await update(third, pupils("first"), {}, node);
    expect(traces()).toBe(before);
    expect(back.draws).toEqual(posterior.draws);
    expect(third.draws).not.toEqual(second.draws);
  });

  it("keeps trees and matrices as they were, and traces again only where levels are others", async () => {
    const related = glmm("score ~ age + (1 | school) + (1 | gr(school, cov = K)) + (1 | gr(school, tree = t))", {
      structures: {
        K: covariance(schools, schoolCovariance),
        t: tree("((s0:1,s1:1):1,((s2:1,s3:1):0.5,s4:2):0.5);"),
      },
    });
    const [first, second] = [pupils("first"), pupils("second")];
    const posterior = await fit(related, first, short, node);
    const before = traces();
    const updated = await update(posterior, second, { seed: 7 }, node);
    expect(traces()).toBe(before);
    const fresh = await fit(related.withPriorsOf(first), second, { ...short, seed: 7 }, node);
    expect(updated.draws).toEqual(fresh.draws);
    expect(updated.declaration).toEqual(fresh.declaration);
    const traced = traces();
    const fewer = await update(posterior, pupils("third", { schools: 4 }), {}, node);
    expect(traces()).toBeGreaterThan(traced);
    expect(fewer.draws.names).toContain("r_school.t[s3,Intercept]");
    expect(fewer.draws.names).not.toContain("r_school.t[s4,Intercept]");
  });

  it("takes what is not given from the first fit: chains, draws, seed and options", async () => {
    const posterior = await fit(model, pupils("first"), { ...short, adaptDelta: 0.9, seed: "12" }, node);
    const { provenance } = await update(posterior, pupils("second"), { draws: 10, workers: 0 }, node);
    expect(provenance).toMatchObject({ seed: "12", chains: 2, warmup: 60, draws: 10, options: { adaptDelta: 0.9 } });
  });

  it("traces again where there are other rows or levels, with the priors of the first fit all the same", async () => {
    const first = pupils("first");
    const posterior = await fit(model, first, short, node);
    for (const other of [pupils("second", { rows: 30 }), pupils("second", { schools: 4, shift: 500 })]) {
      const before = traces();
      const updated = await update(posterior, other, {}, node);
      expect(traces()).toBeGreaterThan(before);
      const fresh = await fit(model.withPriorsOf(first), other, short, node);
      expect(updated.draws).toEqual(fresh.draws);
      expect(updated.model).toEqual(fresh.model);
    }
  });

  it("serves counts, of which each value is worked out once: with as many values or, traced again, with more", async () => {
    const counts = glmm("count ~ age + (1 | school)", { family: "negbinomial", priors: ["shape ~ exponential(1)"] });
    const table = (name: string, most: number) => {
      const numbers = pupils(name, { rows: 120 });
      const count = Array.from(numbersIn(numbers, "score"), (x) => Math.min(most, Math.round(Math.abs(x) * most)));
      const age = numbersIn(numbers, "age");
      return tableFromColumns({ count, age, school: Array.from(count, (_, i) => `s${i % 5}`) });
    };
    const posterior = await fit(counts, table("first", 6), short, node);
    const before = traces();
    const same = await update(posterior, table("second", 9), {}, node);
    expect(traces()).toBe(before);
    const other = await update(posterior, table("third", 100), {}, node);
    expect(traces()).toBeGreaterThan(before);
    const kept = counts.withPriorsOf(table("first", 6));
    expect(same.draws).toEqual((await fit(kept, table("second", 9), short, node)).draws);
    expect(other.draws).toEqual((await fit(kept, table("third", 100), short, node)).draws);
  });

  it("gives a parameter that only the second table has the default from there", async () => {
    const plain = glmm("score ~ arm", { priors: ["b[armtreated] ~ normal(0, 1)"] });
    const posterior = await fit(plain, pupils("first"), short, node);
    const second = pupils("second");
    const arms = Array.from({ length: 40 }, (_, i) => ["control", "treated", "waiting"][i % 3]!);
    const score = numbersIn(second, "score");
    const updated = await update(posterior, { score, arm: arms }, {}, node);
    expect(updated.draws.names).toContain("b_armwaiting");
    expect(updated.model.lines.join("\n")).toMatch(/b\[armtreated\].*normal\(0, 1\)/);
  });

  it("leaves rows out where cells are missing and the first fit did, and refuses them where it did not", async () => {
    const holed = (table: Table): Table => {
      const column = { ...(table.columns.get("score") as NumberColumn), missing: [3] };
      return { rows: table.rows, columns: new Map(table.columns).set("score", column) };
    };
    const strict = await fit(model, pupils("first"), short, node);
    await expect(update(strict, holed(pupils("second")), {}, node)).rejects.toThrow(/cells are missing \(1 in "score"/);
    const lenient = await fit(model, holed(pupils("first")), { ...short, na: "drop" }, node);
    const before = traces();
    const updated = await update(lenient, holed(pupils("second")), {}, node);
    expect(traces()).toBe(before);
    expect(updated.warnings.map(({ cause }) => cause)).toContain("dropped_rows");
  });

  it("chooses sampler and warmup anew where other optimisations are asked for, and keeps them where the same are", async () => {
    const small = glmm("score ~ 1 + (1 | school)", { priors: ["sigma ~ exponential(1)"] });
    const first = await fit(small, pupils("first"), short, node);
    const plain = await update(first, pupils("second"), { optimise: "none" }, node);
    expect(plain.provenance.options).toMatchObject({ algorithm: "nuts", metric: "variance", stopWarmupEarly: false });
    const back = await update(plain, pupils("second"), { optimise: "all" }, node);
    expect(back.provenance.options).toMatchObject({ metric: "gradient", stopWarmupEarly: true });
    const kept = await update(plain, pupils("first"), {}, node);
    expect(kept.provenance.options).toEqual(plain.provenance.options);
  });

  it("fits a program again by tracing it, and a posterior that was loaded by its declaration", async () => {
    const mean = program<{ score: number }>(({ parameter, observe, data }) => {
      observe(normal(parameter("mu", normal(0, 5)), 3), data.score);
    });
    const posterior = await fit(mean, pupils("first"), short, node);
    const updated = await update(posterior, pupils("second"), {}, node);
    expect(updated.draws).toEqual((await fit(mean, pupils("second"), short, node)).draws);
    const copied = { ...posterior };
    await expect(update(copied, pupils("second"), {}, node)).rejects.toThrow(/does not hold its model, a program/);

    const first = await fit(model, pupils("first"), short, node);
    const loaded = JSON.parse(JSON.stringify(first.declaration));
    const again = await update({ ...first, declaration: loaded }, pupils("second"), {}, node);
    expect(again.draws).toEqual((await update(first, pupils("second"), {}, node)).draws);
  });
});
