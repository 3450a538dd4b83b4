/** The contract of the command line, tried on the built package from a folder of its own. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { runCli, type CliOptions } from "../../support/runCli.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const schools = `
import { halfCauchy, normal, program } from "poolwise";

interface School { y: number; sigma: number }

export default program<School>(({ parameter, observe, data }) => {
  const mu = parameter("mu", normal(0, 5));
  const tau = parameter("tau", halfCauchy(0, 5));
  const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 } });
  observe(normal(theta, data.sigma), data.y);
}, { title: "Eight schools" });
`;

const table = "school,y,sigma\nA,28,15\nB,8,10\nC,-3,16\nD,7,11\nE,-1,9\nF,1,11\nG,18,10\nH,12,18\n";

/** A short run: what is tested is not the posterior. */
const short = ["--seed", "1", "--warmup", "150", "--draws", "50", "--quiet"];

/** A folder with a model and a table in it, and a way to run commands there. */
function project(files: Record<string, string> = {}) {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries({ "schools.ts": schools, "schools.csv": table, ...files })) {
    writeFileSync(join(cwd, name), text);
  }
  const run = (args: string[], options: Partial<CliOptions> = {}) => runCli(args, { cwd, ...options });
  return { run, path: (name: string) => join(cwd, name) };
}

/** Runs a command that must fail on its input: status 2, nothing on standard output, one line on standard error. */
async function refused(run: ReturnType<typeof project>["run"], args: string[]): Promise<string> {
  const { status, stdout, stderr } = await run(args);
  expect({ status, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ status: 2, stdout: "", lines: 1 });
  return stderr.trimEnd();
}

const fitSchools = ["fit", "schools.ts", "--data", "schools.csv"];

