import { describe, expect, it } from "vitest";

import type { SamplerSummary, Summary } from "../../../diagnostics/summaryJson.js";
import { parseConditions } from "../../../src/cli/failOn.js";

/** A summary of which conditions on E-BFMI read these parts. */
const summaryWith = (sampler: Pick<SamplerSummary, "ebfmi" | "reasons">) => ({ sampler }) as Summary;

describe("a condition on E-BFMI", () => {
  const [condition] = parseConditions("ebfmi<0.3");
  const holds = (sampler: Pick<SamplerSummary, "ebfmi" | "reasons">) => condition!.holds(summaryWith(sampler));

  it("is about the chains that have one", () => {
    expect(holds({ ebfmi: [0.9, 0.2] })).toBe(true);
    expect(holds({ ebfmi: [0.9, null], reasons: { ebfmi: [null, "noEnergy"] } })).toBe(false);
    expect(holds({ ebfmi: [0.2, null], reasons: { ebfmi: [null, "noEnergy"] } })).toBe(true);
  });

  it("does not hold where the sampler works without an energy, and cannot be judged where none was recorded", () => {
    expect(holds({ ebfmi: [null, null], reasons: { ebfmi: ["noEnergy", "noEnergy"] } })).toBe(false);
    const unrecorded = () => holds({ ebfmi: [null], reasons: { ebfmi: ["notRecorded"] } });
    expect(unrecorded).toThrow(/^"ebfmi<0.3" cannot be judged: ebfmi is not recorded in these draws/);
  });
});
