import { expect, it } from "vitest";
import { loo } from "../../../diagnostics/loo/index.js";
import { looSection } from "../../../diagnostics/report/index.js";
import { stream } from "../../../engine/random/stream.js";
import { pointwiseOf } from "../loo/reference.js";

const rng = stream("8", "log likelihoods");
const n = 200;
const known = loo(
  pointwiseOf(
    Array.from({ length: n }, () => Float64Array.from({ length: 400 }, () => -1 + 0.1 * rng.normal())),
    4,
  ),
);
/** Section of PIT that are even but for being moved toward 0. */
const sectionOf = (moved: number) => {
  const { state, text, figure } = looSection({
    loo: known,
    pit: Float64Array.from({ length: n }, (_, i) => ((i + 0.5) / n) * (1 - moved)),
  });
  return { state, text: [text].flat().join(" "), said: [figure].flat()[0]!.description };
};

it("a section on left-out observations is no good news where they are not where they were predicted", () => {
  const even = sectionOf(0);
  expect(even.state).toBe("good");
  expect(even.said).toContain("stays in the band");
  expect(even.text).not.toContain("LOO-PIT");
  const off = sectionOf(0.3);
  expect(off.state).toBe("caution");
  expect(off.said).toContain("leaves the band");
  expect(off.text).toContain("do not lie where they are predicted");
});

it("a LOO-PIT that leaves its band by little, as right ones do now and then, is said to do so", () => {
  // p is between 0.01 and 0.05.
  const little = sectionOf(0.04);
  expect(little.said).toContain("leaves the band");
  expect(little.state).toBe("good");
  expect(little.text).toContain("by little, as those of one right model in twenty do");
});
