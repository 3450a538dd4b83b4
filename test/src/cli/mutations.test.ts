/** A thousand spoilt tables and formulas: each is fitted, or refused in a sentence; none crashes or hangs. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Rng } from "../../../engine/core/Rng.js";
import { stream } from "../../../engine/random/stream.js";
import { runInProcess } from "../../support/runInProcess.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { cattleCsv, cattleFormula } from "./cattle.js";

const below = (rng: Rng, n: number) => Math.floor(rng.uniform() * n);
const oneOf = <Value>(rng: Rng, values: readonly Value[]): Value => values[below(rng, values.length)]!;

/** What a hand, a spreadsheet or an attacker might put anywhere. */
const cells = [
  "",
  "NA",
  "NaN",
  "Inf",
  "-1",
  "0",
  "1e308",
  "1e-320",
  "2.5",
  "many",
  '"',
  "'",
  "=1+1",
  "\0",
  "é",
  "🐄",
  " ",
];
const pieces = [
  ..."~+-*:^/|()[]`'\",.#=<>!%&{}\\ \t\n0123456789",
  ...[
    "herd",
    "period",
    "size",
    "sex",
    "weight",
    "__proto__",
    "Intercept",
    "TRUE",
    "NaN",
    "1e999",
    "||",
    "~~",
    "(1 | herd)",
  ],
  ...["trials(", "offset(", "within(weight | herd)", "poly(weight, 2)", "poly(weight, 99)", "log(", "I(", "I(size^99)"],
  ...[
    "s(weight)",
    "gr(herd)",
    "factor(size)",
    "rate(0)",
    "se(weight)",
    "- 1",
    "0 + ",
    "(0 + weight || herd:sex)",
    "🐄",
    "\u0301",
  ],
];

/** The text with some of it removed, repeated, replaced or moved, a few times. */
function mutated(text: string, rng: Rng, additions: readonly string[]): string {
  let result = text;
  for (let times = rng.uniform() < 0.7 ? 1 : 3; times > 0; times--) {
    const from = below(rng, result.length + 1);
    const to = Math.min(result.length, from + below(rng, 6));
    const cut = result.slice(from, to);
    const middle = oneOf(rng, [oneOf(rng, additions), "", cut + cut, oneOf(rng, additions) + cut]);
    result = result.slice(0, from) + middle + result.slice(to);
  }
  return result;
}

/** A table in which cells or lines are spoilt. */
function mutatedTable(rng: Rng): string {
  const lines = cattleCsv.trimEnd().split("\n");
  if (rng.uniform() < 0.3) return mutated(cattleCsv, rng, cells);
  for (let times = 1 + below(rng, 3); times > 0; times--) {
    const row = below(rng, lines.length);
    const one = lines[row]!.split(",");
    one[below(rng, one.length)] = oneOf(rng, cells);
    lines[row] = one.join(rng.uniform() < 0.05 ? oneOf(rng, [";", "\t", ",,"]) : ",");
  }
  return lines.slice(0, rng.uniform() < 0.1 ? below(rng, lines.length + 1) : undefined).join("\n");
}

const families = ["gaussian", "student", "binomial", "poisson", "negbinomial(identity)", "gamma", "beta", "lognormal"];

/** What one run is given. */
interface Run {
  readonly name: string;
  readonly csv: string;
  readonly formula: string;
  readonly family: string;
}

/** Runs a fit, of which this must hold whatever it was given; says whether it was refused. */
async function isRefused({ name, csv, formula, family }: Run, folder: string): Promise<boolean> {
  const data = join(folder, "data.csv");
  const out = join(folder, "out");
  writeFileSync(data, csv);
  const { status, stdout, stderr } = await runInProcess([
    ...["fit", "--data", data, "--formula", formula, "--family", family, "--na", "drop", "--seed", "1"],
    ...["--chains", "1", "--warmup", "1", "--draws", "1", "--quiet", "--max-treedepth", "2"],
    // Reports are made by few, since they take longer than all the rest.
    ...(/[05]0$/.test(name) ? ["--out", out] : []),
  ]);
  const what = `${name}: ${JSON.stringify(formula)} ${family}\n${stderr.slice(0, 2000)}`;
  expect([0, 2], what).toContain(status);
  if (status === 0) return false;
  const [first, ...excerpt] = stderr.trimEnd().split("\n");
  expect(stdout, what).toBe("");
  expect(first, what).toMatch(/^poolwise: .{10}/);
  expect([0, 2], what).toContain(excerpt.length);
  expect(stderr.length, what).toBeLessThan(1500);
  return true;
}

/** How many of the runs are refused. */
async function refusals(runs: readonly Run[]): Promise<number> {
  const folder = temporaryFolder();
  let refused = 0;
  for (const run of runs) if (await isRefused(run, folder)) refused++;
  return refused;
}

const models: readonly (readonly [formula: string, family: string])[] = [
  [cattleFormula, "binomial"],
  ["weight ~ sex * poly(size, 2) + (1 + size | herd)", "gaussian"],
  ["incidence | rate(size) ~ within(weight | herd) + factor(period) + (1 | herd/sex)", "poisson"],
];

describe("poolwise fit neither crashes nor hangs", () => {
  // Some runs must be refused and some fitted, or the test would try one way only.

  it("whatever 500 spoilt tables hold", async () => {
    const runs = Array.from({ length: 500 }, (_, run) => {
      const rng = stream("1", "table", run);
      const [formula, family] = oneOf(rng, models);
      return { name: `table ${run}`, csv: mutatedTable(rng), formula, family };
    });
    const refused = await refusals(runs);
    expect(refused).toBeGreaterThan(150);
    expect(refused).toBeLessThan(400);
  });

  it("whatever 500 spoilt formulas say", async () => {
    const runs = Array.from({ length: 500 }, (_, run) => {
      const rng = stream("1", "formula", run);
      const [formula, family] = oneOf(rng, models);
      const other = rng.uniform() < 0.2 ? oneOf(rng, families) : family;
      return { name: `formula ${run}`, csv: cattleCsv, formula: mutated(formula, rng, pieces), family: other };
    });
    const refused = await refusals(runs);
    expect(refused).toBeGreaterThan(150);
    expect(refused).toBeLessThan(470);
  });
});
