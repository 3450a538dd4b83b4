import { describe, expect, it, vi } from "vitest";

import * as compiling from "../../../engine/compiler/compile.js";
import type { Table } from "../../../engine/core/Table.js";
import { asFactor, labelsOf } from "../../../engine/data/factor.js";
import { selectRows } from "../../../engine/data/missing.js";
import { requireColumn, tableFromRecords } from "../../../engine/data/table.js";
import { summariseDraws } from "../../../models/meta/answers/summariseDraws.js";
import { fittedNetwork } from "../../../models/meta/FittedNetwork.js";
import { networkModel } from "../../../models/meta/networkModel.js";
import type { NetworkDeclaration } from "../../../models/meta/NetworkDeclaration.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { leaveOneStudyOut } from "../../../src/workflows/leaveOneStudyOut.js";
import { declaredNetwork, publishedTable, smokingNames } from "../../support/networks.js";

// Only a module that is mocked can be watched: what it does stays as it is.
vi.mock("../../../engine/compiler/compile.js", async (original) => {
  const real = await original<typeof compiling>();
  return { ...real, compile: vi.fn(real.compile) };
});

const options = { seed: 1, chains: 2, warmup: 300, draws: 1500, workers: 0 };

function withoutStudy(table: Table, study: string): Table {
  const labels = labelsOf(asFactor(requireColumn(table, "study")));
  return selectRows(
    table,
    labels.flatMap((label, row) => (label === study ? [] : [row])),
  );
}

/** A chain of three treatments, and one that a single trial has. */
const outcomes = [
  ["1", "A", 4.1, 20, 300, 0.5],
  ["1", "B", 4.9, 31, 280, 0.4],
  ["2", "A", 3.8, 25, 310, 0.45],
  ["2", "B", 5.2, 28, 290, 0.5],
  ["3", "B", 5.0, 40, 305, 0.35],
  ["3", "C", 6.1, 52, 310, 0.42],
  ["4", "A", 4.4, 22, 295, 0.6],
  ["4", "B", 4.7, 24, 300, 0.55],
  ["4", "D", 7.0, 61, 310, 0.5],
] as const;

const asMeans = tableFromRecords(outcomes.map(([study, treatment, mean, , , se]) => ({ study, treatment, mean, se })));
const asEvents = tableFromRecords(
  outcomes.map(([study, treatment, , events, total]) => ({ study, treatment, events, total })),
);
const asRates = tableFromRecords(
  outcomes.map(([study, treatment, , events, exposure]) => ({ study, treatment, events, exposure })),
);
const asDifferences = tableFromRecords(
  outcomes.map(([study, treatment, mean, , , se], row) => {
    const isFirst = row === 0 || outcomes[row - 1]![0] !== study;
    const first = outcomes.find(([other]) => other === study)!;
    const diffSe = Math.sqrt(se * se + first[5] * first[5]);
    return { study, treatment, diff: isFirst ? null : mean - first[2], diffSe: isFirst ? se : diffSe };
  }),
);
const asCategories = tableFromRecords(
  outcomes.map(([study, treatment, , events, total]) => {
    return { study, treatment, none: total - 2 * events, some: events, all: events };
  }),
);
const differences = { columns: { diff: "diff", diffSe: "diffSe" } };

/** A treatment without events, and a study without any: data push an effect and a baseline to one side. */
const withZeros = tableFromRecords([
  ...outcomes.map(([study, treatment, , events, total]) => {
    return { study, treatment, events: treatment === "D" ? 0 : events, total };
  }),
  ...["A", "B"].map((treatment) => ({ study: "5", treatment, events: 0, total: 100 })),
]);

/** Priors that do not depend on the data, so that a table without the study has the same. */
const priors = ["d ~ normal(0, 10)", "mu ~ normal(0, 50)", "tau ~ half_normal(1)"];