describe("poolwise fit", () => {
  it("prints a summary, and writes all that is needed to read, load and replay the fit", async () => {
    const { run, path } = project();
    const { status, stdout, stderr } = await run([...fitSchools, ...short, "--out", "out/schools"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^theta\[8\]/m);
    const names = ["analysis.json", "draws.parquet", "fit.json", "model", "numbers.bin", "report.html", "summary.json"];
    expect(readdirSync(path("out/schools")).sort()).toEqual(names);
    expect(readFileSync(path("out/schools/model/schools.ts"), "utf8")).toBe(schools);
    const summary = JSON.parse(readFileSync(path("out/schools/summary.json"), "utf8"));
    expect(summary.variables.map(({ variable }: { variable: string }) => variable)[2]).toBe("theta[1]");
    expect(summary.sampler).toMatchObject({ chains: 4, warmup: 150, draws: 50, seed: "1" });
    expect(readFileSync(path("out/schools/report.html"), "utf8")).toContain("<title>Eight schools");
  });

  it("keeps what the model file imports, so that the copy alone makes the same fit again", async () => {
    const { run, path } = project();
    const example = (name: string) => fileURLToPath(new URL(`../../../examples/smoking-cessation/${name}`, import.meta.url)); // prettier-ignore
    const args = ["--data", example("smoking.csv"), ...short, "--out"];
    expect(await run(["fit", example("fixed.ts"), ...args, "out/first"])).toMatchObject({ status: 0, stderr: "" });
    const { modelFile } = JSON.parse(readFileSync(path("out/first/fit.json"), "utf8"));
    const hash = (name: string) => createHash("sha256").update(readFileSync(example(name))).digest("hex"); // prettier-ignore
    expect(modelFile).toEqual({
      name: "fixed.ts",
      sha256: hash("fixed.ts"),
      imports: [{ name: "model.ts", sha256: hash("model.ts") }],
    });
    // Nothing else is left of the example in this folder.
    expect(await run(["fit", "out/first/model/fixed.ts", ...args, "out/again"])).toMatchObject({
      status: 0,
      stderr: "",
    });
    for (const name of ["numbers.bin", "draws.parquet"]) {
      expect(readFileSync(path(`out/again/${name}`)).equals(readFileSync(path(`out/first/${name}`))), name).toBe(true);
    }
  });

  it("says so when the copy of a model file cannot be run by itself", async () => {
    const { run, path } = project({ "title.ts": 'export const title = "Eight schools";\n' });
    mkdirSync(path("models"));
    const model = schools.replace('"Eight schools"', "title").replace("\n", '\nimport { title } from "../title.js";\n');
    writeFileSync(path("models/schools.ts"), model);
    const args = ["fit", "models/schools.ts", "--data", "schools.csv", ...short.slice(0, -1), "--out", "out"];
    const { status, stderr } = await run(args);
    expect(status).toBe(0);
    expect(stderr).toContain(
      "the copy of schools.ts in out/model cannot be run by itself: files outside its folder that it imports were not " +
        "copied (../title.ts)\n",
    );
    const { modelFile } = JSON.parse(readFileSync(path("out/fit.json"), "utf8"));
    expect(modelFile).toMatchObject({ name: "schools.ts", notCopied: ["../title.ts"] });
    expect(readdirSync(path("out/model"))).toEqual(["schools.ts"]);
  });

  it("draws the same bytes with 0, 1, 2 and 4 workers", async () => {
    const { run, path } = project();
    const hashes = await Promise.all(
      ["0", "1", "2", "4"].map(async (workers) => {
        const { status } = await run([...fitSchools, ...short, "--workers", workers, "--out", `out/${workers}`]);
        expect(status).toBe(0);
        return createHash("sha256")
          .update(readFileSync(path(`out/${workers}/numbers.bin`)))
          .digest("hex");
      }),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it("prints nothing but summary.json to standard output with --json", async () => {
    const { run, path } = project();
    const { stdout, stderr } = await run([...fitSchools, ...short.slice(0, -1), "--json", "--out", "out"]);
    expect(stdout).toBe(readFileSync(path("out/summary.json"), "utf8"));
    expect(stderr).toMatch(/theta\[8\]/);
  });

  it("refuses a table without rows, and heads a program without a title with the name of its file", async () => {
    const { run, path } = project({
      "empty.csv": "y,sigma\n",
      "mine.ts": schools.replace(', { title: "Eight schools" }', ""),
    });
    expect(await refused(run, ["fit", "mine.ts", "--data", "empty.csv"])).toMatch(
      /empty.csv has no rows below its header/,
    );
    await run(["fit", "mine.ts", "--data", "schools.csv", "--out", "out", ...short]);
    expect(readFileSync(path("out/report.html"), "utf8")).toContain("<title>mine</title>");
  });

  it("draws from the prior with --prior-only, where the mean of mu has sd 5 and not the data's", async () => {
    const { run } = project();
    const args = [...fitSchools, "--seed", "2", "--draws", "1000", "--json", "--quiet"];
    const sdOfMu = async (more: string[]) => {
      const { stdout } = await run([...args, ...more]);
      const { variables } = JSON.parse(stdout) as { variables: { variable: string; sd: number }[] };
      return variables.find(({ variable }) => variable === "mu")!.sd;
    };
    // 4,000 nearly independent draws tell an sd to 1.6 %; five times that is allowed.
    expect(Math.abs((await sdOfMu(["--prior-only"])) / 5 - 1)).toBeLessThan(0.08);
    expect(await sdOfMu([])).toBeLessThan(4);
  });

  it("ends warmup once it has settled, unless asked for all of it", async () => {
    const { run } = project();
    const formula = [
      "fit",
      "--data",
      "schools.csv",
      "--formula",
      "y ~ 1 + (1 | school)",
      "--prior",
      "sigma ~ normal(0, 9)",
    ];
    const args = [...formula, "--seed", "1", "--draws", "20", "--json", "--quiet"];
    const gradients = async (more: string[]) => {
      const { stdout } = await run([...args, ...more]);
      return (JSON.parse(stdout) as { sampler: { gradients: number } }).sampler.gradients;
    };
    expect(await gradients([])).toBeLessThan(0.7 * (await gradients(["--full-warmup"])));
  });

  it("fits a formula to the same draws with 0, 1 and 2 workers, and answers questions about it", async () => {
    const { run, path } = project();
    const fitting = ["fit", "--data", "schools.csv", "--formula", "y | se(sigma) ~ 1 + (1 | school)", ...short];
    const hashes = await Promise.all(
      ["0", "1", "2"].map(async (workers) => {
        expect(await run([...fitting, "--workers", workers, "--out", `out/${workers}`])).toMatchObject({ status: 0 });
        return createHash("sha256")
          .update(readFileSync(path(`out/${workers}/numbers.bin`)))
          .digest("hex");
      }),
    );
    expect(new Set(hashes).size).toBe(1);
    const { status, stdout } = await run(["ask", "out/2", "shrinkage"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^school: Intercept; population/);
  });

  it("says which seed it drew, and another time draws another", async () => {
    const { run } = project();
    const seeds = await Promise.all(
      [1, 2].map(async () => JSON.parse((await run([...fitSchools, ...short.slice(2), "--json"])).stdout).sampler.seed),
    );
    expect(seeds[0]).toMatch(/^\d+$/);
    expect(seeds[0]).not.toBe(seeds[1]);
  });

  /** A model slow enough to be interrupted in whatever it does. */
  function slowProject() {
    const model = schools.replace(/ {2}const tau[^]*data\.y\);/, "  observe(normal(mu, data.sigma), data.y);");
    const rows = Array.from({ length: 100_000 }, (_, i) => `${i % 7},${1 + (i % 3)}\n`).join("");
    const args = ["fit", "slow.ts", "--data", "long.csv", "--draws", "300000", "--max-memory", "90GB"];
    return {
      ...project({ "slow.ts": model, "long.csv": `y,sigma\n${rows}` }),
      args: [...args, "--workers", "1", "--seed", "1", "--out", "out"],
    };
  }

  it("keeps what was drawn when interrupted, says what figures come from, and leaves with 130", async () => {
    const { run, path, args } = slowProject();
    // Long enough for the first draws, far too short for the last.
    const { status, stdout, stderr } = await run([...args, "--warmup", "50"], {
      onStart: (kill) => setTimeout(() => kill("SIGINT"), 5000),
    });
    expect(status).toBe(130);
    expect(stderr).toMatch(/stopping; what has been drawn is kept/);
    expect(stdout).toMatch(/Chains 2, 3, 4 stopped early \(0, 0, 0 draws\)/);
    const { chains } = JSON.parse(readFileSync(path("out/fit.json"), "utf8"));
    expect(chains[0].drawCount).toBeGreaterThan(0);
    expect(chains[0].drawCount).toBeLessThan(300000);
    expect(stdout).toContain(`1 of 4 chains, ${chains[0].drawCount} draws each after 50 of warmup, seed 1;`);
    const { sampler } = JSON.parse(readFileSync(path("out/summary.json"), "utf8"));
    expect(sampler).toMatchObject({
      used: { chains: [1], draws: chains[0].drawCount },
      ebfmi: [expect.any(Number), null, null, null],
      reasons: { ebfmi: [null, "noDraws", "noDraws", "noDraws"] },
    });
  });

  it("promises to keep nothing when interrupted before there is anything", async () => {
    const { run, path, args } = slowProject();
    const { status, stdout, stderr } = await run([...args, "--warmup", "300000", "--full-warmup"], {
      onStart: (kill) => setTimeout(() => kill("SIGINT"), 5000),
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 130,
      stdout: "",
      stderr: "stopping; nothing has been drawn yet\npoolwise: stopped before the first draw, nothing was kept\n",
    });
    expect(existsSync(path("out"))).toBe(false);
  });
});

describe("poolwise fit refuses, in one line and writing nothing,", () => {
  it("an unknown option, with the one that was meant", async () => {
    const { run } = project();
    expect(await refused(run, [...fitSchools, "--chainz", "4"])).toBe(
      'poolwise: unknown option "--chainz": did you mean --chains?',
    );
  });

  it("an option that is given twice", async () => {
    const { run } = project();
    expect(await refused(run, [...fitSchools, "--seed", "1", "--seed=2"])).toBe(
      "poolwise: the option --seed is given twice: give it once.",
    );
    expect(await refused(run, [...fitSchools, "--data", "schools.csv"])).toMatch(/the option --data is given twice/);
  });

  it("an option of a later version", async () => {
    const { run } = project();
    expect(await refused(run, ["fit", "--data", "schools.csv", "--formula", "y ~ 1", "--adjacency", "W=w"])).toMatch(
      /--adjacency is not supported yet/,
    );
  });

  it("values that are not allowed, naming the option", async () => {
    const { run } = project();
    expect(await refused(run, [...fitSchools, "--chains", "four"])).toMatch(
      /^poolwise: invalid --chains: "four"; it must be/,
    );
    expect(await refused(run, [...fitSchools, "--adapt-delta", "1.5"])).toMatch(
      /^poolwise: invalid --adapt-delta: 1.5; it must be/,
    );
    expect(await refused(run, [...fitSchools, "--max-treedepth", "99"])).toMatch(
      /^poolwise: invalid --max-treedepth: 99; it must be/,
    );
    expect(await refused(run, [...fitSchools, "--optimise", "magic"])).toMatch(/unknown optimisation: "magic"/);
    expect(await refused(run, [...fitSchools, "--max-memory", "1kB"])).toMatch(
      /the fit needs about .* allow more with --max-memory/,
    );
  });

  it("files that are missing", async () => {
    const { run } = project();
    expect(await refused(run, ["fit", "schools.ts", "--data", "no.csv"])).toBe(
      "poolwise: the data file no.csv does not exist: check the path.",
    );
    expect(await refused(run, ["fit", "no.ts"])).toBe("poolwise: the model file no.ts does not exist: check the path.");
    expect(await refused(run, ["fit", "schools.ts"])).toMatch(
      /schools.ts reads columns, but there is no table: give one with --data/,
    );
  });

  it("an unknown column, with the one that was meant and the line of the model", async () => {
    const { run, path } = project({ "typo.ts": schools.replace("data.sigma", "data.Sigma") });
    const line = await refused(run, ["fit", "typo.ts", "--data", "schools.csv", "--out", "out"]);
    expect(line).toBe('poolwise: unknown column "Sigma": did you mean "sigma"? (typo.ts line 10)');
    expect(existsSync(path("out"))).toBe(false);
  });

  it("missing cells, unless they are to be dropped, which is told", async () => {
    const model = schools.replace("{ dims: { school: 8 } }", "{ dims: { school: 7 } }");
    const { run } = project({ "na.csv": table.replace("28", "NA"), "seven.ts": model });
    const args = ["fit", "seven.ts", "--data", "na.csv"];
    expect(await refused(run, args)).toMatch(/cells are missing \(1 in "y"; first in row 1\).*--na drop/);
    const { status, stdout } = await run([...args, ...short, "--na", "drop"]);
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toContain("1 of 8 rows were left out because a cell was missing");
  });

  it("a folder that holds something else, before anything is computed", async () => {
    const { run, path } = project();
    mkdirSync(path("thesis"));
    writeFileSync(path("thesis/thesis.tex"), "");
    const line = await refused(run, [...fitSchools, "--out", "thesis"]);
    expect(line).toBe("poolwise: the folder thesis is not empty and holds no poolwise fit: give --out another name");
    expect(readdirSync(path("thesis"))).toEqual(["thesis.tex"]);
  });

  it("a mistake in a formula of the model file, naming its line before the excerpt", async () => {
    const { run } = project({ "glmm.ts": 'import { glmm } from "poolwise";\n\nexport default glmm("y ~ x +");\n' });
    const { status, stderr } = await run(["fit", "glmm.ts", "--data", "schools.csv"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^poolwise: [^\n]* \(glmm.ts line 3\)\n {2}y ~ x \+\n +\^/);
  });

  it("mistakes in the model file, naming file and line", async () => {
    const { run } = project({
      "syntax.ts": 'import { program } from "poolwise";\n\nexport default program(;\n',
      "name.ts": schools.replace("halfCauchy(0, 5)", "halfCauchyy(0, 5)"),
      "nothing.ts": "export const model = 1;\n",
      "import.ts": 'import { z } from "./nowhere.js";\nexport default z;\n',
      "helper.ts": 'import "./broken.ts";\nexport default 1;\n',
      "broken.ts": "\n\nthrow new Error(`no luck`);\n",
    });
    const line = (file: string) => refused(run, ["fit", file, "--data", "schools.csv"]);
    expect(await line("syntax.ts")).toMatch(/^poolwise: syntax.ts line 3: .*Unexpected token/);
    expect(await line("name.ts")).toBe("poolwise: name.ts line 8: halfCauchyy is not defined");
    expect(await line("nothing.ts")).toMatch(
      /^poolwise: nothing.ts has no default export: end it with "export default"/,
    );
    expect(await line("import.ts")).toBe("poolwise: import.ts line 1: Cannot find module './nowhere.js'");
    expect(await line("helper.ts")).toBe("poolwise: broken.ts line 3: no luck");
  });
});

describe("a model file's analyse", () => {
  const analyse = `
import type { Analyse } from "poolwise";
export const analyse: Analyse = (posterior, table) => ({
  text: "rows: " + table.rows + ", chains: " + posterior.draws.chains.length,
  sections: [{ id: "own", title: "Of our own", text: "something of our own" }],
  files: { "own.json": { answer: 42 } },
});
`;

  it("adds text, sections and files, which report repeats without executing the model file", async () => {
    const { run, path } = project({ "schools.ts": schools + analyse });
    const { status, stdout } = await run([...fitSchools, ...short, "--out", "out"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n\nrows: 8, chains: 4\n$/);
    expect(JSON.parse(readFileSync(path("out/own.json"), "utf8"))).toEqual({ answer: 42 });
    const report = readFileSync(path("out/report.html"), "utf8");
    expect(report).toContain("<p>something of our own</p>");
    for (const name of ["schools.ts", "out/model/schools.ts"])
      writeFileSync(path(name), 'throw new Error("executed");');
    writeFileSync(path("out/report.html"), "");
    const again = await run(["report", "out"]);
    expect({ status: again.status, stderr: again.stderr }).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(path("out/report.html"), "utf8")).toBe(report);
  });

  it("that cannot be shown costs the report, not the draws", async () => {
    const broken = 'export const analyse = () => ({ sections: [{ id: "own", title: "Own", table: {} }] });\n';
    const { run, path } = project({ "schools.ts": schools + broken });
    const { status } = await run([...fitSchools, ...short, "--out", "out"]);
    expect(status).not.toBe(0);
    const kept = readdirSync(path("out"));
    expect(kept).toContain("numbers.bin");
    expect(kept).not.toContain("report.html");
    expect((await run(["diagnose", "out"])).status).toBe(0);
  });

  it("of a formula comes after what every GLMM reports, and ask answers as for a formula on the command line", async () => {
    const model = 'export default glmm("y | se(sigma) ~ 1 + (1 | school)", { title: "Schools" });';
    const { run, path } = project({ "schools.ts": `import { glmm } from "poolwise";\n${model}\n${analyse}` });
    const { status, stdout } = await run([...fitSchools, ...short, "--out", "out"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^y \| se\(sigma\) ~ 1 \+ \(1 \| school\)\nfamily gaussian/);
    expect(stdout).toMatch(/\n8 group-level effects, r_school[^]*\n\nrows: 8, chains: 4\n$/);
    const report = readFileSync(path("out/report.html"), "utf8");
    expect(report.indexOf("something of our own")).toBeGreaterThan(report.indexOf("Shrinkage of school"));
    expect((await run(["ask", "out", "ranef"])).stdout).toMatch(/^school: Intercept/);
  });

  it("names the variables whose rows come first, which diagnose repeats", async () => {
    const { run, path } = project({
      "schools.ts": `${schools}export const analyse = () => ({ main: ["theta[3]", "tau"] });\n`,
    });
    const names = (text: string) => [...text.matchAll(/^(mu|tau|theta\[\d\]) /gm)].map(([, name]) => name);
    const { stdout } = await run([...fitSchools, ...short, "--out", "out"]);
    expect(names(stdout)).toEqual(["theta[3]", "tau", "mu", ...[1, 2, 4, 5, 6, 7, 8].map((i) => `theta[${i}]`)]);
    expect(names((await run(["diagnose", "out"])).stdout)).toEqual(names(stdout));
    writeFileSync(path("out/analysis.json"), "{");
    const damaged = "poolwise: out/analysis.json is damaged: run the fit again";
    expect(await refused(run, ["diagnose", "out"])).toBe(damaged);
    expect(await refused(run, ["report", "out"])).toBe(damaged);
  });

  it("does not lose the draws when it fails", async () => {
    const { run, path } = project({
      "schools.ts": `${schools}export const analyse = () => { throw new Error("oh"); };\n`,
    });
    const { status, stderr } = await run([...fitSchools, ...short, "--out", "out"]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "poolwise: schools.ts line 12: oh\n" });
    expect(existsSync(path("out/draws.parquet"))).toBe(true);
  });
});

describe("poolwise diagnose", () => {
  it("reads the draws a fit wrote, prints the shape of summary.json, and fails on request", async () => {
    const { run, path } = project();
    await run([...fitSchools, ...short, "--draws-format", "csv", "--out", "out"]);
    const files = [1, 2, 3, 4].map((chain) => `out/draws-${chain}.csv`);
    const { status, stdout } = await run(["diagnose", "--json", ...files]);
    const summary = JSON.parse(readFileSync(path("out/summary.json"), "utf8"));
    expect(status).toBe(0);
    expect(JSON.parse(stdout).variables).toEqual(summary.variables);
    expect(Object.keys(JSON.parse(stdout)).sort()).toEqual(Object.keys(summary).sort());
    const failing = await run(["diagnose", "out", "--fail-on", "divergences>1e9,rhat>0.5"]);
    expect(failing.status).toBe(1);
    expect(failing.stderr).toMatch(/^poolwise: failed on rhat>0\.5 \(\w.* and \d+ more\)\n$/);
  });

  it("refuses a file that holds no draws, and a condition it cannot read", async () => {
    const { run } = project();
    expect(await refused(run, ["diagnose", "schools.csv"])).toMatch(/^poolwise: schools.csv holds "A" in line 2/);
    expect(await refused(run, ["diagnose", "schools.csv", "--fail-on", "rhat>"])).toMatch(
      /^poolwise: invalid --fail-on: "rhat>"/,
    );
    expect(await refused(run, ["report", "."])).toBe("poolwise: there is no poolwise fit in .: it has no fit.json");
  });
});
