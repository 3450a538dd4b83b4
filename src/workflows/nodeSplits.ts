/** Node-splitting of a network: each comparison's direct evidence beside the indirect, by a fit for each. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { tableOf, type TableInput } from "../../engine/data/tableOf.js";
import { stream } from "../../engine/random/stream.js";
import { comparisonsToSplit } from "../../models/meta/answers/comparisonsToSplit.js";
import { requireSplits } from "../../models/meta/answers/requireSplits.js";
import { splitSummary, type SplitEstimate } from "../../models/meta/answers/splitSummary.js";
import { fittedNetwork } from "../../models/meta/FittedNetwork.js";
import type { NetworkModel } from "../../models/meta/networkModel.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import { fit, sample } from "../fit.js";
import type { Platform } from "../platform/Platform.js";
import { drawTroubles, mattersInNetwork, type DrawTroubles } from "./drawTroubles.js";
import { manyFits } from "./manyFits.js";
import { during, networkSource, type NetworkRefitOptions } from "./networkSource.js";
import { steinControls } from "./steinControls.js";

export interface NodeSplitsOptions extends NetworkRefitOptions {
  /** Comparisons to split, in any order; all that can be unless told. */
  readonly comparisons?: readonly (readonly [string, string])[] | undefined;
  /** Told before the first split and after each. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** What one split says, and whether its draws can be trusted. */
export interface NodeSplit extends SplitEstimate, DrawTroubles {}

/** A network that is fitted first. */
export interface NetworkToFit {
  readonly model: NetworkModel;
  readonly table: TableInput;
}

const optionNames = [
  ...["comparisons", "onProgress", "chains", "warmup", "draws", "seed"],
  ...["adaptDelta", "maxTreeDepth", "workers", "signal"],
];

/**
 * Splits every comparison that has direct and independent indirect evidence, or those asked for (Dias et al. 2010; van Valkenhoef et al.
 * 2016): the model is fitted again with a parameter of its own for what direct evidence adds. One model is compiled for all of them.
 * Each split has a seed made of that of the fit and of the names of its treatments, so that its numbers are the same whichever others are
 * split, however many workers there are. Splits that the signal stopped are left out.
 *
 * @returns In the order of treatments, or of `comparisons`; none where nothing can be split, as in a star.
 * @throws UserError for a posterior of no consistency model, for a comparison that cannot be split, and as `fit` does.
 * @example
 * for (const { from, to, direct, indirect, p_value } of await nodeSplits(posterior, {}, node)) console.log(from, to, p_value);
 */
export async function nodeSplits(
  given: Posterior | NetworkToFit,
  options: NodeSplitsOptions,
  platform: Platform,
): Promise<readonly NodeSplit[]> {
  refuseUnknownOptions("nodeSplits", options, optionNames);
  const { comparisons: asked, onProgress, ...refit } = options;
  const consistency = "draws" in given ? given : await fit(given.model, tableOf(given.table), refit, platform);
  const source = await networkSource(consistency, refit);
  const { model, data, algorithm } = source;
  requireConsistency(model);
  const whole = model.network(data);
  const pairs = asked === undefined ? comparisonsToSplit(whole) : requireSplits(whole, asked);
  if (pairs.length === 0) return [];
  const split = (pair: Pair) => model.with({ model: "nodesplit", split: pair });
  const first = await source.prepared(split(pairs[0]!));
  const network = fittedNetwork(consistency);
  const fits = pairs.map((pair) => (own: Platform, workers: number) => {
    const seed = seedOf(source.options.seed, pair);
    return during(`the split of "${pair[0]}" and "${pair[1]}"`, () =>
      sample(() => source.prepared(split(pair), first), { ...source.options, seed, workers }, own, algorithm),
    );
  });
  const take = async (posterior: Posterior): Promise<NodeSplit> => ({
    ...splitSummary(network, fittedNetwork(posterior), { controls: await steinControls(posterior), mostDraws }),
    ...drawTroubles(posterior, mattersInNetwork),
  });
  const many = { ...source.options, onProgress };
  return (await manyFits(fits, take, many, platform)).filter((one) => one !== undefined);
}

/** Of which the deviance of a split is taken. */
const mostDraws = 1000;

type Pair = readonly [string, string];

function requireConsistency({ declaration }: NetworkModel): void {
  if (declaration.model === "consistency") return;
  throw new UserError(
    `splits are made beside a fit of the consistency model, but this one is of the model ${declaration.model}: fit that first.`,
  );
}

/** A seed that depends on the pair alone. */
function seedOf(seed: string, [from, to]: Pair): string {
  return String(stream(seed, "node-split", from, to).bits());
}
