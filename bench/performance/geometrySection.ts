/** The worth of what changes the geometry of a posterior or how it is sampled: whole fits with one item switched off. */
import { readFileSync, rmSync } from "node:fs";
import { optimisationNames } from "../../src/optimisations.js";
import { digits, markdownTable } from "../validation/markdown.js";
import { modelArguments, type ComparedModel } from "../stan/models.js";
import { runPinned } from "../stan/runPinned.js";

/** Each is left out in turn; the first is the fit with everything, the last has the code's optimisations alone. */
const items = ["integrate", "centre", "whiten", "collapse", "independent", "settle", "trajectory"] as const;
type Item = (typeof items)[number];

interface Cost {
  readonly cpu: number;
  readonly gradients: number;
  readonly ess: number;
  readonly divergences: number;
}

/** The section, and the fits that it needs. */
export async function geometrySection(models: readonly ComparedModel[]): Promise<string> {
  const rows: Record<string, string | number>[] = [];
  for (const model of models) {
    const all = await costOf(model, []);
    for (const [name, left] of variants) {
      const cost = left.length === 0 ? all : await costOf(model, left);
      const row = {
        model: model.name,
        without: name,
        "µs per gradient": digits((1e6 * cost.cpu) / cost.gradients),
        "gradients per effective draw": digits(cost.gradients / cost.ess),
        ESS: Math.round(cost.ess),
        "ESS per CPU second": digits(cost.ess / cost.cpu),
        "× all": digits(cost.ess / cost.cpu / (all.ess / all.cpu), 2),
        divergences: cost.divergences,
      };
      console.log(JSON.stringify(row));
      rows.push(row);
    }
  }
  return `## Geometry and sampling

Fits of four chains, one after another on one processor core, with everything on, with one item switched off
(\`--optimise\` with all names but that one), and with none but the optimisations of code. ESS is the smallest bulk effective sample
size over population-level parameters, standard deviations and correlations; the processor time is that of warmup and
sampling, with the finding of the mode and the drawing of effects. An item that a model has no use for costs and gains nothing.

- **integrate**: Gaussian effects of groups, and coefficients under normal priors, are integrated out and drawn afterwards.
- **centre**: other effects are sampled relative to where the data put them, for every value of the hyperparameters.
- **whiten**: hyperparameters and coefficients are sampled in a linear map fitted at the mode; without it chains
  start anywhere, and the metric is learnt from the start.
- **collapse**: rows of counts that are equal in all the model looks at are taken as one that counts as often.
- **independent**: posteriors of one or two dimensions are drawn from independently.
- **settle**: warmup ends when it is done.
- **trajectory**: transitions run in WebAssembly as a whole.

${markdownTable(rows)}`;
}

const variants: readonly (readonly [string, readonly Item[]])[] = [
  ["nothing", []],
  ...items.map((item) => [item, [item]] as const),
  ["all of these", items],
];

async function costOf(model: ComparedModel, left: readonly Item[]): Promise<Cost> {
  const out = `out/performance/${model.name}`;
  rmSync(out, { recursive: true, force: true });
  const names = optimisationNames.filter((name) => !(left as readonly string[]).includes(name));
  const options = ["--warmup", model.warmup, "--draws", model.draws, "--optimise", names.join(",")].map(String);
  await runPinned(
    [
      ...["node", "dist/src/cli/main.js", "fit", ...modelArguments(model), ...options],
      ...["--chains", "4", "--workers", "0", "--seed", "1", "--quiet", "--out", out],
    ],
    /\S/,
  );
  const { variables, sampler } = JSON.parse(readFileSync(`${out}/summary.json`, "utf8")) as {
    readonly variables: readonly { readonly variable: string; readonly ess_bulk: number | null }[];
    readonly sampler: {
      readonly gradients: number;
      readonly divergences: number;
      readonly cpu: { readonly sampling: number };
    };
  };
  const ess = Math.min(
    ...variables.flatMap(({ variable, ess_bulk }) =>
      variable.startsWith("r_") || ess_bulk === null ? [] : [ess_bulk],
    ),
  );
  return { cpu: sampler.cpu.sampling, gradients: sampler.gradients, ess, divergences: sampler.divergences };
}
