import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import type { Draws } from "../../../../engine/core/Draws.js";
import { exportDraws } from "../../../../src/files/exportDraws.js";
import { readDraws } from "../../../../src/files/draws/readDraws.js";
import { saveFit } from "../../../../src/files/saveFit.js";
import { openStore } from "../../../../src/files/zarr/openStore.js";
import { converged } from "../../../diagnostics/draws.js";
import { samplePosterior } from "../../../support/samplePosterior.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";

const reference = (name: string) => new URL(`../../../reference/draws/${name}`, import.meta.url).pathname;
const truth = JSON.parse(readFileSync(reference("inference.json"), "utf8"));

/** Draws of a variable, by chain. */
const chainsOf = ({ names, chains }: Draws, name: string) =>
  chains.map(({ values, drawCount }) =>
    Array.from({ length: drawCount }, (_, i) => values[i * names.length + names.indexOf(name)]),
  );

const everyNth = (list: readonly number[], from: number, step: number) => list.filter((_, i) => i % step === from);

/** Writes what a zip file holds into a folder, as xarray would have written it. */
async function unpack(zip: string, folder: string): Promise<string> {
  const open = await openStore(zip, "zip");
  const copy = async (key: string) => {
    const bytes = await open.store.get(`/${key}`);
    if (bytes === undefined) return;
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), bytes);
  };
  const marks = [
    ".zgroup",
    ".zattrs",
    ".zarray",
    "zarr.json",
    "0",
    "0.0",
    "0.0.0",
    "0.0.0.0",
    "c/0",
    "c/0/0",
    "c/0/0/0",
    "c/0/0/0/0",
  ];
  for (const group of ["", ...(await open.children(""))]) {
    const arrays = group === "" ? [""] : ["", ...(await open.children(group))];
    for (const array of arrays) for (const mark of marks) await copy([group, array, mark].filter(Boolean).join("/"));
  }
  await open.close();
  return folder;
}

describe.each([
  ["a zip file of version 2", () => Promise.resolve(reference("inference-v2.zarr.zip"))],
  ["a zip file of version 3", () => Promise.resolve(reference("inference-v3.zarr.zip"))],
  ["a folder of version 2", () => unpack(reference("inference-v2.zarr.zip"), temporaryFolder())],
  ["a folder of version 3", () => unpack(reference("inference-v3.zarr.zip"), temporaryFolder())],
])("an InferenceData that ArviZ wrote, in %s,", (_, place) => {
  it("gives every draw exactly, elements named by their coordinates, whatever the type of the numbers", async () => {
    const { draws, origin, program } = await readDraws([await place()]);
    expect([...draws.names].sort()).toEqual(
      ["Omega[0,0]", "Omega[0,1]", "Omega[1,0]", "Omega[1,1]", "count", "flag", "mu", "single", "theta[C]", "theta[Choate]", "theta[Grüße, 😀]", "zero"].sort(), // prettier-ignore
    );
    expect([origin, program]).toEqual(["other", "pymc"]);
    expect(draws.chains.map(({ chain, drawCount }) => [chain, drawCount])).toEqual([
      [1, 12],
      [2, 12],
    ]);
    for (const name of ["mu", "count", "zero", "flag", "single"]) expect(chainsOf(draws, name)).toEqual(truth[name]);
    truth.schools.forEach((school: string, k: number) => {
      expect(chainsOf(draws, `theta[${school}]`)).toEqual(truth.theta.map((chain: number[]) => everyNth(chain, k, 3)));
    });
    expect(chainsOf(draws, "Omega[1,0]")).toEqual(truth.Omega.map((chain: number[]) => everyNth(chain, 2, 4)));
  });

  it("gives the sampler's statistics, and the depth that trees were stopped at", async () => {
    const { draws } = await readDraws([await place()]);
    const statistic = (key: "divergent" | "energy" | "treeDepth" | "numLeapfrog" | "logDensity" | "stepSize") =>
      draws.chains.map(({ statistics }) => [...statistics[key]]);
    expect(statistic("divergent")).toEqual(truth.stats.diverging);
    expect(statistic("energy")).toEqual(truth.stats.energy);
    expect(statistic("treeDepth")).toEqual(truth.stats.tree_depth);
    expect(statistic("numLeapfrog")).toEqual(truth.stats.n_steps);
    expect(statistic("logDensity")).toEqual(truth.stats.lp);
    expect(draws.maxTreeDepth).toBe(5);
    expect(draws.chains[0]!.gradients).toBe(truth.stats.n_steps[0].reduce((a: number, b: number) => a + b, 0));
  });

  it("gives the log likelihood, observation by observation, when asked", async () => {
    const found = await (await readDraws([await place()])).logLikelihoods!();
    const y = found.get("y")!;
    expect([y.chains, y.drawsPerChain, y.count, y.labels]).toEqual([2, 12, 3, truth.schools]);
    const columns = [...y.columns()].map((column) => [...column]);
    // The same memory may serve for all columns: each is looked at as it comes.
    const second = [...y.columns()].length;
    expect(second).toBe(3);
    expect(columns.length).toBe(3);
    let k = 0;
    for (const column of y.columns()) {
      expect([...column]).toEqual(truth.log_likelihood.flat().map((row: number[]) => row[k]));
      k++;
    }
  });
});

