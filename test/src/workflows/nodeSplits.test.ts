import { describe, expect, it, vi } from "vitest";

import * as compiling from "../../../engine/compiler/compile.js";
import { tableFromRecords } from "../../../engine/data/table.js";
import { networkModel } from "../../../models/meta/networkModel.js";
import { fit } from "../../../src/fit.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { node } from "../../../src/platform/node/node.js";
import { nodeSplits, type NodeSplit } from "../../../src/workflows/nodeSplits.js";
import { declaredNetwork, published, publishedTable, smokingNames } from "../../support/networks.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

// Only a module that is mocked can be watched: what it does stays as it is.
vi.mock("../../../engine/compiler/compile.js", async (original) => {
  const real = await original<typeof compiling>();
  return { ...real, compile: vi.fn(real.compile) };
});

const compilations = () => vi.mocked(compiling.compile).mock.calls.length;

const priors = ["d ~ normal(0, 100)"];
const options = { seed: 1, chains: 2, draws: 1500, workers: 0 };

const thrombolytics = fit(
  networkModel(
    declaredNetwork({ effects: "fixed", reference: "SK", treatments: published.thrombolytics.treatments, priors }),
  ),
  publishedTable("thrombolytics"),
  options,
  node,
);

/** Four Monte Carlo errors of both, published ones of draws worth 1500, and the rounding of what is printed. */
function near(ours: number, theirs: number, sd: number, rounding: number): void {
  expect(Math.abs(ours - theirs)).toBeLessThan(4 * sd * Math.sqrt(1 / 1500 + 1 / 2500) + rounding);
}

describe("nodeSplits", () => {
  it("gives direct, indirect and omega as published for thrombolytics, with one model compiled for all splits", async () => {
    const posterior = await thrombolytics;
    const before = compilations();
    const told: string[] = [];
    const splits = await nodeSplits(
      posterior,
      {
        comparisons: [
          ["Acc t-PA", "ASPAC"],
          ["PTCA", "SK"],
          ["t-PA", "UK"],
        ],
        onProgress: (done, of) => told.push(`${done}/${of}`),
      },
      node,
    );
    expect(compilations() - before).toBe(1);
    expect(told).toEqual(["0/3", "1/3", "2/3", "3/3"]);
    expect(splits.map(({ from, to }) => `${from} ${to}`)).toEqual(["Acc t-PA ASPAC", "SK PTCA", "t-PA UK"]);
    for (const split of splits) {
      const theirs = published.thrombolytics.nodesplit.find(({ from, to }) => from === split.from && to === split.to)!;
      near(split.direct.mean, theirs["dir_mean"]!, theirs["dir_sd"]!, 0.0005);
      near(split.indirect.mean, theirs["ind_mean"]!, theirs["ind_sd"]!, 0.0005);
      near(split.omega.mean, theirs["omega_mean"]!, theirs["omega_sd"]!, 0.0005);
      near(split.network.mean, theirs["net_mean"]!, theirs["net_sd"]!, 0.0005);
      // A standard deviation has an error of about 1/√(2 draws) of itself.
      expect(Math.abs(split.direct.sd / theirs["dir_sd"]! - 1)).toBeLessThan(0.1);
      expect(Math.abs(split.p_value - theirs["p_value"]!)).toBeLessThan(0.06);
      expect([split.divergences, split.fit.data_points, split.fit.tau]).toEqual([0, 102, null]);
      expect(split.worst_rhat).toBeLessThan(1.02);
    }
    expect(splits[0]!.p_value).toBeLessThan(0.01);
  });

  it("gives a comparison the same numbers whichever others are split, from a fresh fit and a loaded one", async () => {
    const posterior = await thrombolytics;
    const pair = ["Acc t-PA", "ASPAC"] as const;
    const short = { draws: 200, warmup: 200 };
    const [alone] = await nodeSplits(posterior, { comparisons: [pair], ...short }, node);
    const [, again] = await nodeSplits(posterior, { comparisons: [["SK", "UK"], pair], ...short }, node);
    expect(again).toEqual(alone);
    const folder = `${temporaryFolder()}/fit`;
    await saveFit(folder, posterior);
    const [loaded] = await nodeSplits(await loadFit(folder), { comparisons: [pair], ...short }, node);
    expect(loaded).toEqual(alone);
    const [other] = await nodeSplits(posterior, { comparisons: [pair], ...short, seed: 2 }, node);
    expect(other).not.toEqual(alone);
  });

  it("splits the six comparisons of smoking cessation as multinma does", async () => {
    const model = networkModel(declaredNetwork({ reference: smokingNames.None, priors }));
    const splits = await nodeSplits({ model, table: publishedTable("smoking") }, options, node);
    expect(splits).toHaveLength(6);
    const short = new Map<string, string>(Object.entries(smokingNames).map(([key, name]) => [name, key]));
    const figures = new Map(Object.entries(published.smoking.nodesplit));
    const compare = (split: NodeSplit): void => {
      const theirs = figures.get(`${short.get(split.to)} vs ${short.get(split.from)}`);
      const turned = figures.get(`${short.get(split.from)} vs ${short.get(split.to)}`)!;
      const sign = theirs ? 1 : -1;
      const { d_dir, d_ind, omega } = theirs ?? turned;
      near(split.direct.mean, sign * d_dir[0], d_dir[1], 0.005);
      near(split.indirect.mean, sign * d_ind[0], d_ind[1], 0.005);
      near(split.omega.mean, sign * omega[0], omega[1], 0.005);
      expect(split.fit.tau!.q50).toBeGreaterThan(0.6);
    };
    splits.forEach(compare);
  });

  it("has nothing to split in a star, and refuses what cannot be split", async () => {
    const arm = (study: string, treatment: string, events: number) => ({ study, treatment, events, total: 50 });
    const star = tableFromRecords([
      ...[arm("1", "A", 9), arm("1", "B", 12), arm("2", "A", 7), arm("2", "C", 15)],
      ...[arm("3", "A", 10), arm("3", "B", 20)],
    ]);
    const short = { ...options, warmup: 100, draws: 50 };
    const model = networkModel(declaredNetwork({ effects: "fixed" }));
    const posterior = await fit(model, star, short, node);
    expect(await nodeSplits(posterior, {}, node)).toEqual([]);
    await expect(nodeSplits(posterior, { comparisons: [["A", "B"]] }, node)).rejects.toThrow(
      'the comparison of "A" and "B" has no direct and independent indirect evidence to split: this network has no comparison with both.',
    );
    await expect(nodeSplits(posterior, { comparisons: [["A", "X"]] }, node)).rejects.toThrow(
      'the comparison to split names "X", which is no treatment: the treatments are A, B and C.',
    );
    const unrelated = await fit(model.with({ model: "ume" }), star, short, node);
    await expect(nodeSplits(unrelated, {}, node)).rejects.toThrow("this one is of the model ume");
    await expect(nodeSplits(await fit(model.priorOnly(), star, short, node), {}, node)).rejects.toThrow(
      "these are draws of the prior",
    );
    await expect(nodeSplits(posterior, { pairs: [] } as never, node)).rejects.toThrow('"pairs"');
  });

  it("keeps what was done when it is stopped", async () => {
    const stop = new AbortController();
    const splits = await nodeSplits(
      await thrombolytics,
      { draws: 50, warmup: 100, signal: stop.signal, onProgress: (done) => done === 2 && stop.abort() },
      node,
    );
    expect(splits).toHaveLength(2);
  });
});
