/** Which parameters have a prior. */
import { describe, expect, it } from "vitest";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName } from "../../../../models/glmm/Family.js";
import type { Frame } from "../../../../models/glmm/Frame.js";
import { slotsOf } from "../../../../models/glmm/priors/slotsOf.js";
import { targetText } from "../../../../models/glmm/priors/targetText.js";
import { frame, group, predictor } from "./frames.js";

const x = [1, 2, 3, 4];
const y = [0.5, 1, 2, 0.25];

function slots(model: Frame, family: FamilyName): string[] {
  return slotsOf(model, families.get(family)!).map((slot) => `${slot.name} is ${targetText(slot)}`);
}

describe("slotsOf", () => {
  it("has every parameter of a model with correlated slopes once, by the names of draws", () => {
    expect(
      slots(frame(y, [predictor({ x, "x:z": x })], [group("g", { Intercept: undefined, x })]), "gaussian"),
    ).toEqual([
      "b_Intercept is Intercept",
      "b_x is b[x]",
      "b_x:z is b[x:z]",
      "sd_g__Intercept is sd[g,Intercept]",
      "sd_g__x is sd[g,x]",
      "cor_g is cor[g]",
      "sigma is sigma",
    ]);
  });

  it("gives a parameter with a formula the slots of the formula instead of its own", () => {
    const sigma = predictor({ sigma_x: x, sigma_sigma_x: x }, { parameter: "sigma", link: "log" });
    const model = frame(y, [predictor({}), sigma], [group("g", { Intercept: undefined, x }, { parameter: "sigma" })]);
    expect(slots(model, "student")).toEqual([
      "b_Intercept is Intercept",
      "b_sigma_Intercept is sigma: Intercept",
      "b_sigma_x is sigma: b[x]",
      "b_sigma_sigma_x is sigma: b[sigma_x]",
      "sd_g__sigma_Intercept is sigma: sd[g,Intercept]",
      "sd_g__sigma_x is sigma: sd[g,x]",
      "cor_g__sigma is sigma: cor[g]",
      "nu is nu",
    ]);
  });

  it("has no intercept class without a centred intercept, and no matrix without correlation", () => {
    const asCoefficient = predictor({ Intercept: [1, 1, 1, 1], x }, { intercept: "coefficient" });
    const terms = [
      group("g", { Intercept: undefined, x }, { correlated: false }),
      group("h", { Intercept: undefined }),
    ];
    expect(slots(frame(y, [asCoefficient], terms), "poisson")).toEqual([
      "b_Intercept is b[Intercept]",
      "b_x is b[x]",
      "sd_g__Intercept is sd[g,Intercept]",
      "sd_g__x is sd[g,x]",
      "sd_h__Intercept is sd[h,Intercept]",
    ]);
    expect(slots(frame(y, [predictor({ x }, { intercept: "none" })]), "poisson")).toEqual(["b_x is b[x]"]);
  });

  it("has sigma beside known standard errors only when it is added to them", () => {
    const values = Float64Array.from(x);
    const known = (sigma: boolean) => frame(y, [predictor({})], [], { se: { values, sigma } });
    expect(slots(known(false), "gaussian")).toEqual(["b_Intercept is Intercept"]);
    expect(slots(known(true), "gaussian")).toEqual(["b_Intercept is Intercept", "sigma is sigma"]);
  });

  it("has the parameters of every family, above the bound that the family has", () => {
    for (const family of families.values()) {
      const own = slotsOf(frame(y, [predictor({})]), family)
        .slice(1)
        .filter(({ name }) => name !== family.shares?.name);
      const free = family.auxiliaries.filter(({ fixed }) => fixed === undefined);
      expect(own.map(({ name, above = -Infinity }) => ({ name, above }))).toEqual(
        free.map(({ name, lower }) => ({ name, above: lower })),
      );
    }
  });

  it("scales columns by their standard deviations, those of 0 and 1 and constant ones by 1", () => {
    const columns = {
      x,
      dummy: [0, 1, 1, 0],
      sum: [-1, 1, -1, 1],
      constant: [3, 3, 3, 3],
      huge: [1e200, -1e200, 1e200, -1e200],
    };
    const scales = slotsOf(frame(y, [predictor(columns)]), families.get("poisson")!).map((slot) => slot.columnScale);
    const sd = Math.sqrt(4 / 3);
    expect(scales).toEqual([1, expect.closeTo(Math.sqrt(5 / 3), 14), 1, expect.closeTo(sd, 14), 1, expect.any(Number)]);
    expect(scales[5]! / (1e200 * sd)).toBeCloseTo(1, 14);
  });
});
