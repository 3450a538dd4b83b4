/** What workflows ask of a posterior of a network, loaded when asked for. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Replicates } from "../../engine/core/Replicates.js";
import type { NetworkPointwise } from "../../models/meta/answers/pointwise.js";
import type { ArmOutcome, Study } from "../../models/meta/data/Network.js";
import type { FittedNetwork } from "../../models/meta/FittedNetwork.js";

export interface NetworkAnswers {
  readonly fitted: FittedNetwork;
  /** Log likelihood of each arm and contrast. */
  pointwise(): NetworkPointwise;
  /** Log likelihood of each study: of its other arms given its baseline arm; from so many draws of each chain, all unless told. */
  studyPointwise(drawsPerChain?: number): NetworkPointwise;
  /** About how many seconds these take. */
  studyPointwiseSeconds(drawsPerChain: number): number;
  replicates(draws: number): readonly Replicates[];
  /** What was observed, as one list of numbers, in the order in which log likelihoods come. */
  observed(): readonly number[];
}

export function isNetworkFit({ declaration }: Pick<Posterior, "declaration">): boolean {
  return declaration?.kind === "nma";
}

/** @throws UserError for a posterior of another model. */
export async function networkAnswers(posterior: Posterior): Promise<NetworkAnswers> {
  const [{ fittedNetwork }, { pointwise }, { studyPointwise, studyPointwiseSeconds }, { replicates }] =
    await Promise.all([
      import("../../models/meta/FittedNetwork.js"),
      import("../../models/meta/answers/pointwise.js"),
      import("../../models/meta/answers/studyPointwise.js"),
      import("../../models/meta/answers/replicates.js"),
    ]);
  const fitted = fittedNetwork(posterior);
  return {
    fitted,
    pointwise: () => pointwise(fitted),
    studyPointwise: (drawsPerChain) => studyPointwise(fitted, drawsPerChain === undefined ? {} : { drawsPerChain }),
    studyPointwiseSeconds: (drawsPerChain) => studyPointwiseSeconds(fitted, drawsPerChain),
    replicates: (draws) => replicates(fitted, { draws }),
    observed: () => fitted.network.studies.flatMap(numbersOfStudy),
  };
}

function numbersOfStudy({ arms, contrasts }: Study): readonly number[] {
  if (contrasts) return [...contrasts.differences, ...contrasts.covariance];
  return arms.flatMap(({ outcome }) => numbersOfOutcome(outcome!));
}

function numbersOfOutcome(outcome: ArmOutcome): readonly number[] {
  if (outcome.kind === "events") return [outcome.events, outcome.total];
  if (outcome.kind === "rate") return [outcome.events, outcome.exposure];
  return outcome.kind === "mean" ? [outcome.mean, outcome.se] : outcome.counts;
}
