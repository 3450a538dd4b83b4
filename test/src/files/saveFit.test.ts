import { mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";

import { drawsFromCsv } from "../../../engine/data/draws/drawsFromCsv.js";
import type { GlmmDeclaration } from "../../../models/glmm/Declaration.js";
import { glmm, glmmFrom } from "../../../models/glmm/glmm.js";
import { covariance, pedigree, precision, tree } from "../../../models/glmm/structures/index.js";
import { readDraws } from "../../../src/files/draws/readDraws.js";
import { loadFit } from "../../../src/files/loadFit.js";
import { writeParquet } from "../../../src/files/writeParquet.js";
import { saveFit } from "../../../src/files/saveFit.js";
import { samplePosterior } from "../../support/samplePosterior.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const posterior = samplePosterior();
const bytes = (array: ArrayBufferView) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("hex");

describe("a saved fit", () => {
  it("is loaded with every number, name and record as it was, byte for byte", async () => {
    const out = join(temporaryFolder(), "deep", "fit");
    await saveFit(out, posterior);
    const loaded = await loadFit(out);
    expect(loaded).toEqual(posterior);
    posterior.draws.chains.forEach((chain, c) => {
      expect(bytes(loaded.draws.chains[c]!.values)).toBe(bytes(chain.values));
      expect(bytes(loaded.draws.chains[c]!.positions)).toBe(bytes(chain.positions));
    });
  });

  const related = {
    ...posterior,
    declaration: glmm(
      "y ~ (1 | gr(g, cov = K)) + (1 | gr(g, tree = t)) + (1 | gr(g, precision = Q)) + (1 | gr(g, pedigree = P))",
      {
        structures: {
          K: covariance(["a", "b"], [1, 0.1 + 0.2, 0.1 + 0.2, 1]),
          t: tree("(a:1,b:1);\n"),
          Q: precision({ row: ["a", "b"], column: ["a", "b"], value: [1, 2] }),
          P: pedigree({ animal: ["a", "b"], dam: [null, "a"], sire: [null, null] }),
        },
      },
    ).declaration,
  };

  it("comes back with its trees, pedigrees and matrices, which lie in no other file", async () => {
    const out = join(temporaryFolder(), "fit");
    await saveFit(out, related);
    expect(await loadFit(out)).toEqual(related);
    expect(readdirSync(out).sort()).toEqual(["draws.parquet", "fit.json", "numbers.bin"]);
    const { structures } = JSON.parse(readFileSync(join(out, "fit.json"), "utf8")) as {
      structures: { name: string; kind: string; sha256: string }[];
    };
    expect(structures.map(({ name, kind }) => [name, kind])).toEqual([["K", "cov"], ["t", "tree"], ["Q", "precision"], ["P", "pedigree"]]); // prettier-ignore
    expect(new Set(structures.map(({ sha256 }) => sha256)).size).toBe(4);
    expect(structures.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  });

  it("is refused when its tree or the names of its matrix were changed, by name", async () => {
    const out = join(temporaryFolder(), "fit");
    const changed = async (from: RegExp, to: string) => {
      await saveFit(out, related);
      const path = join(out, "fit.json");
      const text = readFileSync(path, "utf8");
      expect(text).toMatch(from);
      writeFileSync(path, text.replace(from, to));
      return loadFit(out).catch((error: Error) => error.message);
    };
    expect(await changed(/\(a:1,b:1\)/, "(a:1,b:2)")).toMatch(/^the structure "t" in .*fit\.json is damaged/);
    expect(await changed(/"names": \[\s*"a"/, '"names": ["c"')).toMatch(/^the structure "K" in .* is damaged/);
  });

  it("saved before there were structures is loaded as one without", async () => {
    const out = join(temporaryFolder(), "fit");
    const { structures, ...declaration } = glmm("y ~ (1 | g)").declaration;
    expect(structures).toEqual([]);
    await saveFit(out, { ...posterior, declaration });
    const loaded = await loadFit(out);
    expect(loaded.declaration).toEqual(declaration);
    expect(glmmFrom(loaded.declaration as GlmmDeclaration).declaration.structures).toEqual([]);
  });

  it("holds draws.parquet with chain, draw and a column for every variable, read back exactly", async () => {
    const out = join(temporaryFolder(), "fit");
    await saveFit(out, samplePosterior(["mu", "chain", "r_g[a.b,Intercept]"]));
    const file = readFileSync(join(out, "draws.parquet"));
    const rows = await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) });
    expect(rows.length).toBe(14);
    expect(Object.keys(rows[0]!)).toEqual(["chain", "draw", "mu", "chain_", "r_g[a.b,Intercept]"]);
    expect(rows.map(({ chain, draw }) => [chain, draw]).slice(6, 9)).toEqual([[1, 7], [2, 1], [2, 2]]); // prettier-ignore
    const read = rows.slice(7).flatMap((row) => [row["mu"], row["chain_"], row["r_g[a.b,Intercept]"]]);
    expect(read).toEqual([...posterior.draws.chains[1]!.values]);
  });

  it("has every number at its place in draws.parquet when it is too large to be written at once", async () => {
    const [width, drawCount] = [400, 300];
    const names = Array.from({ length: width }, (_, k) => `theta[${k}]`);
    const chains = [1, 2].map((chain) => ({
      ...posterior.draws.chains[0]!,
      ...{ chain, drawCount },
      values: Float64Array.from({ length: width * drawCount }, (_, i) => chain + i / 7),
    }));
    const path = join(temporaryFolder(), "draws.parquet");
    await writeParquet(path, { ...posterior.draws, names, chains });
    const file = readFileSync(path);
    expect(file.length).toBeGreaterThan(1_500_000);
    const rows = await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) });
    chains.forEach(({ values }, c) => {
      const read = rows.slice(c * drawCount, (c + 1) * drawCount).flatMap((row) => names.map((name) => row[name]));
      expect(Buffer.from(Float64Array.from(read as number[]).buffer).equals(Buffer.from(values.buffer))).toBe(true);
    });
  });

  it("has one CSV file a chain when asked, which diagnose reads", async () => {
    const out = join(temporaryFolder(), "fit");
    const { draws } = posterior;
    const complete = { ...posterior, draws: { ...draws, chains: draws.chains.slice(0, 2) } };
    await saveFit(out, complete, { drawsFormat: "csv" });
    const files = ["draws-1.csv", "draws-2.csv"].map((name) => ({ name, text: readFileSync(join(out, name), "utf8") }));
    const read = drawsFromCsv(files);
    expect(read.names).toEqual(draws.names);
    expect(bytes(read.chains[1]!.values)).toBe(bytes(draws.chains[1]!.values));
  });

  it("has an InferenceData when asked, which diagnose reads, and can be replaced by another", async () => {
    const out = join(temporaryFolder(), "fit");
    await saveFit(out, posterior, { drawsFormat: "zarr" });
    const { draws, origin } = await readDraws([join(out, "draws.zarr")]);
    expect(origin).toBe("poolwise");
    expect([...draws.names].sort()).toEqual([...posterior.draws.names].sort());
    await saveFit(out, posterior);
    expect(readdirSync(out)).not.toContain("draws.zarr");
  });

  it("keeps the model file with its hash", async () => {
    const out = join(temporaryFolder(), "fit");
    await saveFit(out, posterior, { modelFile: { name: "model.ts", text: "export default 1;\n" } });
    expect(readFileSync(join(out, "model/model.ts"), "utf8")).toBe("export default 1;\n");
    const { modelFile } = JSON.parse(readFileSync(join(out, "fit.json"), "utf8"));
    // echo 'export default 1;' | sha256sum
    expect(modelFile).toEqual({
      name: "model.ts",
      sha256: "96909e1dce85ca534fd8881f6c8369a8a87e06df5a4bf81ef44a72db195b0704",
    });
  });
});

