/** What a person can get wrong about a network: each mistake is one sentence, and nothing is fitted, printed or written. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { runInProcess } from "../../support/runInProcess.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const head = "study,treatment,r,n\n";
const rows = "1,A,1,10\n1,B,3,10\n2,A,2,20\n2,C,4,20\n3,B,5,30\n3,C,6,30\n";
const loop = head + rows;
const star = `${head}1,A,1,10\n1,B,3,10\n2,A,2,20\n2,C,4,20\n`;
const contrasts = "study,treatment,diff,se\n1,A,,\n1,B,0.3,0.1\n2,A,,\n2,B,1,1\n";
const withCovariate = "study,treatment,r,n,dose\n1,A,1,10,3\n1,B,3,10,3\n2,A,2,20,5\n2,B,4,20,5\n";

/** Runs what must be refused: status 2, one line on standard error, nothing on standard output, nothing written. */
async function refusal(csv: string, ...args: string[]): Promise<string> {
  const folder = temporaryFolder();
  const data = join(folder, "trials.csv");
  writeFileSync(data, csv);
  writeFileSync(join(folder, "one.csv"), "study,r,n\n1,2,10\n");
  const before = readdirSync(folder);
  const named = args.map((arg) => (arg === "one.csv" ? join(folder, arg) : arg));
  const { status, stdout, stderr } = await runInProcess([
    ...["nma", "--data", data, "--out", join(folder, "out"), "--chains", "1", "--warmup", "1", "--draws", "1"],
    ...named,
  ]);
  expect({ status, stdout, files: readdirSync(folder) }, stderr).toEqual({ status: 2, stdout: "", files: before });
  expect(stderr).toMatch(/^poolwise: [^\n]+\n$/);
  expect(stderr).not.toMatch(/[\p{Cc}\p{Cf}](?!$)/u);
  return stderr.replaceAll(folder, "").slice("poolwise: ".length).trimEnd();
}

describe("poolwise nma refuses", () => {
  it.each([
    ["a network in two parts", `${loop}4,D,1,9\n4,E,1,9\n`, /in 2 parts .*"A", "B" and "C"; "D" and "E"/],
    ["an arm twice", `${loop}3,C,6,30\n`, /study "3" lists the treatment "C" twice \(rows 6 and 7\)/],
    ["counts above totals", loop.replace("3,10", "13,10"), /"r" is above "n" \(13 of 10 in row 2\)/],
    ["a negative count", loop.replace("3,10", "-3,10"), /"r" holds -3 in row 2/],
    ["a negative standard error", contrasts.replace("0.1", "-0.1"), /"se" holds -0\.1 in row 2/],
    ["a study of one arm", `${loop}4,A,1,9\n`, /study "4" has one arm only/],
    ["a table without rows", head, /no rows below its header/],
    ["an empty table", "", /is empty/],
    ["columns of nothing", "x,y\n1,2\n", /no column of studies was found/],
    ["names that would rewrite a terminal", `${loop}4,\u001b[31mD,1,9\n4,E,1,9\n`, /\uFFFD\[31mD/],
  ])("%s", async (_, csv, message) => {
    expect(await refusal(csv)).toMatch(message);
  });

  it.each([
    ["an unknown reference", loop, ["--reference", "Placebo"], /unknown reference "Placebo"/],
    ["a hostile reference", loop, ["--reference", "__proto__"], /unknown reference "__proto__"/],
    ["a likelihood without its columns", loop, ["--likelihood", "normal-identity"], /needs columns of means/],
    ["an unknown treatment in their order", loop, ["--treatments", "A,B,C,Z"], /names "Z"/],
    ["an empty name", loop, ["--treatments", "A,,C"], /a name is empty/],
    ["a split of an unknown treatment", loop, ["--model", "nodesplit", "--split", "A,Q"], /"Q", which is no treatment/],
    ["a split of three", loop, ["--model", "nodesplit", "--split", "A,B,C"], /must be two treatments/],
    ["a split that cannot be made", star, ["--model", "nodesplit", "--split", "A,B"], /no direct and independent/],
    ["nothing to split", star, ["--model", "nodesplit"], /none can be split/],
    ["a split of the prior", loop, ["--model", "nodesplit", "--prior-only"], /leave out --prior-only/],
    ["a split that would be passed over", loop, ["--split", "A,B", "--model", "ume"], /add --model nodesplit/],
    ["values without a covariate", loop, ["--at", "3"], /there is no covariate/],
    ["values of another covariate", withCovariate, ["--covariate", "dose", "--at", "dos=3"], /did you mean "dose"/],
    ["values that are none", withCovariate, ["--covariate", "dose", "--at", "x"], /invalid --at: "x"/],
    ["two values of one covariate", withCovariate, ["--covariate", "dose", "--at", "dose=1,dose=2"], /two values/],
    ["an unknown covariate", withCovariate, ["--covariate", "dosis"], /unknown column "dosis"/],
    ["a constant covariate", withCovariate.replaceAll(",5\n", ",3\n"), ["--covariate", "dose"], /is 3 in every study/],
    ["a difference without ranks", loop, ["--mid", "0.2"], /add --better/],
    ["a difference below 0", loop, ["--mid", "-0.2", "--better", "lower"], /above 0/],
    ["a prior that cannot be read", loop, ["--prior", "tau normal(0, 1)"], /invalid prior/],
    ["a prior of nothing", loop, ["--prior", "d[Z] ~ normal(0, 1)"], /there is no treatment "Z"/],
    ["a baseline that is no law", loop, ["--baseline", "normal(-2"], /cannot be read/],
    ["a baseline without draws", loop, ["--baseline", "flat()"], /a law of one number/],
    ["the baseline of no study", loop, ["--baseline", "study(fifth)"], /unknown study "fifth"/],
    ["the baseline of differences", contrasts, ["--baseline", "study(1)"], /known by its contrasts/],
    ["joint baselines of differences", contrasts, ["--baseline", "joint"], /needs the outcomes of arms/],
    ["a follow-up without hazards", loop, ["--baseline", "-2", "--baseline-time", "3"], /has none/],
    ["a follow-up without a baseline", loop, ["--baseline-time", "3"], /add --baseline/],
    ["baseline data of one study", loop, ["--baseline-data", "one.csv"], /in the baseline data: .*one study/],
    ["two baselines", loop, ["--baseline-data", "one.csv", "--baseline", "-2"], /give one of them/],
    ["an interaction with nothing", loop, ["--interaction", "shared"], /there is no covariate/],
    ["options of the sampler out of range", loop, ["--adapt-delta", "2"], /invalid --adapt-delta: 2/],
    ["more memory than is allowed", loop, ["--max-memory", "1k"], /--max-memory/],
  ])("%s", async (_, csv, args, message) => {
    expect(await refusal(csv, ...args)).toMatch(message);
  });

  it("a folder that holds something else, and leaves it alone", async () => {
    const folder = temporaryFolder();
    const out = join(folder, "mine");
    mkdirSync(out);
    writeFileSync(join(out, "mine.txt"), "mine");
    writeFileSync(join(folder, "trials.csv"), loop);
    const run = await runInProcess(["nma", "--data", join(folder, "trials.csv"), "--out", out]);
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 2, stdout: "" });
    expect(run.stderr).toMatch(/^poolwise: [^\n]*mine[^\n]*\n$/);
    expect(readdirSync(out)).toEqual(["mine.txt"]);
  });
});
