/** One run of poolwise on a model, from the command line, in a process of its own. */
import { readFileSync, rmSync } from "node:fs";
import { modelArguments, type ComparedModel } from "./models.js";
import type { ProgramResult } from "./ProgramResult.js";
import { runPinned } from "./runPinned.js";
import { withoutGeometry } from "./withoutGeometry.js";

interface SummaryFile {
  readonly variables: readonly { readonly variable: string; readonly ess_bulk: number | null }[];
  readonly sampler: {
    readonly divergences: number;
    readonly gradients: number;
    readonly cpu: { readonly before: number; readonly compile: number; readonly sampling: number };
  };
}

/** Fits with the default options but for the number of iterations; chains run one after another. */
export async function runOurs(model: ComparedModel, seed: number, folder: string): Promise<ProgramResult> {
  const { variables, sampler, untilPrinted } = await fitOnce(model, seed, `${folder}/ours`, []);
  const plain = await fitOnce(model, seed, `${folder}/ours-plain`, ["--optimise", withoutGeometry.join(",")]);
  const bare = await runPinned(["node", "out/bench/stan/bareGradient.js", model.name], /\S/);
  return {
    coldSeconds: untilPrinted,
    cpuToLastDraw: sampler.cpu.before + sampler.cpu.compile + sampler.cpu.sampling,
    samplingCpu: sampler.cpu.sampling,
    gradients: sampler.gradients,
    plain: { samplingCpu: plain.sampler.cpu.sampling, gradients: plain.sampler.gradients },
    bareGradient: Number(bare.output),
    divergences: sampler.divergences,
    ess: Object.fromEntries(
      variables
        .filter(({ variable, ess_bulk }) => !variable.startsWith("r_") && ess_bulk !== null)
        .map(({ variable, ess_bulk }) => [variable, ess_bulk!]),
    ),
  };
}

/** A fit with the default options but for the number of iterations, and how long its summary took. */
async function fitOnce(model: ComparedModel, seed: number, out: string, options: readonly string[]) {
  rmSync(out, { recursive: true, force: true });
  const iterations = ["--warmup", model.warmup, "--draws", model.draws, "--seed", seed].map(String);
  const { untilPrinted } = await runPinned(
    [
      ...["node", "dist/src/cli/main.js", "fit", ...modelArguments(model), ...iterations, ...options],
      ...["--chains", "4", "--workers", "0", "--quiet", "--draws-format", "csv", "--out", out],
    ],
    /\S/,
  );
  return { ...(JSON.parse(readFileSync(`${out}/summary.json`, "utf8")) as SummaryFile), untilPrinted };
}
