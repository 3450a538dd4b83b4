/** What a person can get wrong about a formula and its table: each mistake is one sentence that names it and the mend. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { runInProcess } from "../../support/runInProcess.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { cattleCsv, cattleFormula } from "./cattle.js";

/** A model that could be fitted; each test spoils one thing. */
const good = {
  csv: cattleCsv,
  formulas: [cattleFormula],
  options: ["--family", "binomial", "--factor", "period"],
};

/** Runs a fit that must be refused: status 2, nothing printed or written, a first line and at most an excerpt below it. */
async function refusal(spoilt: Partial<typeof good> & { readonly more?: readonly string[] }): Promise<string[]> {
  const { csv, formulas, options } = { ...good, ...spoilt };
  const folder = temporaryFolder();
  const data = join(folder, "cattle.csv");
  const out = join(folder, "out");
  writeFileSync(data, csv);
  const { status, stdout, stderr } = await runInProcess([
    ...["fit", "--data", data, "--out", out, "--quiet", "--chains", "1", "--warmup", "1", "--draws", "1"],
    ...formulas.flatMap((formula) => ["--formula", formula]),
    ...options,
    ...(spoilt.more ?? []),
  ]);
  const lines = stderr.trimEnd().replaceAll(data, "cattle.csv").replaceAll(out, "out").split("\n");
  expect({ status, stdout, files: readdirSync(folder) }, stderr).toEqual({
    status: 2,
    stdout: "",
    files: ["cattle.csv"],
  });
  expect(lines[0]).toMatch(/^poolwise: /);
  expect([1, 3]).toContain(lines.length);
  expect(stderr).not.toMatch(/^\s+at /m);
  return lines;
}

/** A copy of the table in which one cell, by row from 1 and column, is another. */
function withCell(row: number, column: string, cell: string): string {
  const lines = cattleCsv.trimEnd().split("\n");
  const at = lines[0]!.split(",").indexOf(column);
  const cells = lines[row]!.split(",");
  cells[at] = cell;
  lines[row] = cells.join(",");
  return lines.join("\n") + "\n";
}

