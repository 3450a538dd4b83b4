/** Where draws and densities of the prior come from. */
import { beforeAll, describe, expect, it } from "vitest";

import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { hypothesisDraws } from "../../../../models/glmm/hypothesis/index.js";
import { madeFit } from "../checking/madeFit.js";

const table = tableFromColumns({
  y: [1, 3, 2, 5, 4, 6, 5, 9],
  x: [0.5, 1.5, 2, 3, 4.5, 5, 6, 7],
  z: [1, -1, 2, 0, 1, 3, -2, 0.5],
  g: ["a", "a", "b", "b", "c", "c", "d", "d"],
});
const priors = ["Intercept ~ normal(3, 1)", "b[x] ~ normal(1, 2)", "sd ~ normal(0, 2)", "sigma ~ exponential(1)"];
const posterior = () => madeFit(["y ~ x + z + (1 | g)"], table, { priors: [...priors, "b[z] ~ flat()"] }).posterior;

beforeAll(() => loadTensorflow());

describe("the prior of a hypothesis", () => {
  it("has the exact density of a single parameter at a number, and says where it ends", () => {
    const at = (text: string) => hypothesisDraws(posterior(), text)[0]!.priorPoint;
    expect(at("x = 0")!.density).toBeCloseTo(Math.exp(-1 / 8) / Math.sqrt(8 * Math.PI), 14);
    expect(at("2 - 1 = b_x")!.density).toBeCloseTo(1 / Math.sqrt(8 * Math.PI), 14);
    expect(at("x = 0")!.isEnd).toBe(false);
    expect(at("sd_g__Intercept = 0")).toEqual({ density: expect.closeTo(1 / Math.sqrt(2 * Math.PI), 12), isEnd: true });
    expect(at("2 * x = 0")).toBeUndefined();
  });

  it("is drawn for any expression of parameters", () => {
    const { prior } = hypothesisDraws(posterior(), "2 * x - sigma > 0")[0]!;
    const mean = prior!.reduce((sum, value) => sum + value, 0) / prior!.length;
    // Of 20,000 draws with a variance of 17 the mean has a standard error of 0.03.
    expect(Math.abs(mean - 1)).toBeLessThan(0.13);
  });

  it("is not known where it is flat, of what a flat one moves, and of effects of levels", () => {
    const reason = (text: string) => hypothesisDraws(posterior(), text)[0]!.noPrior;
    expect(reason("z = 0")).toContain("the prior of b_z is flat");
    expect(reason("Intercept = 0")).toContain("not made of b_Intercept, where the prior of b_z is flat");
    expect(reason("r_g[a,Intercept] = 0")).toContain("effects of single levels");
  });

  it("is infinite at 0 for a coefficient under a horseshoe", () => {
    const { posterior: tied } = madeFit(["y ~ x + z"], table, { priors: ["b ~ horseshoe(1)"] });
    expect(hypothesisDraws(tied, "x = 0")[0]!.priorPoint).toEqual({ density: Infinity, isEnd: false });
    expect(hypothesisDraws(tied, "x = 1")[0]!.priorPoint).toBeUndefined();
    expect(hypothesisDraws(tied, "x = 1")[0]!.prior).toHaveLength(20_000);
  });
});
