import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { publishedPrior } from "../../../../models/meta/priors/publishedPrior.js";

const url = new URL("../../../reference/heterogeneity-priors/published.csv", import.meta.url);
const rows = readFileSync(url, "utf8").trim().split("\n").slice(1);
const cells = rows.map((line) => line.split(",") as [string, string, string, string, string, string]);

const numbersOf = (table: "turner" | "rhodes", ...words: string[]): unknown[] => {
  const { name, parameters } = publishedPrior(table, words).distribution;
  return [name, ...Object.values(parameters)];
};

describe("published priors of heterogeneity", () => {
  it("are those of the papers' tables, in every cell", () => {
    expect(cells).toHaveLength(280);
    for (const [measure, area, outcome, comparison, location, scale] of cells) {
      const found =
        measure === "OR" ? numbersOf("turner", outcome, comparison) : numbersOf("rhodes", outcome, comparison, area);
      const expected = [Number(location), Number(scale)];
      expect(found).toEqual(measure === "OR" ? ["lognormal", ...expected] : ["log_student_t", 5, ...expected]);
    }
  });

  it.each([
    ["all-cause mortality", "pharma vs placebo", -3.95],
    ["All cause MORTALITY", "Pharmacological versus Placebo / Control", -3.95],
    ['"all-cause mortality"', "'placebo - drug'", -3.95],
    ["cause-specific mortality", "pharma v. pharma", -3.95],
    ["subjective", "pharma vs placebo", -2.7],
    ["pain", "nonpharma vs control", -2.05],
    ["adverse", "control vs non-pharmacological", -2.1],
    ["quality of life", "non pharma vs pharma", -1.51],
    ["QoL", "pharma vs non-pharma", -1.51],
    ["dropouts", "non-pharmacological vs non-drug", -2.55],
    ["biomarkers", "pharma vs. pharma", -2],
    ["general healthcare setting", "pharma vs. pharma", -2.56],
  ])("turner(%s, %s) finds its row", (outcome, comparison, location) => {
    expect(numbersOf("turner", outcome, comparison)[1]).toBe(location);
  });

  it("of a general setting need no comparison", () => {
    expect(numbersOf("turner", "general healthcare setting")).toEqual(["lognormal", -2.56, 1.74]);
    expect(numbersOf("rhodes", "general healthcare setting")).toEqual(["log_student_t", 5, -3.44, 2.59]);
  });

  it("of rhodes are of other areas unless one is named, and of one kind for all that is non-pharmacological", () => {
    expect(numbersOf("rhodes", "pain", "pharma vs placebo")).toEqual(["log_student_t", 5, -3.16, 2.5]);
    expect(numbersOf("rhodes", "pain", "pharma vs placebo", "Cancer")).toEqual(["log_student_t", 5, -0.6, 2.61]);
    expect(numbersOf("rhodes", "pain", "non-pharma", "respiratory")).toEqual(["log_student_t", 5, -4.93, 2.28]);
  });

  it("are printed with the words of the paper and the law", () => {
    expect(publishedPrior("turner", ["pain", "drug vs placebo"]).text).toBe(
      "turner(Pain, Pharma vs. Placebo/control), which is lognormal(-1.83, 1.52)",
    );
    expect(publishedPrior("rhodes", ["mental", "non-pharma"]).text).toBe(
      "rhodes(Mental health outcomes, Non-pharma vs. Non-pharma, other), which is log_student_t(5, -3.85, 1.93)",
    );
  });

  it.each([
    [
      ["mortality", "pharma vs placebo"],
      "may be any of All-cause mortality; Cause-specific mortality/major morbidity event/composite: name one.",
    ],
    [
      ["general", "pharma vs placebo"],
      "may be any of General physical health indicators; General healthcare setting: name one.",
    ],
    [
      ["mortalty", "pharma vs placebo"],
      'unknown outcome "mortalty" of turner: did you mean All-cause mortality or Cause-specific mortality/major morbidity event/composite?',
    ],
    [["zzz", "pharma vs placebo"], "the outcomes are All-cause mortality; Obstetric outcomes;"],
    [
      ["", "pharma vs placebo"],
      "turner takes an outcome and a comparison, as in turner(pain, pharma vs placebo); it has 2 parts.",
    ],
    [["pain"], "turner takes an outcome and a comparison, as in turner(pain, pharma vs placebo); it has 1 part."],
    [["pain", "pharma vs placebo", "cancer"], "it has 3 parts."],
    [
      ["pain", "pharma"],
      'unknown comparison "pharma": the comparisons are Pharma vs. Placebo/control; Pharma vs. Pharma;',
    ],
    [["pain", "non-pharma"], 'unknown comparison "non-pharma"'],
    [["pain", "placebo vs control"], "unknown comparison"],
    [["pain", "pharma vs surgery"], "unknown comparison"],
  ])("turner%j is refused with what may be meant", (words, message) => {
    expect(() => publishedPrior("turner", words)).toThrow(message);
  });

  it("refuse an area that is none", () => {
    expect(() => publishedPrior("rhodes", ["pain", "non-pharma", "respiratry"])).toThrow(
      'unknown medical area "respiratry": did you mean respiratory?',
    );
    expect(() => publishedPrior("rhodes", ["pain", "non-pharma", "skin"])).toThrow(
      'unknown medical area "skin": the areas are respiratory, cancer, other.',
    );
  });
});