describe("tables of draws", () => {
  it.each(["arviz.parquet", "arviz-gzip.parquet", "arviz.csv"])(
    "%s of ArviZ has the draws of both chains",
    async (name) => {
      const { draws, origin } = await readDraws([reference(name)]);
      expect([draws.names, origin]).toEqual([["mu", "count", "flag"], "other"]);
      for (const variable of draws.names) expect(chainsOf(draws, variable)).toEqual(truth[variable]);
    },
  );

  it("of R's posterior are the same compressed or not", async () => {
    const plain = await readDraws([reference("draws-df.csv")]);
    const packed = await readDraws([reference("draws-df-plain.csv.gz")]);
    expect(packed).toEqual(plain);
  });

  it("of ours in Parquet are the draws that were saved, of a fit's folder its whole posterior", async () => {
    const folder = join(temporaryFolder(), "fit");
    const posterior = samplePosterior(["mu", "r_g[a b,Intercept]", "chain"]);
    await saveFit(folder, posterior);
    const table = await readDraws([join(folder, "draws.parquet")]);
    expect(table.origin).toBe("poolwise");
    expect(table.draws.names).toEqual(["mu", "r_g[a b,Intercept]", "chain_"]);
    const withDraws = posterior.draws.chains.filter(({ drawCount }) => drawCount > 0);
    expect(table.draws.chains.map(({ values }) => values)).toEqual(withDraws.map(({ values }) => values));
    const whole = await readDraws([folder]);
    expect(whole.posterior!.provenance).toEqual(posterior.provenance);
    expect(whole.draws).toEqual(posterior.draws);
  });

  it("in several files are chains of one fit, also of different formats", async () => {
    const folder = temporaryFolder();
    const chain = (shift: number) => `mu,count,flag\n${[1, 2, 3].map((i) => `${i + shift},0,1`).join("\n")}\n`;
    writeFileSync(join(folder, "c.csv"), chain(0));
    writeFileSync(join(folder, "d.csv.gz"), gzipSync(chain(10)));
    const { draws } = await readDraws([join(folder, "c.csv"), join(folder, "d.csv.gz"), reference("arviz.parquet")]);
    expect(draws.chains.map(({ chain, drawCount }) => [chain, drawCount])).toEqual([
      [1, 3],
      [2, 3],
      [3, 12],
      [4, 12],
    ]);
  });
});

