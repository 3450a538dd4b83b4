/** Writes a large set of draws in CmdStan's CSV, always the same. */
import { closeSync, openSync, writeSync } from "node:fs";
import { stream } from "../../engine/random/stream.js";

const statistics = ["lp__", "accept_stat__", "stepsize__", "treedepth__", "n_leapfrog__", "divergent__", "energy__"];

/** One file for each chain: autocorrelated normal draws of six digits, with CmdStan's comments. */
export function writeSet(
  files: readonly string[],
  { draws, variables }: { readonly draws: number; readonly variables: number },
): void {
  files.forEach((path, c) => {
    const rng = stream("1", c, "bench");
    const file = openSync(path, "w");
    writeSync(file, head(c + 1, draws, variables));
    const state = new Float64Array(variables);
    for (let i = 0; i < draws; i++) {
      for (let v = 0; v < variables; v++) state[v] = 0.5 * state[v]! + rng.normal();
      const values = Array.from(state, (value) => String(Number(value.toPrecision(6))));
      writeSync(file, `-1000.5,0.9,0.2,4,15,0,2000.25,${values.join(",")}\n`);
    }
    writeSync(file, "#\n#  Elapsed Time: 1 seconds (Warm-up)\n");
    closeSync(file);
  });
}

function head(chain: number, draws: number, variables: number): string {
  const names = Array.from({ length: variables }, (_, v) => `theta.${v + 1}`);
  const settings = {
    stan_version_major: 2,
    method: "sample",
    num_samples: draws,
    num_warmup: draws,
    save_warmup: 0,
    max_depth: 10,
    id: chain,
  };
  const lines = Object.entries(settings).map(([key, value]) => `# ${key} = ${value}`);
  const metric = names.map(() => "1").join(", ");
  return [
    ...lines,
    [...statistics, ...names].join(","),
    "# Adaptation terminated",
    "# Step size = 0.2",
    "# Diagonal elements of inverse mass matrix:",
    `# ${metric}`,
    "",
  ].join("\n");
}
