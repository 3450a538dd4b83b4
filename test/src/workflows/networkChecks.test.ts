import { describe, expect, it } from "vitest";

import { looCompare } from "../../../diagnostics/loo/index.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { tableFromRecords } from "../../../engine/data/table.js";
import { normal } from "../../../engine/distributions/normal.js";
import { fittedNetwork } from "../../../models/meta/FittedNetwork.js";
import { networkModel } from "../../../models/meta/networkModel.js";
import { checksOfModel } from "../../../src/checksOfModel.js";
import { fit } from "../../../src/fit.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { node } from "../../../src/platform/node/node.js";
import { artifactAgain } from "../../../src/workflows/artifactAgain.js";
import { kfold } from "../../../src/workflows/kfold.js";
import { leaveOneGroupOut } from "../../../src/workflows/leaveOneGroupOut.js";
import { loo } from "../../../src/workflows/loo.js";
import { pointwiseOf } from "../../../src/workflows/pointwiseOf.js";
import { replicatesOf } from "../../../src/workflows/replicatesOf.js";
import { responseFingerprint } from "../../../src/workflows/responseFingerprint.js";
import { rowLikelihoodOf } from "../../../src/workflows/rowLikelihoodOf.js";
import { sensitivity } from "../../../src/workflows/sensitivity.js";
import { declaredNetwork, publishedTable, smokingNames } from "../../support/networks.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const options = { seed: 1, chains: 2, draws: 300, workers: 0 };
const model = networkModel(declaredNetwork({ reference: smokingNames.None }), "Smoking cessation");
const fresh = fit(model, publishedTable("smoking"), options, node);

async function reloaded(posterior: Posterior): Promise<Posterior> {
  const folder = `${temporaryFolder()}/fit`;
  await saveFit(folder, posterior);
  return loadFit(folder);
}

describe("a fitted network", () => {
  it("answers checks the same when it was loaded", async () => {
    const posterior = await fresh;
    const loaded = await reloaded(posterior);
    const columns = async (one: Posterior) =>
      Array.from((await pointwiseOf(one)).columns(), (column) => column.slice());
    expect(await columns(loaded)).toEqual(await columns(posterior));
    expect(await replicatesOf(loaded)).toEqual(await replicatesOf(posterior));
    expect(await responseFingerprint(loaded)).toBe(await responseFingerprint(posterior));
    expect(await sensitivity(loaded)).toEqual(await sensitivity(posterior));
    expect(await artifactAgain(loaded)).toBeDefined();
  });

  it("has the draws moved for its arms, in the rows of the compiled model that they are", async () => {
    const arm = (study: string, treatment: string, events: number) => ({ study, treatment, events, total: 60 });
    const table = tableFromRecords([
      ...[arm("1", "B", 30), arm("1", "A", 12), arm("2", "A", 9), arm("2", "C", 20), arm("2", "B", 14)],
      ...[arm("3", "C", 22), arm("3", "A", 5)],
    ]);
    const declared = networkModel(declaredNetwork({ reference: "A" }));
    const posterior = await fit(declared, table, options, node);
    const matched = await loo(posterior, { momentMatch: true }, node);
    expect(matched.notes.at(-1)).toMatch(/moments of the draws matched for [1-7] observations?/);
    const plain = await loo(posterior, {}, node);
    const worst = (ks: Float64Array) => Math.max(...ks);
    expect(worst(matched.pointwise.paretoK)).toBeLessThanOrEqual(worst(plain.pointwise.paretoK));
    // By mistaken rows densities would be those of other arms, which differ by far more.
    plain.pointwise.elpd.forEach((elpd, place) =>
      expect(Math.abs(matched.pointwise.elpd[place]! - elpd)).toBeLessThan(1),
    );
    expect((await loo(await reloaded(posterior), { momentMatch: true }, node)).elpd).toEqual(matched.elpd);
  });

  it("has log likelihoods by arm that are those of the compiled model", async () => {
    const posterior = await fresh;
    const pointwise = await pointwiseOf(posterior);
    const { rows, chains } = rowLikelihoodOf(posterior)!;
    const compiled = new Map(Array.from(rows[0]!.rowNumbers!, (row, place) => [row - 1, chains[0]![place]!]));
    const arms = fittedNetwork(posterior).network.studies.flatMap((study) => study.arms);
    // Another way through the same sums.
    let at = 0;
    for (const column of pointwise.columns()) expect(column[0]).toBeCloseTo(compiled.get(arms[at++]!.row)!, 9);
    expect(at).toBe(50);
    expect(pointwise.labels).toHaveLength(50);
  });

  it("is looked at by sensitivity in its effects and heterogeneity, and has checks for a report", async () => {
    const { rows } = await sensitivity(await fresh);
    const main = Object.values(smokingNames).slice(1);
    expect(rows.map(({ variable }) => variable).sort()).toEqual([...main.map((name) => `d[${name}]`), "tau"]);
    const { sections } = await checksOfModel(await fresh);
    expect(sections.map(({ id }) => id)).toEqual(expect.arrayContaining(["loo", "sensitivity"]));
    expect(sections.map(({ id }) => id)).not.toContain("not-checked");
  });

  it("is compared with unrelated mean effects by leave-one-out, by arm and by study", async () => {
    const consistency = await fresh;
    const unrelated = await fit(model.with({ model: "ume" }), publishedTable("smoking"), options, node);
    const byArm = { consistency: await loo(consistency, {}, node), ume: await loo(unrelated, {}, node) };
    expect(looCompare(byArm).models).toHaveLength(2);
    const one = await leaveOneGroupOut(consistency, { group: "study" }, node);
    const other = await leaveOneGroupOut(unrelated, { group: "study" }, node);
    // Trials of the smoking network agree: more parameters predict a new trial no better.
    expect(one.elpd.value).toBeGreaterThan(other.elpd.value);
    expect(looCompare({ one, other }).models[0]!.name).toBe("one");
    expect(() => looCompare({ arms: byArm.consistency, studies: one })).toThrow();
    await expect(leaveOneGroupOut(consistency, { group: "treatment" }, node)).rejects.toThrow(
      'groups of a network are its studies, not "treatment"',
    );
    await expect(loo(consistency, { refit: true, threshold: -1 }, node)).rejects.toThrow("--group study --refit");
  });
});

