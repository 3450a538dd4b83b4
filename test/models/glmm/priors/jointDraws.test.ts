/** Draws of joint priors against simulation in R. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stream } from "../../../../engine/random/stream.js";
import { jointDraws } from "../../../../models/glmm/priors/jointDraws.js";
import { parseDistribution } from "../../../../models/glmm/priors/parseDistribution.js";

type Deciles = Readonly<Record<string, readonly number[]>>;
const url = new URL("../../../reference/priors/joint.json", import.meta.url);
const reference = JSON.parse(readFileSync(url, "utf8")) as Readonly<Record<string, Deciles>>;

const draws = 20_000;

/** Of how often draws fall between R's deciles, whose own error of 4 million draws is a fourteenth of that of 20,000. */
function chiSquare(values: Float64Array, deciles: readonly number[]): number {
  const counts = new Array<number>(10).fill(0);
  for (const x of values) counts[deciles.filter((cut) => x > cut).length]! += 1;
  return counts.reduce((sum, count) => sum + (count - draws / 10) ** 2 / (draws / 10), 0);
}

/** Chance that right draws fail: 1e-7 each. */
const most = 50.18;

describe("jointDraws", () => {
  it.each([
    ["horseshoe(df = 1, scale_global = 0.05)", "horseshoe", 1],
    ["horseshoe(3, df_global = 2, scale_slab = 1.5, df_slab = 6, par_ratio = 0.1)", "ratio", 3],
    ["R2D2(0.3, 5, 0.5)", "R2D2", 1],
    ["R2D2(0.5, 2, c(1, 2, 0.4))", "shares", 3],
  ])("of %s have R's deciles", (text, key, sigma) => {
    const made = jointDraws(stream("1", "joint", key), parseDistribution(text), {
      parameter: "mu",
      names: ["b_x", "b_y", "b_z"],
      rows: 40,
      draws,
      sigma: sigma === 1 ? undefined : new Float64Array(draws).fill(sigma),
    });
    const names = { b: "b_x", global: "hs_global", slab: "hs_slab", R2: "R2D2_R2", phi: "R2D2_phi[1]" };
    for (const [name, deciles] of Object.entries(reference[key]!)) {
      const values = made.get(names[name as keyof typeof names])!;
      expect(chiSquare(values, deciles), name).toBeLessThan(most);
    }
  });

  it("names those of another parameter by it, and gives a single coefficient the whole share", () => {
    const context = { parameter: "sigma", names: ["b_sigma_x"], rows: 40, draws: 3, sigma: undefined };
    const horseshoe = jointDraws(stream("1"), parseDistribution("horseshoe(1)"), context);
    expect([...horseshoe.keys()]).toEqual(["b_sigma_x", "hs_global_sigma", "hs_slab_sigma"]);
    const r2d2 = jointDraws(stream("1"), parseDistribution("R2D2()"), context);
    expect([...r2d2.keys()]).toEqual(["b_sigma_x", "R2D2_R2_sigma", "R2D2_phi_sigma[1]"]);
    expect(r2d2.get("R2D2_phi_sigma[1]")).toEqual(Float64Array.of(1, 1, 1));
  });

  it("refuses shares for another number of coefficients", () => {
    const context = { parameter: "mu", names: ["b_x", "b_y"], rows: 40, draws: 3, sigma: undefined };
    expect(() => jointDraws(stream("1"), parseDistribution("R2D2(0.5, 2, c(1, 2, 3))"), context)).toThrow(
      "the cons_D2 of R2D2 has 3 numbers for 2 coefficients; give one for each, or one for all.",
    );
  });
});
