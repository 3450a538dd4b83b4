/** Outcomes that a fitted network would give, beside those observed. */
import type { OutcomeKind, Replicates } from "../../../engine/core/Replicates.js";
import { UserError } from "../../../engine/core/UserError.js";
import { spacedDraws } from "../../../engine/data/spacedDraws.js";
import { numberedStreams } from "../../../engine/random/numberedStreams.js";
import type { ArmOutcome } from "../data/Network.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { cutDraws, cutsAt } from "./cutDraws.js";
import { dataPoints, type DataPoint } from "./dataPoints.js";
import { normalVector } from "./normalVector.js";

export interface NetworkReplicatesOptions {
  /** How many replicates, of evenly spaced draws; 50, enough for curves, unless told. */
  readonly draws?: number;
  /** That of the fit unless told. */
  readonly seed?: string;
}

const usualDraws = 50;

/** Total over the kinds of outcome. */
const kinds: Readonly<Record<ArmOutcome["kind"], { readonly name: string; readonly outcome: OutcomeKind }>> = {
  events: { name: "events", outcome: "bounded" },
  rate: { name: "events", outcome: "count" },
  mean: { name: "mean", outcome: "continuous" },
  categories: { name: "people in each category", outcome: "bounded" },
};

/**
 * Posterior predictive outcomes given each study's baseline and effects: of arms, then of the contrasts of studies known by those, whichever
 * there are. Of ordered outcomes an observation is the people of an arm in one category that the study tells apart.
 *
 * @throws UserError for a number of draws that is not a whole number of at least 1.
 * @example
 * const [events] = replicates(fitted, { draws: 100 });
 */
export function replicates(fitted: FittedNetwork, options: NetworkReplicatesOptions = {}): readonly Replicates[] {
  const { draws: howMany = usualDraws, seed = fitted.posterior.provenance.seed } = options;
  if (!Number.isInteger(howMany) || howMany < 1) {
    throw new UserError(`draws of replicates must be a whole number of at least 1; it is ${howMany}.`);
  }
  const draws = spacedDraws(fitted.drawCount, howMany);
  const points = dataPoints(fitted.network);
  const arms = points.filter((point) => point.kind === "arm");
  const contrasts = points.filter((point) => point.kind === "contrasts");
  return [
    ...(arms.length > 0 ? [armReplicates(fitted, arms, draws, seed)] : []),
    ...(contrasts.length > 0 ? [contrastReplicates(fitted, contrasts, draws, seed)] : []),
  ];
}

type Of<Kind extends DataPoint["kind"]> = Extract<DataPoint, { readonly kind: Kind }>;

function armReplicates(fitted: FittedNetwork, arms: readonly Of<"arm">[], draws: Int32Array, seed: string): Replicates {
  const { likelihood } = fitted;
  const cuts = cutDraws(fitted);
  const streams = numberedStreams(seed, "replicates of arms");
  const observed = Float64Array.from(arms.flatMap(({ outcome }) => numbersOf(outcome, outcome)));
  const values = new Float64Array(draws.length * observed.length);
  const predictors = arms.map(({ study, arm }) => fitted.predictors(study)[arm]!);
  draws.forEach((draw, d) => {
    const rng = streams.stream(draw);
    let at = d * observed.length;
    arms.forEach(({ outcome }, place) => {
      const fittedValues = likelihood.fitted(predictors[place]![draw]!, cutsAt(cuts, draw));
      for (const value of numbersOf(likelihood.draw(rng, outcome, fittedValues), outcome)) values[at++] = value;
    });
  });
  const trials = arms.flatMap(({ outcome }) => trialsOf(outcome));
  return {
    ...kinds[arms[0]!.outcome.kind],
    observed,
    draws,
    values,
    notes: [notes(fitted)],
    ...(trials.length > 0 ? { trials: Float64Array.from(trials) } : {}),
    groups: [
      groupOf(
        fitted,
        arms.flatMap((point) => numbersOf(point.outcome, point.outcome).map(() => point.study)),
      ),
    ],
  };
}

/** The numbers that are compared; of categories those that the study observed. */
function numbersOf(outcome: ArmOutcome, observed: ArmOutcome): number[] {
  if (outcome.kind === "mean") return [outcome.mean];
  if (outcome.kind !== "categories") return [outcome.events];
  return outcome.counts.filter((_, k) => observed.kind === "categories" && !Number.isNaN(observed.counts[k]));
}

function trialsOf(outcome: ArmOutcome): number[] {
  if (outcome.kind === "events") return [outcome.total];
  if (outcome.kind !== "categories") return [];
  const counts = numbersOf(outcome, outcome);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map(() => total);
}

function contrastReplicates(
  fitted: FittedNetwork,
  studies: readonly Of<"contrasts">[],
  draws: Int32Array,
  seed: string,
): Replicates {
  const streams = numberedStreams(seed, "replicates of contrasts");
  const observed = Float64Array.from(studies.flatMap(({ contrasts }) => [...contrasts.differences]));
  const values = new Float64Array(draws.length * observed.length);
  const laws = studies.map(({ contrasts, size }) => normalVector(contrasts.covariance, size));
  const means = studies.map(({ study }) => fitted.deltas(study).slice(1));
  draws.forEach((draw, d) => {
    const rng = streams.stream(draw);
    let at = d * observed.length;
    studies.forEach(({ size }, s) => {
      const z = Float64Array.from({ length: size }, () => rng.normal());
      for (let i = 0; i < size; i += 1) {
        let value = means[s]![i]![draw]!;
        for (let k = 0; k <= i; k += 1) value += laws[s]!.factor[i * size + k]! * z[k]!;
        values[at++] = value;
      }
    });
  });
  const places = studies.flatMap(({ study, size }) => new Array<number>(size).fill(study));
  return {
    name: fitted.likelihood.words.effect,
    outcome: "continuous",
    observed,
    draws,
    values,
    notes: [notes(fitted)],
    groups: [groupOf(fitted, places)],
  };
}

function notes({ declaration }: FittedNetwork): string {
  return `given the baseline${declaration.effects === "random" ? " and the effects" : ""} of each study`;
}

function groupOf({ network }: FittedNetwork, places: readonly number[]) {
  return { name: "study", codes: Int32Array.from(places), levels: network.studies.map(({ name }) => name) };
}
