import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Draws } from "../../../engine/core/Draws.js";
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import { readDraws } from "../../../src/files/draws/readDraws.js";
import { dimsOf, exportDraws } from "../../../src/files/exportDraws.js";
import { samplePosterior } from "../../support/samplePosterior.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const json = (...parts: string[]) => JSON.parse(readFileSync(join(...parts), "utf8"));

/** What a store says of an array: its dimensions, shape, type, and the bytes of its first chunk as doubles. */
function arrayIn(store: string, path: string) {
  const { shape, dtype } = json(store, path, ".zarray");
  return { dims: json(store, path, ".zattrs")._ARRAY_DIMENSIONS, shape, dtype };
}

const doubles = (...parts: string[]) => {
  const bytes = readFileSync(join(...parts));
  return [...new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))];
};

/** Finite whole statistics, as a sampler has them; chains of one length. */
function draws(names: readonly string[]): Draws {
  const { draws: sample } = samplePosterior(names);
  const chains = sample.chains.slice(0, 2).map((chain) => ({
    ...chain,
    positions: new Float64Array(0),
    statistics: {
      ...chain.statistics,
      treeDepth: Float64Array.from({ length: 7 }, (_, i) => i),
      numLeapfrog: Float64Array.from({ length: 7 }, (_, i) => i + 1),
      divergent: Float64Array.of(0, 1, 0, 0, 1, 0, 0),
    },
    gradients: 28,
    rejected: { count: 0 },
  }));
  return { ...sample, chains: chains.map(({ warmup: _, ...chain }) => chain) };
}

async function roundTrip(names: readonly string[]) {
  const store = join(temporaryFolder(), "d.zarr");
  const written = draws(names);
  await exportDraws(written, store, "zarr");
  return { store, written, read: (await readDraws([store])).draws };
}

