/** A network fitted without each of its studies in turn: whether one study carries a result. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { stream } from "../../engine/random/stream.js";
import { summariseDraws, type EffectSummary } from "../../models/meta/answers/summariseDraws.js";
import type { Network } from "../../models/meta/data/Network.js";
import { networkParts } from "../../models/meta/data/networkParts.js";
import { fittedNetwork, type FittedNetwork } from "../../models/meta/FittedNetwork.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import { sample } from "../fit.js";
import type { Platform } from "../platform/Platform.js";
import { drawTroubles, mattersInNetwork, type DrawTroubles } from "./drawTroubles.js";
import { manyFits } from "./manyFits.js";
import { during, networkSource, type NetworkRefitOptions } from "./networkSource.js";
import { compiledToLeaveOut, withoutStudies } from "./withoutStudies.js";

export interface LeaveOneStudyOutOptions extends NetworkRefitOptions {
  /** Names of studies to leave out, each by itself; all unless told. */
  readonly studies?: readonly string[] | undefined;
  /** Told before the first study and after each. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** Against the reference, on the link scale, covariates at their centres over all studies. */
export interface TreatmentEffect {
  readonly treatment: string;
  /** null where no study connects the treatment with the reference. */
  readonly effect: EffectSummary | null;
}

export interface NetworkEstimates {
  /** Of all treatments but the reference, in their order. */
  readonly effects: readonly TreatmentEffect[];
  /** null for fixed effects. */
  readonly tau: EffectSummary | null;
}

export interface StudyLeftOut extends NetworkEstimates, DrawTroubles {
  readonly study: string;
  /** Treatments that no other study has. */
  readonly vanished: readonly string[];
  /** Treatments by part where the studies left over do not connect all that they have; otherwise one part. */
  readonly parts: readonly (readonly string[])[];
}

export interface LeaveOneStudyOut {
  readonly reference: string;
  /** With all studies. */
  readonly all: NetworkEstimates;
  /** In the order of the network, or of `studies`. */
  readonly without: readonly StudyLeftOut[];
}

const optionNames = [
  ...["studies", "onProgress", "chains", "warmup", "draws", "seed"],
  ...["adaptDelta", "maxTreeDepth", "workers", "signal"],
];

/**
 * Fits a network again without each of its studies, priors being those of the first fit. A treatment that is lost and a network that
 * falls apart are told of with the effects that are left. Nothing is traced again for a fit of this process; each study has a seed made of
 * that of the fit and its name. Studies that the signal stopped are left out of the result.
 *
 * @throws UserError for unrelated mean effects, a network of one study, an unknown study, and as `fit` does.
 * @example
 * const { all, without } = await leaveOneStudyOut(posterior, {}, node);
 */
export async function leaveOneStudyOut(
  posterior: Posterior,
  options: LeaveOneStudyOutOptions,
  platform: Platform,
): Promise<LeaveOneStudyOut> {
  refuseUnknownOptions("leaveOneStudyOut", options, optionNames);
  const { studies: asked, onProgress, ...refit } = options;
  const source = await networkSource(posterior, refit);
  const { model, data, algorithm } = source;
  if (model.declaration.model === "ume") {
    throw new UserError("studies are left out of a network of consistent effects: fit the consistency model first.");
  }
  const network = model.network(data);
  const places = placesOf(network, asked);
  const { compiled, options: kept } = await compiledToLeaveOut(source);
  const fits = places.map((place) => (own: Platform, workers: number) => {
    const { name } = network.studies[place]!;
    const seed = String(stream(kept.seed, "without study", name).bits());
    return during(`without study "${name}"`, () =>
      sample(async () => withoutStudies(compiled, new Set([place])), { ...kept, seed, workers }, own, algorithm),
    );
  });
  const take = (without: Posterior, i: number): StudyLeftOut => {
    const place = places[i]!;
    const left = { ...network, studies: network.studies.filter((_, other) => other !== place) };
    const { vanished, parts } = whatIsLeft(left);
    const connected = parts.find((part) => part.includes(network.treatments[0]!)) ?? [];
    return {
      study: network.studies[place]!.name,
      vanished,
      parts,
      ...estimates(fittedNetwork(without), connected),
      ...drawTroubles(without, mattersInNetwork),
    };
  };
  const results = await manyFits(fits, take, { ...source.options, onProgress }, platform);
  return {
    reference: network.treatments[0]!,
    all: estimates(fittedNetwork(posterior), network.treatments),
    without: results.filter((one) => one !== undefined),
  };
}

function placesOf({ studies }: Network, asked: readonly string[] | undefined): readonly number[] {
  if (studies.length < 2) {
    throw new UserError("the network has one study: without it there is nothing to fit.");
  }
  if (asked === undefined) return studies.map((_, place) => place);
  const places = new Map(studies.map(({ name }, place) => [name, place]));
  return [...new Set(asked)].map((name) => {
    const place = places.get(name);
    if (place !== undefined) return place;
    throw new UserError(`unknown study "${name}" to leave out: the studies are ${[...places.keys()].join(", ")}.`);
  });
}

/** Treatments that are lost, and how those that are left hang together. */
function whatIsLeft(network: Network): Pick<StudyLeftOut, "vanished" | "parts"> {
  const there = new Set(network.studies.flatMap(({ arms }) => arms.map(({ treatment }) => treatment)));
  const vanished = network.treatments.filter((_, treatment) => !there.has(treatment));
  return { vanished, parts: networkParts(network).filter((part) => !vanished.includes(part[0]!)) };
}

function estimates(fitted: FittedNetwork, connected: readonly string[]): NetworkEstimates {
  const effects = fitted.effects();
  return {
    effects: fitted.network.treatments.flatMap((treatment, place) => {
      if (place === 0) return [];
      return [{ treatment, effect: connected.includes(treatment) ? summariseDraws(effects[place]!) : null }];
    }),
    tau: fitted.has("tau") ? summariseDraws(fitted.draws("tau")) : null,
  };
}
