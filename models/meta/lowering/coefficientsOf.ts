/** The coefficients of a network's linear predictor beyond study baselines, and what each arm has of them. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Arm, Covariate, Network, Study } from "../data/Network.js";
import type { NetworkDeclaration } from "../NetworkDeclaration.js";

/** What a coefficient is of. */
export type Coefficient =
  /** Of a treatment against the reference; of unrelated mean effects against the study's first arm. */
  | { readonly kind: "effect"; readonly name: string }
  /** What direct evidence adds to indirect evidence on the split comparison. */
  | { readonly kind: "omega"; readonly name: string }
  | {
      readonly kind: "interaction";
      readonly name: string;
      /** Name of the covariate; {@link baselineRisk} for the study baselines. */
      readonly covariate: string;
      /** Place of the treatment; absent for a coefficient shared by all. */
      readonly treatment?: number;
    };

/** What the covariate of study baselines is called. */
export const baselineRisk = "mu";

export interface Coefficients {
  readonly list: readonly Coefficient[];
  /** What an arm has of each, apart from what multiplies study baselines; `place` is that of its study. */
  design(study: Study, place: number, arm: Arm): Float64Array;
  /** What of each multiplies the study's baseline less its centre, the baseline arm's own taken off. */
  baselineDesign(study: Study, arm: Arm): Float64Array;
}

/**
 * Coefficients in the order effects, omega, interactions.
 *
 * Consistency: d[B] of each treatment against the reference. Unrelated mean effects: d[A,B] of each treatment B against the first
 * arm A of its study (Dias et al., NICE DSU TSD 4, 2011). Node-splitting: omega enters the arm of the later treatment of the pair in
 * every study that has both (Dias et al. 2010). An interaction is of a treatment against the reference (TSD 3).
 *
 * @throws UserError for a comparison to be split that is none, or that no study makes.
 */
export function coefficientsOf(network: Network, declaration: NetworkDeclaration): Coefficients {
  const effects = effectNames(network, declaration);
  const split = declaration.model === "nodesplit" ? splitPair(network, declaration.split) : undefined;
  const covariates = [
    ...network.covariates.map(({ name }) => name),
    ...(declaration.baselineRisk ? [baselineRisk] : []),
  ];
  const list: Coefficient[] = [
    ...effects.map((name) => ({ kind: "effect" as const, name: `d[${name}]` })),
    ...(split ? [{ kind: "omega" as const, name: "omega" }] : []),
    ...covariates.flatMap((covariate) => interactions(network, declaration, covariate)),
  ];
  const places = new Map(list.map(({ name }, place) => [name, place]));
  const place = (name: string): number => places.get(name)!;
  return {
    list,
    design(study, studyPlace, { treatment }) {
      const row = new Float64Array(list.length);
      const first = study.arms[0]!.treatment;
      const { treatments } = network;
      if (declaration.model === "ume") {
        if (treatment !== first) row[place(`d[${treatments[first]},${treatments[treatment]}]`)] = 1;
      } else if (treatment > 0) row[place(`d[${treatments[treatment]}]`)] = 1;
      if (split && treatment === split[1] && study.arms.some((arm) => arm.treatment === split[0]))
        row[place("omega")] = 1;
      for (const { name, values, centre } of network.covariates) {
        if (treatment > 0)
          row[place(interactionName(network, declaration, name, treatment))] = values[studyPlace]! - centre;
      }
      return row;
    },
    baselineDesign(study, { treatment }) {
      const row = new Float64Array(list.length);
      if (!declaration.baselineRisk) return row;
      const add = (one: number, sign: number): void => {
        if (one > 0) row[place(interactionName(network, declaration, baselineRisk, one))]! += sign;
      };
      add(treatment, 1);
      add(study.arms[0]!.treatment, -1);
      return row;
    },
  };
}

/** `B`; of unrelated mean effects `A,B` in the order of treatments. */
function effectNames({ treatments, studies }: Network, { model }: NetworkDeclaration): readonly string[] {
  if (model !== "ume") return treatments.slice(1);
  const pairs = studies.flatMap(({ arms }) =>
    arms.slice(1).map(({ treatment }) => [arms[0]!.treatment, treatment] as const),
  );
  const sorted = [...pairs].sort(([a, b], [c, d]) => a - c || b - d);
  return [...new Set(sorted.map(([a, b]) => `${treatments[a]},${treatments[b]}`))];
}

/** Draw name of the interaction that a treatment has. */
export function interactionName(
  { treatments }: Pick<Network, "treatments">,
  { interaction }: Pick<NetworkDeclaration, "interaction">,
  covariate: Covariate["name"],
  treatment: number,
): string {
  return interaction === "shared" ? `beta[${covariate}]` : `beta[${treatments[treatment]},${covariate}]`;
}

function interactions(network: Network, declaration: NetworkDeclaration, covariate: string): Coefficient[] {
  const of = (treatment: number): string => interactionName(network, declaration, covariate, treatment);
  if (declaration.interaction === "shared") return [{ kind: "interaction", name: of(1), covariate }];
  return network.treatments.slice(1).map((_, i): Coefficient => {
    return { kind: "interaction", name: of(i + 1), covariate, treatment: i + 1 };
  });
}

function splitPair({ treatments, studies }: Network, split: NetworkDeclaration["split"]): readonly [number, number] {
  if (!split) throw new UserError("node-splitting needs the comparison to split: name its two treatments.");
  const unknown = split.find((name) => !treatments.includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `the comparison to split names "${unknown}", which is no treatment: the treatments are ${treatments.join(", ")}.`,
    );
  }
  const [a, b] = split.map((name) => treatments.indexOf(name)).sort((x, y) => x - y) as [number, number];
  const compared = studies.some(({ arms }) => [a, b].every((one) => arms.some(({ treatment }) => treatment === one)));
  if (a === b || !compared) {
    throw new UserError(
      `no study compares "${split[0]}" with "${split[1]}", so there is no direct evidence to split off.`,
    );
  }
  return [a, b];
}
