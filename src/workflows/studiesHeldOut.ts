/** A network fitted again without some studies, and how it predicts them. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import type { FittedNetwork } from "../../models/meta/FittedNetwork.js";
import type { NetworkPointwise } from "../../models/meta/answers/pointwise.js";
import { studyPointwise } from "../../models/meta/answers/studyPointwise.js";
import { fittedNetwork } from "../../models/meta/FittedNetwork.js";
import { sample } from "../fit.js";
import type { Platform } from "../platform/Platform.js";
import { during, networkSource, type NetworkSource } from "./networkSource.js";
import type { RefitOptions } from "./refitWithout.js";
import { compiledToLeaveOut, withoutStudies } from "./withoutStudies.js";

/** What a fit without some studies says of them. */
export interface StudiesHeldOut {
  readonly posterior: Posterior;
  /** Log densities of the studies left out, in the order of their places: of the other arms given the baseline arm. */
  readonly heldOut: NetworkPointwise;
}

/** Fits a network again without some studies, by their places among its studies; `what` they are, for messages. */
export type RefitStudies = (places: readonly number[], what: string) => Promise<StudiesHeldOut>;

/**
 * A function that fits the network of a posterior again without some of its studies; what is compiled serves all of them. Priors and centres
 * of covariates are those of the first fit.
 *
 * @throws UserError as `networkSource` does.
 */
export async function refitStudies(
  posterior: Posterior,
  options: RefitOptions,
  platform: Platform,
): Promise<RefitStudies> {
  const source: NetworkSource = await networkSource(posterior, options);
  const { compiled, options: kept } = await compiledToLeaveOut(source);
  const { studies } = source.model.network(source.data);
  return async (places, what) => {
    if (places.length >= studies.length) throw new UserError(`without ${what} no study is left.`);
    const fitted = await during(`without ${what}`, () =>
      sample(async () => withoutStudies(compiled, new Set(places)), kept, platform, source.algorithm),
    );
    return { posterior: fitted, heldOut: studyPointwise(ofStudies(fittedNetwork(fitted), places)) };
  };
}

/** The same draws, with some studies of the network alone. */
function ofStudies(fitted: FittedNetwork, places: readonly number[]): FittedNetwork {
  const { network } = fitted;
  return {
    ...fitted,
    network: {
      ...network,
      studies: places.map((place) => network.studies[place]!),
      covariates: network.covariates.map((one) => ({
        ...one,
        values: Float64Array.from(places, (place) => one.values[place]!),
      })),
    },
    deltas: (study) => fitted.deltas(places[study]!),
    centres: (study) => fitted.centres(places[study]!),
    predictors: (study) => fitted.predictors(places[study]!),
  };
}