describe("draws written as an InferenceData in Zarr", () => {
  it("are read back exactly: names, every bit of every number, statistics, the limit of the tree depth", async () => {
    const { written, read } = await roundTrip([
      "mu",
      "theta[1]",
      "theta[2]",
      "r_g[a b,Intercept]",
      "r_g[a b,x]",
      "tau",
    ]);
    expect(read).toEqual(written);
  });

  it("have arrays with dimensions and coordinates where names have brackets", async () => {
    const names = [
      "mu",
      "Omega[1,1]",
      "Omega[2,1]",
      "Omega[1,2]",
      "Omega[2,2]",
      "r_g[a,Intercept]",
      "r_g[b,Intercept]",
    ];
    const { store, read } = await roundTrip(names);
    expect(arrayIn(store, "posterior/mu")).toEqual({ dims: ["chain", "draw"], shape: [2, 7], dtype: "<f8" });
    expect(arrayIn(store, "posterior/Omega").dims).toEqual(["chain", "draw", "Omega_dim_0", "Omega_dim_1"]);
    expect(arrayIn(store, "posterior/r_g")).toEqual({
      dims: ["chain", "draw", "g", "g_effect"],
      shape: [2, 7, 2, 1],
      dtype: "<f8",
    });
    expect(arrayIn(store, "posterior/g").dtype).toBe("<U1");
    expect(arrayIn(store, "posterior/Omega_dim_0").dtype).toBe("<i8");
    // CmdStan goes down the columns of a matrix, an array along its rows.
    expect(read.names).toEqual(["mu", "Omega[1,1]", "Omega[1,2]", "Omega[2,1]", "Omega[2,2]", ...names.slice(5)]);
    const column = (of: Draws, name: string) =>
      of.chains[0]!.values.filter((_, i) => i % names.length === of.names.indexOf(name));
    for (const name of names) expect(column(read, name)).toEqual(column(draws(names), name));
  });

  it("name the sampler's statistics as ArviZ does, and say all of it in one file", async () => {
    const { store } = await roundTrip(["mu"]);
    expect(
      readdirSync(join(store, "sample_stats"))
        .filter((name) => !name.startsWith("."))
        .sort(),
    ).toEqual(
      ["acceptance_rate", "chain", "diverging", "draw", "energy", "lp", "n_steps", "step_size", "tree_depth"], // prettier-ignore
    );
    expect(arrayIn(store, "sample_stats/diverging").dtype).toBe("|b1");
    expect([...readFileSync(join(store, "sample_stats/diverging/0.0"))]).toEqual([
      0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0,
    ]);
    const { metadata } = json(store, ".zmetadata");
    expect(metadata["sample_stats/diverging/.zarray"]).toEqual(json(store, "sample_stats/diverging/.zarray"));
    expect(metadata[".zattrs"]).toMatchObject({ created_by: "poolwise", inference_library: "poolwise" });
  });

  it("keep names that could not be folders, and write nothing outside their own", async () => {
    const hostile = [
      "__proto__", "../../evil", "a/b", "a_b", ".", "..", "", "chain", "draw", "CHAIN", "x\u0000y", "<script>alert(1)</script>", "=cmd()",
      "ا".repeat(500), "theta", "theta[1]", "theta[x,y]", "r_../up[a,b]", "r_../up[c,b]", "theta_dim_0", "[a]", "t[", "\u{1F600}[\u{1F600}]",
    ]; // prettier-ignore
    const { store, read, written } = await roundTrip(hostile);
    expect([...read.names].sort()).toEqual([...hostile].sort());
    const place = (of: Draws, name: string) => of.chains[1]!.values[of.names.indexOf(name)];
    for (const name of hostile) expect(place(read, name)).toBe(place(written, name));
    expect(readdirSync(join(store, ".."))).toEqual(["d.zarr"]);
    expect(existsSync(join(store, "../../evil"))).toBe(false);
  });

  it("have the log likelihood, replicates, and the data where these are known", async () => {
    const store = join(temporaryFolder(), "d.zarr");
    const posterior = { ...samplePosterior(["mu"]), draws: draws(["mu"]) };
    const columns = [0, 1, 2].map((j) => Float64Array.from({ length: 14 }, (_, i) => 100 * j + i));
    const pointwise: Pointwise = {
      chains: 2,
      drawsPerChain: 7,
      count: 3,
      labels: ["row 1", "row 2", "row 3"],
      columns: () => columns,
    };
    const replicates = {
      name: "y",
      outcome: "continuous" as const,
      observed: Float64Array.of(1, 2, 3),
      draws: Int32Array.of(0, 3, 7, 10),
      values: Float64Array.from({ length: 12 }, (_, i) => i),
    };
    await exportDraws(posterior, store, "zarr", {
      logLikelihoods: new Map([["y", pointwise]]),
      replicates: [replicates],
    });
    expect(arrayIn(store, "log_likelihood/y")).toMatchObject({ dims: ["chain", "draw", "y_dim_0"], shape: [2, 7, 3] });
    const found = (await (await readDraws([store])).logLikelihoods!()).get("y")!;
    expect(found.labels).toEqual(pointwise.labels);
    let j = 0;
    for (const column of found.columns()) expect(column).toEqual(columns[j++]);
    expect(arrayIn(store, "posterior_predictive/y").shape).toEqual([2, 2, 3]);
    expect(doubles(store, "posterior_predictive/y/1.0.0")).toEqual([6, 7, 8, 9, 10, 11]);
    expect(doubles(store, "observed_data/y/0")).toEqual([1, 2, 3]);
    expect(readdirSync(join(store, "constant_data")).filter((name) => !name.startsWith("."))).toEqual([
      "__proto__",
      "grüße___x_",
    ]);
    const other = { ...pointwise, drawsPerChain: 6 };
    await expect(
      exportDraws(posterior, join(store, "../e.zarr"), "zarr", { logLikelihoods: new Map([["y", other]]) }),
    ).rejects.toThrow('the log likelihood of "y" has 2 chains of 6 draws, the posterior 2 of 7');
    expect(existsSync(join(store, "../e.zarr"))).toBe(false);
  });

  it("name dimensions as the program did", async () => {
    const store = join(temporaryFolder(), "d.zarr");
    const posterior = { ...samplePosterior(), draws: draws(["theta[Choate]", "theta[Deerfield]"]) };
    const lines = ["theta[school: 2] ~ normal(mu, tau), non-centred", "mu ~ normal(0, 5)"];
    await exportDraws({ ...posterior, model: { title: "", lines } }, store, "zarr");
    expect(arrayIn(store, "posterior/theta").dims).toEqual(["chain", "draw", "school"]);
    expect([...dimsOf(["x[a: 2, b: 3] ~ f", "y[4] ~ g"])]).toEqual([["x", ["a", "b"]]]);
  });
});

it("draws written as CSV or Parquet are read back, and nothing that is there is overwritten", async () => {
  const folder = temporaryFolder();
  const written = draws(["mu", "theta[a,b]"]);
  const files = await exportDraws(written, join(folder, "d.csv"), "csv");
  expect(files).toEqual([join(folder, "d-1.csv"), join(folder, "d-2.csv")]);
  const fromCsv = await readDraws(files);
  expect(fromCsv).toMatchObject({ origin: "poolwise", draws: { names: written.names, maxTreeDepth: 10 } });
  expect(fromCsv.draws.chains.map(({ values }) => values)).toEqual(written.chains.map(({ values }) => values));
  const [table] = await exportDraws(written, join(folder, "d.parquet"), "parquet");
  expect((await readDraws([table!])).draws.chains.map(({ values }) => values)).toEqual(
    written.chains.map(({ values }) => values),
  );
  for (const format of ["csv", "parquet", "zarr"] as const) {
    const path = join(folder, `e.${format}`);
    writeFileSync(format === "csv" ? join(folder, "e-2.csv") : path, "mine");
    await expect(exportDraws(written, path, format)).rejects.toThrow(
      /is there already: remove it, or write to another place/,
    );
  }
  expect(existsSync(join(folder, "e-1.csv"))).toBe(false);
});
