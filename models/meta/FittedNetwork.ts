/** A posterior of a network meta-analysis, with all that questions about it need. */
import type { Draws } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import type { Network } from "./data/Network.js";
import { effectWords } from "./likelihoods/effectWords.js";
import { likelihoodOf } from "./likelihoods/likelihoods.js";
import type { Likelihood } from "./likelihoods/Likelihood.js";
import { baselineCentre } from "./lowering/baselineCentre.js";
import { baselineRisk, coefficientsOf, interactionName, type Coefficients } from "./lowering/coefficientsOf.js";
import type { NetworkDeclaration } from "./NetworkDeclaration.js";
import { networkModel } from "./networkModel.js";
import { requireCovariates } from "./requireCovariates.js";

/** Draws are those of all chains, one after the other, chains cut to one length. */
export interface FittedNetwork {
  readonly posterior: Posterior;
  readonly declaration: NetworkDeclaration;
  readonly network: Network;
  /** With the words for what effects of this network are. */
  readonly likelihood: Likelihood;
  readonly chains: number;
  readonly drawsPerChain: number;
  /** chains × drawsPerChain. */
  readonly drawCount: number;
  /**
   * All draws of a variable; the same array each time, not to be changed: `d[B]`, `d[A,B]` of unrelated mean effects, `tau`, `mu[study]`,
   * `delta[study,B]` (the linear predictor of the study's arm B less that of its baseline arm; with random effects only), `beta[x]` or
   * `beta[B,x]`, `omega`, `cut[1]`, …. @throws UserError when there is none.
   */
  draws(variable: string): Float64Array;
  has(variable: string): boolean;
  /**
   * Draws of what arms of a study add to its baseline arm on the link scale, `[arm][draw]`, zeros for the baseline arm itself: its own
   * with random effects, else what treatments and covariates make of it.
   */
  deltas(study: number): readonly Float64Array[];
  /**
   * Draws of what `deltas` are centred at, `[arm][draw]`, zeros for the baseline arm: what treatments, covariates at the study's values
   * and an inconsistency parameter make of each arm. With fixed effects these are `deltas`.
   */
  centres(study: number): readonly Float64Array[];
  /** Draws of the linear predictor of each arm of a study with arm outcomes, offset included, `[arm][draw]`. */
  predictors(study: number): readonly Float64Array[];
  /**
   * Draws of the effect of each treatment against the reference, `[treatment][draw]`, zeros for the reference.
   *
   * @param at Values of covariates by name; those left out are at their centres.
   * @throws UserError for unrelated mean effects, which are not effects against one reference.
   */
  effects(at?: ReadonlyMap<string, number>): readonly Float64Array[];
}

const known = new WeakMap<Posterior, FittedNetwork>();

/**
 * A posterior of a network meta-analysis with its network and its draws by name.
 *
 * @throws UserError when the posterior is of another kind of model.
 */
export function fittedNetwork(posterior: Posterior): FittedNetwork {
  const before = known.get(posterior);
  if (before) return before;
  const { declaration, data } = posterior;
  if (declaration?.kind !== "nma" || !data) {
    throw new UserError("this question is for network meta-analyses; the posterior is of another model.");
  }
  const made = fittedFrom(
    posterior,
    declaration as NetworkDeclaration,
    networkModel(declaration as NetworkDeclaration).network(data),
  );
  known.set(posterior, made);
  return made;
}

function fittedFrom(posterior: Posterior, declaration: NetworkDeclaration, network: Network): FittedNetwork {
  const likelihood = { ...likelihoodOf(network.likelihood), words: effectWords(network, declaration) };
  const coefficients = coefficientsOf(network, declaration);
  const { chains, drawsPerChain } = evenLength(posterior.draws);
  const drawCount = chains * drawsPerChain;
  const { draws, has } = drawsByName(posterior.draws, drawsPerChain);
  const once = (make: (study: number) => readonly Float64Array[]) => {
    const made = new Map<number, readonly Float64Array[]>();
    return (study: number): readonly Float64Array[] => {
      const before = made.get(study) ?? make(study);
      made.set(study, before);
      return before;
    };
  };
  const fitted: FittedNetwork = {
    posterior,
    declaration,
    network,
    likelihood,
    chains,
    drawsPerChain,
    drawCount,
    draws,
    has,
    centres: once((study) => centresOf(fitted, coefficients, study)),
    deltas: once((study) => (declaration.effects === "random" ? sampledDeltas(fitted, study) : fitted.centres(study))),
    predictors(study) {
      const { name, arms, contrasts } = network.studies[study]!;
      if (contrasts)
        throw new UserError(`study "${name}" is known by contrasts alone, so that its arms have no predictor.`);
      const mu = draws(`mu[${name}]`);
      return fitted.deltas(study).map((delta, arm) => {
        const offset = likelihood.offset?.(arms[arm]!.outcome!) ?? 0;
        return delta.map((value, draw) => value + mu[draw]! + offset);
      });
    },
    effects: (at = new Map()) => effectsAt(fitted, at),
  };
  return fitted;
}

