import { describe, expect, it } from "vitest";

import type { SamplerSummary, Summary } from "../../../diagnostics/summaryJson.js";
import { githubLines } from "../../../src/cli/githubLines.js";
import { junitText } from "../../../src/cli/junitText.js";
import { parseConditions, type Judgement } from "../../../src/cli/failOn.js";

const row = (variable: string, rhat: number | null, bulk: number | null, tail: number | null, reason?: string) => ({
  variable,
  rhat,
  ess_bulk: bulk,
  ess_tail: tail,
  mcse_mean: 0.1,
  mcse_sd: 0.1,
  ...(reason ? { reasons: { rhat: reason, ess_bulk: reason, ess_tail: reason } } : {}),
});

const summary = {
  variables: [row("mu", 1.002, 900, 500), row("tau", 1.0301, 150, 380), row("L[1,1]", null, null, null, "constant")],
  sampler: { chains: 4, draws: 1000, divergences: 12, max_treedepth_hits: null, ebfmi: [0.9, 0.2], warmup_used: [] },
  warnings: [],
} as unknown as Summary;

const judged = (list: string, of = summary): Judgement[] => parseConditions(list).map((one) => one.judge(of));
const states = (list: string, of = summary) => judged(list, of).map(({ state }) => state);

describe("a condition", () => {
  it("is met when one number meets it, says by which variables, and a constant meets none", () => {
    expect(judged("rhat>1.01")).toEqual([{ text: "rhat>1.01", state: "met", found: "tau 1.03" }]);
    expect(states("rhat>1.1, rhat<1.001,rhat>1.03,warnings>0")).toEqual(["passed", "passed", "met", "passed"]);
    expect(judged("rhat>1.03")[0]!.found).toBe("tau 1.0301");
  });

  it("on ess is about the smaller of bulk and tail", () => {
    expect(judged("ess<400")[0]!.found).toBe("tau 150");
    expect(judged("ess<600")[0]!.found).toBe("tau 150, mu 500");
    expect(states("ess_bulk<800,ess_tail<300")).toEqual(["met", "passed"]);
  });

  it("with a percentage is about the share of the transitions that are used", () => {
    expect(states("divergences>0.3%,divergences>0.29 %")).toEqual(["passed", "met"]);
    expect(judged("divergences>0.1%")[0]!.found).toBe("12 of 4000");
    const used = { ...summary, sampler: { ...summary.sampler, used: { chains: [1, 2], draws: 500 } } };
    expect(judged("divergences>1%", used)[0]!.found).toBe("12 of 1000");
    expect(() => parseConditions("rhat>1%")).toThrow(/a percentage is a share of the transitions/);
  });

  it("is met by a variable that is NaN or whose chains never moved: such a one must not pass for good", () => {
    const stuck = { ...summary, variables: [row("mu", 1, 900, 900), row("tau", null, null, null, "constantChains")] };
    expect(judged("rhat>1.01,ess<400", stuck as unknown as Summary).map(({ found }) => found)).toEqual([
      "tau unknown, as every chain stays at one value of its own",
      "tau unknown, as every chain stays at one value of its own",
    ]);
  });

  it("on what was never recorded can neither be met nor pass", () => {
    const unknown = {
      text: "max_treedepth_hits>0",
      state: "unknown",
      found: "these draws do not record max_treedepth_hits",
    };
    expect(judged("max_treedepth_hits>0")).toEqual([unknown]);
  });

  it("names three variables and counts the others", () => {
    const many = { ...summary, variables: [1.05, 1.2, 1.04, 1.3, 1.02].map((rhat, i) => row(`x${i}`, rhat, 1, 1)) };
    expect(judged("rhat>1.01", many as unknown as Summary)[0]!.found).toBe("x3 1.3, x1 1.2, x0 1.05 and 2 more");
  });

  it("that cannot be read is refused, with the nearest name where there is one", () => {
    for (const wrong of ["", "rhat", "rhat>=1", "rhat>x", "rhat>1,"]) {
      expect(() => parseConditions(wrong)).toThrow(/^invalid --fail-on: ".*"; give conditions such as/);
    }
    expect(() => parseConditions("divergence>0")).toThrow(
      'invalid --fail-on: "divergence>0"; did you mean divergences?',
    );
    expect(() => parseConditions("speed>1")).toThrow('"speed" is none of rhat, ess,');
  });
});

describe("a condition on E-BFMI", () => {
  const of = (sampler: Pick<SamplerSummary, "ebfmi" | "reasons">) => judged("ebfmi<0.3", { sampler } as Summary)[0]!;

  it("is about the chains that have one", () => {
    expect(of({ ebfmi: [0.9, 0.2] })).toMatchObject({ state: "met", found: "chain 2 0.2" });
    expect(of({ ebfmi: [0.9, null], reasons: { ebfmi: [null, "noEnergy"] } }).state).toBe("passed");
    expect(of({ ebfmi: [0.2, null], reasons: { ebfmi: [null, "noEnergy"] } }).state).toBe("met");
  });

  it("passes where the sampler works without an energy, and cannot be judged where none was recorded", () => {
    expect(of({ ebfmi: [null, null], reasons: { ebfmi: ["noEnergy", "noEnergy"] } }).state).toBe("passed");
    expect(of({ ebfmi: [null], reasons: { ebfmi: ["notRecorded"] } }).state).toBe("unknown");
  });
});

describe("judgements for servers of continuous integration", () => {
  const hostile: Judgement[] = [
    { text: "rhat>1.01", state: "met", found: 'a<b>&"c"\u0000 1.2\n::error::x' },
    { text: "ess<400", state: "passed", found: "" },
    { text: "ebfmi<0.3", state: "unknown", found: "these draws do not record ebfmi" },
  ];

  it("are JUnit's XML, one test for each condition, with names that came from data escaped", () => {
    const text = junitText(hostile, "a&b.csv");
    expect(text).toContain(
      '<testsuite name="poolwise diagnose a&amp;b.csv" tests="3" failures="1" errors="1" skipped="0">',
    );
    expect(text).toContain('name="not ess&lt;400"/>');
    expect(text).toContain('<failure message="rhat&gt;1.01: a&lt;b&gt;&amp;&quot;c&quot;\uFFFD 1.2\uFFFD::error::x"/>');
    expect(text).toContain('<error message="ebfmi&lt;0.3: these draws do not record ebfmi"/>');
  });

  it("are commands of GitHub's, of which names of variables cannot make others", () => {
    const lines = githubLines(hostile, [{ cause: "rhat", variables: [], text: "50 % of\r\n::error::x" }]);
    expect(lines).toEqual([
      '::error title=poolwise%3A rhat>1.01::a<b>&"c"\u0000 1.2%0A::error::x',
      "::error title=poolwise%3A ebfmi<0.3::these draws do not record ebfmi",
      "::warning title=poolwise%3A rhat::50 %25 of%0D%0A::error::x",
    ]);
  });
});
