/** Posterior means and sds beside those of Stan. */
import { pathToFileURL } from "node:url";
import type { FitOptions } from "poolwise";
import { summarise, type SummaryRow } from "poolwise/diagnostics";
import { readReference, type ReferencePosterior, type ReferenceRow } from "../../test/examples/agreement.js";
import { readModels, type ComparedModel } from "../stan/models.js";
import { fitModel } from "./fitModel.js";
import { decimals, markdownTable } from "./markdown.js";

/** The section, and the fits that it needs. */
export async function stanSection(): Promise<string> {
  const rows: Record<string, string | number>[] = [];
  for (const model of readModels()) rows.push(await rowOf(model));
  return `## Stan

Posterior means and standard deviations beside those of Stan running the code that brms 2.18.0 writes for the same formula, data and
priors (\`test/reference/posteriors\`). z is the difference of means in combined Monte Carlo standard errors: of independent figures 5 %
are above 2. The figures of one fit hang together, group-level effects most of all. "sd ratio" is ours over Stan's.

${markdownTable(rows)}`;
}

async function rowOf(model: ComparedModel): Promise<Record<string, string | number>> {
  const { name, formula } = model;
  const posterior = await fitModel(name, { seed: 1, ...optionsOf(model) });
  const ours = new Map(summarise(posterior.draws).map((row) => [row.variable, row]));
  const references = pathToFileURL(`${process.cwd()}/test/reference/`);
  const { variables } = readReference<ReferencePosterior>(`posteriors/${name}.json`, references);
  const zs = variables.map((theirs) => Math.abs(zOf(ours.get(theirs.variable)!, theirs)));
  const ratios = variables.map((theirs) => ours.get(theirs.variable)!.sd! / theirs.sd);
  const worst = variables[zs.indexOf(Math.max(...zs))]!.variable;
  return {
    model: `\`${formula}\`, ${model.family} (${name})`,
    figures: zs.length,
    "largest z": decimals(Math.max(...zs), 2),
    of: `\`${worst}\``,
    "above 2": `${Math.round((100 * zs.filter((z) => z > 2).length) / zs.length)} %`,
    "sd ratio": `${decimals(Math.min(...ratios), 3)}–${decimals(Math.max(...ratios), 3)}`,
  };
}

const zOf = (ours: SummaryRow, theirs: ReferenceRow) =>
  (ours.mean! - theirs.mean) / Math.hypot(ours.mcse_mean!, theirs.mcse);

/** Heavy tails want smaller steps and more draws, slow chains more draws. */
function optionsOf({ name }: ComparedModel): FitOptions {
  if (name === "eight_schools") return { adaptDelta: 0.95, draws: 10_000 };
  return name.startsWith("insteval") ? { adaptDelta: 0.9, draws: 2000 } : {};
}
