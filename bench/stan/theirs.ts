/** One run of brms and rstan on a model, and effective sample sizes of our draws by the R package posterior. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import type { ComparedModel } from "./models.js";
import type { ProgramResult } from "./ProgramResult.js";
import { runPinned } from "./runPinned.js";

/** Why there is no Stan to compare with, or undefined when there is. */
export function whyNoStan(): string | undefined {
  const check =
    'for (p in c("brms", "rstan", "posterior", "jsonlite")) if (!requireNamespace(p, quietly = TRUE)) stop(p)';
  const { status, error } = spawnSync("Rscript", ["-e", check], { stdio: "ignore" });
  if (error) return "Rscript is not installed";
  return status === 0 ? undefined : "one of the R packages brms, rstan, posterior and jsonlite is not installed";
}

/** Fits as {@link runOurs} does; the first run of a folder compiles the program, as a person's first run does. */
export async function runTheirs(model: ComparedModel, seed: number, folder: string): Promise<ProgramResult> {
  const compiled = `${folder}/compiled.rds`;
  const out = `${folder}/theirs.json`;
  const cold = !existsSync(compiled);
  const numbers = [seed, model.warmup, model.draws, 4].map(String);
  const { untilPrinted } = await runPinned(
    ["Rscript", "bench/stan/stan.R", "fit", model.name, ...numbers, compiled, out],
    /^printed$/m,
  );
  const { cpu, gradients, bareGradient, divergences, ess } = JSON.parse(readFileSync(out, "utf8")) as {
    readonly cpu: number;
  } & ProgramResult;
  const result = {
    samplingCpu: cpu,
    gradients,
    plain: { samplingCpu: cpu, gradients },
    bareGradient,
    divergences,
    ess,
  };
  return cold ? { ...result, coldSeconds: untilPrinted } : result;
}

/** The largest difference, as a share, between our effective sample sizes and posterior's of the same draws. */
export async function essDisagreement({ ess }: ProgramResult, folder: string): Promise<number> {
  const out = `${folder}/ess.json`;
  const files = [1, 2, 3, 4].map((chain) => `${folder}/ours/draws-${chain}.csv`);
  await runPinned(["Rscript", "bench/stan/stan.R", "ess", out, ...files], /\S/);
  const theirs = JSON.parse(readFileSync(out, "utf8")) as Record<string, number>;
  const names = new Set([...Object.keys(ess), ...Object.keys(theirs)]);
  return Math.max(...[...names].map((name) => Math.abs((ess[name] ?? Infinity) / (theirs[name] ?? NaN) - 1)));
}
