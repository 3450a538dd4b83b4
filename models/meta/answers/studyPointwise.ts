/** The log likelihood of each study in each draw: leave-one-out cross-validation by study. */
import { quadrature } from "../../glmm/checking/quadrature.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Contrasts, Study } from "../data/Network.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { armLogLikelihood } from "./armLogLikelihood.js";
import { baselineLaw } from "./baselineLaw.js";
import { cutDraws, cutsAt } from "./cutDraws.js";
import { marginalArm } from "./marginalArm.js";
import { marginalTable } from "./marginalTable.js";
import { baselineIntegral, looksUp, pairDensity } from "./pairDensity.js";
import { normalVector } from "./normalVector.js";
import type { NetworkPointwise } from "./pointwise.js";
import { studyDraws, type BaselineLaw, type StudyDraws } from "./studyDraws.js";
import { studyFunction, type ArmOfDraw, type MarginalOfDraw } from "./studyFunction.js";
import { studyNormal } from "./studyNormal.js";

export interface StudyPointwiseOptions {
  /**
   * Normal prior of study baselines on the link scale; the declared one unless told, one that is not normal taken for normal with its location
   * and scale. Not used where baselines have one law.
   */
  readonly baseline?: BaselineLaw;
  /** Evenly spaced draws of each chain, if all are too many. */
  readonly drawsPerChain?: number;
}

/** On the link scale, in units of the outcome. */
const slopeStep = 1e-3;

/**
 * By study the log density of the other arms given the baseline arm, log p(y₁, y₂, … | y₀, d, tau): the study's baseline and its random effects are
 * integrated out, for a study that is left out tells of neither. It is the log density of all arms less that of the baseline arm. Of
 * normal means, and of contrasts, which have no baseline, it is exact; otherwise by adaptive quadrature, to about 10⁻⁶, except where arms
 * without events leave the baseline to its prior, to about 10⁻².
 *
 * @throws UserError for a number of draws that is not a whole number of at least 1.
 * @example
 * const byStudy = studyPointwise(fitted);
 * for (const column of byStudy.columns()) console.log(column.length); // chains × draws
 */
export function studyPointwise(fitted: FittedNetwork, options: StudyPointwiseOptions = {}): NetworkPointwise {
  const { network, chains, drawsPerChain } = fitted;
  const draws = spacedPerChain(chains, drawsPerChain, options.drawsPerChain ?? drawsPerChain);
  const thinned = draws.length < fitted.drawCount;
  return {
    chains,
    drawsPerChain: draws.length / chains,
    count: network.studies.length,
    labels: network.studies.map(({ name }) => name),
    notes: [
      "the other arms of each study given its baseline arm, its baseline and effects integrated out",
      ...(thinned ? [`over ${draws.length} of ${fitted.drawCount} draws, evenly spaced`] : []),
    ],
    *columns() {
      for (let place = 0; place < network.studies.length; place += 1) {
        const density = studyDensity(fitted, network.studies[place]!, place, draws, options.baseline);
        yield Float64Array.from(draws, (draw, at) => density(draw, at));
      }
    },
  };
}

/** Seconds for a thousand draws of a study of two arms, and for each further arm of one with more, as measured. */
const [secondsForPair, secondsForArm] = [0.02, 0.4] as const;

/** About how many seconds {@link studyPointwise} takes for so many draws of each chain; normal observations take none. */
export function studyPointwiseSeconds(fitted: FittedNetwork, drawsPerChain: number): number {
  if (fitted.likelihood.outcome === "mean") return 0;
  const thousands = (fitted.chains * Math.min(drawsPerChain, fitted.drawsPerChain)) / 1000;
  return fitted.network.studies.reduce((sum, { arms, contrasts }) => {
    if (contrasts) return sum;
    return sum + thousands * (arms.length < 3 ? secondsForPair : secondsForArm * (arms.length - 1));
  }, 0);
}

