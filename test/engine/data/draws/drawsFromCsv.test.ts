import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChainDraws, Draws } from "../../../../engine/core/Draws.js";
import { drawsFromCsv } from "../../../../engine/data/draws/drawsFromCsv.js";
import { drawsCsv, drawsCsvPieces } from "../../../../engine/data/draws/drawsCsv.js";

const file = (name: string) => ({
  name,
  text: readFileSync(new URL(`../../../reference/data/${name}`, import.meta.url), "utf8"),
});

const header = "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__";

test("our files begin with the settings that R's rstan asks for, the same in every chain", () => {
  // rstan 2.21.7: parse_stancsv_comments reads these keys before "Adaptation terminated", and stops where chains differ in them.
  const both = drawsFromCsv([file("bernoulli-1.csv"), file("bernoulli-2.csv")]);
  const [first, second] = both.chains;
  const draws = { ...both, chains: [first, { ...second, warmup: { ...second.warmup!, iterations: 180 } }] };
  for (const index of [0, 1]) {
    const [head] = drawsCsv(draws, index).split("\nlp__");
    expect(head.split("\n").slice(1, 7)).toEqual([
      "# method = sample",
      `# id = ${index + 1}`,
      "# num_samples = 25",
      "# num_warmup = 1000",
      "# save_warmup = 0",
      "# thin = 1",
    ]);
  }
  expect(drawsFromCsv([{ name: "a.csv", text: drawsCsv(draws, 1) }]).chains[0].warmup!.iterations).toBe(180);
});

describe("CmdStan's files", () => {
  const draws = drawsFromCsv([file("bernoulli-1.csv"), file("bernoulli-2.csv")]);

  test("become one chain each, with the sampler's statistics apart from the variables", () => {
    expect(draws.names).toEqual(["theta"]);
    expect(draws.maxTreeDepth).toBe(10);
    expect(draws.chains.map(({ chain, drawCount }) => [chain, drawCount])).toEqual([
      [1, 25],
      [2, 25],
    ]);
    const [{ values, statistics }] = draws.chains;
    expect([...values.subarray(0, 3)]).toEqual([0.208532, 0.208532, 0.0272877]);
    expect([...statistics.logDensity.subarray(0, 3)]).toEqual([-6.80778, -6.80778, -11.053]);
    expect(statistics.acceptanceRate[1]).toBe(0.676659);
    expect(statistics.treeDepth[2]).toBe(3);
    expect(statistics.numLeapfrog[2]).toBe(7);
    expect(statistics.energy[1]).toBe(9.01984);
    expect(statistics.divergent.every((x) => x === 0)).toBe(true);
  });

  test("tell how warmup ended, and the gradients of the draws", () => {
    const { warmup, gradients, statistics } = draws.chains[0];
    expect(warmup).toMatchObject({ stepSize: 0.883328, iterations: 1000, inverseMetric: Float64Array.of(0.512256) });
    expect(gradients).toBe(statistics.numLeapfrog.reduce((a, b) => a + b, 0));
  });

  test("name elements by dots, which become brackets", () => {
    const text = `${header},theta.1,Sigma.2.1,x_1,a.b\n${"1,".repeat(10)}2\n`;
    expect(drawsFromCsv([{ name: "c.csv", text }]).names).toEqual(["theta[1]", "Sigma[2,1]", "x_1", "a.b"]);
  });

  test("may have comments in their middle and lack statistics, which are then NaN", () => {
    const text = "# method = sample (Default)\nlp__,treedepth__,mu\n-1,2,0.5\n# halfway\n#\n\n-2,3,0.25\n";
    const [chain] = drawsFromCsv([{ name: "c.csv", text }]).chains;
    expect([...chain.values]).toEqual([0.5, 0.25]);
    expect([...chain.statistics.treeDepth]).toEqual([2, 3]);
    expect([...chain.statistics.divergent]).toEqual([NaN, NaN]);
    expect(chain.warmup).toBeUndefined();
  });

  test("may hold warmup draws, which are left out", () => {
    const text =
      "# num_warmup = 2\n# save_warmup = true\nlp__,mu\n1,1\n2,2\n# Adaptation terminated\n# Step size = 0.5\n3,3\n";
    expect([...drawsFromCsv([{ name: "c.csv", text }]).chains[0].values]).toEqual([3]);
    const old = "# num_warmup = 4\n# thin = 2\n# save_warmup = 1\nlp__,mu\n1,1\n2,2\n3,3\n";
    expect([...drawsFromCsv([{ name: "c.csv", text: old }]).chains[0].values]).toEqual([3]);
  });

  test("may hold NaN and infinities", () => {
    const text = "lp__,x,y,z\n-1,nan,inf,-inf\n-1,NA,Inf,1e-400\n";
    expect([...drawsFromCsv([{ name: "c.csv", text }]).chains[0].values]).toEqual([
      NaN,
      Infinity,
      -Infinity,
      NaN,
      Infinity,
      0,
    ]);
  });
});

