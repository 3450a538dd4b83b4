/**
 * Posteriors of families, distributional parameters, censoring, truncation and monotonic effects against brms's, of
 * test/reference/brms. `npm run check:brms` fits every case, with as many draws as brms; here are those that are soon done.
 */
import { describe, expect, it } from "vitest";
import { UserError } from "../../../engine/core/UserError.js";
import { disagreements } from "../../examples/agreement.js";
import { brmsCases, compareCase, fitCase, modelOfCase } from "./brmsCases.js";

const all = process.env["BRMS_CASES"] === "all";

/** One of each kind of likelihood and of predictor. */
const soonDone = [
  "zero_inflated_poisson_by_x",
  "hurdle_lognormal",
  "cumulative",
  "categorical",
  "lognormal_censored",
  "gaussian_sigma_by_x",
  "poisson_truncated",
  "monotonic_by_z",
  "mixture",
  "multinomial",
];

/** Cases in whose words we lack something. */
const unknown = [...brmsCases.values()].filter((declared) => {
  try {
    modelOfCase(declared);
    return false;
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
});

const fitted = [...brmsCases.values()]
  .filter((declared) => !unknown.includes(declared) && (all || soonDone.includes(declared.name)))
  .map((declared) => [declared.name, [declared.family, ...declared.formulas].join(", "), declared] as const);

// Some 250 means and as many sds, of which one in 150,000 fails by chance: one run of all cases in 300.
describe.each(fitted)("%s: %s", (_name, _model, declared) => {
  it("has the means, standard deviations and quantiles that brms finds", async () => {
    const posterior = await fitCase(declared, { draws: all ? 2500 : 1000 });
    const comparisons = compareCase(declared, posterior);
    expect(disagreements(comparisons)).toEqual([]);
    expect(comparisons.length).toBeGreaterThan(0);
  });
});

describe("the cases of brms", () => {
  it("are all models that can be declared in the same words", () => {
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it("are those that are fitted here", () => {
    expect([...brmsCases.keys()]).toEqual(expect.arrayContaining(soonDone));
  });
});