/** Draws of each chain, evenly spaced, by their places among all. */
function spacedPerChain(chains: number, perChain: number, wanted: number): Int32Array {
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw new UserError(`draws per chain must be a whole number of at least 1; it is ${wanted}.`);
  }
  const taken = Math.min(perChain, wanted);
  return Int32Array.from({ length: chains * taken }, (_, k) => {
    return Math.floor(k / taken) * perChain + Math.floor(((k % taken) * perChain) / taken);
  });
}

type Density = (draw: number, at: number) => number;

function studyDensity(
  fitted: FittedNetwork,
  study: Study,
  place: number,
  draws: Int32Array,
  prior: BaselineLaw | undefined,
): Density {
  if (study.contrasts) return contrastDensity(fitted, study.contrasts, place);
  const parts = studyDraws(fitted, study, place, baselineLaw(fitted, place, prior));
  if (fitted.likelihood.outcome !== "mean") return armsDensity(fitted, study, parts, draws);
  const outcomes = study.arms.map(({ outcome }) => outcome as { readonly mean: number; readonly se: number });
  const [means, errors] = [outcomes.map(({ mean }) => mean), outcomes.map(({ se }) => se)];
  return (draw) => studyNormal(parts, means, errors, draw);
}

function contrastDensity(fitted: FittedNetwork, { differences, covariance }: Contrasts, place: number): Density {
  const centres = fitted.centres(place).slice(1);
  const tau = fitted.has("tau") ? fitted.draws("tau") : undefined;
  const n = differences.length;
  return (draw) => {
    const variance = tau ? tau[draw]! * tau[draw]! : 0;
    const spread = covariance.map((value, k) => value + variance * (k % (n + 1) === 0 ? 1 : 0.5));
    return normalVector(spread, n).logDensity(differences.map((difference, k) => difference - centres[k]![draw]!));
  };
}

function armsDensity(fitted: FittedNetwork, study: Study, parts: StudyDraws, draws: Int32Array): Density {
  const cuts = cutDraws(fitted);
  const { exchangeableBaselines, baselineRisk } = fitted.declaration;
  const arms = study.arms.map(({ outcome }) => armLogLikelihood(fitted.likelihood, outcome!, cutsAt(cuts, 0)));
  const told = study.arms.map(({ outcome }) => fitted.likelihood.empirical(outcome!));
  // Without thresholds an arm is one function of its predictor in all draws, and is looked up.
  const looked = arms.map((arm, k) => looksUp((eta) => arm(eta, []), told[k]!));
  const armOf: ArmOfDraw = (arm, draw) => {
    if (cuts.length === 0) return looked[arm]!;
    const cutsNow = cutsAt(cuts, draw);
    return (eta) => arms[arm]!(eta, cutsNow);
  };
  const step = slopeStep * fitted.network.unit;
  const tables = looked.map((f, k) => marginalTable(f, told[k]!, step));
  const marginalOf: MarginalOfDraw = (arm, draw, sd) =>
    cuts.length === 0 ? tables[arm]!(sd) : marginalArm(armOf(arm, draw), sd, step);
  const ofBaseline = (draw: number): number => {
    const { mean, sd } = parts.baseline(draw);
    const own = parts.everyArm ? parts.tau(draw) * Math.SQRT1_2 : 0;
    const law = { mean, sd: Math.sqrt(sd * sd + own * own) };
    return baselineIntegral(law, parts.shift(0, draw), told[0]!, armOf(0, draw));
  };
  const isConstant = cuts.length === 0 && !exchangeableBaselines;
  if (isConstant && !baselineRisk && study.arms.length === 2) {
    const offsets = [0, 1].map((arm) => fitted.likelihood.offset?.(study.arms[arm]!.outcome!) ?? 0) as [number, number];
    return pairDensity(parts, { arms: looked, told, offsets });
  }
  const f = studyFunction(parts, armOf, marginalOf, step, !fitted.has("tau"));
  const all = quadrature({ ...f, turnTo: (at) => f.turnTo(draws[at]!) }, draws.length);
  let known: number | undefined;
  return (draw, at) => all(at) - (isConstant ? (known ??= ofBaseline(draw)) : ofBaseline(draw));
}
