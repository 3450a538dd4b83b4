/** A compiled network in which some studies tell nothing, so that it serves as the network without them. */
import type { ArmOutcome } from "../../models/meta/data/Network.js";
import { likelihoodOf } from "../../models/meta/likelihoods/likelihoods.js";
import { armRows, inputNames } from "../../models/meta/lowering/networkInputs.js";
import { slabsOf } from "../../models/meta/lowering/slabsOf.js";
import type { NetworkModel } from "../../models/meta/networkModel.js";
import type { Prepared } from "../prepare.js";
import { withInputs } from "../withInputs.js";

/** What errors are multiplied by: information of 1e-20 is none. */
const endless = 1e10;
const noTime = 1e-300;

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
  const slabs = slabsOf(network);
  const arms = armRows(slabs);
  const inputs = new Map(Array.from(model.inputs(prepared.data), ([name, values]) => [name, values.slice()]));
  const armInputs = likelihood.inputs(categoriesOf(network.studies.flatMap((study) => study.arms)));
  const set = (name: string, row: number, change: (value: number) => number): void => {
    const values = inputs.get(name);
    if (values) values[row] = change(values[row]!);
  };
  for (const { kind, start, rows, studies: own } of slabs) {
    own.forEach((place, s) => {
      if (!studies.has(place)) return;
      for (let j = 0; j < rows; j += 1) {
        const row = start + j * own.length + s;
        if (kind === "contrasts") {
          set(inputNames.contrastSd, row - arms, (sd) => sd * endless);
          continue;
        }
        const nothing = emptied(network.studies[place]!.arms[j]!.outcome!);
        for (const { name, of } of armInputs) set(inputNames.arms(name), row, () => of(nothing));
        set(inputNames.precision, row, () => 0);
        set(inputNames.pull, row, () => 0);
      }
    });
  }
  return { ...prepared, artifact: withInputs(prepared.artifact, inputs) };
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
