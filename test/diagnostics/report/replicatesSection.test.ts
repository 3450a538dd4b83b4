import { describe, expect, it } from "vitest";
import type { Replicates } from "../../../engine/core/Replicates.js";
import { replicatesFound, sensitivitySection } from "../../../diagnostics/report/index.js";
import { stream } from "../../../engine/random/stream.js";

const [rows, count] = [40, 200];
const rng = stream("1", "replicates");
const replicates = (observed: Float64Array, more: Partial<Replicates> = {}): Replicates => ({
  name: "y",
  outcome: "count",
  observed,
  draws: Int32Array.from({ length: count }, (_, d) => d),
  values: Float64Array.from({ length: rows * count }, () => Math.floor(6 * rng.uniform())),
  ...more,
});
const like = Float64Array.from({ length: rows }, (_, i) => i % 6);
const words = (text: unknown): string => [text].flat().join(" ");

describe("replicates beside the data", () => {
  it("are good where the data are like them", () => {
    const { section, misses } = replicatesFound([replicates(like)])!;
    expect([section.state, misses]).toEqual(["good", []]);
  });

  it("are a caution where the model misses something, every statistic outside being named", () => {
    const { section, misses } = replicatesFound([replicates(like.map((value) => 3 * value))])!;
    expect(section.state).toBe("caution");
    const table = [section.table!].flat()[0]!;
    const outside = (table.flagged ?? []).map((row) => String(table.rows[row]![0]));
    expect(outside.length).toBeGreaterThan(1);
    const said = words(section.text);
    for (const statistic of outside) expect(said).toContain(statistic);
    expect(said).toContain(`The model misses something: ${misses.join("; ")}`);
  });

  it("have whole numbers as quantiles of counts, and shares that so many replicates can show", () => {
    const { section } = replicatesFound([replicates(like.map((value) => 3 * value))])!;
    const { rows: cells } = [section.table!].flat()[0]!;
    const row = (name: string) => cells.find(([first]) => first === name)!;
    for (const name of ["number of zeros", "maximum"]) expect(row(name).slice(1, 5).every(Number.isInteger)).toBe(true);
    // None of 200 replicates has a maximum of 15.
    expect(row("maximum")[5]).toEqual({ value: 0, text: "<0.005" });
  });

  it("say how they were drawn, and what agreement given effects of groups is worth", () => {
    const notes = ["given the effects of herd", "with effects of single rows (obs) drawn anew"];
    const said = words(replicatesFound([replicates(like, { notes })])!.section.text);
    expect(said).toContain(
      "fitted model, given the effects of herd, with effects of single rows (obs) drawn anew: one set",
    );
    expect(said).toContain("says little of groups that are still to come");
    expect(words(replicatesFound([replicates(like)])!.section.text)).not.toContain("groups");
  });
});

describe("sensitivity", () => {
  const rows = [{ variable: "b_x", prior: 0.2, likelihood: 0.3 }];

  it("concludes nothing where the weights cannot be trusted, and names what is not known", () => {
    const unknown = [{ variable: "k", reason: "all draws are equal" }];
    const section = sensitivitySection({ rows, unknown, warnings: ["Pareto k of the weights is 0.91."] });
    expect(section.state).toBe("caution");
    expect(words(section.text)).toContain("Pareto k of the weights is 0.91.");
    expect(words(section.text)).toContain("Not known of k (all draws are equal).");
    expect(words(section.text)).not.toContain("moves with the prior: b_x");
    expect(words(sensitivitySection({ rows }).text)).toContain("moves with the prior: b_x");
  });
});
