import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { parseCsv } from "../../../engine/data/csv.js";
import { normal } from "../../../engine/distributions/normal.js";
import { poissonLog } from "../../../engine/distributions/poissonLog.js";
import { program } from "../../../models/program/program.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { componentsOf } from "../../../src/workflows/componentsOf.js";
import { programReplicates } from "../../../src/workflows/programReplicates.js";
import { rowLikelihoodOf } from "../../../src/workflows/rowLikelihoodOf.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const counts = program<{ count: number }>(({ parameter, observe, data }) => {
  observe(poissonLog(parameter("a", normal(0, 1))), data.count);
});
const table = parseCsv("count\n1\nNA\n3\n0\n2\n");
const options = { seed: 1, chains: 2, warmup: 80, draws: 60, workers: 0, na: "drop" } as const;

async function saved() {
  const posterior = await fit(counts, table, options, node);
  const folder = join(temporaryFolder(), "fit");
  await saveFit(folder, posterior);
  return { posterior, folder };
}

describe("a saved fit of a program", () => {
  it("keeps what later checks need: parts of its log density, rows of its log likelihood, replicates", async () => {
    const { posterior, folder } = await saved();
    const loaded = await loadFit(folder);
    expect(componentsOf(loaded)).toEqual(componentsOf(posterior));
    expect(rowLikelihoodOf(loaded)).toEqual(rowLikelihoodOf(posterior));
    expect(rowLikelihoodOf(loaded)!.chains.map(({ length }) => length)).toEqual([60 * 4, 60 * 4]);
    expect(await programReplicates(loaded)).toEqual(await programReplicates(posterior, { draws: 50 }));
    expect(loaded.replicates![0]!.values).toHaveLength(50 * 4);
    // Saved again it is the same.
    const again = join(temporaryFolder(), "fit");
    await saveFit(again, loaded);
    expect(await loadFit(again)).toEqual(loaded);
  });

  it("is loaded as it was where an earlier version saved it, without them", async () => {
    const { posterior, folder } = await saved();
    const path = join(folder, "fit.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    delete file["components"];
    delete file["rowLikelihood"];
    delete file["replicates"];
    writeFileSync(path, JSON.stringify(file));
    const loaded = await loadFit(folder);
    expect(loaded).toEqual(posterior);
    expect([componentsOf(loaded), rowLikelihoodOf(loaded), await programReplicates(loaded)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
