import { describe, expect, test } from "vitest";
import { kfoldElpd } from "../../../diagnostics/loo/kfoldElpd.js";
import { loo } from "../../../diagnostics/loo/loo.js";
import { looCompare, type NamedElpd } from "../../../diagnostics/loo/looCompare.js";
import { compareConclusion, looCompareText } from "../../../diagnostics/loo/looCompareText.js";
import { looText } from "../../../diagnostics/loo/looText.js";
import { waic } from "../../../diagnostics/loo/waic.js";
import { normals } from "../draws.js";
import { pointwiseOf, readColumns } from "./reference.js";

const example = pointwiseOf(readColumns("example.csv.gz"), 2);
const longest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));

describe("leave-one-out as text", () => {
  test("of R's example, at 80 columns", () => {
    expect(looText(loo(example))).toBe(
      [
        "Leave-one-out cross-validation of 32 observations, by importance sampling of",
        "1000 draws, each worth 0.6 to 1.0 independent ones",
        "",
        "          estimate   SE",
        "elpd_loo     -83.6  4.3",
        "p_loo          3.3  1.2",
        "looic        167.2  8.6",
        "",
        "Monte Carlo standard error of elpd_loo: 0.1.",
        "All Pareto k are good (up to 0.67; the highest: observation 17, 0.48).",
      ].join("\n"),
    );
  });

  test("counts observations that are not reliable, and warns within the width", () => {
    const schools = pointwiseOf(readColumns("non_centered.csv.gz"), 4);
    const text = looText(loo(schools), { width: 60, note: "Given the effects of school." });
    expect(text).toContain("bad, up to 1           1  12.5 %");
    expect(text).toContain("very bad, above 1      0   0.0 %");
    expect(text.replace(/\n/g, " ")).toContain(
      "The Monte Carlo error of elpd_loo is not known, because some importance weights are too uneven.",
    );
    expect(text).toContain("\n! Pareto k is above 0.70");
    expect(text).toContain("Given the effects of school.");
    expect(longest(text)).toBeLessThanOrEqual(60);
  });

  test("names WAIC and folds for what they are, and what is not known with a dash", () => {
    expect(looText(waic(example))).toContain("elpd_waic     -83.5  4.3");
    const folds = looText(kfoldElpd({ elpd: Float64Array.of(-1, -2, -4) }));
    expect(folds).toContain("elpd_kfold      -7.0  2.6");
    expect(folds).toContain("p_kfold            –    –");
    expect(folds).not.toContain("Monte Carlo");
  });
});

describe("a comparison as text", () => {
  const base = normals(1, 400).map((z) => -1 + 0.5 * z);
  const noise = normals(2, 400);
  const model = (name: string, lag: number, spread: number, count = 400): NamedElpd => ({
    name,
    result: kfoldElpd({ elpd: base.map((x, i) => x - lag + spread * noise[i]).slice(0, count) }),
  });
  const says = (...models: NamedElpd[]): string => compareConclusion(looCompare(models));

  test("has a row for each model, the best first", () => {
    const text = looCompareText(looCompare([model("b", 0.1, 0.2), model("a", 0, 0)]));
    const lines = text.split("\n");
    expect(lines[0]).toBe("model  elpd diff   SE  p worse  stacking  caution");
    expect(lines[1]).toMatch(/^a +0\.0 +0\.0 +– +\d\.\d\d *$/);
    expect(lines[2]).toMatch(/^b +-\d\d\.\d +\d\.\d +>0\.99 +\d\.\d\d *$/);
    expect(text).toMatch(/\n\na predicts better than b by \d\d\.\d \(SE \d\.\d\)\.$/);
  });

  test("concludes no more than the figures bear", () => {
    expect(says(model("a", 0, 0), model("b", 0.002, 0.01))).toMatch(
      /^a and b predict about equally well: they differ by \d\.\d/,
    );
    expect(says(model("a", 0, 0), model("b", 0.02, 0.8))).toMatch(
      /^a may predict better than b, by .* less than twice its/,
    );
    expect(says(model("a", 0, 0, 50), model("b", 0.5, 0.2, 50))).toMatch(
      /^a predicts better than b by 2\d\.\d \(SE \d\.\d\)\. With 50 observations, fewer than 100,/,
    );
    expect(says(model("a", 0, 0), { ...model("a", 0, 0), name: "b" })).toMatch(/because both models predict every/);
  });

  test("keeps to the width, whatever models are called", () => {
    const name = `model with a name of ${"many ".repeat(30)}words\u001b[31m`;
    const text = looCompareText(looCompare([model(name, 0, 0), model("b", 0.1, 0.2)]), { width: 50 });
    expect(text).not.toContain("\u001b");
    expect(longest(text.split("\n\n")[0])).toBeLessThanOrEqual(50);
  });
});
