/** The law that a study's baseline has before its data. */
import type { FittedNetwork } from "../FittedNetwork.js";
import { coefficientsOf } from "../lowering/coefficientsOf.js";
import { networkPriors } from "../priors/networkPriors.js";
import { lacksReference, type BaselineLaw } from "./studyDraws.js";

/** Of priors of baselines, in units of the outcome. */
const usualSd = 100;

/**
 * The prior of study baselines, or, where they are draws from one law, that law in each draw: about the baseline of the reference, moved by the effect
 * of the study's own first treatment; of a study without the reference with what its arms' deviations from that share, tau²/2.
 */
export function baselineLaw(fitted: FittedNetwork, place: number, prior?: BaselineLaw): (draw: number) => BaselineLaw {
  const { network, declaration } = fitted;
  if (!declaration.exchangeableBaselines) {
    const law = prior ?? declaredBaseline(fitted);
    return () => law;
  }
  const [mean, sd] = [fitted.draws("baseline"), fitted.draws("sd_baseline")];
  const at = new Map(network.covariates.map(({ name, values }) => [name, values[place]!]));
  const shift = fitted.effects(at)[network.studies[place]!.arms[0]!.treatment]!;
  const tau = lacksReference(fitted, network.studies[place]!) ? fitted.draws("tau") : undefined;
  return (draw) => {
    const [own, deviation] = [sd[draw]!, tau?.[draw] ?? 0];
    return { mean: mean[draw]! + shift[draw]!, sd: Math.sqrt(own * own + (deviation * deviation) / 2) };
  };
}

/** The prior declared for baselines, one that is not normal taken for normal with its location and scale. */
export function declaredBaseline({ network, declaration }: FittedNetwork): BaselineLaw {
  const { parameters } = networkPriors(network, declaration, coefficientsOf(network, declaration)).of("mu");
  const { location, scale } = parameters;
  const isTold = typeof location === "number" && typeof scale === "number";
  return isTold ? { mean: location, sd: scale } : { mean: 0, sd: usualSd * network.unit };
}
