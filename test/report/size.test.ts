/** Holds reports to their size, with every section that a model of one response can have. */
import { beforeAll, describe, expect, test } from "vitest";
import { evenChains, variableChains } from "../../diagnostics/evenChains.js";
import { loo } from "../../diagnostics/loo/loo.js";
import { looSection, replicatesSection, sensitivitySection } from "../../diagnostics/report/index.js";
import { forestPlot } from "../../diagnostics/plots/index.js";
import { summarise } from "../../diagnostics/summarise.js";
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Replicates } from "../../engine/core/Replicates.js";
import type { ModelChecks } from "../../src/checksOfModel.js";
import { composeReport } from "../../src/report.js";
import { generator, syntheticPosterior } from "../diagnostics/report/syntheticPosterior.js";

const observations = 200;
const uniform = generator(7);
const noise = (): number => uniform() + uniform() + uniform() - 1.5;

function replicates(): Replicates {
  const draws = Int32Array.from({ length: 50 }, (_, k) => 80 * k);
  return {
    name: "response",
    outcome: "continuous",
    observed: Float64Array.from({ length: observations }, noise),
    draws,
    values: Float64Array.from({ length: 50 * observations }, noise),
    expected: Float64Array.from({ length: observations }, () => 0.1 * noise()),
    groups: [
      {
        name: "clinic",
        codes: Int32Array.from({ length: observations }, (_, i) => i % 10),
        levels: Array.from({ length: 10 }, (_, k) => `clinic ${k}`),
      },
    ],
  };
}

function pointwise(): Pointwise {
  const columns = Array.from({ length: observations }, () =>
    Float64Array.from({ length: 4000 }, () => -1 + 0.1 * noise()),
  );
  return { chains: 4, drawsPerChain: 1000, count: observations, columns: () => columns };
}

/** A report of so many parameters, each 4 x 1000 draws, 25 of them divergent, so that diagnostics are shown at length. */
function reportOf(parameters: number): string {
  const names = Array.from({ length: parameters }, (_, i) =>
    i < 20 ? `b_predictor_${i}` : `r_clinic[level ${i},Intercept]`,
  );
  const posterior = syntheticPosterior(
    names.map((name, i) => ({ name, mean: i % 3, sd: 0.5 + (i % 5) })),
    { divergences: 25 },
  );
  const summary = summarise(posterior.draws);
  const even = evenChains(posterior.draws);
  const drawsAt = (place: number) => variableChains(even, names.length, place, 1)[0];
  const rows = names.map((variable, i) => ({ variable, prior: (i % 7) / 50, likelihood: 0.1 }));
  const priors = names.slice(0, 30).map((label, i) => ({
    label,
    prior: [Float64Array.from({ length: 4000 }, () => 10 * noise())],
    posterior: drawsAt(i),
  }));
  const sections = [
    replicatesSection([replicates()]),
    looSection({ loo: loo(pointwise()), notes: ["given the effects of their groups"] }),
    sensitivitySection({ rows, priors }),
  ].filter((section) => section !== undefined);
  const checks: ModelChecks = { sections, account: {} };
  const effects = summary.slice(20, 80).map((row) => ({
    label: row.variable,
    estimate: row.mean!,
    outer: [row["q2.5"]!, row["q97.5"]!] as const,
  }));
  return composeReport({
    title: "A fit",
    posterior,
    summary,
    main: names.slice(0, 50),
    checks,
    sections: [
      { id: "group-1", title: "Group-level effects", figure: forestPlot(effects, { title: "Effects by clinic" }) },
    ],
  });
}

describe.each([
  [50, 600_000],
  [500, 3_000_000],
])("a report of %i parameters", (parameters, limit) => {
  let html: string;
  beforeAll(() => {
    html = reportOf(parameters);
  });

  test(`with every section takes less than ${limit / 1000} kB`, () => {
    for (const id of ["findings", "results", "questions", "replicates", "loo", "sensitivity", "explore", "diagnostics"])
      expect(html).toContain(`id="${id}"`);
    expect(Buffer.byteLength(html)).toBeLessThan(limit);
  });
});
