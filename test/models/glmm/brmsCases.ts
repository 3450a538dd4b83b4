/** Models whose posteriors brms has drawn, of test/reference/brms, and how far ours may be from them. */
import { readFileSync, readdirSync } from "node:fs";
import { parseCsv } from "../../../engine/data/csv.js";
import type { Table } from "../../../engine/core/Table.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { summarise } from "../../../diagnostics/summarise.js";
import { glmm, type GlmmModel } from "../../../models/glmm/glmm.js";
import { fit } from "../../../src/fit.js";
import type { FitOptions } from "../../../src/FitOptions.js";
import { node } from "../../../src/platform/node/node.js";
import { comparePosterior, fullTolerance, type Comparison, type ReferencePosterior } from "../../examples/agreement.js";

/** A file of test/reference/brms/cases. */
export interface BrmsCase {
  readonly name: string;
  readonly data: string;
  readonly formulas: readonly string[];
  readonly family: string;
  readonly priors: readonly string[];
  readonly reference: string;
}

const folder = new URL("../../reference/brms/", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, folder), "utf8");

/** All cases that have a posterior, by name. */
export const brmsCases: ReadonlyMap<string, BrmsCase> = new Map(
  readdirSync(new URL("posteriors", folder))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(textOf(`cases/${file}`)) as BrmsCase)
    .map((declared) => [declared.name, declared]),
);

/** The table of a case. */
export function tableOfCase({ data }: BrmsCase): Table {
  return parseCsv(textOf(`data/${data}`));
}

/** The model of a case, its formulas being known at run time only. Throws UserError where it is not understood. */
export function modelOfCase({ formulas, family, priors }: BrmsCase): GlmmModel {
  return glmm(formulas, { family, priors });
}

/** Our fit of a case. A target acceptance of 0.95, that of the references, leaves no divergence that would bias a tail. */
export function fitCase(declared: BrmsCase, options: FitOptions): Promise<Posterior> {
  const all = { seed: 1, chains: 4, adaptDelta: 0.95, workers: 0, ...options };
  return fit(modelOfCase(declared), tableOfCase(declared), all, node);
}

/**
 * Mean, sd, quantiles and effective sample size of every variable of the reference beside ours. Means and sds may differ by 4.5
 * combined Monte Carlo errors, which one of 150,000 comparisons does by chance, and quantiles by 0.3 reference sds, as those of a
 * group's standard deviation do with the references' 2,000 effective draws. None may stray.
 *
 * Throws an Error when we lack a variable.
 */
export function compareCase(declared: BrmsCase, posterior: Posterior): Comparison[] {
  const reference = JSON.parse(textOf(`posteriors/${declared.reference}`)) as ReferencePosterior;
  return comparePosterior(summarise(posterior.draws), reference, fullTolerance);
}
