import { describe, expect, it } from "vitest";

import { summarise } from "../../diagnostics/summarise.js";
import type { Draws } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { networkAnalysis } from "../../src/networkAnalysis.js";
import type { NetworkSummary } from "../../src/NetworkQuestions.js";
import { drawsOf, normals } from "../diagnostics/draws.js";
import { samplePosterior } from "../support/samplePosterior.js";

const names = ["d[B]", "d[C]", "tau"];

/** Chains of given lengths; each has a mean of its own, so that it shows which were used. */
function posteriorOf(lengths: readonly number[]): Posterior {
  const columns = lengths.map((count, c) =>
    names.map((_, v) => normals(10 * c + v, count).map((x) => (v === 2 ? Math.abs(x) : x) + 5 * c)),
  );
  const draws: Draws = drawsOf(names, columns);
  return { ...samplePosterior(names), draws };
}

describe("networkAnalysis", () => {
  it("has the figures of the summary, also when chains were cut short or left out", async () => {
    for (const lengths of [
      [200, 200],
      [200, 150, 9, 0],
    ]) {
      const posterior = posteriorOf(lengths);
      const { files } = await networkAnalysis(posterior, { treatments: ["A", "B", "C"], better: "higher" });
      const { relative_effects: effects, tau } = files!["nma.json"] as NetworkSummary;
      for (const [t, row] of summarise(posterior.draws).entries()) {
        const found = t === 2 ? tau! : effects.find(({ from, to }) => from === "A" && to === "BC"[t])!;
        for (const figure of ["mean", "sd", "q2.5", "q50", "q97.5"] as const) {
          // The two add up the same numbers in different orders.
          expect(found[figure], `${row.variable} ${figure}`).toBeCloseTo(row[figure]!, 12);
        }
      }
    }
  });
});
