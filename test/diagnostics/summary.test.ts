import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Draws, SamplerStatistics } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { diagnose } from "../../diagnostics/diagnose.js";
import { ebfmi } from "../../diagnostics/ebfmi.js";
import { essBulk } from "../../diagnostics/essBulk.js";
import { essTail } from "../../diagnostics/essTail.js";
import { evenChains } from "../../diagnostics/evenChains.js";
import { mad } from "../../diagnostics/mad.js";
import { mcseMean } from "../../diagnostics/mcseMean.js";
import { mcseSd } from "../../diagnostics/mcseSd.js";
import { quantile } from "../../diagnostics/quantile.js";
import { rhat } from "../../diagnostics/rhat.js";
import { roundToError } from "../../diagnostics/roundToError.js";
import { summarise } from "../../diagnostics/summarise.js";
import { summaryJson, summaryOfDraws } from "../../diagnostics/summaryJson.js";
import { samplerLine, summaryText, type SummaryTextOptions } from "../../diagnostics/summaryText.js";
import { computationCauses, warningsOf } from "../../diagnostics/warnings.js";
import { converged, drawsOf, normals } from "./draws.js";

const causes = (draws: Draws) => warningsOf(draws).map((warning) => warning.cause);
const textOf = (draws: Draws, cause: string) => warningsOf(draws).find((warning) => warning.cause === cause)!.text;

/** The named chains, as [chain][draw], of a variable. */
function chainsOf(draws: Draws, variable: number, count: number): Float64Array[] {
  const width = draws.names.length;
  return draws.chains.map((chain) =>
    Float64Array.from({ length: count }, (_, i) => chain.values[i * width + variable]),
  );
}

describe("summarise", () => {
  test("gives for every variable what each statistic gives alone, bit for bit, odd numbers of draws included", () => {
    for (const count of [60, 101]) {
      // More variables than are read at once.
      const names = Array.from({ length: 19 }, (_, v) => `x[${v}]`);
      const draws = converged(names, count);
      const rows = summarise(draws);
      expect(rows.map((row) => row.variable)).toEqual(names);
      rows.forEach((row, v) => {
        const chains = chainsOf(draws, v, count);
        expect(row).toEqual({
          variable: names[v],
          mean: row.mean,
          median: quantile(chains, 0.5).value,
          sd: row.sd,
          mad: mad(chains).value,
          "q2.5": quantile(chains, 0.025).value,
          q25: quantile(chains, 0.25).value,
          q50: quantile(chains, 0.5).value,
          q75: quantile(chains, 0.75).value,
          "q97.5": quantile(chains, 0.975).value,
          rhat: rhat(chains).value,
          ess_bulk: essBulk(chains).value,
          ess_tail: essTail(chains).value,
          mcse_mean: mcseMean(chains).value,
          mcse_sd: mcseSd(chains).value,
        });
        const all = chains.flatMap((chain) => [...chain]);
        const mean = all.reduce((a, b) => a + b) / all.length;
        expect(row.mean).toBeCloseTo(mean, 13);
        expect(row.sd).toBeCloseTo(Math.sqrt(all.reduce((a, b) => a + (b - mean) ** 2, 0) / (all.length - 1)), 13);
      });
    }
  });

  test("puts null with a reason where a number cannot be computed", () => {
    const constant = new Float64Array(50).fill(2);
    const infinite = normals(1, 50);
    infinite[7] = Infinity;
    const rows = summarise(
      drawsOf(
        ["c", "i"],
        [
          [constant, infinite],
          [constant, normals(2, 50)],
        ],
      ),
    );
    expect(rows[0]).toMatchObject({ mean: 2, sd: 0, "q97.5": 2, rhat: null, ess_bulk: null, mcse_mean: null });
    expect(rows[0].reasons).toEqual({
      rhat: "constant",
      ess_bulk: "constant",
      ess_tail: "constant",
      mcse_mean: "constant",
      mcse_sd: "constant",
    });
    expect(rows[1]).toMatchObject({
      mean: null,
      sd: null,
      rhat: null,
      reasons: { mean: "nonfinite", rhat: "nonfinite" },
    });
    expect(rows[1].median).toBeTypeOf("number");
    expect(JSON.stringify(rows)).not.toMatch(/NaN|Infinity/);
  });

  test("of no draws, or of one, is null with reasons and never throws", () => {
    const none = drawsOf(["x"], [[new Float64Array(0)]]);
    expect(summarise(none)[0]).toMatchObject({ mean: null, rhat: null, reasons: { mean: "noDraws", rhat: "noDraws" } });
    expect(summarise({ ...none, chains: [] })[0].reasons!.mad).toBe("noDraws");
    const one = summarise(drawsOf(["x"], [[Float64Array.of(3)]]))[0];
    expect(one).toMatchObject({ mean: 3, median: 3, sd: null, reasons: { sd: "tooShort", rhat: "constant" } });
  });

  test("cuts chains of unequal lengths to the shortest, and leaves out one with under a tenth of the longest", () => {
    const lengths = [100, 80, 100, 5];
    const draws = drawsOf(
      ["x"],
      lengths.map((n, c) => [normals(c, n)]),
    );
    const even = evenChains(draws);
    expect(even.draws).toBe(80);
    expect(even.chains.map((chain) => chain.chain)).toEqual([1, 2, 3]);
    expect(even.cut.map((chain) => chain.chain)).toEqual([1, 3]);
    expect(even.leftOut.map((chain) => chain.chain)).toEqual([4]);
    const expected = [0, 1, 2].map((c) => normals(c, lengths[c]).subarray(0, 80));
    expect(summarise(draws)[0].rhat).toBe(rhat(expected).value);
    const short = warningsOf(draws).filter((warning) => warning.cause === "short_chain");
    expect(short.map((warning) => warning.text)).toEqual([
      "Chain 4 stopped early (5 draws) and is left out of the summary. Run the fit again to the end.",
      "The chains have unequal lengths (100, 80, 100 draws): the summary uses the first 80 of each. Run the fit again to " +
        "the end to use all.",
    ]);
  });
});

