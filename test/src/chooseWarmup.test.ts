import { describe, expect, it } from "vitest";
import { chooseWarmup } from "../../src/chooseWarmup.js";

const fitted = { coordinates: { outer: Int32Array.of(0), conditioned: new Int32Array(0) } };

describe("chooseWarmup", () => {
  it("ends warmup early where coordinates are fitted, and warms up as Stan does where they are not", () => {
    expect(chooseWarmup(fitted, {})).toEqual({ stopWarmupEarly: true, metric: "gradient" });
    expect(chooseWarmup({}, {})).toEqual({ stopWarmupEarly: false, metric: "variance" });
    expect(chooseWarmup(fitted, { optimise: "none" })).toEqual({ stopWarmupEarly: false, metric: "variance" });
  });

  it("takes what the options name", () => {
    expect(chooseWarmup(fitted, { stopWarmupEarly: false })).toEqual({ stopWarmupEarly: false, metric: "variance" });
    expect(chooseWarmup({}, { stopWarmupEarly: true })).toEqual({ stopWarmupEarly: true, metric: "gradient" });
    expect(chooseWarmup(fitted, { metric: "variance" })).toEqual({ stopWarmupEarly: true, metric: "variance" });
  });
});