describe("saveFit", () => {
  it("keeps imported files in their places, whatever they are called, and none outside", async () => {
    const out = join(temporaryFolder(), "fit");
    const bytes = new TextEncoder().encode("{}");
    const files = new Map([["fit.json", bytes], ["lib/deep/a.ts", bytes]]); // prettier-ignore
    const modelFile = { name: "m.ts", text: "", imports: { files, elsewhere: ["../b.ts"] } };
    await saveFit(out, posterior, { modelFile });
    expect(await loadFit(out)).toEqual(posterior);
    for (const name of files.keys()) expect(readFileSync(join(out, "model", name), "utf8")).toBe("{}");
    for (const name of ["../out.ts", "/tmp/out.ts", ".", "a/../../b.ts"]) {
      const outside = { ...modelFile, imports: { files: new Map([[name, bytes]]), elsewhere: [] } };
      await expect(saveFit(out, posterior, { modelFile: outside })).rejects.toThrow(/is no place within a folder/);
    }
  });

  it("replaces a folder that holds a fit as a whole", async () => {
    const parent = temporaryFolder();
    const out = join(parent, "fit");
    await saveFit(out, posterior, { drawsFormat: "csv", files: new Map([["old.json", "1"]]) });
    await saveFit(out, posterior, { files: new Map([["new.json", "2"]]) });
    expect(readdirSync(out).sort()).toEqual(["draws.parquet", "fit.json", "new.json", "numbers.bin"]);
    expect(readdirSync(parent)).toEqual(["fit"]);
  });

  it("writes into an empty folder, and through a link to one", async () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, "empty"));
    symlinkSync(join(parent, "empty"), join(parent, "link"));
    await saveFit(join(parent, "link"), posterior);
    expect(readdirSync(join(parent, "empty"))).toContain("fit.json");
    expect(readdirSync(parent).sort()).toEqual(["empty", "link"]);
  });

  it("refuses a folder that holds anything else, and leaves it as it was", async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, "thesis.tex"), "years of work");
    await expect(saveFit(out, posterior)).rejects.toThrow(
      /is not empty and holds no poolwise fit: give --out another name/,
    );
    expect(readdirSync(out)).toEqual(["thesis.tex"]);
  });

  it("refuses the name of a file, and a folder inside a file", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(saveFit(file, posterior)).rejects.toThrow(/is a file: give --out the name of a folder/);
    await expect(saveFit(join(file, "fit"), posterior)).rejects.toThrow(/is a file: give --out a folder elsewhere/);
  });

  it("leaves the former fit in its place when writing fails", async () => {
    const parent = temporaryFolder();
    const out = join(parent, "fit");
    await saveFit(out, posterior);
    const twice = { files: new Map([["fit.json", "1"]]) };
    await expect(saveFit(out, posterior, twice)).rejects.toThrow(/EEXIST/);
    expect(await loadFit(out)).toEqual(posterior);
    expect(readdirSync(parent)).toEqual(["fit"]);
  });
});

describe("loadFit", () => {
  it("says that there is no fit in a folder without one", async () => {
    await expect(loadFit(temporaryFolder())).rejects.toThrow(/^there is no poolwise fit in .*: it has no fit.json$/);
  });

  it("notices numbers that were changed or cut off", async () => {
    const out = join(temporaryFolder(), "fit");
    await saveFit(out, posterior);
    const path = join(out, "numbers.bin");
    const numbers = readFileSync(path);
    numbers[0]! ^= 1;
    writeFileSync(path, numbers);
    await expect(loadFit(out)).rejects.toThrow(/numbers.bin is damaged/);
    truncateSync(path, 100);
    await expect(loadFit(out)).rejects.toThrow(/numbers.bin is cut short: run the fit again/);
  });

  it("refuses a fit of a later version, and a file that is no fit", async () => {
    const out = join(temporaryFolder(), "fit");
    await saveFit(out, posterior);
    const path = join(out, "fit.json");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"version": 1', '"version": 2'));
    await expect(loadFit(out)).rejects.toThrow(/saved by a later version of poolwise/);
    writeFileSync(path, "{");
    await expect(loadFit(out)).rejects.toThrow(/fit.json is not the record of a poolwise fit/);
  });
});
