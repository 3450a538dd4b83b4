/** What likelihoods of people by ordered category have in common, whatever the link. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { add, exp, lgamma, multiply, negate, subtract } from "../../../engine/distributions/algebra.js";
import { drawBinomial } from "../../../engine/distributions/draw/drawBinomial.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { lgamma as lgammaNumber } from "../../../engine/math/lgamma.js";
import { log } from "../../../engine/math/log.js";
import { trialInformation } from "../../glmm/families/shared.js";
import { linkOf, probabilityLink } from "../../glmm/links.js";
import { deviancePart } from "./deviancePart.js";
import type { IntervalLaw } from "./intervalProbability.js";
import type { ArmInput, EffectWords, Likelihood, LikelihoodName } from "./Likelihood.js";
import { toldCategories, type ToldCategory } from "./toldCategories.js";

/** What one likelihood of ordered categories has of its own. */
export interface OrderedParts {
  readonly name: LikelihoodName;
  readonly words: EffectWords;
  readonly link: "logit" | "probit";
  readonly law: IntervalLaw;
}

/** Width of an interval without end, finite so that a product with a slope of 0 stays 0: nothing is left beyond it. */
const ENDLESS = 1e8;

/**
 * People by ordered category, the lowest 0: multinomial, with P(category ≥ k) = F(eta − cut[k]) for k from 1, so that a higher
 * predictor moves people up. cut[1] is 0, for the study's baseline takes its place; `cuts` are cut[2], cut[3], … as scalars, above 0
 * and increasing, of which categories − 2 are needed. Where a study does not tell a category from the one below (NaN among its counts)
 * the people of both stand in the lower one, and its probability is that of both. Fitted values are the probabilities of all
 * categories, those not told apart included. An arm tells of P(above the lowest category), ½ added to both counts; where the
 * second category is not told from the lowest, the next that is takes its place.
 */
export function orderedLikelihood({ name, words, link: linkName, law }: OrderedParts): Likelihood {
  const link = probabilityLink(linkOf(linkName));
  return {
    name,
    outcome: "categories",
    words,
    inputs: orderedInputs,
    logDensity: (eta, inputs, cuts) => logDensity(law, eta, inputs, cuts),
    fitted: (eta, cuts) => probabilities(law, eta, [0, ...cuts]),
    empirical(outcome) {
      const [lowest, ...higher] = toldCategories(outcome);
      // People of one category that is all there is tell nothing of where the predictor lies.
      if (higher.length === 0) return { eta: 0, precision: 0 };
      const above = sumOf(higher);
      const total = lowest!.people + above;
      const eta = link.link((above + 0.5) / (total + 1));
      return { eta, precision: (total + 1) * trialInformation(link, eta) };
    },
    logLikelihood(outcome, fitted) {
      const told = toldCategories(outcome);
      const terms = told.map((category) => {
        const { people } = category;
        return (people === 0 ? 0 : people * log(probabilityOf(category, fitted))) - lgammaNumber(people + 1);
      });
      return terms.reduce((sum, term) => sum + term, lgammaNumber(sumOf(told) + 1));
    },
    deviance(outcome, fitted) {
      const told = toldCategories(outcome);
      const total = sumOf(told);
      const part = (category: ToldCategory): number =>
        deviancePart(category.people, total * probabilityOf(category, fitted));
      return 2 * told.reduce((sum, category) => sum + part(category), 0);
    },
    draw(rng, outcome, fitted) {
      const told = toldCategories(outcome);
      const counts = new Array<number>(fitted.length).fill(NaN);
      let people = sumOf(told);
      let rest = 1;
      told.forEach((category, place) => {
        const probability = probabilityOf(category, fitted);
        // One after the other, each among those whom the categories below left over; the last takes who remains.
        const share = place === told.length - 1 || probability >= rest ? 1 : probability / rest;
        const drawn = people === 0 ? 0 : drawBinomial(rng, people, share);
        counts[category.from] = drawn;
        people -= drawn;
        rest -= probability;
      });
      return { kind: "categories", counts };
    },
  };
}

/** People by category, 0 where none are told, then where the interval of each but the highest ends: the next category that is told. */
function orderedInputs(categories: number): readonly ArmInput[] {
  const ofCategory = (k: number) => (category: ToldCategory) => category.from === k;
  const counts = Array.from({ length: categories }, (_, k) => ({
    name: `people_${k}`,
    of: (outcome: Parameters<typeof toldCategories>[0]) => toldCategories(outcome).find(ofCategory(k))?.people ?? 0,
  }));
  const ends = Array.from({ length: categories - 1 }, (_, k) => ({
    name: `end_${k}`,
    of: (outcome: Parameters<typeof toldCategories>[0]) =>
      toldCategories(outcome).find(ofCategory(k))?.end ?? categories,
  }));
  return [...counts, ...ends];
}

function logDensity(law: IntervalLaw, eta: Tensor, inputs: readonly Tensor[], above: readonly Tensor[]): Tensor {
  const categories = above.length + 2;
  const counts = inputs.slice(0, categories);
  const ends = inputs.slice(categories);
  const cuts: readonly Value[] = [0, 0, ...above];
  const total = counts.reduce<Value>((sum, people) => add(sum, people), 0);
  let density: Value = lgamma(add(total, 1));
  counts.forEach((people, k) => {
    const log = logOfCategory(law, eta, cuts, k, ends[k]);
    density = add(density, subtract(multiply(people, log), lgamma(add(people, 1))));
  });
  return density as Tensor;
}

/** Log probability of the interval that begins with category k; of the lowest without end it is ln 1, which 1e8 comes to. */
function logOfCategory(law: IntervalLaw, eta: Tensor, cuts: readonly Value[], k: number, end?: Tensor): Value {
  const categories = cuts.length;
  const begin = cuts[k]!;
  if (end === undefined) return law.logCdf(subtract(eta, begin));
  const isEnd = (j: number): Tensor => tf().cast(tf().equal(end, j), "float32");
  let width = multiply(isEnd(categories), ENDLESS);
  for (let j = k + 1; j < categories; j += 1) width = add(width, multiply(isEnd(j), subtract(cuts[j]!, begin)));
  // Below all thresholds there is no lower end: cuts[0] is 0, so that the width is the upper end itself.
  return k === 0 ? law.logCdf(subtract(width, eta)) : law.logInterval(subtract(eta, begin), width);
}

/** Probability of each category; `cuts` from the first threshold on, which is 0. */
function probabilities(law: IntervalLaw, eta: number, cuts: readonly number[]): readonly number[] {
  const logs = cuts.map((cut, k) => {
    const next = cuts[k + 1];
    return next === undefined ? law.logCdf(eta - cut) : law.logInterval(eta - cut, next - cut);
  });
  return [law.logCdf(negate(eta)), ...logs].map((value) => exp(value) as number);
}

function probabilityOf({ from, end }: ToldCategory, fitted: readonly number[]): number {
  let sum = 0;
  for (let k = from; k < Math.min(end, fitted.length); k += 1) sum += fitted[k]!;
  return sum;
}

function sumOf(told: readonly ToldCategory[]): number {
  return told.reduce((sum, { people }) => sum + people, 0);
}
