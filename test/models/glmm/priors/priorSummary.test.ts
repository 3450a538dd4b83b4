/** Priors shown. */
import { describe, expect, it } from "vitest";
import { priorSummary, priorText } from "../../../../models/glmm/priors/priorSummary.js";
import { frame, group, predictor, resolve } from "./frames.js";

const x = [1, 2, 3, 5];
const model = frame(
  [0, 1, 3, 2],
  [predictor({ x: [0, 1, 0, 1], z: [0, 0, 1, 1] })],
  [group("g", { Intercept: undefined, x }), group("herd", { Intercept: undefined })],
);
const rows = (declared: readonly string[]) => priorSummary(resolve(model, "negbinomial", declared));

describe("priorSummary", () => {
  it("has a row for every parameter, with who chose its prior and where it is cut", () => {
    const summary = rows(["b ~ normal(0, 5)", "sd[g,x] ~ exponential(1)"]);
    expect(summary.map(({ name, prior, source, above }) => [name, prior, source, above])).toEqual([
      ["b_Intercept", "student_t(3, 0.3, 2.5)", "default", null],
      ["b_x", "normal(0, 5)", "declared", null],
      ["b_z", "normal(0, 5)", "declared", null],
      ["sd_g__Intercept", "student_t(3, 0, 2.5)", "default", 0],
      ["sd_g__x", "exponential(1)", "declared", null],
      ["sd_herd__Intercept", "student_t(3, 0, 2.5)", "default", 0],
      ["cor_g", "lkj(2)", "default", null],
      ["shape", "inv_gamma(0.4, 0.3)", "default", null],
    ]);
    expect(summary[4]).toMatchObject({ class: "sd", group: "g", coefficient: "x", parameter: "mu" });
  });
});

describe("priorText", () => {
  it("has one line where a class agrees, else one for each parameter, as they would be declared", () => {
    expect(priorText(rows(["b ~ normal(0, 5)", "sd[g,x] ~ exponential(1)"])).split("\n")).toEqual([
      "Intercept       ~ student_t(3, 0.3, 2.5)          default",
      "b               ~ normal(0, 5)                    declared",
      "sd[g,Intercept] ~ student_t(3, 0, 2.5), above 0   default",
      "sd[g,x]         ~ exponential(1)                  declared",
      "sd[herd]        ~ student_t(3, 0, 2.5), above 0   default",
      "cor             ~ lkj(2)                          default",
      "shape           ~ inv_gamma(0.4, 0.3)             default",
    ]);
  });

  it("shows that gamma(2, 0.1) of nu is cut at 1, and exponential(1) of sigma nowhere", () => {
    const student = resolve(frame([1, 2, 4], [predictor({})]), "student", ["sigma ~ exponential(1)"]);
    expect(priorText(priorSummary(student))).toMatch(/^sigma +~ exponential\(1\) +declared$/m);
    expect(priorText(priorSummary(student))).toMatch(/^nu +~ gamma\(2, 0.1\), above 1 +default$/m);
  });

  it("keeps a class apart where only who chose differs", () => {
    const text = priorText(rows(["b[x] ~ normal(0, 2.5)"]));
    expect(text).toMatch(/^b\[x\] +~ normal\(0, 2.5\) +declared$/m);
    expect(text).toMatch(/^b\[z\] +~ normal\(0, 2.5\) +default$/m);
  });

  it("says of every row what its prior is: each can be declared again to the same model", () => {
    const before = rows(["b[z] ~ normal(0, 5)", "sd[g] ~ exponential(1)"]);
    const lines = priorText(before)
      .split("\n")
      .map((line) => line.replace(/(, above \d+)? +(default|declared)$/, ""));
    const again = rows(lines);
    expect(again.map(({ name, prior }) => [name, prior])).toEqual(before.map(({ name, prior }) => [name, prior]));
    expect(again.every(({ source }) => source === "declared")).toBe(true);
  });
});