test("one table with a chain column, as R's posterior or ArviZ writes it, is split into chains", () => {
  const posterior = '".chain",".iteration",".draw","mu"\n1,1,1,0.5\n1,2,2,0.6\n2,1,3,0.7\n2,2,4,0.8\n';
  const arviz = "chain,draw,mu\n0,0,0.5\n0,1,0.6\n1,0,0.7\n1,1,0.8\n";
  for (const text of [posterior, arviz]) {
    const draws = drawsFromCsv([{ name: "d.csv", text }]);
    expect(draws.names).toEqual(["mu"]);
    expect(draws.chains.map(({ chain, values }) => [chain, ...values])).toEqual([
      [1, 0.5, 0.6],
      [2, 0.7, 0.8],
    ]);
  }
});

describe("mistakes are named with file and line", () => {
  test.each([
    ["lp__,mu\n1,2\n1\n", /a\.csv has 1 values in line 3 where the header has 2 names: was the file cut off/],
    ["# x\nlp__,mu\n1,2\n1,2.5.1\n", /a\.csv holds "2\.5\.1" in line 4, column "mu"/],
    ["lp__,mu\n1,\n", /a\.csv holds "" in line 2, column "mu"/],
    ["", /a\.csv holds no draws: it has no line of column names/],
    ["lp__,mu\n", /a\.csv holds no draws after warmup/],
    ["1,2\n3,4\n", /a\.csv has numbers in line 1 where the names of columns are expected/],
    ["lp__,mu,mu\n1,2,3\n", /a\.csv has two columns named "mu" in line 1/],
    ["lp__,,mu\n1,2,3\n", /a\.csv has a column without a name in line 1/],
    ["# method = optimize\nlp__,mu\n1,2\n", /a\.csv was written by CmdStan's method "optimize"/],
  ])("%j", (text, expected) => {
    expect(() => drawsFromCsv([{ name: "a.csv", text }])).toThrow(expected);
  });

  test("chains of different models, in either order of columns, are refused", () => {
    const a = { name: "a.csv", text: "lp__,mu,tau\n1,2,3\n" };
    const b = { name: "b.csv", text: "lp__,mu\n1,2\n" };
    const c = { name: "c.csv", text: "lp__,tau,mu\n1,2,4\n" };
    expect(() => drawsFromCsv([a, b])).toThrow('a.csv has a column "tau" that b.csv lacks');
    expect(() => drawsFromCsv([b, a])).toThrow('a.csv has a column "tau" that b.csv lacks');
    expect(() => drawsFromCsv([a, c])).toThrow(
      'order their columns differently ("mu" in the one stands where "tau" does',
    );
    expect(() => drawsFromCsv([])).toThrow("no file of draws was given");
  });

  test("the same draws given twice are refused, since they would flatter R-hat", () => {
    const a = file("bernoulli-1.csv");
    expect(() => drawsFromCsv([a, file("bernoulli-2.csv"), { ...a, name: "copy.csv" }])).toThrow(
      "bernoulli-1.csv and copy.csv hold the same draws",
    );
  });
});

describe("our own draws as CSV", () => {
  const some = fc.double();
  const arrays = (n: number) => fc.array(some, { minLength: n, maxLength: n }).map((x) => Float64Array.from(x));
  const statistics = (n: number) =>
    fc.record({
      acceptanceRate: arrays(n),
      stepSize: arrays(n),
      treeDepth: arrays(n),
      numLeapfrog: arrays(n),
      divergent: arrays(n),
      energy: arrays(n),
      logDensity: arrays(n),
    });
  const warmup = fc.record({
    iterations: fc.nat(5000),
    stepSize: fc.double({ min: 1e-10, max: 10, noNaN: true }),
    inverseMetric: arrays(2).map((x) => x.map((v) => (Number.isFinite(v) ? Math.abs(v) : 1))),
    gradients: fc.nat(1e6),
    divergences: fc.nat(100),
  });
  const chain = (number: number, names: number): fc.Arbitrary<ChainDraws> =>
    fc.integer({ min: 1, max: 4 }).chain((n) =>
      fc.record({
        chain: fc.constant(number),
        drawCount: fc.constant(n),
        values: arrays(n * names),
        positions: fc.constant(new Float64Array(0)),
        statistics: statistics(n),
        warmup,
        gradients: fc.nat(1e6),
        rejected: fc.nat(9).map((count) => ({ count })),
      }),
    );
  const hostile = [
    "theta[1,2]",
    "r_g[a.b,Intercept]",
    '"q"',
    "=1+1",
    "'",
    "__proto__",
    " x ",
    "#c",
    "b.1",
    "é,\u{1F600}",
    "-",
    "@a",
    "a b",
    "a\nb",
    "a\\nb",
    "a\r\nb\r",
    "\\",
  ];

  test("are read back exactly: every bit of every number, names, adaptation", () => {
    const name = fc.oneof(fc.constantFrom(...hostile), fc.string({ minLength: 1 }));
    const fit: fc.Arbitrary<Draws> = fc.uniqueArray(name, { minLength: 1, maxLength: 4 }).chain((names) =>
      fc.record({
        names: fc.constant(names),
        chains: fc.tuple(chain(1, names.length), chain(3, names.length)),
        maxTreeDepth: fc.nat(12),
      }),
    );
    fc.assert(
      fc.property(fit, (draws) => {
        const files = [0, 1].map((c) => ({ name: `chain${c}.csv`, text: drawsCsv(draws, c) }));
        expect(drawsFromCsv(files)).toEqual(draws);
      }),
    );
  });

  test("tell names apart that differ in ends of lines only, each file still of one line a draw", () => {
    const names = ["a b", "a\nb", "a\rb", "a\r\nb", "a\\nb", "a\\\nb"];
    const [single] = fc.sample(chain(1, names.length), { numRuns: 1, seed: 1 });
    const text = drawsCsv({ names, chains: [single], maxTreeDepth: 0 }, 0);
    expect(text.split("\n").filter((line) => !line.startsWith("#")).length).toBe(single.drawCount + 2);
    expect(text).toContain(`${header},a b,a\\nb,a\\rb,a\\r\\nb,a\\\\nb,a\\\\\\nb\n`);
    expect(drawsFromCsv([{ name: "c.csv", text }]).names).toEqual(names);
  });

  test("disarm names that a spreadsheet would take for a formula", () => {
    const [single] = fc.sample(chain(1, 1), { numRuns: 1, seed: 1 });
    const text = drawsCsv({ names: ['=HYPERLINK("x")'], chains: [single], maxTreeDepth: 0 }, 0);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  });

  test("come in pieces of whole lines, so that no string has to hold them all", () => {
    const [width, drawCount] = [100, 200];
    const column = new Float64Array(drawCount).fill(1 / 3);
    const [one] = fc.sample(chain(1, 1), { numRuns: 1, seed: 1 });
    const statistics = Object.fromEntries(Object.keys(one.statistics).map((key) => [key, column]));
    const single = { ...one, drawCount, statistics, values: new Float64Array(width * drawCount).fill(2 / 3) };
    const names = Array.from({ length: width }, (_, k) => `theta[${k}]`);
    const draws = { names, chains: [single], maxTreeDepth: 10 } as unknown as Draws;
    const pieces = [...drawsCsvPieces(draws, 0)];
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.every((piece) => piece.endsWith("\n") && piece.length < 70_000)).toBe(true);
    expect(pieces.join("")).toBe(drawsCsv(draws, 0));
    expect(pieces.join("").match(/0\.6666666666666666/g)!.length).toBe(width * drawCount);
  });

  test("have CmdStan's columns first", () => {
    const [single] = fc.sample(chain(1, 1), { numRuns: 1, seed: 1 });
    const text = drawsCsv({ names: ["theta[1]"], chains: [single], maxTreeDepth: 0 }, 0);
    expect(text).toContain(`\n${header},theta[1]\n`);
  });
});
