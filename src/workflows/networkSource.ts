/** A network's fit that others are made beside, and how those are made. */
import { isUserError, UserError } from "../../engine/core/UserError.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import type { FitOptions } from "../FitOptions.js";
import type { NetworkModel } from "../../models/meta/networkModel.js";
import { preparedOf } from "../preparedOf.js";
import { prepare, type Prepared } from "../prepare.js";
import { optionsAgain } from "./fitOptionsOf.js";
import { modelAgain } from "./modelAgain.js";
import { isNetwork, networkAgain } from "./networkAgain.js";

/** How further fits of a network are made; what is left out is as in its first fit. */
export type NetworkRefitOptions = Pick<
  FitOptions,
  "chains" | "warmup" | "draws" | "seed" | "adaptDelta" | "maxTreeDepth" | "workers" | "signal"
>;

export interface NetworkSource {
  readonly model: NetworkModel;
  readonly data: Table;
  readonly options: FitOptions & { readonly seed: string };
  readonly algorithm: FitOptions["algorithm"];
  /** Another model of the same data, compiled: by what was compiled before where the shapes are equal. */
  prepared(model: NetworkModel, before?: Prepared): Promise<Prepared>;
}

/**
 * What the fit of a network, fresh or loaded, was made of.
 *
 * @throws UserError for a posterior of another model, for draws of the prior, and for a fit stopped short of a model.
 */
export async function networkSource(posterior: Posterior, changes: NetworkRefitOptions): Promise<NetworkSource> {
  const model = await networkModelOf(posterior);
  if (model.declaration.priorOnly) {
    throw new UserError("these are draws of the prior, which has seen no study: fit the model with its likelihood.");
  }
  const { options, algorithm } = optionsAgain(posterior, changes);
  const data = posterior.data!;
  return {
    ...{ model, data, algorithm },
    options: { ...options, seed: String(options.seed) },
    async prepared(other, before = preparedOf(posterior)) {
      return (before && networkAgain(before, other, data)) ?? prepare(other, data, options);
    },
  };
}

async function networkModelOf(posterior: Posterior): Promise<NetworkModel> {
  const refuse = () =>
    new UserError("this is a question about a network meta-analysis; the posterior is of another model.");
  if (posterior.declaration?.kind !== "nma" || !posterior.data) throw refuse();
  const model = await modelAgain(posterior);
  if (!isNetwork(model)) throw refuse();
  return model;
}

/** Words that a message begins with, before what a fit among several was refused for. */
export async function during<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(`${what}: ${error.message}`);
  }
}
