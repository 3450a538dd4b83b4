import { expect, test } from "vitest";

import { diagnosisOf, knownOf } from "../../diagnostics/diagnosis/index.js";
import { checksOf, verdictOf } from "../../diagnostics/report/index.js";
import { summarise } from "../../diagnostics/summarise.js";
import { halfNormal, normal, program } from "../../models/index.js";
import { fit, update } from "../../src/index.js";

const line = program<{ x: number; y: number }>(({ parameter, observe, data, tf }) => {
  const a = parameter("a", normal(0, 10));
  const b = parameter("b", normal(0, 5));
  const sigma = parameter("sigma", halfNormal(0, 5));
  observe(normal(tf.add(a, tf.mul(b, data.x)), sigma), data.y);
});
const x = Array.from({ length: 24 }, (_, i) => (i - 11.5) / 7);
const table = { x, y: x.map((value, i) => 2 + 0.7 * value + Math.sin(17 * i)) };

// Fault was found with none of these 100 fits, so that the rate is below 3 % with 95 % confidence. A rate of 10 % would pass with a probability
// of 6 %, one of 15 % of 0.2 %. `npm run check:healthy` asks the same of more and larger models.
test("a line through data gets a clean verdict without a warning in at least 95 of 100 seeds", async () => {
  const asked = { warmup: 400, draws: 500 };
  let clean = 0;
  let posterior = await fit(line, table, { ...asked, seed: 1 });
  for (let seed = 1; seed <= 100; seed++) {
    posterior = await update(posterior, table, { ...asked, seed });
    const rows = summarise(posterior.draws);
    const { state } = verdictOf(checksOf(posterior, rows), diagnosisOf(posterior.draws, rows, knownOf(posterior)));
    if (state === "good" && posterior.warnings.length === 0) clean++;
  }
  expect(clean).toBeGreaterThanOrEqual(95);
});
