/** Questions put to a saved fit from the command line. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { loadFit } from "../../../src/files/loadFit.js";
import { shrinkage } from "../../../models/glmm/groups/index.js";
import { epred, predict, predictionArray } from "../../../models/glmm/prediction/index.js";
import { runInProcess } from "../../support/runInProcess.js";
import { samplePosterior } from "../../support/samplePosterior.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { parseCsv, readNumber } from "../../../engine/data/csv.js";
import { cattleCsv, cattleFormula } from "./cattle.js";

const folder = mkdtempSync(join(tmpdir(), "poolwise-ask-"));
const path = (name: string) => join(folder, name);
const ask = (...args: string[]) => runInProcess(["ask", path("out"), ...args]);

/** The answer as JSON. */
async function answer<Json>(...args: string[]): Promise<Json> {
  const { status, stdout, stderr } = await ask(...args, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Json;
}

async function refused(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await ask(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  const [first, ...excerpt] = stderr.trimEnd().replaceAll(folder, "").split("\n");
  // What is wrong with a formula's columns is shown in the formula, in two lines.
  expect([0, 2]).toContain(excerpt.length);
  return first!;
}

/** Draws of each prediction: 2 chains of 40. */
const drawCount = 80;

beforeAll(async () => {
  writeFileSync(path("cattle.csv"), cattleCsv);
  const lines = cattleCsv.split("\n");
  writeFileSync(path("new.csv"), [lines[0], lines[1], "new,0,10,2,0,male", "new,0,10,3,0,male"].join("\n"));
  const { status, stderr } = await runInProcess([
    ...["fit", "--data", path("cattle.csv"), "--formula", cattleFormula, "--family", "binomial", "--factor", "period"],
    ...["--seed", "1", "--chains", "2", "--warmup", "100", "--draws", "40", "--quiet", "--out", path("out")],
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("poolwise ask", () => {
  it.each([
    ["shrinkage", /^herd: Intercept; population .*\n.*shrunk/],
    ["ranef", /^herd: Intercept\n *level +mean/],
    ["coef", /^herd: Intercept\n *level +mean/],
    ["fixef", /^coefficient +mean[^]*\nperiod2 /],
    ["varcorr", /^group +mean[^]*\nherd \(15 levels\)[^]*sd Intercept/],
    ["varianceshare", /^part +variance[^]*\nherd: repeatability [^]*\nresidual [^]*single trial/],
    ["linpred", /^ +mean +sd +median[^]*\nrow 1 [^]*\n… and 20 more rows/],
    ["epred", /\nrow 1 /],
    ["predict", /\nrow 1 /],
    ["loglik", /\nrow 1 /],
    ["priors", /^Intercept ~ student_t\(3, 0, 2.5\) +default\nb +~ normal\(0, 2.5\) +default\nsd +~/],
    ["design", /X of mu: 60 rows, 3 columns[^]*Z of herd: 60 rows, 15 levels × 1 effect/],
  ])("%s gives a table", async (question, expected) => {
    const { status, stdout, stderr } = await ask(question);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(expected);
    if (question === "design") return;
    // Matrices are as wide as they are; everything else fits the terminal.
    expect(Math.max(...stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it("gives with --json the numbers that TypeScript gives", async () => {
    const posterior = await loadFit(path("out"));
    const rows = await answer<{ group: string; rows: { level: string; factor: { mean: number } }[] }[]>("shrinkage");
    const expected = shrinkage(posterior, { group: "herd" });
    expect(rows).toEqual(JSON.parse(JSON.stringify([expected])));
    const effects = await answer<{ level: string; mean: number }[]>("ranef", "--group", "herd");
    expect(effects.map(({ level }) => level)).toEqual(Array.from({ length: 15 }, (_, i) => String(i + 1)));
    const design = await answer<{
      predictors: { names: string[]; columns: number[][] }[];
      groups: { index: number[] }[];
    }>("design");
    expect(design.predictors[0]!.names).toEqual(["period2", "period3", "period4"]);
    expect(design.predictors[0]!.columns[0]!.reduce((sum, x) => sum + x, 0)).toBe(15);
    expect(design.groups[0]!.index.slice(0, 16)).toEqual([...Array.from({ length: 15 }, (_, i) => i), 0]);
  });

  it("summarises predictions in a file of numbers that read back exactly, rows counted from 1", async () => {
    const { stdout } = await ask("epred", "--out", path("epred.csv"));
    expect(stdout.replace(folder, "")).toBe(`60 rows, summarised over ${drawCount} draws, written to /epred.csv\n`);
    const [head, ...lines] = readFileSync(path("epred.csv"), "utf8").trimEnd().split("\n");
    expect(head).toBe("row,mean,sd,median,q2.5,q97.5");
    const { rows } = await answer<{ rows: { row: number; mean: number; sd: number; median: number }[] }>("epred");
    const keys = ["row", "mean", "sd", "median", "q2.5", "q97.5"] as const;
    const numbers = lines.map((line) => line.split(",").map((cell) => readNumber(cell)));
    expect(numbers).toEqual(rows.map((row) => keys.map((key) => (row as Record<string, number>)[key])));
    expect(numbers.map(([row]) => row)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it("writes every draw with --full, the same for the same seed", async () => {
    await ask("predict", "--out", path("one.csv"), "--full", "--seed", "5");
    await ask("predict", "--out", path("two.csv"), "--full", "--seed", "5");
    await ask("predict", "--out", path("three.csv"), "--full", "--seed", "6");
    const [one, two, three] = ["one.csv", "two.csv", "three.csv"].map((name) => readFileSync(path(name), "utf8"));
    expect(one === two).toBe(true);
    expect(one === three).toBe(false);
    const table = parseCsv(one!);
    expect([table.rows, table.columns.size]).toEqual([60, 1 + drawCount]);
    const all = predictionArray(predict(await loadFit(path("out")), { seed: "5" }));
    const column = table.columns.get("draw_7")!;
    expect(column.kind === "number" && [...column.values]).toEqual(
      Array.from({ length: 60 }, (_, row) => all[row * drawCount + 6]),
    );
  });

  it("predicts other rows, new levels as told, of fewer draws where asked", async () => {
    type Answer = { draws: number; rows: { mean: number; sd: number }[] };
    const fresh = await answer<Answer>("epred", "--newdata", path("new.csv"), "--draws", "20");
    expect([fresh.draws, fresh.rows.length]).toEqual([20, 3]);
    const without = await answer<Answer>("epred", "--newdata", path("new.csv"), "--groups", "none");
    const average = await answer<Answer>("epred", "--newdata", path("new.csv"), "--new-levels", "population");
    expect(average.rows.slice(1)).toEqual(without.rows.slice(1));
    expect(average.rows[0]).not.toEqual(without.rows[0]);
    const posterior = await loadFit(path("out"));
    const all = predictionArray(epred(posterior));
    const first = all.subarray(0, drawCount).reduce((sum, x) => sum + x, 0) / drawCount;
    // The first of the new rows is the first of the fitted ones.
    expect(average.rows[0]!.mean).toBeCloseTo(first, 10);
  });
});

describe("poolwise ask refuses", () => {
  it("to be asked nothing", async () => {
    expect(await refused()).toBe("poolwise: ask which question? poolwise ask --help lists them");
  });

  it("a question that there is not, with the nearest", async () => {
    expect(await refused("shrinkag")).toBe('poolwise: unknown question "shrinkag": did you mean "shrinkage"?');
    expect(await refused("why")).toMatch(/unknown question "why": the questions are shrinkage, ranef, coef/);
  });

  it("options that do not go with the question", async () => {
    expect(await refused("ranef", "--newdata", path("new.csv"))).toBe(
      "poolwise: --newdata does not go with ranef: it takes --group",
    );
    expect(await refused("priors", "--group", "herd")).toBe("poolwise: --group does not go with priors: leave it out");
    expect(await refused("predict", "--full")).toMatch(/--full writes every draw to a file: name it with --out/);
    expect(await refused("epred", "--transform")).toMatch(/--transform does not go with epred/);
  });

  it("groups, parameters, levels and draws that the fit does not have", async () => {
    expect(await refused("ranef", "--group", "hurd")).toMatch(/hurd.*herd/);
    expect(await refused("linpred", "--parameter", "sigma")).toMatch(/unknown parameter "sigma"; the model has mu/);
    expect(await refused("epred", "--groups", "hurd")).toMatch(/hurd.*herd/);
    expect(await refused("epred", "--draws", "81")).toMatch(/draws.*81|81.*draws/);
    expect(await refused("epred", "--newdata", path("new.csv"), "--new-levels", "refuse")).toMatch(/"?new"?/);
  });

  it("new rows that lack a column, hold a level never seen, or cells that are missing, naming it", async () => {
    const rows = (text: string) => (writeFileSync(path("odd.csv"), text), ["epred", "--newdata", path("odd.csv")]);
    expect(await refused(...rows("herd,size\n1,10\n"))).toMatch(/"?period"?/);
    expect(await refused(...rows("herd,size,period\n1,10,5\n"))).toMatch(/5.*period|period.*5/);
    expect(await refused(...rows("herd,size,period\n1,10,\n"))).toMatch(/"?period"?.*row 1|row 1/);
    expect(await refused(...rows("herd,period\n1,2\n"))).toMatch(/size|trials/);
    expect(await refused("epred", "--newdata", path("none.csv"))).toMatch(/none.csv does not exist/);
  });

  it("a file that exists, or whose folder does not, and leaves no half file behind", async () => {
    writeFileSync(path("mine.csv"), "mine");
    expect(await refused("epred", "--out", path("mine.csv"))).toBe(
      "poolwise: /mine.csv exists already: give --out the name of a new file",
    );
    expect(readFileSync(path("mine.csv"), "utf8")).toBe("mine");
    expect(await refused("epred", "--out", path("no/where.csv"))).toMatch(
      /cannot be written: its folder does not exist/,
    );
    expect(await refused("epred", "--out", path("x.csv"), "--groups", "hurd")).toMatch(/hurd/);
    expect(existsSync(path("x.csv"))).toBe(false);
  });

  it("a fit of a model file, in one sentence, and a folder without a fit", async () => {
    await saveFit(path("program"), samplePosterior());
    const { status, stderr } = await runInProcess(["ask", path("program"), "ranef"]);
    expect({ status, stderr: stderr.replace(folder, "") }).toEqual({
      status: 2,
      stderr:
        "poolwise: the fit in /program is of a model file, which ask does not execute: ranef is for models declared by --formula " +
        "(of any fit loo, waic, compare, sensitivity, hypothesis, marginallikelihood and bayesfactor can be asked)\n",
    });
    expect((await runInProcess(["ask", folder, "ranef"])).stderr).toMatch(/there is no poolwise fit in/);
  });
});