/** Differences of two treatments with fixed effects: what is predicted of each study is known without drawing. */
const differences = [0.4, 1.1, -0.2, 0.7, 0.9, 0.1];
const errors = [0.3, 0.5, 0.4, 0.35, 0.6, 0.45];
const pairs = tableFromRecords(
  differences.flatMap((diff, s) => [
    { study: `s${s}`, treatment: "A", diff: null, diffSe: null },
    { study: `s${s}`, treatment: "B", diff, diffSe: errors[s]! },
  ]),
);
const priorSd = 2;

function exact(study: number, others: readonly number[]): number {
  let [precision, weighted] = [1 / (priorSd * priorSd), 0];
  for (const other of others) {
    precision += 1 / (errors[other]! * errors[other]!);
    weighted += differences[other]! / (errors[other]! * errors[other]!);
  }
  const spread = Math.sqrt(1 / precision + errors[study]! * errors[study]!);
  return normal(weighted / precision, spread).logDensity(differences[study]!) as number;
}

describe("cross-validation of a network by study", () => {
  const declared = declaredNetwork({ effects: "fixed", priors: [`d ~ normal(0, ${priorSd})`] });
  const posterior = fit(networkModel(declared), pairs, { ...options, draws: 2000 }, node);
  const studies = differences.map((_, s) => s);

  it("predicts each study of a fold as the conjugate law of the other folds does", async () => {
    const folds = studies.map((s) => 1 + (s % 3));
    const told: string[] = [];
    const result = await kfold(await posterior, { folds, onProgress: (done, of) => told.push(`${done}/${of}`) }, node);
    expect(told).toEqual(["0/3", "1/3", "2/3", "3/3"]);
    for (const s of studies) {
      const others = studies.filter((other) => other % 3 !== s % 3);
      // Four Monte Carlo errors, which each density carries.
      const error = Math.abs(result.pointwise.elpd[s]! - exact(s, others));
      expect(error).toBeLessThan(4 * result.pointwise.mcse[s]! + 1e-6);
    }
    expect(result.notes[0]).toBe("3 folds of whole studies");
    expect((await kfold(await posterior, {}, node)).folds).toHaveLength(6);
  });

  it("leaves out one study by importance sampling as by a fit without it", async () => {
    const sampled = await leaveOneGroupOut(await posterior, { group: "study" }, node);
    const refitted = await leaveOneGroupOut(await posterior, { group: "study", refit: true, threshold: -1 }, node);
    for (const s of studies) {
      const truth = exact(
        s,
        studies.filter((other) => other !== s),
      );
      expect(Math.abs(sampled.pointwise.elpd[s]! - truth)).toBeLessThan(0.03);
      expect(Math.abs(refitted.pointwise.elpd[s]! - truth)).toBeLessThan(0.03);
    }
    expect(refitted.notes.at(-1)).toBe("fitted again without each of 6 studies");
  });

  it("refuses strata, and folds that leave no study", async () => {
    await expect(kfold(await posterior, { stratify: "treatment" }, node)).rejects.toThrow("leave stratify out");
    await expect(kfold(await posterior, { folds: 7 }, node)).rejects.toThrow("7 folds are too many");
  });
});
