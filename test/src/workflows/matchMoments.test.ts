import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import type { Posterior } from "../../../engine/core/Posterior.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { stream } from "../../../engine/random/stream.js";
import { normal } from "../../../engine/distributions/normal.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { program } from "../../../models/program/program.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { artifactAgain } from "../../../src/workflows/artifactAgain.js";
import { componentsOf } from "../../../src/workflows/componentsOf.js";
import { loo } from "../../../src/workflows/loo.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const options = { seed: 1, chains: 2, warmup: 300, draws: 1000, workers: 0 };

/** Rows in groups, of which one lies far off. */
const rng = stream("4", "groups");
const effects = Array.from({ length: 6 }, () => rng.normal());
const outlier = 7;
const table = tableFromColumns({
  y: effects.flatMap((effect) => [0, 1, 2, 3].map(() => effect + 0.5 * rng.normal())).map((y, row) => (row === outlier ? y + 3 : y)), // prettier-ignore
  x: Array.from({ length: 24 }, () => rng.normal()),
  g: Array.from({ length: 24 }, (_, row) => `g${Math.floor(row / 4)}`),
});
const model = glmm("y ~ x + (1 | g)");

let posterior: Posterior;
beforeAll(async () => {
  posterior = await fit(model, table, options, node);
});

describe("matching moments", () => {
  it("finds what a fit without the row finds, effects that were integrated out included", async () => {
    const plain = await loo(posterior, {}, node);
    const [worst] = plain.unreliable as [number];
    const matched = await loo(posterior, { momentMatch: true }, node);
    expect(matched.unreliable).not.toContain(worst);
    expect(matched.pointwise.paretoK[worst]!).toBeLessThan(plain.pointwise.paretoK[worst]! - 0.1);
    expect(matched.notes).toContainEqual(expect.stringMatching(/^moments of the draws matched for \d observation/));
    const refitted = await loo(posterior, { refit: true }, node);
    expect(refitted.unreliable).toEqual([]);
    const [after, truth] = [matched, refitted].map((one) => one.pointwise.elpd[worst]!);
    const error = Math.hypot(matched.pointwise.mcse[worst]!, refitted.pointwise.mcse[worst]!);
    expect(error).toBeLessThan(0.3);
    expect(Math.abs(after! - truth!)).toBeLessThan(3 * error);
  });

  it("compiles a GLMM again that was loaded from a file, in the coordinates of its draws", async () => {
    const folder = join(temporaryFolder(), "fit");
    await saveFit(folder, posterior);
    const loaded = await loadFit(folder);
    const again = await loo(loaded, { momentMatch: true }, node);
    const expected = await loo(posterior, { momentMatch: true }, node);
    expect(again.pointwise.elpd).toEqual(expected.pointwise.elpd);
  });

  it("is refused where the draws are not those of the model that is compiled now", async () => {
    const folder = join(temporaryFolder(), "fit");
    await saveFit(folder, posterior);
    const { components, ...loaded } = await loadFit(folder);
    expect(components).toEqual(componentsOf(posterior));
    loaded.draws.chains[1]!.positions[0]! += 1;
    expect(await artifactAgain(loaded)).toBeUndefined();
    expect(componentsOf(loaded)).toBeUndefined();
    await expect(loo(loaded, { momentMatch: true }, node)).rejects.toThrow(/^moment matching evaluates the model/);
  });

  it("works in the coordinates of a program", async () => {
    const own = program<{ y: number }>(({ parameter, observe, data }) => {
      observe(normal(parameter("mu", normal(0, 20)), 0.25), data.y);
    });
    const ofProgram = await fit(own, table, options, node);
    const plain = await loo(ofProgram, {}, node);
    const matched = await loo(ofProgram, { momentMatch: true }, node);
    expect(plain.unreliable).toEqual([outlier]);
    expect(matched.unreliable).toEqual([]);
    // Conjugate: 23 rows of variance 0.0625 and a prior of variance 400.
    const values = (table.columns.get("y") as { values: Float64Array }).values.filter((_, row) => row !== outlier);
    const precision = 1 / 400 + 23 / 0.0625;
    const mean = values.reduce((sum, y) => sum + y, 0) / 0.0625 / precision;
    const y = (table.columns.get("y") as { values: Float64Array }).values[outlier]!;
    const exact = normal(mean, Math.sqrt(0.0625 + 1 / precision)).logDensity(y) as number;
    const { elpd, mcse } = matched.pointwise;
    expect(Math.abs(elpd[outlier]! - exact)).toBeLessThan(4 * mcse[outlier]!);
    expect(mcse[outlier]!).toBeLessThan(0.3);
  });
});
