/** Fits of formulas from the command line: what is printed, what is written, and that it comes back as it was. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { loadFit } from "../../../src/files/loadFit.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { parseCsv } from "../../../engine/data/csv.js";
import { fixef, ranef } from "../../../models/glmm/groups/index.js";
import { epred, predictionArray } from "../../../models/glmm/prediction/index.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { runInProcess } from "../../support/runInProcess.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { cattleCsv, cattleFormula } from "./cattle.js";

const short = ["--seed", "1", "--chains", "2", "--warmup", "50", "--draws", "20", "--quiet"];

/** A folder with a table in it, and fits of it. */
function project(csv = cattleCsv) {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  writeFileSync(path("cattle.csv"), csv);
  const fitting = (...args: string[]) => runInProcess(["fit", "--data", path("cattle.csv"), ...args]);
  return { path, fitting, read: (name: string) => readFileSync(path(name), "utf8") };
}

const cattle = ["--formula", cattleFormula, "--family", "binomial", "--factor", "period"];

describe("poolwise fit --formula", () => {
  it("prints formula, family and priors, then the parameters but not every effect", async () => {
    const { fitting, path } = project();
    const priors = ["--prior", "b ~ normal(0, 5)", "--prior", "sd[herd] ~ exponential(1)"];
    const { status, stdout, stderr } = await fitting(...cattle, ...priors, ...short, "--out", path("out"));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines.slice(0, 3)).toEqual([cattleFormula, "family binomial(logit), 60 rows", "herd: 15 levels, Intercept"]);
    expect(stdout).toMatch(/^b +~ normal\(0, 5\) +declared$/m);
    expect(stdout).toMatch(/^sd.* ~ exponential\(1\).* declared$/m);
    expect(stdout).toMatch(/^Intercept +~ student_t\(3, 0, 2.5\) +default$/m);
    const names = lines.flatMap((line) => /^([a-z]+_[\w.]+) /.exec(line)?.[1] ?? []);
    expect(names).toEqual(["b_Intercept", "b_period2", "b_period3", "b_period4", "sd_herd__Intercept"]);
    expect(stdout.replaceAll(path("out"), "out")).toContain(
      "\n15 group-level effects, r_herd[…]: poolwise ask out ranef\n",
    );
    // What diagnose prints is the same without what was declared.
    const diagnosed = await runInProcess(["diagnose", path("out")]);
    expect(stdout.endsWith(diagnosed.stdout)).toBe(true);
    expect(diagnosed.stdout).toMatch(/^ +mean/);
  });

  it("writes summary, draws, report and the fit, in which population-level parameters come first", async () => {
    const { fitting, path, read } = project();
    await fitting(...cattle, ...short, "--out", path("out"));
    const files = ["analysis.json", "draws.parquet", "fit.json", "numbers.bin", "report.html", "summary.json"];
    expect(readdirSync(path("out")).sort()).toEqual(files);
    const { variables } = JSON.parse(read("out/summary.json")) as { variables: { variable: string }[] };
    expect(variables.map(({ variable }) => variable).slice(0, 6)).toEqual([
      ...["b_Intercept", "b_period2", "b_period3", "b_period4", "sd_herd__Intercept"],
      "r_herd[1,Intercept]",
    ]);
    const report = read("out/report.html");
    expect(report).toContain(`<title>${cattleFormula}`);
    for (const part of [
      "Group-level effects: herd",
      "Shrinkage of herd",
      "student_t(3, 0, 2.5)",
      "family binomial(logit)",
    ])
      expect(report).toContain(part);
    const again = await runInProcess(["report", path("out")]);
    expect(again.status).toBe(0);
    expect(read("out/report.html") === report, "the same report again").toBe(true);
  });

  it("says which family it took when none was named, and takes a title", async () => {
    const { fitting, path, read } = project();
    const args = [
      "--formula",
      "weight ~ sex",
      "--formula",
      "sigma ~ sex",
      "--title",
      "Weights <&>",
      "--out",
      path("out"),
    ];
    const { stdout } = await fitting(...args, ...short);
    expect(stdout).toContain("family gaussian(identity), 60 rows");
    expect(stdout).toMatch(/^b_sigma_sexmale /m);
    expect(stdout).not.toContain("group-level effects");
    expect(read("out/report.html")).toContain("<title>Weights &lt;&amp;&gt;");
  });

  it("keeps in the saved fit what was declared", async () => {
    const { fitting, path, read } = project();
    const more = ["--prior", "b[sexmale] ~ normal(0, 0.1)", "--priors", "brms", "--centred", "herd", "--prior-only"];
    await fitting(
      ...["--formula", "incidence | trials(size) ~ sex + (1 | herd)", "--family", "binomial(probit)"],
      ...["--factor", "sex=male,female", "--factor", "period"],
      ...more.map((text) => text.replace("sexmale", "sexfemale")),
      ...short,
      ...["--out", path("out")],
    );
    expect(JSON.parse(read("out/fit.json")).declaration).toEqual({
      kind: "glmm",
      formulas: ["incidence | trials(size) ~ sex + (1 | herd)"],
      family: "binomial(probit)",
      priors: ["b[sexfemale] ~ normal(0, 0.1)"],
      defaultPriors: "brms",
      // That of the period is not read by the formula.
      factors: [["sex", ["male", "female"]]],
      parametrisation: [["herd", "centred"]],
      structures: [],
      priorOnly: true,
    });
    expect(JSON.parse(read("out/fit.json")).provenance.options).toMatchObject({ priorOnly: true });
  });

  it("draws from the prior with --prior-only, whatever the data", async () => {
    const { fitting, path, read } = project();
    const priors = ["--prior", "b ~ normal(3, 0.5)", "--prior", "sigma ~ exponential(2)"];
    const long = ["--seed", "1", "--warmup", "300", "--draws", "1000", "--quiet", "--prior-only"];
    await fitting("--formula", "weight ~ sex", ...priors, ...long, "--out", path("out"));
    const { variables } = JSON.parse(read("out/summary.json")) as {
      variables: { variable: string; mean: number; sd: number }[];
    };
    const row = (name: string) => variables.find(({ variable }) => variable === name)!;
    // At least 1,000 effective draws: means to 0.016, standard deviations to 2.3 %; five times that is allowed.
    expect(Math.abs(row("b_sexmale").mean - 3)).toBeLessThan(0.08);
    expect(Math.abs(row("b_sexmale").sd / 0.5 - 1)).toBeLessThan(0.12);
    expect(Math.abs(row("sigma").mean - 0.5)).toBeLessThan(0.08);
  });

  it("samples the same posterior centred: other draws, the same declaration but for that", async () => {
    const { fitting, path, read } = project();
    await fitting(...cattle, ...short, "--out", path("plain"));
    await fitting(...cattle, ...short, "--centred", "all", "--out", path("centred"));
    expect(read("centred/fit.json")).toContain("herd: 15 levels, Intercept, centred");
    expect(read("plain/fit.json")).not.toContain('centred"');
    expect(read("centred/summary.json")).not.toBe(read("plain/summary.json"));
  });

  it("takes columns with the names of an object's own properties", async () => {
    const csv = cattleCsv.replace("herd,incidence,size,period,weight,sex", "__proto__,constructor,size,toString,x,y");
    const { fitting } = project(csv);
    const formula = "constructor | trials(size) ~ toString + (1 | __proto__)";
    const { status, stdout, stderr } = await fitting("--formula", formula, "--family", "binomial", ...short);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^sd___proto____Intercept /m);
    expect(stdout).toMatch(/15 group-level effects, r___proto__\[…\]: with --out the fit is saved/);
  });

  it("leaves rows with missing cells out when told, and says so", async () => {
    const { fitting } = project(cattleCsv.replace(/\n1,\d+,/, "\n1,NA,"));
    const { stdout } = await fitting(...cattle, ...short, "--na", "drop");
    expect(stdout).toContain("family binomial(logit), 59 rows");
    expect(stdout.replace(/\s+/g, " ")).toContain("1 of 60 rows were left out because a cell was missing");
  });

  it("says for which rows a model cannot start, by their numbers in the table, and writes nothing", async () => {
    const rows = cattleCsv.split("\n");
    // A mean of -1000 with an identity link: no parameter within the prior mends it.
    rows[4] = rows[4]!.replace(/^(\d+,\d+,\d+,\d+),[^,]+/, "$1,-1000");
    rows[9] = rows[9]!.replace(/^(\d+,\d+,\d+,\d+),[^,]+/, "$1,-1000");
    rows[2] = rows[2]!.replace(/^(\d+,\d+,\d+,\d+),[^,]+/, "$1,NA");
    const { fitting, path } = project(rows.join("\n"));
    const model = ["--formula", "incidence ~ 1 + offset(weight)", "--family", "poisson(identity)"];
    const { status, stdout, stderr } = await fitting(...model, ...short, "--na", "drop", "--out", path("out"));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^poolwise: no initial values could be found .*log likelihood of "incidence" was -?\w+ in rows 4 and 9\): check/,
    );
    expect(readdirSync(path("."))).toEqual(["cattle.csv"]);
  });
});

