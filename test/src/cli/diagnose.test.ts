import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, describe, expect, it, vi } from "vitest";

import { stream } from "../../../engine/random/stream.js";
import { runInProcess } from "../../support/runInProcess.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** CmdStan files of two chains that disagree about `bad` only; one transition in a hundred diverged. */
function chains(variables: number): string[] {
  const folder = temporaryFolder();
  return [1, 2].map((chain) => {
    const rng = stream("1", chain, "test");
    const names = ["bad", ...Array.from({ length: variables }, (_, v) => `theta.${v + 1}`)];
    const rows = Array.from({ length: 200 }, (_, i) =>
      [-1, 0.9, 0.5, 3, 7, i % 100 === 0 ? 1 : 0, 5 + rng.normal(), 3 * chain + rng.normal()]
        .concat(Array.from({ length: variables }, () => rng.normal()))
        .join(","),
    );
    const head =
      "# stan_version_major = 2\n# method = sample\n# max_depth = 10\nlp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__";
    const path = join(folder, `c${chain}.csv`);
    writeFileSync(path, `${head},${names.join(",")}\n# Adaptation terminated\n# Step size = 0.5\n${rows.join("\n")}\n`);
    return path;
  });
}

afterEach(() => void vi.unstubAllEnvs());

describe("poolwise diagnose", () => {
  it("shows of many variables the ten worst, no line longer than 100 characters, and all or some on request", async () => {
    const files = chains(60);
    const { status, stdout } = await runInProcess(["diagnose", ...files]);
    expect(status).toBe(0);
    const lines = stdout.split("\n");
    expect(lines[1]).toMatch(/^bad /);
    expect(lines.filter((line) => /^(bad|theta\[\d+\]) /.test(line)).length).toBe(10);
    expect(stdout).toContain("the 10 worst of 61 variables; --all prints all");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    const all = await runInProcess(["diagnose", "--all", ...files]);
    expect(all.stdout.match(/^theta\[\d+\] /gm)!.length).toBe(60);
    const some = await runInProcess(["diagnose", "--variables", "theta[1?] bad", ...files]);
    expect(some.stdout.match(/^(theta\[1\d\]|bad) /gm)!.length).toBe(11);
    const wrong = await runInProcess(["diagnose", "--variables", "thetas", ...files]);
    expect(wrong).toMatchObject({
      status: 2,
      stderr: 'poolwise: no variable is called "thetas": did you mean "theta"?\n',
    });
  });

  it("cuts no name where it is not printed to a terminal", async () => {
    const file = join(temporaryFolder(), "long.csv");
    const name = "b_a_very_long_name_of_a_term_that_nobody_would_type_by_hand_but_formulas_make_easily";
    const rng = stream("1", "long");
    writeFileSync(file, `${name}\n${Array.from({ length: 50 }, () => rng.normal()).join("\n")}\n`);
    const { stdout } = await runInProcess(["diagnose", file]);
    const [head, row] = stdout.split("\n");
    expect(head).toMatch(/ESS bulk {2}ESS tail$/);
    expect(row).toMatch(new RegExp(`^${name} `));
  });

  it("says where it wrote the report, beside the summary and not in it", async () => {
    const [file] = chains(1);
    const report = join(temporaryFolder(), "r.html");
    const { stdout, stderr } = await runInProcess(["diagnose", file!, "--json", "--report", report]);
    expect(stderr).toBe(`report written to ${report}\n`);
    expect(() => JSON.parse(stdout)).not.toThrow();
  });

  it("says of draws that are all equal that R-hat cannot be computed, not that it was not recorded", async () => {
    const file = join(temporaryFolder(), "const.csv");
    writeFileSync(file, `k\n${"2\n".repeat(40)}`);
    const { status, stderr } = await runInProcess(["diagnose", file, "--fail-on", "rhat>1.01"]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      'poolwise: "rhat>1.01" cannot be judged: rhat cannot be computed, as all draws are equal; leave it out of --fail-on.\n',
    );
  });

  it("advises in the words of the program that made the draws", async () => {
    const { stdout } = await runInProcess(["diagnose", ...chains(2)]);
    expect(stdout).toContain("Raise adapt delta");
    expect(stdout).not.toContain("--");
  });

  it("leaves with 1 and one line when a condition is met, with 2 when it cannot be read or judged, else with 0", async () => {
    const files = chains(2);
    const run = (list: string, ...more: string[]) => runInProcess(["diagnose", ...files, "--fail-on", list, ...more]);
    expect(await run("rhat>1.1,divergences>0.9%,ess<10000,ebfmi<0.1")).toMatchObject({ status: 1 });
    expect((await run("rhat>1.1,divergences>0.9%")).stderr).toMatch(
      /^poolwise: failed on rhat>1\.1 \(bad \d\.\d+\); divergences>0\.9% \(4 of 400\)\n$/,
    );
    expect(await run("rhat>1.1", "--variables", "theta")).toMatchObject({ status: 0, stderr: "" });
    expect(await run("divergence>0")).toMatchObject({ status: 2, stdout: "" });
    const table = join(temporaryFolder(), "t.csv");
    writeFileSync(
      table,
      `chain,draw,x\n${Array.from({ length: 40 }, (_, i) => `${i % 2},${i},${i % 7}`).join("\n")}\n`,
    );
    const unknown = await runInProcess(["diagnose", table, "--fail-on", "divergences>0"]);
    expect(unknown).toMatchObject({
      status: 2,
      stderr:
        'poolwise: "divergences>0" cannot be judged: these draws do not record divergences; leave it out of --fail-on.\n',
    });
  });

  it("writes JUnit's XML, and GitHub's annotations in a workflow alone", async () => {
    const files = chains(2);
    const junit = join(temporaryFolder(), "diagnosis.xml");
    const conditions = ["--fail-on", "rhat>1.1,divergences>5"];
    vi.stubEnv("GITHUB_ACTIONS", "");
    const outside = await runInProcess(["diagnose", ...files, ...conditions, "--junit", junit, "--github"]);
    expect(outside.stderr).not.toContain("::error");
    expect(readFileSync(junit, "utf8")).toMatch(
      /tests="2" failures="1" errors="0"[^]*<failure message="rhat&gt;1\.1: bad /,
    );
    vi.stubEnv("GITHUB_ACTIONS", "true");
    const inside = await runInProcess(["diagnose", ...files, ...conditions, "--json", "--github"]);
    expect(inside.stderr).toMatch(/^::error title=poolwise%3A rhat>1\.1::bad \d/m);
    expect(inside.stderr).toMatch(/^::warning title=poolwise%3A /m);
    // Standard output holds the summary and nothing else.
    expect(JSON.parse(inside.stdout).variables.length).toBe(3);
    expect(await runInProcess(["diagnose", ...files, "--junit", junit])).toMatchObject({ status: 2 });
    const folder = join(temporaryFolder(), "x.xml");
    mkdirSync(folder);
    const refused = await runInProcess(["diagnose", ...files, ...conditions, "--junit", folder]);
    expect(refused.stderr).toMatch(/^poolwise: .*x\.xml cannot be written/m);
  });

  it("says of CmdStan's own file, cut off in the middle of a number, how many draws are missing", async () => {
    const text = readFileSync(new URL("../../reference/data/bernoulli-1.csv", import.meta.url), "utf8");
    const file = join(temporaryFolder(), "bern1.csv");
    const draws = text.indexOf("\n", text.indexOf("Diagonal elements"));
    writeFileSync(file, text.slice(0, Math.floor((draws + text.length) / 2)));
    const { status, stdout } = await runInProcess(["diagnose", file]);
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toMatch(/bern1\.csv holds \d+ of the \d+ draws that its run was to make/);
    const { warnings } = JSON.parse((await runInProcess(["diagnose", "--json", file])).stdout);
    expect(warnings[0].cause).toBe("short_chain");
  });
});
