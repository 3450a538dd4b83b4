/** Questions put to a saved network meta-analysis from the command line. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { absoluteEffects, fittedNetwork, league, ranks, relativeEffects } from "../../../models/meta/index.js";
import { ranksAnswer } from "../../../src/cli/networkAnswers/ranksAnswer.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { runInProcess } from "../../support/runInProcess.js";

const folder = mkdtempSync(join(tmpdir(), "poolwise-nma-"));
const path = (name: string) => join(folder, name);
const ask = (...args: string[]) => runInProcess(["ask", path("out"), ...args]);

/** Names that would break a table, a key or a list. */
const hostile = 'high, "dose"]';
const csv = [
  "study,treatment,r,n,dose",
  ...["1,__proto__,9,40,1", '1,"high, ""dose""]",15,40,1', "2,__proto__,8,50,2", "2,😀,16,50,2"],
  ...['3,"high, ""dose""]",20,60,4', "3,😀,18,60,4", "4,__proto__,3,30,3", "4,😀,9,30,3"],
  ...["5,__proto__,5,35,6", '5,"high, ""dose""]",9,35,6', ""],
].join("\n");

const fitted = ["--seed", "1", "--chains", "2", "--warmup", "150", "--draws", "100", "--quiet"];

beforeAll(async () => {
  writeFileSync(path("trials.csv"), csv);
  const run = await runInProcess([
    ...["nma", "--data", path("trials.csv"), "--covariate", "dose", "--at", "0,4", "--better", "lower"],
    ...["--no-checks", "--out", path("out"), ...fitted],
  ]);
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The answer as JSON. */
async function answer<Json>(...args: string[]): Promise<Json> {
  const { status, stdout, stderr } = await ask(...args, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Json;
}

async function refused(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await ask(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^poolwise: [^\n]+\n$/);
  return stderr.replaceAll(folder, "");
}

describe("poolwise ask of a network", () => {
  it.each([
    ["effects", /^Relative effects, log odds ratio\n +mean[^]*\n😀 against __proto__ /],
    ["league", /^League table: odds ratio[^]*row[^]*\nhigh, "dose"\] /],
    ["ranks --better lower", /^Ranks, 1 is best \(lower is better\)[^]*Probability that the treatment of a row/],
    ["absolute --baseline normal(-2,0.3)", /^Absolute effects, probability[^]*\nAgainst __proto__, median/],
    ["newtrial --better lower", /^Effects in a new trial, log odds ratio\n.*P\(harm\)/],
    ["heterogeneity", /prior tau ~ half_normal\(5\)\n[^]*\ntau\^2 /],
    ["studies", /^Effects of studies, log odds ratio\n[^]*\n2: 😀 against __proto__ [^]*Baselines of studies/],
    ["fit", /^Residual deviance [\d.]+ on 10 data points[^]*By study[^]*By point/],
    ["evidence", /\n😀 against __proto__ +2 +160 +direct and indirect/],
    ["priors", /^d ~ normal\(0, 10\) +default\n/],
  ])("%s gives a table no wider than the terminal", async (question, expected) => {
    const { status, stdout, stderr } = await ask(...question.split(" "));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(expected);
    expect(Math.max(...stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it("gives with --json the numbers that TypeScript gives", async () => {
    const network = fittedNetwork(await loadFit(path("out")));
    const at = new Map([["dose", 4]]);
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    const effects = await answer<{ at: { relative_effects: unknown }[] }>("effects", "--reference", "😀", "--at", "4");
    expect(effects.at[0]!.relative_effects).toEqual(plain(relativeEffects(network, { reference: "😀", at })));
    const order = ["😀", hostile];
    const quoted = `😀,"high, ""dose""]"`;
    expect(await answer("league", "--treatments", quoted)).toMatchObject(
      plain(league(network, { treatments: order })) as object,
    );
    expect(await answer("ranks", "--better", "lower", "--mid", "0.3", "--at", "dose=4")).toEqual({
      at: { dose: 4 },
      ...(plain(ranks(network, { better: "lower", mid: 0.3, at })) as object),
    });
    expect(await answer("absolute", "--baseline", "study(4)", "--better", "lower")).toEqual(
      plain(absoluteEffects(network, { baseline: { study: "4" }, better: "lower" })),
    );
  });

  it("fits again: a split, unrelated mean effects, without a study", async () => {
    const { nodesplits } = await answer<{ nodesplits: { from: string; to: string }[] }>(
      "nodesplit",
      "--split",
      "😀,__proto__",
    );
    expect(nodesplits.map(({ from, to }) => [from, to])).toEqual([["__proto__", "😀"]]);
    const ume = await answer<{ ume: { data_points: number; relative_effects: unknown[] } }>("ume");
    expect([ume.ume.data_points, ume.ume.relative_effects.length]).toEqual([10, 6]);
    const left = await answer<{ without: { study: string; effects: { effect: unknown }[] }[] }>(
      "leaveoneout",
      "--studies",
      "3",
    );
    expect(left.without.map(({ study, effects }) => [study, effects.length])).toEqual([["3", 2]]);
  }, 60_000);

  it("knows from the fit which effects are good, unless the question says otherwise", async () => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    const posterior = await loadFit(path("out"));
    expect(await answer("ranks")).toEqual(plain({ at: {}, ...ranks(fittedNetwork(posterior), { better: "lower" }) }));
    expect(await answer("ranks", "--better", "higher")).toMatchObject({ better: "higher" });
    expect((await ask("newtrial")).stdout).toContain("P(harm)");
    const untold = { ...posterior, declaration: { ...fittedNetwork(posterior).declaration } };
    delete untold.declaration.better;
    expect(() => ranksAnswer(untold, {}, 80)).toThrow(/which the fit was not told: add --better/);
  });

  it("refuses what it cannot answer, in one sentence", async () => {
    expect(await refused("shrinkage")).toMatch(
      /the fit in \/out is of a network meta-analysis: shrinkage is for models declared by --formula \(of it loo, .*leaveoneout can be asked\)/,
    );
    expect(await refused("ranks", "--better", "lower", "--at", "1,2")).toMatch(/several sets of values/);
    expect(await refused("effects", "--reference", "placebo")).toMatch(/unknown treatment "placebo"/);
    expect(await refused("effects", "--at", "year=3")).toMatch(/"year", which is no covariate: covariates are dose/);
    expect(await refused("effects", "--better", "lower")).toMatch(/it takes --reference, --treatments, --at/);
    expect(await refused("absolute")).toMatch(/add --baseline/);
    expect(await refused("absolute", "--baseline", "joint")).toMatch(/fit again with --baseline joint/);
    expect(await refused("absolute", "--baseline", "study(x)")).toMatch(/unknown study "x"/);
    expect(await refused("nodesplit", "--split", "😀,nobody")).toMatch(/"nobody", which is no treatment/);
    expect(await refused("leaveoneout", "--studies", "99")).toMatch(/unknown study "99"/);
  });

  it("makes the report again and diagnoses the draws, counting the effects of studies", async () => {
    rmSync(path("out/report.html"));
    expect((await runInProcess(["report", path("out")])).status).toBe(0);
    expect(existsSync(path("out/report.html"))).toBe(true);
    const { status, stdout } = await runInProcess(["diagnose", path("out")]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^d\[😀\] /m);
    expect(stdout).toMatch(/10 baselines and effects of single studies/);
  });
});

describe("poolwise nma", () => {
  it("prints with --json summary.json alone, and the check of the network when sampling begins", async () => {
    const { status, stdout, stderr } = await runInProcess([
      ...["nma", "--data", path("trials.csv"), "--json", "--effects", "fixed", "--seed", "1", "--chains", "1"],
      ...["--warmup", "100", "--draws", "50"],
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty("variables");
    expect(stderr).toMatch(/^5 studies of 3 treatments, 10 arms/);
  });

  it("draws from the prior, saves it, and answers no question about observations", async () => {
    const run = await runInProcess([
      ...["nma", "--data", path("trials.csv"), "--prior-only", "--better", "lower", "--out", path("prior"), ...fitted],
    ]);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
    expect(run.stdout).toMatch(/Draws are of the prior/);
    expect(readFileSync(path("prior/report.html"), "utf8")).toContain("<html");
    expect((await runInProcess(["ask", path("prior"), "effects"])).status).toBe(0);
    for (const question of ["fit", "loo", "nodesplit", "ume", "leaveoneout"]) {
      const { status, stdout, stderr } = await runInProcess(["ask", path("prior"), question]);
      expect({ status, stdout }, question).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/draws of the prior/);
    }
  });

  it("leaves ranks of unrelated mean effects out with a note, and is not asked for effects against one reference", async () => {
    const run = await runInProcess([
      ...["nma", "--data", path("trials.csv"), "--model", "ume", "--better", "lower", "--out", path("ume"), ...fitted],
      "--no-checks",
    ]);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
    expect(run.stdout).toMatch(/Ranks are left out: unrelated mean effects do not order the treatments/);
    const { status, stderr } = await runInProcess(["ask", path("ume"), "ranks", "--better", "lower"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^poolwise: unrelated mean effects [^\n]*\n$/);
  });
});
