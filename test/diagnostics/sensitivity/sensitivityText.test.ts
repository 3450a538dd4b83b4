import { describe, expect, it } from "vitest";
import { sensitivityText } from "../../../diagnostics/sensitivity/index.js";
import type { Sensitivity } from "../../../diagnostics/sensitivity/index.js";

const sensitivity: Sensitivity = {
  rows: [
    { variable: "b_x", prior: 0.2, likelihood: 0.01, diagnosis: "potential strong prior / weak likelihood" },
    { variable: "k", prior: NaN, likelihood: NaN, diagnosis: "", reason: "constant" },
  ],
  threshold: 0.05,
  alphas: [0.99, 1.01],
  blocks: ["b", "correlation in site, term 1", "correlation in site, term 2"],
  leftOut: ["effects of site, block 1"],
  paretoK: { prior: [], likelihood: [] },
  warnings: [],
};
const words = (given: Sensitivity): string => sensitivityText(given, { width: 80 }).replace(/\s+/g, " ");

describe("sensitivities as text", () => {
  it("call blocks by what a person knows, each once", () => {
    expect(words(sensitivity)).toContain("Scaled: the priors of b, correlation in site. Not scaled: effects of site.");
  });

  it("say of which variables nothing is known, and why", () => {
    expect(words(sensitivity)).toContain("Not known of k, because all draws are equal.");
  });

  it("conclude nothing from weights that cannot be trusted", () => {
    const warnings = [{ cause: "sensitivity_pareto_k", variables: [], text: "Pareto k is too high." }];
    expect(words(sensitivity)).toContain("b_x: the prior says much");
    expect(words({ ...sensitivity, warnings })).not.toContain("b_x: the prior says much");
    expect(words({ ...sensitivity, warnings })).toContain("! Pareto k is too high.");
  });
});
