/** Node as a platform. */
import { createHash, randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";

import type { ChainRunner, ChainsJob, Platform } from "../Platform.js";

/** Run from its TypeScript sources, as in tests, the package starts no workers: Node cannot load them. */
const isBuilt = import.meta.url.endsWith(".js");

/** The machine this process runs on. */
export const node: Platform = {
  now: () => performance.now() / 1000,
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  cores: isBuilt ? availableParallelism() : 0,
  memoryBytes: totalmem(),
  async sha256(parts) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return hash.digest("hex");
  },
  freshSeed: () => String(randomInt(1, 2 ** 31)),
  async versions() {
    const { version, dependencies } = await ownPackage();
    return {
      poolwise: version,
      "@tensorflow/tfjs-core": dependencies["@tensorflow/tfjs-core"] ?? "unknown",
      node: process.versions.node,
      v8: process.versions.v8,
    };
  },
  startRunner: (workers) => (workers === 0 ? inThread() : later(workers)),
};

/** Workers are started at once, although their module is loaded only when asked for. */
function later(workers: number): ChainRunner {
  const pool = import("./pool.js").then(({ startPool }) => startPool(workers));
  pool.catch(() => undefined);
  return {
    run: async (job: ChainsJob) => (await pool).run(job),
    close: async () => (await pool).close(),
  };
}

/** The samplers are loaded while the model is compiled. */
function inThread(): ChainRunner {
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const loading = import("../runInThread.js");
  loading.catch(() => undefined);
  return {
    run: async (job) => (await loading).runInThread(job, node.now, pause),
    close: async () => undefined,
  };
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The package.json above this file: the tree is the same in the sources and in `dist`, one folder deeper. */
async function ownPackage(): Promise<PackageFile> {
  for (const above of ["../../../", "../../../../"]) {
    const text = await readFile(new URL(`${above}package.json`, import.meta.url), "utf8").catch(() => "{}");
    const parsed = JSON.parse(text) as Partial<PackageFile>;
    if (parsed.name === "poolwise") return parsed as PackageFile;
  }
  throw new Error("the package.json of poolwise is missing");
}
