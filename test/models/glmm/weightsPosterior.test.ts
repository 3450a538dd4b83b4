/** Posteriors with frequencies against those of the repeated rows. */
import { describe, expect, it } from "vitest";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { selectRows } from "../../../engine/data/missing.js";
import { stream } from "../../../engine/random/stream.js";
import { summarise } from "../../../diagnostics/summarise.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";

const rows = 40;
const rng = stream("3", "weights");
const x = Array.from({ length: rows }, () => rng.normal());
const w = Array.from({ length: rows }, (_, i) => [1, 0, 3, 6][i % 4]!);
const table = tableFromColumns({
  x,
  g: Array.from({ length: rows }, (_, i) => `g${i % 5}`),
  y: x.map((value, i) => 1 + 0.6 * value + 0.5 * (i % 5) + rng.normal()),
  count: x.map((value, i) => Math.max(0, Math.round(2 + value + (i % 5) / 2 + rng.normal()))),
  w,
});
const repeated = selectRows(
  table,
  w.flatMap((weight, row) => new Array<number>(weight).fill(row)),
);

const options = { seed: 5, chains: 2, warmup: 400, draws: 1500, workers: 0 };

const shown = ({ variable }: { readonly variable: string }) => /^(b_|sd_|sigma|r_)/.test(variable);
const summaryOf = (posterior: Posterior) => summarise(posterior.draws).filter(shown);

describe.each([
  ["y", "gaussian"],
  ["count", "poisson"],
])("the posterior of %s with frequencies, %s", (response, family) => {
  it("is that of repeated rows, in means and standard deviations", async () => {
    // Nothing of the model depends on the rows but by their likelihood: no centring, no default priors.
    const priors = [
      "b ~ normal(0, 3)",
      "sd ~ exponential(1)",
      ...(family === "gaussian" ? ["sigma ~ exponential(1)"] : []),
    ];
    const terms = "~ 0 + Intercept + x + (1 | g)";
    const weighted = await fit(
      glmm(`${response} | weights(w, frequency) ${terms}`, { family, priors }),
      table,
      options,
      node,
    );
    const same = await fit(glmm(`${response} ${terms}`, { family, priors }), repeated, { ...options, seed: 6 }, node);
    const unweighted = await fit(glmm(`${response} ${terms}`, { family, priors }), table, options, node);
    const [ours, theirs, others] = [weighted, same, unweighted].map(summaryOf);
    ours!.forEach((row, i) => {
      const other = theirs![i]!;
      expect(other.variable).toBe(row.variable);
      // Five Monte Carlo errors of the difference, for some 20 numbers.
      expect(Math.abs(row.mean! - other.mean!)).toBeLessThan(5 * Math.hypot(row.mcse_mean!, other.mcse_mean!));
      expect(Math.abs(row.sd! - other.sd!)).toBeLessThan(5 * Math.hypot(row.mcse_sd!, other.mcse_sd!));
    });
    // It could be seen if weights were left out.
    const slope = (summary: typeof ours) => summary!.find(({ variable }) => variable === "b_x")!;
    expect(slope(others).sd! / slope(ours).sd!).toBeGreaterThan(1.2);
  });
});