describe("a saved fit of a formula", () => {
  it("is loaded as it was, number for number, and answers as it did", async () => {
    const table = parseCsv(cattleCsv);
    const model = glmm(["weight ~ size + sex + (1 + size || herd)", "sigma ~ sex"], {
      family: "student",
      priors: ["b ~ normal(0, 2)", "nu ~ gamma(2, 0.1)"],
      factors: { herd: true },
      parametrisation: { herd: "centred" },
      title: "Weights",
    });
    const posterior = await fit(model, table, { seed: 1, chains: 2, warmup: 60, draws: 30, workers: 0 }, node);
    const folder = join(temporaryFolder(), "out");
    await saveFit(folder, posterior);
    const loaded = await loadFit(folder);
    // Typed arrays are compared by kind and by number.
    const { components, ...rest } = loaded;
    expect(rest).toStrictEqual(posterior);
    expect(components!.logLikelihood.map(({ length }) => length)).toEqual([30, 30]);
    expect(loaded.declaration).toStrictEqual({ ...model.declaration, priorOnly: false });
    expect(loaded.draws.chains[0]!.values).toBeInstanceOf(Float64Array);
    expect(fixef(loaded)).toEqual(fixef(posterior));
    expect(ranef(loaded)).toEqual(ranef(posterior));
    expect(predictionArray(epred(loaded))).toEqual(predictionArray(epred(posterior)));
  });
});
