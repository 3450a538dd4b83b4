import { describe, expect, test } from "vitest";
import {
  accountOf,
  bargSection,
  robustSection,
  wambsSection,
  type Section,
} from "../../../diagnostics/report/index.js";
import type { SectionTable } from "../../../diagnostics/report/Section.js";
import { syntheticPosterior, syntheticSummary } from "./syntheticPosterior.js";

const posterior = syntheticPosterior([{ name: "a" }, { name: "b", mean: 3 }]);
const account = accountOf(posterior, syntheticSummary(posterior));
const row = (section: Section, number: string) =>
  (section.table as SectionTable).rows.find(([item]) => String(item).startsWith(`${number} `))!;

describe("an account of draws", () => {
  test("counts R-hat and effective sizes of every variable", () => {
    expect(account.convergence!.text).toMatch(/^R-hat of every one of 2 variables: 1\.00\d at most, 0 above 1\.01\.$/);
    expect(account.sampleSizes!.text).toMatch(/every one of 2 variables: \d\d\d\d at least, 0 below 400\.$/);
  });

  test("tells by how many sds the second half of the draws moved a mean", () => {
    // Of 2 chains of 4 draws: halves 0 0 and 0 0, all of them 0 0 6 6 and 0 0 6 6; mean 3, sd sqrt(72 / 7).
    const values = Float64Array.of(0, 0, 6, 6);
    const chains = posterior.draws.chains.slice(0, 2).map((chain) => ({ ...chain, drawCount: 4, values }));
    const { doubling } = accountOf({ ...posterior, draws: { ...posterior.draws, names: ["a"], chains } }, []);
    expect(doubling!.text).toContain("by more than 0.94 posterior sd (a)");
    expect(3 / Math.sqrt(72 / 7)).toBeCloseTo(0.94, 2);
  });

  test("of draws read from elsewhere says nothing that is not known", () => {
    const { provenance, model, ...rest } = posterior;
    const bare = {
      ...rest,
      model: { ...model, lines: [] },
      provenance: { ...provenance, seed: "", dataHash: "", versions: {} },
    };
    const known = Object.keys(accountOf(bare, []));
    for (const part of ["model", "priors", "software", "seed", "data", "centre", "convergence"])
      expect(known).not.toContain(part);
    expect(known).toContain("chains");
  });
});

describe("a checklist", () => {
  test.each([
    ["BARG", bargSection, 29, "10.1038/s41562-021-01177-7"],
    ["ROBUST", robustSection, 7, "10.1016/j.jclinepi.2004.08.010"],
    ["WAMBS", wambsSection, 10, "10.1037/met0000065"],
  ] as const)("%s has all its items and its source", (_, make, items, doi) => {
    const section = make(account);
    expect((section.table as SectionTable).rows).toHaveLength(items);
    expect(section.text).toContain(doi);
  });

  test("fills in what is known with a link, and leaves the rest to the author", () => {
    const barg = bargSection(account);
    expect(row(barg, "2B")[1]).toBe(account.convergence!.text);
    expect(row(barg, "2B")[2]).toEqual({ value: null, text: "R-hat", link: "check-rhat" });
    expect(row(barg, "5E").slice(1)).toEqual(["The author must say.", ""]);
    expect(row(robustSection(account), "2")[1]).toBe("The author must say why these priors.");
  });

  test("takes what others add to the account, and counts it", () => {
    const more = { ...account, sensitivity: { text: "No result moves.", section: "sensitivity" } };
    expect(row(robustSection(more), "3").slice(1)).toEqual([
      "No result moves.",
      { value: null, text: "Here", link: "sensitivity" },
    ]);
    expect(robustSection(account).summary).toMatch(/^Of 7 items 5 are filled in from this analysis and 0 in part/);
    expect(robustSection(more).summary).toMatch(/^Of 7 items 6 are/);
  });

  test("claims no more than was done: more weight for a prior is not another prior, and chains say nothing of draws without them", () => {
    const barg = bargSection({ ...account, sensitivity: { text: "Power-scaled." } });
    for (const item of ["5A", "5B", "5C"])
      expect(row(barg, item)[1]).toMatch(/^In part: Power-scaled\. That is no other prior: the author must fit again/);
    expect(row(barg, "2D")[1]).toBe("It does not apply to draws of Markov chains.");
    const before = /^Of 29 items (\d+) are filled in from this analysis and (\d+) in part/.exec(
      bargSection(account).summary!,
    )!;
    const after = /^Of 29 items (\d+) are filled in from this analysis and (\d+) in part/.exec(barg.summary!)!;
    expect([Number(after[1]) - Number(before[1]), Number(after[2]) - Number(before[2])]).toEqual([0, 3]);
  });

  test("says nothing is known where nothing is", () => {
    expect(wambsSection({}).summary).toMatch(/^Of 10 items 0 are filled in from this analysis and 0 in part/);
  });
});
