/** A network meta-analysis from table to answers. */
import { UserError } from "../../engine/core/UserError.js";
import { tableOf, type TableInput } from "../../engine/data/tableOf.js";
import { networkModel } from "../../models/meta/index.js";
import { fit } from "../fit.js";
import type { Platform } from "../platform/Platform.js";
import { askedOf } from "./askedOf.js";
import { completeNetwork, type OnStage } from "./completeNetwork.js";
import { networkDeclaration } from "./networkDeclaration.js";
import type { NetworkResult } from "./NetworkResult.js";
import type { NmaOptions } from "./NmaOptions.js";

/**
 * Reads a table of trials as a network, checks it, fits it, and answers what was asked.
 *
 * @throws UserError for what is wrong with the table, the network or the options, before anything is fitted.
 */
export async function nma(
  input: TableInput,
  options: NmaOptions,
  platform: Platform,
  onStage?: OnStage,
): Promise<NetworkResult> {
  askedOf(options);
  const declaration = networkDeclaration(options);
  const model = networkModel(declaration, options.title);
  const posterior = await fit(model, tableOf(input), fitOptionsOf(options), platform);
  return completeNetwork(posterior, options, platform, onStage);
}

/** Those of the options that are of any fit. */
export function fitOptionsOf(options: NmaOptions) {
  const { chains, warmup, draws, seed, adaptDelta, maxTreeDepth, metric, stopWarmupEarly, algorithm } = options;
  const { workers, optimise, maxMemory, signal, onProgress } = options;
  if ("na" in options)
    throw new UserError("a network takes no na: empty cells say something in its table; leave rows out of the table.");
  return {
    ...{ chains, warmup, draws, seed, adaptDelta, maxTreeDepth, metric, stopWarmupEarly, algorithm },
    ...{ workers, optimise, maxMemory, signal, onProgress },
  };
}
