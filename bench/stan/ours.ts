/** One run of poolwise on a model, from the command line, in a process of its own. */
import { readFileSync, rmSync } from "node:fs";
import { modelArguments, type ComparedModel } from "./models.js";
import type { ProgramResult } from "./ProgramResult.js";
import { runPinned } from "./runPinned.js";

/** Has a process write its processor seconds to standard error as it ends. */
const cpuAtExit =
  "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();" +
  "require('node:fs').writeFileSync(process.env.CPU_FILE,String((user+system)/1e6))});" +
  "import{createRequire}from'node:module';const require=createRequire(process.cwd()+'/x');";

interface SummaryFile {
  readonly variables: readonly { readonly variable: string; readonly ess_bulk: number | null }[];
  readonly sampler: {
    readonly divergences: number;
    readonly gradients: number;
    readonly cpu: { readonly sampling: number };
  };
}

/** Fits with the default options but for the number of iterations; chains run one after another. */
export async function runOurs(model: ComparedModel, seed: number, folder: string): Promise<ProgramResult> {
  const out = `${folder}/ours`;
  const cpuFile = `${folder}/ours-cpu.txt`;
  rmSync(out, { recursive: true, force: true });
  const iterations = ["--warmup", model.warmup, "--draws", model.draws, "--seed", seed].map(String);
  const { untilPrinted } = await runPinned(
    [
      ...["node", "--import", cpuAtExit, "dist/src/cli/main.js", "fit", ...modelArguments(model), ...iterations],
      ...["--chains", "4", "--workers", "0", "--quiet", "--draws-format", "csv", "--out", out],
    ],
    /\S/,
    { CPU_FILE: cpuFile },
  );
  const { variables, sampler } = JSON.parse(readFileSync(`${out}/summary.json`, "utf8")) as SummaryFile;
  const bare = await runPinned(["node", "out/bench/stan/bareGradient.js", model.name], /\S/);
  return {
    coldSeconds: untilPrinted,
    processCpu: Number(readFileSync(cpuFile, "utf8")),
    samplingCpu: sampler.cpu.sampling,
    gradients: sampler.gradients,
    bareGradient: Number(bare.output),
    divergences: sampler.divergences,
    ess: Object.fromEntries(
      variables
        .filter(({ variable, ess_bulk }) => !variable.startsWith("r_") && ess_bulk !== null)
        .map(({ variable, ess_bulk }) => [variable, ess_bulk!]),
    ),
  };
}
