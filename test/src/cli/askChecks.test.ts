/** Cross-validation and sensitivity of saved fits, asked from the command line. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { parseCsv } from "../../../engine/data/csv.js";
import { binomialLogit } from "../../../engine/distributions/binomialLogit.js";
import { normal } from "../../../engine/distributions/normal.js";
import { r2Draws } from "../../../models/glmm/effects/r2Draws.js";
import { program } from "../../../models/program/program.js";
import { fit } from "../../../src/fit.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { loo } from "../../../src/workflows/loo.js";
import { sensitivity } from "../../../src/workflows/sensitivity.js";
import { node } from "../../../src/platform/node/node.js";
import { runInProcess } from "../../support/runInProcess.js";
import { cattleCsv, cattleFormula } from "./cattle.js";

const folder = mkdtempSync(join(tmpdir(), "poolwise-checks-"));
const path = (name: string) => join(folder, name);
const ask = async (name: string, ...args: string[]) => {
  const { status, stdout, stderr } = await runInProcess(["ask", path(name), ...args]);
  return { status, stdout: stdout.replaceAll(folder, ""), stderr: stderr.replaceAll(folder, "") };
};

async function answer<Json>(name: string, ...args: string[]): Promise<Json> {
  const { status, stdout, stderr } = await ask(name, ...args, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Json;
}

async function text(name: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await ask(name, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  // It reads well in a hundred columns, which is what there is without a terminal.
  expect(Math.max(...stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(100);
  return stdout;
}

const ofModelFile = program<Record<"size" | "incidence", number>>(({ parameter, observe, data }) => {
  observe(binomialLogit(data.size, parameter("a", normal(0, 2))), data.incidence);
});

beforeAll(async () => {
  writeFileSync(path("cattle.csv"), cattleCsv);
  const common = ["--data", path("cattle.csv"), "--seed", "1", "--chains", "2", "--warmup", "150", "--quiet", "--out"];
  const formula = (name: string, ...args: string[]) =>
    runInProcess([
      "fit",
      ...args,
      "--family",
      "binomial",
      "--factor",
      "period",
      "--draws",
      "60",
      ...common,
      path(name),
    ]);
  for (const run of [
    await formula("herds", "--formula", cattleFormula),
    await formula("plain", "--formula", cattleFormula.replace(/ \+ \(1 \| herd\)/, "")),
  ]) {
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
  }
  const options = { seed: 1, chains: 2, warmup: 150, draws: 100, workers: 0 };
  await saveFit(path("program"), await fit(ofModelFile, parseCsv(cattleCsv), options, node));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface LooJson {
  readonly elpd: { readonly value: number; readonly se: number };
  readonly notes: readonly string[];
  readonly pointwise: readonly { readonly observation: string; readonly elpd: number; readonly pareto_k: number }[];
}

describe("poolwise ask", () => {
  it("loo gives sums with what was held fixed, and with --json every row", async () => {
    const shown = await text("herds", "loo");
    expect(shown).toMatch(
      /^Leave-one-out cross-validation of 60 observations[^]*\n +estimate +SE\nelpd_loo +-\d[^]*\nConditional on the effects of herd\.\n/,
    );
    const json = await answer<LooJson>("herds", "loo");
    const expected = await loo(await loadFit(path("herds")), {}, node);
    expect(json.elpd.value).toBe(expected.elpd.value);
    expect(json.pointwise.map(({ elpd }) => elpd)).toEqual([...expected.pointwise.elpd]);
    expect(json.pointwise[2]!.observation).toBe("row 3");
  });

  it("loo --group leaves levels out, their effects integrated out", async () => {
    const json = await answer<LooJson>("herds", "loo", "--group", "herd");
    expect(json.pointwise).toHaveLength(15);
    expect(json.notes).toEqual(["effects of herd integrated out"]);
  });

  it("loo and sensitivity answer for a model file, of which the numbers were kept", async () => {
    const json = await answer<LooJson>("program", "loo");
    expect(json.pointwise).toHaveLength(60);
    expect(await text("program", "sensitivity")).toMatch(/^variable +prior +likelihood +diagnosis\na +\d/);
  });

  it("compare puts fits under one another, the best first, and agrees with loo", async () => {
    const json = await answer<{ models: { model: string; elpd: number; elpd_diff: number }[] }>(
      ...(["herds", "compare", path("plain"), path("program")] as const),
    );
    // These herds were made up: periods tell something of them, herds nothing.
    expect(json.models.map(({ model }) => model).sort()).toEqual(["/herds", "/plain", "/program"]);
    expect(json.models[0]!.model).toBe("/plain");
    const { elpd } = await answer<LooJson>("plain", "loo");
    expect(json.models[0]!.elpd).toBe(elpd.value);
    expect(json.models[0]!.elpd_diff).toBe(0);
    const shown = await text("plain", "compare", path("herds"));
    expect(shown).toMatch(
      /^model +elpd diff +SE[^]*plain +0\.0[^]*herds +-[^]*herds: conditional on the effects of herd\./,
    );
  });

  it("waic gives the same rows their sums, for figures of other programs", async () => {
    const json = await answer<LooJson>("herds", "waic");
    const byLoo = await answer<LooJson>("herds", "loo");
    expect(json.pointwise.map(({ observation }) => observation)).toEqual(
      byLoo.pointwise.map(({ observation }) => observation),
    );
    // Two approximations of one quantity.
    expect(Math.abs(json.elpd.value - byLoo.elpd.value)).toBeLessThan(byLoo.elpd.se);
    expect(await text("herds", "waic")).toMatch(/^Widely applicable[^]*Conditional on the effects of herd\./);
  });

  it("calls levels and blocks by words of the person's, and says in compare which fit cannot be asked", async () => {
    expect(await text("herds", "loo", "--group", "herd")).toMatch(
      /^Leave-one-out cross-validation of 15 levels of herd/,
    );
    expect(await text("herds", "sensitivity")).not.toMatch(/(term|block) \d/);
    const { stderr } = await ask("herds", "compare", path("plain"), "--group", "herd");
    expect(stderr).toMatch(/^poolwise: \/plain: /);
  });

  it("kfold fits again, and tells each row's fold", async () => {
    const json = await answer<LooJson & { folds: number[] }>("plain", "kfold", "--folds", "3", "--seed", "2");
    expect(new Set(json.folds)).toEqual(new Set([1, 2, 3]));
    expect(json.notes).toEqual(["3 folds"]);
    const { elpd } = await answer<LooJson>("plain", "loo");
    // Two estimates of one thing; what is left out at once differs.
    expect(Math.abs(json.elpd.value - elpd.value)).toBeLessThan(elpd.se);
  });

  it("sensitivity gives with --json the numbers that TypeScript gives, without effects of groups", async () => {
    const json = await answer<{ variables: { variable: string; prior: number }[]; not_scaled: string[] }>(
      ...(["herds", "sensitivity"] as const),
    );
    const { rows } = await sensitivity(await loadFit(path("herds")));
    expect(json.variables.map(({ variable, prior }) => [variable, prior])).toEqual(
      rows.map(({ variable, prior }) => [variable, prior]),
    );
    expect(json.variables.map(({ variable }) => variable)).toContain("sd_herd__Intercept");
    expect(json.variables.some(({ variable }) => variable.startsWith("r_"))).toBe(false);
    expect(json.not_scaled).toHaveLength(1);
  });

  it("r2 gives the share of variance explained, with groups and without", async () => {
    type Pair = Record<"conditional" | "marginal", { mean: number; "q97.5": number }>;
    const json = await answer<Record<"nakagawa" | "bayes", Pair>>("herds", "r2");
    const posterior = await loadFit(path("herds"));
    const { fitted, residual } = r2Draws(posterior).conditional;
    const shares = fitted.map((variance, draw) => variance / (variance + residual[draw]!));
    expect(json.bayes.conditional.mean).toBeCloseTo(shares.reduce((sum, one) => sum + one) / shares.length, 12);
    expect(json.nakagawa.marginal["q97.5"]).toBeLessThan(1);
    expect(await text("herds", "r2")).toMatch(
      /marginal \(95%\) +conditional \(95%\)\nNakagawa +0\.\d+[^]*\nBayesian +0\.\d+/,
    );
    expect(await text("herds", "r2")).toMatch(/By all\s+120 draws\./);
    expect(await text("herds", "r2", "--draws", "30")).toMatch(/By\s+30\s+of\s+120\s+draws\./);
    expect(await text("plain", "r2")).not.toMatch(/marginal/);
  });

  it.each([
    [["herds", "compare"], /needs another fit to compare with: ask \/herds compare OTHER$/],
    [["herds", "compare", path("herds")], /^poolwise: \/herds is named twice/],
    [["herds", "loo", path("plain")], /"\/plain" is one too many: ask \/herds loo is about one fit/],
    [["herds", "loo", "--group", "hurd"], /hurd.*herd/],
    [["herds", "loo", "--group", "herd", "--moment-match"], /--moment-match is for single rows/],
    [["herds", "loo", "--folds", "3"], /--folds does not go with loo: it takes --group, --moment-match, --refit/],
    [["herds", "compare", path("none")], /there is no poolwise fit in \/none/],
    [["program", "kfold"], /kfold is for models declared by --formula/],
    [["plain", "kfold", "--folds", "3", "--stratify", "colour"], /unknown column "colour"/],
    [["plain", "kfold", "--folds", "100"], /100 folds are too many, since there are 60 rows/],
  ] as const)("refuses %j in one sentence", async ([name, ...args], message) => {
    const { status, stdout, stderr } = await ask(name, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr.trimEnd()).toMatch(message);
  });
});