describe("poolwise fit --formula refuses", () => {
  it("a column that the table does not have, with the nearest and the place in the formula", async () => {
    const formulas = ["incidence | trials(size) ~ periodd + (1 | herd)"];
    const [first, excerpt, caret] = await refusal({ formulas });
    expect(first).toMatch(/"periodd".*did you mean "period"/);
    expect(excerpt).toContain("~ periodd +");
    expect(caret!.indexOf("^")).toBe(excerpt!.indexOf("periodd"));
  });

  it("a column of --factor and a group of --centred that there are not", async () => {
    expect((await refusal({ more: ["--factor", "sexx"] }))[0]).toMatch(/"sexx".*did you mean "sex"/);
    expect((await refusal({ more: ["--centred", "hurd"] }))[0]).toMatch(/"hurd".*herd/);
    expect((await refusal({ more: ["--centred", ""] }))[0]).toMatch(
      /invalid --centred: ""; it must be a group, or all/,
    );
  });

  it("a name with control characters, without passing them on to the terminal", async () => {
    const lines = await refusal({ formulas: ["incidence | trials(size) ~ `\u001b[31mred\u202e`"] });
    expect(lines[0]).toMatch(/\uFFFD\[31mred\uFFFD/);
    expect(lines.join("")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("a misspelt function, and a formula that ends too early", async () => {
    expect((await refusal({ formulas: ["incidence ~ loog(size)"] }))[0]).toMatch(/loog.*log/);
    expect((await refusal({ formulas: ["incidence ~ (1 | herd"] }))[0]).toMatch(/\)|parenthesis/);
    expect((await refusal({ formulas: ["incidence"] }))[0]).toMatch(/~/);
  });

  it("a misspelt family, link, prior class and distribution", async () => {
    expect((await refusal({ options: ["--family", "binomal"] }))[0]).toMatch(/"binomal".*binomial/);
    expect((await refusal({ options: ["--family", "binomial(logut)"] }))[0]).toMatch(/"logut".*logit/);
    expect((await refusal({ more: ["--prior", "sdd ~ normal(0, 1)"] }))[0]).toMatch(/"sdd".*sd/);
    expect((await refusal({ more: ["--prior", "sd ~ norml(0, 1)"] }))[0]).toMatch(/"norml".*normal/);
  });

  it("a second formula for what is no parameter of the family", async () => {
    expect((await refusal({ formulas: [cattleFormula, "zi ~ weight"] }))[0]).toMatch(/zi/);
    const twice = { formulas: ["weight ~ 1", "sigma ~ sex", "sigma ~ size"], options: [] };
    expect((await refusal(twice))[0]).toMatch(/two formulas for sigma/);
  });

  it("a negative count, and half a one, naming column, row and value", async () => {
    const model = { formulas: ["incidence ~ period + (1 | herd)"], options: ["--family", "poisson"] };
    expect((await refusal({ ...model, csv: withCell(7, "incidence", "-2") }))[0]).toMatch(
      /incidence.*-2.*row 7|row 7.*-2/,
    );
    expect((await refusal({ ...model, csv: withCell(7, "incidence", "2.5") }))[0]).toMatch(/2\.5.*row 7|row 7.*2\.5/);
  });

  it("a response by its row in the table, also where rows before it were left out", async () => {
    const lines = withCell(7, "incidence", "-2").split("\n");
    for (const row of [2, 4, 9]) lines[row] = lines[row]!.replace(/,\d+,/, ",NA,");
    const model = { formulas: ["incidence ~ period + (1 | herd)"], options: ["--family", "poisson", "--na", "drop"] };
    expect((await refusal({ ...model, csv: lines.join("\n") }))[0]).toMatch(/-2 in row 7:/);
  });

  it("more successes than trials, and trials that are none", async () => {
    expect((await refusal({ csv: withCell(3, "incidence", "99") }))[0]).toMatch(/99.*row 3|row 3.*99/);
    expect((await refusal({ csv: withCell(3, "size", "-4") }))[0]).toMatch(/-4.*row 3|row 3.*-4/);
    expect((await refusal({ formulas: ["incidence ~ period"] }))[0]).toMatch(/trials/);
  });

  it("a factor with one level, and a level that --factor leaves out", async () => {
    const csv = cattleCsv.replaceAll(",female", ",male");
    expect((await refusal({ csv, formulas: ["incidence | trials(size) ~ sex"] }))[0]).toMatch(/"?sex"?.*one level/);
    const sex = { formulas: ["incidence | trials(size) ~ sex"], options: ["--family", "binomial"] };
    expect((await refusal({ ...sex, more: ["--factor", "sex=male,femme"] }))[0]).toMatch(/"female"/);
    expect((await refusal({ more: ["--factor", "sex=male,,female"] }))[0]).toMatch(/--factor.*a level has no name/);
    expect((await refusal({ more: ["--factor", "period"] }))[0]).toMatch(/--factor names the column "period" twice/);
  });

  it.each(["NaN", "Inf", "-inf"])("the number %s in a column that is used, naming column and row", async (cell) => {
    const formulas = ["incidence | trials(size) ~ weight + (1 | herd)"];
    const [first] = await refusal({ csv: withCell(5, "weight", cell), formulas, more: ["--na", "drop"] });
    expect(first).toMatch(/"weight" holds (NaN|-?Infinity) in row 5/);
  });

  it("missing cells in columns that are used, with the mend; in others they may be", async () => {
    const [first] = await refusal({ csv: withCell(5, "size", "NA") });
    expect(first).toMatch(/cells are missing \(1 in "size"; first in row 5\).*--na drop/);
  });

  it("text in a column that must hold numbers", async () => {
    const formulas = ["incidence | trials(size) ~ period + (1 | herd)"];
    expect((await refusal({ csv: withCell(5, "incidence", "many"), formulas }))[0]).toMatch(/incidence.*(text|many)/);
    expect((await refusal({ csv: withCell(5, "size", "many"), formulas }))[0]).toMatch(/size.*(text|many)/);
  });

  it("a file that is no table: a row of another length, an open quote, no line at all, and no row", async () => {
    const short = cattleCsv.replace("3,", "");
    expect((await refusal({ csv: cattleCsv.replace(/\n1,[^\n]*/, "\n1,2") }))[0]).toMatch(
      /line 2 of cattle.csv has 2 cells/,
    );
    expect(short).not.toBe(cattleCsv);
    expect((await refusal({ csv: withCell(4, "sex", '"male') }))[0]).toMatch(
      /quote is opened but not closed in cattle.csv/,
    );
    expect((await refusal({ csv: "" }))[0]).toMatch(/cattle.csv is empty/);
    expect((await refusal({ csv: "a,b\n" }))[0]).toMatch(/cattle.csv has no rows below its header/);
  });

  it("a prior for a parameter that the model does not have, and one that cannot be read", async () => {
    expect((await refusal({ more: ["--prior", "b[wieght] ~ normal(0, 1)"] }))[0]).toMatch(/wieght.*period/);
    expect((await refusal({ more: ["--prior", "sd[heard] ~ normal(0, 1)"] }))[0]).toMatch(/heard.*herd/);
    expect((await refusal({ more: ["--prior", "sigma ~ normal(0, 1)"] }))[0]).toMatch(/sigma/);
    expect((await refusal({ more: ["--prior", "b ~ normal(0,"] }))[0]).toMatch(/b ~ normal\(0,/);
    expect((await refusal({ more: ["--prior", "b normal(0, 1)"] }))[0]).toMatch(/~/);
    expect((await refusal({ more: ["--prior", "sd ~ normal(0, -1)"] }))[0]).toMatch(/-1/);
    const twice = ["--prior", "b ~ normal(0, 1)", "--prior", "b ~ normal(0, 2)"];
    expect((await refusal({ more: twice }))[0]).toMatch(/\bb\b.*twice/);
  });

  it("draws from a prior that is flat", async () => {
    const [first] = await refusal({ more: ["--prior-only", "--priors", "brms"] });
    expect(first).toMatch(
      /draws from the prior need proper priors, but that of b_period2 is flat: declare one, such as b/,
    );
  });

  it("values of options that are impossible", async () => {
    expect((await refusal({ more: ["--adapt-delta", "2"] }))[0]).toMatch(/invalid --adapt-delta: 2/);
    expect((await refusal({ more: ["--max-treedepth", "0"] }))[0]).toMatch(/invalid --max-treedepth: "0"/);
    expect((await refusal({ more: ["--seed", "one"] }))[0]).toMatch(/invalid --seed: "one"/);
    expect((await refusal({ more: ["--na", "impute"] }))[0]).toMatch(/invalid --na: "impute"; it must be stop or drop/);
    expect((await refusal({ more: ["--priors", "stan"] }))[0]).toMatch(/invalid --priors: "stan"/);
    expect((await refusal({ more: ["--adjacency", "W=w.csv"] }))[0]).toMatch(/--adjacency is not supported yet/);
    expect((await refusal({ more: ["--tre", "t=t.nwk"] }))[0]).toMatch(/"--tre".*--tree/);
    expect((await refusal({ more: ["--famly", "x"] }))[0]).toMatch(/"--famly".*--family/);
  });

  it("a million characters as a formula, within a second and without repeating them", async () => {
    const formulas = [`incidence ~ ${"x + ".repeat(250_000)}1`];
    const began = performance.now();
    const lines = await refusal({ formulas });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(lines.join("\n").length).toBeLessThan(500);
  });
});

describe("poolwise fit refuses", () => {
  const line = async (...args: string[]) => {
    const { status, stdout, stderr } = await runInProcess(["fit", ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    return stderr.trimEnd();
  };

  it("a model file and a formula together, neither, and options of formulas without one", async () => {
    expect(await line("model.ts", "--formula", "y ~ x")).toBe(
      "poolwise: a model file (model.ts) and --formula are given: give one of them.",
    );
    expect(await line("--data", "d.csv")).toMatch(/^poolwise: there is no model: give a formula, --formula "y ~ x/);
    expect(await line("model.ts", "--prior", "b ~ normal(0, 1)")).toBe(
      'poolwise: --prior goes with a formula: give one, such as --formula "y ~ x".',
    );
    expect(await line("y ~ x", "--data", "d.csv")).toMatch(/put --formula before it/);
    expect(await line("--formula", "y ~ x")).toBe("poolwise: a formula needs a table: give one with --data d.csv");
  });

  it("an --out that is someone else's folder, before it reads anything", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "thesis"));
    writeFileSync(join(folder, "thesis", "thesis.tex"), "");
    expect(await line("--formula", "y ~ x", "--data", "none.csv", "--out", join(folder, "thesis"))).toMatch(
      /thesis is not empty and holds no poolwise fit: give --out another name/,
    );
    expect(readdirSync(join(folder, "thesis"))).toEqual(["thesis.tex"]);
    expect(existsSync("none.csv")).toBe(false);
  });
});