/** Chains are cut to the shortest, so that draws of one number stand side by side. */
function evenLength({ chains }: Draws): { readonly chains: number; readonly drawsPerChain: number } {
  const used = chains.filter(({ drawCount }) => drawCount > 0);
  return { chains: used.length, drawsPerChain: Math.min(...used.map(({ drawCount }) => drawCount)) };
}

function drawsByName({ names, chains }: Draws, drawsPerChain: number): Pick<FittedNetwork, "draws" | "has"> {
  const places = new Map(names.map((name, place) => [name, place]));
  const columns = new Map<number, Float64Array>();
  const used = chains.filter(({ drawCount }) => drawCount > 0);
  return {
    has: (variable) => places.has(variable),
    draws(variable) {
      const place = places.get(variable);
      if (place === undefined) {
        const near = nearestName(variable, names);
        throw new UserError(
          `there are no draws of "${variable}"${near === undefined ? "" : `: did you mean "${near}"?`}`,
        );
      }
      const before = columns.get(place);
      if (before) return before;
      const column = new Float64Array(used.length * drawsPerChain);
      used.forEach(({ values }, chain) => {
        for (let draw = 0; draw < drawsPerChain; draw++) {
          column[chain * drawsPerChain + draw] = values[draw * names.length + place]!;
        }
      });
      columns.set(place, column);
      return column;
    },
  };
}

function sampledDeltas({ network, drawCount, draws }: FittedNetwork, place: number): readonly Float64Array[] {
  const { name, arms } = network.studies[place]!;
  const others = arms.slice(1).map(({ treatment }) => draws(`delta[${name},${network.treatments[treatment]}]`));
  return [new Float64Array(drawCount), ...others];
}

function centresOf(fitted: FittedNetwork, coefficients: Coefficients, place: number): readonly Float64Array[] {
  const { network, declaration, likelihood, drawCount, draws } = fitted;
  const study = network.studies[place]!;
  const first = coefficients.design(study, place, study.arms[0]!);
  const centre = declaration.baselineRisk ? baselineCentre(network, likelihood) : 0;
  return study.arms.map((arm) => {
    const sum = new Float64Array(drawCount);
    coefficients.design(study, place, arm).forEach((value, k) => {
      addMultiple(sum, value - first[k]!, () => draws(coefficients.list[k]!.name));
    });
    if (!declaration.baselineRisk) return sum;
    const mu = draws(`mu[${study.name}]`);
    coefficients.baselineDesign(study, arm).forEach((value, k) => {
      addMultiple(sum, value, () => draws(coefficients.list[k]!.name).map((beta, draw) => beta * (mu[draw]! - centre)));
    });
    return sum;
  });
}

function addMultiple(sum: Float64Array, weight: number, column: () => Float64Array): void {
  if (weight === 0) return;
  const values = column();
  for (let draw = 0; draw < sum.length; draw++) sum[draw]! += weight * values[draw]!;
}

function effectsAt(fitted: FittedNetwork, at: ReadonlyMap<string, number>): readonly Float64Array[] {
  const { network, declaration, likelihood, drawCount, draws } = fitted;
  if (declaration.model === "ume") {
    throw new UserError(
      "unrelated mean effects are effects of one comparison each, not of treatments against one reference.",
    );
  }
  requireCovariates(network, declaration, at);
  return network.treatments.map((treatment, place) => {
    const sum = new Float64Array(drawCount);
    if (place === 0) return sum;
    addMultiple(sum, 1, () => draws(`d[${treatment}]`));
    for (const [covariate, value] of at) {
      const centre = covariate === baselineRisk ? baselineCentre(network, likelihood) : centreOf(network, covariate);
      addMultiple(sum, value - centre, () => draws(interactionName(network, declaration, covariate, place)));
    }
    return sum;
  });
}

function centreOf({ covariates }: Network, covariate: string): number {
  return covariates.find(({ name }) => name === covariate)!.centre;
}