describe("warnings", () => {
  test("there are none for draws without trouble", () => {
    expect(warningsOf(converged(["a", "b"]))).toEqual([]);
    expect(diagnose(converged(["a", "b"]))).toEqual({ ok: true, problems: [], findings: [] });
  });

  test("divergences are counted against all transitions of all chains", () => {
    const columns = [0, 1, 2, 3].map((c) => [normals(c, 500)]);
    const draws = drawsOf(["x"], columns, ({ divergent }, c) => divergent.fill(1, 0, c === 0 ? 3 : 0));
    expect(textOf(draws, "divergences")).toMatch(
      /^A few divergences in no particular place\. 3 of 2000 \(0\.15 %\) transitions diverged/,
    );
    expect(diagnose(draws).ok).toBe(false);
    const all = drawsOf(["x"], columns, ({ divergent }) => divergent.fill(1));
    expect(textOf(all, "divergences")).toMatch(/ 2000 of 2000 \(100 %\) transitions diverged/);
    const nearly = drawsOf(["x"], columns, ({ divergent }, c) => divergent.fill(1, c === 0 ? 1 : 0));
    expect(textOf(nearly, "divergences")).toMatch(/ 1999 of 2000 \(over 99\.9 %\) transitions diverged/);
  });

  test("the tree depth limit is named, and not known is not hit", () => {
    const columns = [0, 1].map((c) => [normals(c, 500)]);
    const draws = drawsOf(["x"], columns, ({ treeDepth }) => treeDepth.fill(10, 0, 50));
    expect(textOf(draws, "max_treedepth")).toMatch(
      /^100 of 1000 \(10\.0 %\) transitions stopped at the tree depth limit of 10\./,
    );
    expect(causes({ ...draws, maxTreeDepth: 0 })).not.toContain("max_treedepth");
    expect(causes({ ...draws, maxTreeDepth: 11 })).not.toContain("max_treedepth");
  });

  test("E-BFMI names its chains and never shows a number at the limit", () => {
    const draws = drawsOf(
      ["x"],
      [0, 1].map((c) => [normals(c, 500)]),
      ({ energy }, c) => {
        for (let i = 1; c === 1 && i < energy.length; i++) energy[i] = 0.95 * energy[i - 1] + energy[i];
      },
    );
    expect(textOf(draws, "ebfmi")).toMatch(/^E-BFMI is below 0\.3 \(0\.[012]\d in chain 2\)\./);
  });

  test("R-hat names the worst first, with digits that show it above 1.01", () => {
    const shifted = (by: number) => [0, 1, 2, 3].map((c) => normals(c, 500).map((x) => x + (c === 3 ? by : 0)));
    const [little, much, fine] = [shifted(0.35), shifted(2), shifted(0)];
    const draws = drawsOf(
      ["little", "much", "fine"],
      [0, 1, 2, 3].map((c) => [little[c], much[c], fine[c]]),
    );
    const warning = warningsOf(draws).find(({ cause }) => cause === "rhat")!;
    expect(warning.variables).toEqual(["much", "little"]);
    expect(warning.text).toMatch(
      /^R-hat is above 1\.01 for 2 of 3 \(66\.7 %\) variables \(much 1\.\d+, little 1\.0\d+\)\. The chains disagree/,
    );
    for (const [number] of warning.text.matchAll(/(?<=(?:much|little) )[\d.]+\d/g))
      expect(Number(number)).toBeGreaterThan(1.01);
  });

  test("among very many variables, R-hats a little above 1.01 are put down to chance, but not a chain astray", () => {
    const names = Array.from({ length: 300 }, (_, v) => `x[${v + 1}]`);
    const columns = [0, 1, 2, 3].map((c) => names.map((_, v) => normals(5000 * c + v, 200)));
    const alike = drawsOf(names, columns);
    expect(Math.max(...summarise(alike).map(({ rhat }) => rhat!))).toBeGreaterThan(1.01);
    expect(causes(alike)).not.toContain("rhat");
    columns[2][17] = columns[2][17].map((x) => x + 1);
    const astray = textOf(drawsOf(names, columns), "rhat");
    expect(astray).toMatch(/^R-hat is above 1\.01 for .*\(x\[18\] 1\.\d+, .*The chains disagree/s);
  });

  test("ESS is held against 100 per chain, bulk and tail apart", () => {
    const slow = [0, 1, 2, 3].map((c) => {
      const x = normals(c, 500);
      for (let i = 1; i < x.length; i++) x[i] += 0.9 * x[i - 1];
      return [x, normals(c + 10, 500)];
    });
    const draws = drawsOf(["slow", "quick"], slow);
    const bulk = warningsOf(draws).find(({ cause }) => cause === "ess_bulk")!;
    expect(bulk.variables).toEqual(["slow"]);
    expect(bulk.text).toMatch(
      /^Bulk ESS is below 400 \(100 per chain\) for 1 of 2 \(50\.0 %\) variables \(slow \d+\)\./,
    );
    expect(textOf(draws, "rhat")).toMatch(/Draw (\d+) per chain instead of 500 \(--draws \1\)/);
  });

  test("one chain is never called converged", () => {
    expect(causes(drawsOf(["x"], [[normals(1, 1000)]]))).toEqual(["one_chain"]);
  });

  test("are all known to be about the computation", () => {
    const sourceOf = (name: string) => readFileSync(new URL(`../../diagnostics/${name}.ts`, import.meta.url), "utf8");
    const source = sourceOf("warnings") + sourceOf("computabilityWarnings");
    const symptoms = [...source.matchAll(/(?:cause: |lowEss\(rows, )"(\w+)"/g)].map(([, cause]) => cause);
    const folder = new URL("../../diagnostics/diagnosis/", import.meta.url);
    const causes = readdirSync(folder).flatMap((file) =>
      [...readFileSync(new URL(file, folder), "utf8").matchAll(/\bcause: "(\w+)"/g)].map(([, cause]) => cause),
    );
    expect(causes).toContain("prior_conflict");
    const computation = causes.filter((cause) => cause !== "prior_conflict");
    expect(new Set([...symptoms, ...computation])).toEqual(computationCauses);
  });

  test("chains that never move, draws that are not finite, chains too short and no draws at all are told apart", () => {
    const fill = (x: number) => [new Float64Array(50).fill(x)];
    expect(causes(drawsOf(["x"], [fill(1), fill(2)]))).toContain("stuck_chains");
    const still = (statistics: SamplerStatistics) => statistics.logDensity.fill(-2);
    expect(causes(drawsOf(["x"], [fill(1), fill(1)], still))).toContain("stuck_chains");
    // A log density that varies is that of a sampler which moved: the variable is a constant.
    expect(causes(drawsOf(["x"], [fill(1), fill(1)]))).toEqual([]);
    const unknown = (statistics: SamplerStatistics) => statistics.logDensity.fill(NaN);
    expect(causes(drawsOf(["x"], [fill(1), fill(1)], unknown))).toEqual([]);
    const both = [...fill(1), ...fill(2)];
    expect(causes(drawsOf(["x", "y"], [both, both], unknown))).toContain("stuck_chains");
    expect(causes(drawsOf(["x", "y"], [[normals(1, 1), normals(2, 1)]]))).toEqual(["short_chain", "one_chain"]);
    expect(
      causes(
        drawsOf(
          ["x", "one"],
          [
            [normals(1, 500), ...fill(1)],
            [normals(2, 500), ...fill(1)],
          ].map(([x, one]) => [x, Float64Array.from(x, () => one[0])]),
        ),
      ),
    ).toEqual([]);
    const bad = normals(3, 50);
    bad[0] = NaN;
    expect(causes(drawsOf(["x"], [[bad], [normals(4, 50)]]))).toContain("nonfinite");
    expect(causes(drawsOf(["x"], [[normals(1, 8)], [normals(2, 8)]]))).toContain("short_chain");
    expect(causes(drawsOf(["x"], [[new Float64Array(0)]]))).toEqual(["no_draws"]);
  });
});

const posterior = (draws: Draws): Posterior => ({
  draws,
  model: { title: "a model", lines: [] },
  provenance: {
    seed: "1",
    chains: 4,
    warmup: 300,
    draws: 500,
    options: {},
    dataHash: "00",
    versions: { poolwise: "0.1.0" },
  },
  timing: {
    seconds: { compile: 0.1, warmup: 1, sampling: 2, total: 1.5 },
    cpu: { before: 0.1, compile: 0.1, sampling: 2.5 },
  },
  warnings: [],
});

describe("summary.json", () => {
  test("has exactly the promised shape", () => {
    const summary = summaryJson(posterior(converged(["mu"])));
    expect(Object.keys(summary)).toEqual(["variables", "sampler", "warnings", "versions"]);
    expect(Object.keys(summary.variables[0])).toEqual(
      "variable mean median sd mad q2.5 q25 q50 q75 q97.5 rhat ess_bulk ess_tail mcse_mean mcse_sd".split(" "),
    );
    expect(summary.sampler).toEqual({
      chains: 4,
      warmup: 300,
      warmup_used: [null, null, null, null],
      draws: 500,
      seed: "1",
      divergences: 0,
      max_treedepth_hits: 0,
      ebfmi: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)],
      gradients: 14000,
      seconds: { compile: 0.1, warmup: 1, sampling: 2, total: 1.5 },
      cpu: { before: 0.1, compile: 0.1, sampling: 2.5 },
    });
    expect(summary.versions).toEqual({ poolwise: "0.1.0" });
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  describe("of a fit that was stopped", () => {
    /** The second chain has divergences, hits of the limit and an odd energy, but too few draws to be used. */
    const lengths = [400, 30, 0, 0];
    const draws = drawsOf(
      ["x"],
      lengths.map((count, c) => [normals(c, count)]),
      ({ divergent, treeDepth, energy }, c) => {
        if (c !== 1) return;
        divergent.fill(1);
        treeDepth.fill(10);
        energy.forEach((_, i) => (energy[i] = i));
      },
    );
    const summary = summaryJson(posterior(draws));

    test("tells which draws its figures come from, and why others are null", () => {
      expect(summary.sampler).toMatchObject({
        chains: 4,
        draws: 500,
        used: { chains: [1], draws: 400 },
        divergences: 0,
        max_treedepth_hits: 0,
        ebfmi: [ebfmi(draws.chains[0].statistics.energy).value, null, null, null],
        reasons: { ebfmi: [null, "leftOut", "noDraws", "noDraws"] },
      });
      expect(summary.warnings.map(({ cause }) => cause)).toEqual(["short_chain", "one_chain"]);
    });

    test("says so as text, with the E-BFMI of used chains alone", () => {
      const text = summaryText(summary).replace(/\s+/g, " ");
      const energy = Math.floor(100 * summary.sampler.ebfmi[0]!) / 100;
      expect(text).toContain(
        `1 of 4 chains, 400 draws each after 300 of warmup, seed 1; 0 divergences; E-BFMI at least ${energy.toFixed(2)};`,
      );
    });

    test("counts of chains cut to one length what is left of them", () => {
      const cut = drawsOf(
        ["x"],
        [400, 300].map((count, c) => [normals(c, count)]),
        ({ divergent }, c) => divergent.fill(1, c === 0 ? 299 : 300),
      );
      const { sampler } = summaryJson(posterior(cut));
      expect(sampler).toMatchObject({ used: { chains: [1, 2], draws: 300 }, divergences: 1 });
      expect(textOf(cut, "divergences")).toMatch(/ 1 of 600 \(0\.17 %\) transitions diverged/);
      expect(samplerLine(sampler)).toMatch(/^2 chains of 300 draws after 300 of warmup/);
    });
  });

  test("says null for what a file of draws does not tell", () => {
    const draws = drawsOf(
      ["x"],
      [0, 1].map((c) => [normals(c, 200)]),
      (statistics) => {
        for (const values of Object.values(statistics)) values.fill(NaN);
      },
    );
    const { sampler } = summaryOfDraws({ ...draws, maxTreeDepth: 0 });
    expect(sampler).toMatchObject({
      divergences: null,
      max_treedepth_hits: null,
      ebfmi: [null, null],
      seed: null,
      seconds: null,
      reasons: {
        divergences: "notRecorded",
        max_treedepth_hits: "notRecorded",
        ebfmi: ["notRecorded", "notRecorded"],
      },
    });
    expect(summaryText(summaryOfDraws(draws))).toContain("divergences not recorded");
  });

  test("says that draws proposed independently have no energies, and warns of nothing", () => {
    const made = converged(["x"], 1000);
    const warmup = { iterations: 0, stepSize: NaN, inverseMetric: Float64Array.of(1), gradients: 100, divergences: 0 };
    const draws = {
      ...made,
      chains: made.chains.map((chain) => ({
        ...chain,
        warmup,
        statistics: { ...chain.statistics, energy: new Float64Array(1000).fill(NaN) },
      })),
    };
    const summary = summaryOfDraws(draws);
    expect(summary.sampler).toMatchObject({ ebfmi: [null, null, null, null] });
    expect(summary.sampler.reasons!.ebfmi).toEqual(["noEnergy", "noEnergy", "noEnergy", "noEnergy"]);
    expect(summary.warnings).toEqual([]);
    expect(samplerLine(summary.sampler)).toMatch(/^4 chains of 1000 draws by independent proposals;/);
    expect(samplerLine(summary.sampler)).not.toContain("E-BFMI");
  });

  test("keeps the warnings of the fit and repeats none", () => {
    const draws = drawsOf(["x"], [[normals(1, 1000)]]);
    const own = { cause: "sampling_weights", variables: [], text: "Intervals are not design-based." };
    const fitted = { ...posterior(draws), warnings: [own, ...warningsOf(draws)] };
    expect(summaryJson(fitted).warnings.map(({ cause }) => cause)).toEqual(["sampling_weights", "one_chain"]);
  });
});

describe("the summary as text", () => {
  test("shows digits as far as twice the Monte Carlo error reaches", () => {
    expect(roundToError(4.17999, 0.15)).toBe("4.2");
    expect(roundToError(4.17999, 0.05)).toBe("4.2");
    expect(roundToError(4.17999, 0.04)).toBe("4.18");
    expect(roundToError(4.17999, 0.002)).toBe("4.180");
    expect(roundToError(-0.0001, 0.02)).toBe("0.00");
    expect(roundToError(12345.6, 30)).toBe("12346");
    expect(roundToError(1.23456e-9, 1e-12)).toBe("1.235e-9");
    expect(roundToError(123456789.2, 0.5)).toBe("123456789");
    expect(roundToError(2, 0)).toBe("2");
    expect(roundToError(2 / 3, null)).toBe("0.667");
    expect(roundToError(null, 0.1)).toBe("–");
    expect(roundToError(0, 0.1)).toBe("0");
  });

  test("is aligned, within the width, with the sampler and the verdict below", () => {
    const text = summaryText(summaryJson(posterior(converged(["mu", "theta[1]"]))));
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^ +mean +sd +2\.5% +50% +97\.5% +R-hat +ESS bulk +ESS tail$/);
    expect(lines[1]).toMatch(/^mu {6,}-?0\.\d+ +(0|1)\.\d+ +-(1|2)\.\d+ +-?0\.\d+ +(1|2)\.\d+ +1\.00 +\d{4} +\d{4}$/);
    expect(new Set(lines.slice(0, 3).map((line) => line.length)).size).toBe(1);
    expect(text.replace(/\s+/g, " ")).toContain(
      "4 chains of 500 draws after 300 of warmup, seed 1; 0 divergences; E-BFMI at least",
    );
    expect(lines.at(-1)).toBe("No problems found.");
  });

  test("has the rows that are asked for first, in that order, and the others as they were declared", () => {
    const summary = summaryJson(posterior(converged(["a", "b", "c", "d"], 40)));
    const rows = (options: SummaryTextOptions) =>
      summaryText(summary, options)
        .split("\n")
        .flatMap((line) => /^[abcd](?= )/.exec(line)?.[0] ?? []);
    expect(rows({})).toEqual(["a", "b", "c", "d"]);
    expect(rows({ first: ["d", "nowhere", "b", "d"] })).toEqual(["d", "b", "a", "c"]);
    expect(rows({ first: ["d", "b"], maxRows: 3 })).toEqual(["d", "b", "a"]);
  });

  test("stays within narrow terminals, shortens names in their middle and counts what it cuts off", () => {
    const names = Array.from({ length: 50 }, (_, v) => `r_a_long_grouping_factor[level ${v},Intercept]`);
    const summary = summaryJson(posterior(converged(names, 40)));
    for (const width of [30, 40, 60, 80, 120]) {
      const text = summaryText(summary, { width, maxRows: 10 });
      const table = text.split("\n").slice(0, 11);
      for (const line of table) expect([...line].length, line).toBeLessThanOrEqual(width);
      expect(text.replace(/\s+/g, " ")).toContain("… and 40 more variables (--json and summary.json have all)");
    }
    expect(summaryText(summary, { width: 60 })).toMatch(/^r_.*….*\] /m);
  });

  test("never shows an R-hat above 1.01 as 1.01, nor an ESS rounded up", () => {
    const row = { ...summarise(converged(["x"]))[0], rhat: 1.0104, ess_bulk: 399.9 };
    const text = summaryText({ ...summaryOfDraws(converged(["x"])), variables: [row] });
    expect(text).toMatch(/ 1\.010 +399 /);
  });

  test("does not let names of the data write to the terminal", () => {
    const text = summaryText(summaryOfDraws(converged(["x\u001b[2Jy", "a\nb", "ok\u202e"])));
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toContain("x\uFFFD[2Jy");
    expect(text).toContain("a\uFFFDb");
  });
});
