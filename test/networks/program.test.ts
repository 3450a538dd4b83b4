/** The smoking network written out as a program of its own beside poolwise's network model. */
import { describe, expect, it } from "vitest";
import { fit, nma, readTable } from "poolwise";
import { summarise } from "poolwise/diagnostics";
import fixedNetwork from "../../examples/smoking-cessation/fixed.js";
import randomNetwork from "../../examples/smoking-cessation/model.js";

describe("the model written out in examples/smoking-cessation", () => {
  it.each([
    { effects: "random", model: randomNetwork, shared: 1 + 3 + 24 + 26 },
    { effects: "fixed", model: fixedNetwork, shared: 3 + 24 },
  ] as const)("has the posterior of nma with $effects effects, study by study", async ({ effects, model, shared }) => {
    const table = await readTable("examples/smoking-cessation/smoking.csv");
    const { posterior } = await nma(table, { effects, priors: "d ~ normal(0, 100)", seed: 1, workers: 0 });
    const program = await fit(model, table, { seed: 2, draws: 2000, workers: 0 });
    const theirs = new Map(summarise(program.draws).map((row) => [row.variable, row]));
    const rows = summarise(posterior.draws).filter(({ variable }) => theirs.has(variable));
    expect(rows).toHaveLength(shared);
    for (const ours of rows) {
      const other = theirs.get(ours.variable)!;
      // 4.5 standard errors: of 162 figures one strays by chance in 900 runs.
      const mean = (ours.mean! - other.mean!) / Math.hypot(ours.mcse_mean!, other.mcse_mean!);
      const sd = (ours.sd! - other.sd!) / Math.hypot(ours.mcse_sd!, other.mcse_sd!);
      expect(Math.abs(mean), `${ours.variable} mean`).toBeLessThan(4.5);
      expect(Math.abs(sd), `${ours.variable} sd`).toBeLessThan(4.5);
    }
  });
});
