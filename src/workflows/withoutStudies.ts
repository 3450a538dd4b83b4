/** A compiled network in which some studies tell nothing, so that it serves as the network without them. */
import type { ArmOutcome } from "../../models/meta/data/Network.js";
import { likelihoodOf } from "../../models/meta/likelihoods/likelihoods.js";
import { inputNames } from "../../models/meta/lowering/networkInputs.js";
import type { NetworkModel } from "../../models/meta/networkModel.js";
import { optimisationNames, optimisationText } from "../optimisations.js";
import { prepare, type Prepared } from "../prepare.js";
import { withInputs } from "../withInputs.js";
import type { NetworkSource } from "./networkSource.js";

/** What errors are multiplied by: information of 1e-20 is none. */
const endless = 1e10;
const noTime = 1e-300;

/** Acceptance that steps are tuned to where latents are sampled as they are. */
const carefully = 0.98;

/**
 * What fits without some studies are made of. Where data push baselines or effects to one side, coordinates are made for those data and
 * would not suit what is left of them: latents are then sampled as they are.
 */
export async function compiledToLeaveOut(
  source: NetworkSource,
): Promise<Pick<NetworkSource, "options"> & { readonly compiled: Prepared }> {
  const { model, data, options } = source;
  const inputs = model.inputs(data);
  const isOneSided =
    inputs.has(inputNames.oneSidedEffects("side")) ||
    Array.from(inputs.keys()).some(
      (_, slab) => inputs.has(inputNames.oneSided(slab, "side")) || inputs.has(inputNames.bounded(slab, "centre")),
    );
  if (!isOneSided) return { options, compiled: await source.prepared(model) };
  const text = optimisationText(options.optimise);
  const chosen =
    text === "all" ? optimisationNames : optimisationNames.filter((name) => text.split(",").includes(name));
  const optimise = chosen.filter((name) => name !== "centre");
  // Baselines and effects of one side leave latents an edge, which short steps get along.
  const adaptDelta = Math.max(carefully, options.adaptDelta ?? 0);
  return { options: { ...options, optimise, adaptDelta }, compiled: await prepare(model, data, { optimise }) };
}

/**
 * The compiled model with outcomes of nobody, or errors beyond all bounds, in the place of some studies' own. Their baselines and
 * effects are then drawn from their laws given those of the others, priors, centres of covariates and units stay as they were, and no
 * shape changes: nothing is traced. Log likelihoods of their rows mean nothing.
 *
 * @param studies places in the network's studies
 */
export function withoutStudies(prepared: Prepared, studies: ReadonlySet<number>): Prepared {
  const model = prepared.model as NetworkModel;
  const network = model.network(prepared.data);
  const likelihood = likelihoodOf(network.likelihood);
  const inputs = new Map(Array.from(model.inputs(prepared.data), ([name, values]) => [name, values.slice()]));
  const armInputs = likelihood.inputs(categoriesOf(network.studies.flatMap((study) => study.arms)));
  const set = (name: string, row: number, change: (value: number) => number): void => {
    const values = inputs.get(name);
    if (values) values[row] = change(values[row]!);
  };
  const rowOf = compiledRows(prepared);
  for (const place of studies) {
    const study = network.studies[place]!;
    for (const { outcome, row: tableRow } of study.contrasts ? study.arms.slice(1) : study.arms) {
      const row = rowOf.get(tableRow)!;
      if (outcome === undefined) {
        set(inputNames.contrastSd, row, (sd) => sd * endless);
        continue;
      }
      const nothing = emptied(outcome);
      for (const { name, of } of armInputs) set(inputNames.arms(name), row, () => of(nothing));
      set(inputNames.precision, row, () => 0);
      set(inputNames.pull, row, () => 0);
    }
  }
  return { ...prepared, artifact: withInputs(prepared.artifact, inputs) };
}

/** Rows of the compiled model, arms and contrasts each counted from 0, by the rows of the table that they are of. */
function compiledRows({ traced }: Prepared): ReadonlyMap<number, number> {
  return new Map(
    traced.likelihoods!.flatMap(({ rowNumbers }) =>
      Array.from(rowNumbers!, (number, row) => [number - 1, row] as const),
    ),
  );
}

/** An outcome that every value of the parameters explains equally well. */
function emptied(outcome: ArmOutcome): ArmOutcome {
  if (outcome.kind === "events") return { ...outcome, events: 0, total: 0 };
  if (outcome.kind === "rate") return { ...outcome, events: 0, exposure: noTime };
  if (outcome.kind === "mean") return { ...outcome, se: outcome.se * endless };
  // Categories that are told apart stay so.
  return { ...outcome, counts: outcome.counts.map((count) => (Number.isNaN(count) ? NaN : 0)) };
}

function categoriesOf(arms: readonly { readonly outcome?: ArmOutcome }[]): number {
  return Math.max(0, ...arms.map(({ outcome }) => (outcome?.kind === "categories" ? outcome.counts.length : 0)));
}
