/** A fitted network made by hand from plain arrays, without covariates. */
import type { Posterior } from "../../../../engine/core/Posterior.js";
import { stream } from "../../../../engine/random/stream.js";
import type { Arm, ArmOutcome, Contrasts, Network } from "../../../../models/meta/data/Network.js";
import type { FittedNetwork } from "../../../../models/meta/FittedNetwork.js";
import type { LikelihoodName } from "../../../../models/meta/likelihoods/Likelihood.js";
import { likelihoodOf } from "../../../../models/meta/likelihoods/likelihoods.js";
import type { NetworkDeclaration } from "../../../../models/meta/NetworkDeclaration.js";

export interface MadeStudy {
  readonly name: string;
  /** Treatment and outcome of each arm, in the order of treatments. */
  readonly arms: readonly (readonly [number, ArmOutcome?])[];
  readonly contrasts?: Contrasts;
}

export const events = (r: number, n: number, time = 1): ArmOutcome => ({ kind: "events", events: r, total: n, time });
export const mean = (y: number, se: number): ArmOutcome => ({ kind: "mean", mean: y, se });

export function madeNetwork(
  treatments: readonly string[],
  studies: readonly MadeStudy[],
  likelihood: LikelihoodName = "binomial-logit",
): Network {
  return {
    likelihood,
    treatments,
    studies: studies.map(({ name, arms, contrasts }) => ({
      name,
      arms: arms.map(([treatment, outcome]): Arm => ({ treatment, row: 0, ...(outcome && { outcome }) })),
      ...(contrasts && { contrasts }),
    })),
    covariates: [],
    unit: 1,
  };
}

/** @param draws By name, all of one length, one chain. */
export function madeFit(
  network: Network,
  draws: Readonly<Record<string, readonly number[] | Float64Array>>,
  declared: Partial<NetworkDeclaration> = {},
): FittedNetwork {
  const known = new Map(Object.entries(draws).map(([name, values]) => [name, Float64Array.from(values)]));
  const drawCount = [...known.values()][0]!.length;
  const likelihood = likelihoodOf(network.likelihood);
  const declaration = { kind: "nma", effects: "fixed", model: "consistency", ...declared } as NetworkDeclaration;
  const none = new Float64Array(drawCount);
  const get = (name: string): Float64Array => {
    const values = known.get(name);
    if (!values) throw new Error(`no draws of ${name}`);
    return values;
  };
  const effects = () => network.treatments.map((name, t) => (t === 0 ? none : get(`d[${name}]`)));
  const centres = (place: number): readonly Float64Array[] => {
    const study = network.studies[place]!;
    const first = study.arms[0]!.treatment;
    return study.arms.map(({ treatment }, arm) => {
      if (arm === 0) return none;
      if (declaration.model === "ume") return get(`d[${network.treatments[first]},${network.treatments[treatment]}]`);
      const split = declaration.split?.map((name) => network.treatments.indexOf(name));
      const isSplit = split?.[1] === treatment && study.arms.some((one) => one.treatment === split[0]);
      const d = effects();
      return none.map((_, i) => d[treatment]![i]! - d[first]![i]! + (isSplit ? get("omega")[i]! : 0));
    });
  };
  const deltas = (place: number): readonly Float64Array[] => {
    const { name, arms } = network.studies[place]!;
    if (declaration.effects === "fixed") return centres(place);
    return arms.map(({ treatment }, k) => (k === 0 ? none : get(`delta[${name},${network.treatments[treatment]}]`)));
  };
  return {
    posterior: { provenance: { seed: "1" } } as Posterior,
    declaration,
    network,
    likelihood,
    chains: 1,
    drawsPerChain: drawCount,
    drawCount,
    draws: get,
    has: (name) => known.has(name),
    effects,
    centres,
    deltas,
    predictors(place) {
      const { name, arms } = network.studies[place]!;
      const mu = get(`mu[${name}]`);
      const offsets = arms.map(({ outcome }) => likelihood.offset?.(outcome!) ?? 0);
      return deltas(place).map((delta, k) => delta.map((value, i) => mu[i]! + value + offsets[k]!));
    },
  };
}

/** Normal draws that are the same each time. */
export function normals(count: number, seed: string, location = 0, sd = 1): Float64Array {
  const rng = stream(seed, "test");
  return Float64Array.from({ length: count }, () => location + sd * rng.normal());
}
