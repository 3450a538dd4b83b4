/** A prior of correlations for each group. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { interpret } from "../../../../engine/compiler/interpret.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { lgamma } from "../../../../engine/math/lgamma.js";
import { stream } from "../../../../engine/random/stream.js";
import { glmm } from "../../../../models/glmm/glmm.js";

beforeAll(() => loadTensorflow());

describe("cor[g] ~ lkj(eta)", () => {
  it("is of the correlations of its group alone, others keep theirs", () => {
    const rng = stream("3", "cells");
    const rows = Array.from({ length: 24 }, (_, row) => row);
    const table = tableFromColumns({
      y: rows.map(() => rng.normal()),
      x: rows.map(() => rng.normal()),
      g: rows.map((row) => `g${row % 4}`),
      h: rows.map((row) => `h${row % 6}`),
    });
    const priors = ["cor ~ lkj(1.5)", "cor[g] ~ lkj(4)"];
    const traced = glmm("y ~ x + (x | g) + (x | h)", { priors }).trace(table);
    const position = Float64Array.from({ length: traced.dimension }, () => rng.normal());
    const oracle = interpret(traced.graph);
    const logPrior = oracle.output("logPrior", position);
    const values = oracle.output("constrained", position);
    for (const [group, eta] of [
      ["g", 4],
      ["h", 1.5],
    ] as const) {
      const place = traced.blocks.findIndex(({ name }) => name.startsWith(`correlation in ${group}`));
      const r = values[traced.names.indexOf(`cor_${group}__Intercept__x`)]!;
      // Of two effects the correlation has a density proportional to (1 − r²)^(eta − 1).
      const constant = lgamma(eta + 0.5) - lgamma(eta) - 0.5 * Math.log(Math.PI);
      expect(logPrior[place]).toBeCloseTo(constant + (eta - 1) * Math.log(1 - r * r), 10);
    }
  });
});