describe("leaveOneStudyOut", () => {
  it.each<[string, Table, Partial<NetworkDeclaration>]>([
    ["means", asMeans, { effects: "fixed" }],
    ["means, random effects", asMeans, {}],
    ["events", asEvents, {}],
    ["events by cloglog", asEvents, { effects: "fixed", likelihood: "binomial-cloglog" }],
    ["events, none in some arms", withZeros, {}],
    ["rates", asRates, { effects: "fixed", likelihood: "poisson-log" }],
    ["differences", asDifferences, differences],
    ["categories", asCategories, { effects: "fixed", categories: ["none", "some", "all"] }],
  ])("gives for %s what a fit of the table without the study gives", async (_, table, changes) => {
    const model = networkModel(declaredNetwork({ reference: "A", priors, ...changes }));
    const posterior = await fit(model, table, options, node);
    const before = vi.mocked(compiling.compile).mock.calls.length;
    const { all, without } = await leaveOneStudyOut(posterior, { studies: ["2"], seed: 7 }, node);
    // One-sided coordinates are for all studies together, so that others are compiled.
    expect(vi.mocked(compiling.compile).mock.calls.length).toBe(before + (table === withZeros ? 1 : 0));
    expect(without[0]!.divergences).toBeLessThan(5);
    const fresh = fittedNetwork(await fit(model, withoutStudy(table, "2"), options, node));
    const effects = fresh.effects();
    without[0]!.effects.forEach(({ treatment, effect }, place) => {
      const theirs = summariseDraws(effects[place + 1]!);
      expect(treatment).toBe(fresh.network.treatments[place + 1]);
      // Five Monte Carlo errors of two fits of nearly 3000 independent draws; of standard deviations likewise, heavy tails allowed for.
      expect(Math.abs(effect!.mean - theirs.mean)).toBeLessThan(5 * theirs.sd * Math.sqrt(2 / 2500));
      expect(Math.abs(effect!.sd / theirs.sd - 1)).toBeLessThan(0.12);
    });
    expect(all.effects.map(({ effect }) => effect!.mean)).not.toEqual(
      without[0]!.effects.map(({ effect }) => effect!.mean),
    );
    if (fresh.has("tau")) {
      const theirs = summariseDraws(fresh.draws("tau"));
      expect(Math.abs(without[0]!.tau!.q50 - theirs.q50)).toBeLessThan(7 * theirs.sd * Math.sqrt(2 / 2500));
    } else expect(without[0]!.tau).toBeNull();
  });

  it("tells of a treatment that vanishes and of a network that falls apart", async () => {
    const table = tableFromRecords([
      ...outcomes.map(([study, treatment, , events, total]) => ({ study, treatment, events, total })),
      { study: "5", treatment: "C", events: 30, total: 300 },
      { study: "5", treatment: "E", events: 50, total: 300 },
    ]);
    const short = { ...options, draws: 200 };
    const posterior = await fit(
      networkModel(declaredNetwork({ effects: "fixed", reference: "A" })),
      table,
      short,
      node,
    );
    const { reference, all, without } = await leaveOneStudyOut(posterior, {}, node);
    expect(reference).toBe("A");
    expect(all.effects.every(({ effect }) => effect !== null)).toBe(true);
    const known = (study: string) => {
      const one = without.find((left) => left.study === study)!;
      return {
        vanished: one.vanished,
        parts: one.parts,
        effects: one.effects.filter(({ effect }) => effect !== null).map(({ treatment }) => treatment),
      };
    };
    const whole = [["A", "B", "C", "D", "E"]];
    expect(known("1")).toEqual({ vanished: [], parts: whole, effects: ["B", "C", "D", "E"] });
    expect(known("3")).toEqual({
      vanished: [],
      parts: [
        ["A", "B", "D"],
        ["C", "E"],
      ],
      effects: ["B", "D"],
    });
    expect(known("4")).toEqual({ vanished: ["D"], parts: [["A", "B", "C", "E"]], effects: ["B", "C", "E"] });
    expect(known("5")).toEqual({ vanished: ["E"], parts: [["A", "B", "C", "D"]], effects: ["B", "C", "D"] });
  });

  it("finds the trial that carries the heterogeneity of smoking cessation", async () => {
    const model = networkModel(declaredNetwork({ reference: smokingNames.None }));
    const posterior = await fit(model, publishedTable("smoking"), options, node);
    const { all, without } = await leaveOneStudyOut(posterior, { studies: ["3", "6", "13"] }, node);
    const tau = (study: string) => without.find((one) => one.study === study)!.tau!.q50;
    // A trial of 77 against 9 events of 2,100 people, and one of 23 against 9 of 420, differ from most; trial 13 does not.
    expect(Math.min(tau("3"), tau("6"))).toBeLessThan(all.tau!.q50 - 0.05);
    expect(Math.abs(tau("13") - all.tau!.q50)).toBeLessThan(0.06);
  });

  it("refuses an unknown study, unrelated mean effects and a network of one study", async () => {
    const short = { ...options, warmup: 100, draws: 50 };
    const model = networkModel(declaredNetwork({ effects: "fixed" }));
    const posterior = await fit(model, asEvents, short, node);
    await expect(leaveOneStudyOut(posterior, { studies: ["9"] }, node)).rejects.toThrow(
      'unknown study "9" to leave out: the studies are 1, 2, 3, 4.',
    );
    const unrelated = await fit(model.with({ model: "ume" }), asEvents, short, node);
    await expect(leaveOneStudyOut(unrelated, {}, node)).rejects.toThrow("fit the consistency model first");
    const one = await fit(model, selectRows(asEvents, [0, 1]), short, node);
    await expect(leaveOneStudyOut(one, {}, node)).rejects.toThrow("the network has one study");
  });
});