describe("what is no draws is refused in one sentence that names the file and the mend", () => {
  const error = async (...paths: string[]) => {
    const message = await readDraws(paths).then(
      () => "nothing was refused",
      (caught: Error & { kind?: string }) => (caught.kind === "UserError" ? caught.message : `${caught.stack}`),
    );
    expect(message).not.toContain("\n");
    return message;
  };
  const written = (name: string, content: string | Uint8Array) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, content);
    return path;
  };
  const cut = (name: string, bytes: number) => {
    const path = join(temporaryFolder(), name);
    cpSync(reference(name), path);
    truncateSync(path, bytes);
    return path;
  };

  it("of other formats", async () => {
    expect(await error(written("a.nc", Buffer.from("\x89HDF\r\n\x1a\n", "latin1")))).toMatch(
      /a\.nc is a netCDF file, which is not read: save the draws as Zarr, in Python .*to_zarr/,
    );
    expect(await error(written("a.json", '{"mu": [1]}'))).toMatch(/a\.json is JSON, not draws/);
    expect(await error(reference("draws-df.rds"))).toMatch(/draws-df\.rds is a file of R's own/);
    expect(await error(reference("prior-only.zarr.zip"))).toMatch(/has no group "posterior" \(it has prior\)/);
    expect(await error(reference("words.parquet"))).toMatch(
      /words\.parquet holds "x" in row 1, column "word", where a number is expected/,
    );
    expect(await error(reference("zstd.parquet"))).toMatch(
      /zstd\.parquet is compressed by ZSTD, which is not read: write it with snappy/,
    );
    expect(await error(temporaryFolder())).toMatch(/holds neither a saved fit \(fit\.json\) nor a Zarr store/);
    expect(await error("nowhere.csv")).toMatch(/^the file of draws nowhere\.csv does not exist/);
    expect(await error()).toMatch(/no file of draws was given/);
  });

  it("of files that were cut off", async () => {
    expect(await error(cut("arviz.parquet", 2000))).toMatch(/arviz\.parquet is no whole Parquet file.*was it cut off/);
    expect(await error(cut("inference-v2.zarr.zip", 5000))).toMatch(/inference-v2\.zarr\.zip is no whole Zarr store/);
    expect(await error(cut("draws-df-plain.csv.gz", 400))).toMatch(/draws-df-plain\.csv\.gz is not whole/);
    expect(await error(cut("draws-df.csv", 300))).toMatch(
      /draws-df\.csv (holds ""|has \d values) in line \d.*: was the file cut off/,
    );
  });

  it("of Zarr stores with other shapes, text for numbers, chunks that are no numbers, or no dimensions", async () => {
    const store = () => unpack(reference("inference-v2.zarr.zip"), join(temporaryFolder(), "s.zarr"));
    const change = (path: string, key: string, edit: (json: Record<string, unknown>) => Record<string, unknown>) =>
      writeFileSync(join(path, key), JSON.stringify(edit(JSON.parse(readFileSync(join(path, key), "utf8")))));
    const shape = await store();
    change(shape, "posterior/count/.zarray", (json) => ({ ...json, shape: [2, 11] }));
    expect(await error(shape)).toMatch(/has 2 chains of 1[12] draws where .* has 2 of 1[12]: were stores mixed/);
    const stats = await store();
    for (const name of Object.keys(truth.stats)) {
      change(stats, `sample_stats/${name}/.zarray`, (json) => ({ ...json, shape: [2, 6] }));
    }
    expect(await error(stats)).toMatch(/"sample_stats" of .* has 2 chains of 6 draws where "posterior" has 2 of 12/);
    const text = await store();
    change(text, "posterior/count/.zarray", (json) => ({ ...json, dtype: "<U2" }));
    expect(await error(text)).toMatch(/"posterior\/count" in .* holds text where numbers are expected/);
    const damaged = await store();
    writeFileSync(join(damaged, "posterior/mu/0.0"), "no chunk");
    expect(await error(damaged)).toMatch(/"posterior\/mu" in .* cannot be read \(.*\): was the store copied whole/);
    const short = await store();
    truncateSync(join(short, "posterior/mu/0.0"), 100);
    expect(await error(short)).toMatch(/"posterior\/mu" in .* cannot be read \(.*a chunk was cut off/);
    const large = await store();
    change(large, "posterior/theta/.zarray", (json) => ({ ...json, shape: [2, 12, 3e8] }));
    expect(await error(large)).toMatch(/"posterior\/theta" in .* says that it holds 7200000000 numbers, more than fit/);
    const chunks = await store();
    change(chunks, "posterior/theta/.zarray", (json) => ({ ...json, chunks: [2, 12, 3e8] }));
    expect(await error(chunks)).toMatch(
      /"posterior\/theta" in .* says that it holds 7200000000 numbers, more than fit/,
    );
    const negative = await store();
    change(negative, "posterior/theta/.zarray", (json) => ({ ...json, shape: [2, 12, -3] }));
    expect(await error(negative)).toMatch(/"posterior\/theta" in .* says that it holds -72 numbers/);
    const noDims = await store();
    rmSync(join(noDims, "posterior/mu/.zattrs"));
    expect(await error(noDims)).toMatch(/"posterior\/mu" in .* does not name its dimensions \(_ARRAY_DIMENSIONS\)/);
    const noJson = await store();
    writeFileSync(join(noJson, "posterior/mu/.zarray"), "{");
    expect(await error(noJson)).toMatch(/posterior\/mu/);
  });

  describe("of Zarr stores that lack a chunk,", () => {
    const ours = async () => {
      const folder = join(temporaryFolder(), "ours.zarr");
      await exportDraws(converged(["mu", "tau"], 40), folder, "zarr");
      return folder;
    };

    it("as a copy that was interrupted: its draws are not known, and are not taken for NaN", async () => {
      const folder = await ours();
      expect((await readDraws([folder])).draws.names).toEqual(["mu", "tau"]);
      rmSync(join(folder, "posterior/mu/2.0"));
      expect(await error(folder)).toMatch(
        /"posterior\/mu" in .*ours\.zarr lacks 1 of its 4 chunks, and with them draws: was the store copied whole/,
      );
      const all = await ours();
      for (const c of [0, 1, 2, 3]) rmSync(join(all, `posterior/mu/${c}.0`));
      expect(await error(all)).toMatch(/lacks 4 of its 4 chunks/);
    });

    it("but not where programs leave out what is 0 throughout, or a statistic that is not known", async () => {
      const folder = await ours();
      for (const c of [0, 1, 2, 3]) rmSync(join(folder, `posterior/mu/${c}.0`));
      const path = join(folder, "posterior/mu/.zarray");
      writeFileSync(path, readFileSync(path, "utf8").replace('"fill_value":"NaN"', '"fill_value":0'));
      rmSync(join(folder, "sample_stats/energy/0.0"));
      const { draws } = await readDraws([folder]);
      expect(chainsOf(draws, "mu").flat()).toEqual(new Array(160).fill(0));
      expect(draws.chains[0]!.statistics.energy[0]).toBeNaN();
    });
  });
});
