/** Values of covariates, treatments and a baseline that a question to a saved network names. */
import { UserError } from "../../../engine/core/UserError.js";
import { covariateNames, type FittedNetwork } from "../../../models/meta/index.js";
import { placesText } from "../../network/placesText.js";
import { askedOf } from "../../network/askedOf.js";
import type { NetworkQuestions } from "../../network/NetworkQuestions.js";
import type { AskOptions } from "../AskOptions.js";
import { namesOf, valuesAt } from "../networkWords.js";

/**
 * What a question says, in the words that a fit's own options have; which effects are good, and by how much, is what the fit was told unless the
 * question says otherwise. @throws UserError as `askedOf` does.
 */
export function askedQuestions(fitted: FittedNetwork, options: AskOptions): NetworkQuestions {
  const { at, baseline, baselineTime } = options;
  const { better = fitted.declaration.better, mid = fitted.declaration.mid } = options;
  const { baselineRisk } = fitted.declaration;
  return askedOf({ better, mid, at: at?.flatMap(valuesAt), baseline, baselineTime, baselineRisk }, fitted.network);
}

/** Sets of values of covariates. @throws UserError where the model has none. */
export function askedSets(fitted: FittedNetwork, { at }: AskOptions): readonly ReadonlyMap<string, number>[] {
  if (at && covariateNames(fitted.network, fitted.declaration).length === 0) {
    throw new UserError("--at gives values of covariates, but the model has none: leave it out.");
  }
  return askedQuestions(fitted, { ...(at ? { at } : {}) }).at;
}

/** One set at most, as an option. @throws UserError for several. */
export function askedSet(fitted: FittedNetwork, options: AskOptions): { readonly at?: ReadonlyMap<string, number> } {
  const [at, ...others] = askedSets(fitted, options);
  if (others.length > 0) {
    throw new UserError("--at gives several sets of values: this question is answered at one, ask once for each.");
  }
  return at === undefined ? {} : { at };
}

/** Treatments and a reference, as options. */
export function askedTreatments({ treatments, reference }: AskOptions): {
  readonly treatments?: readonly string[];
  readonly reference?: string;
} {
  return {
    ...(treatments === undefined ? {} : { treatments: namesOf("--treatments", treatments) }),
    ...(reference === undefined ? {} : { reference }),
  };
}

/** ` at latitude 13, set: home`; empty at the centres. */
export function setText({ network }: FittedNetwork, at: ReadonlyMap<string, number> | undefined): string {
  return at === undefined || at.size === 0 ? "" : ` at ${placesText(at, network)}`;
}
