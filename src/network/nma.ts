/** A network meta-analysis from table to answers. */
import { tableOf, type TableInput } from "../../engine/data/tableOf.js";
import { networkModel } from "../../models/meta/index.js";
import { fit } from "../fit.js";
import type { Platform } from "../platform/Platform.js";
import { askedOf } from "./askedOf.js";
import { checkAsked } from "./checkAsked.js";
import { completeNetwork, type OnStage } from "./completeNetwork.js";
import { networkDeclaration } from "./networkDeclaration.js";
import type { NetworkResult } from "./NetworkResult.js";
import { nmaFitOptions } from "./nmaFitOptions.js";
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
  const table = tableOf(input);
  checkAsked(model.network(table), declaration, options);
  const posterior = await fit(model, table, nmaFitOptions(options), platform);
  return completeNetwork(posterior, options, platform, onStage);
}
