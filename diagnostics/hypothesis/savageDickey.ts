/** Evidence for a point hypothesis: how much more the data make of the point than the prior did. */
import { describeReason } from "../statistic.js";
import { isEndOf, pointDensity } from "./pointDensity.js";

/** What is known of the prior of a quantity: draws, and the exact density at the point where it is known. */
export interface PriorAtPoint {
  readonly draws: Float64Array;
  readonly exact?: { readonly density: number; readonly isEnd: boolean };
}

/** A ratio of densities. NaN with the reason where it cannot be computed. */
export interface SavageDickey {
  readonly value: number;
  /** Monte Carlo standard error; NaN where draws cannot tell it. */
  readonly mcse: number;
  /** In words, to follow "because"; present exactly when `value` is NaN. */
  readonly reason?: string;
  /** That the number is only known to be small, where hardly a draw lies near the point. */
  readonly caution?: string;
}

/** Fewer draws near a point tell of its density only that it is low. */
const enoughNear = 10;

/**
 * The Savage–Dickey ratio (Dickey 1971): the density of the posterior over that of the prior at a point, which is the Bayes factor of the
 * point against the model that lets the quantity vary, if the prior of all else is the same in both. Above 1 the data speak for the point.
 * Densities are kernel estimates (`pointDensity`), that of the prior exact where it is known. A kernel of width h times the standard
 * deviation changes a normal density z standard deviations from its middle by the factor 1 + h² (z² - 1)/2 or so; h is some 0.17 for 4000 draws.
 *
 * @param chains draws of the quantity, of equal lengths
 * @throws RangeError if the chains are not of one length.
 * @example savageDickey(chains, { draws: prior }, 0).value; // 0.08
 */
export function savageDickey(chains: readonly Float64Array[], prior: PriorAtPoint, point: number): SavageDickey {
  const isEnd = prior.exact?.isEnd ?? isEndOf(prior.draws, point);
  const posterior = pointDensity(chains, point, isEnd);
  if (posterior.reason !== undefined) return unknown(`of the posterior ${describeReason(posterior.reason)}`);
  const before =
    prior.exact === undefined
      ? pointDensity([prior.draws], point, isEnd)
      : { value: prior.exact.density, mcse: { value: 0 }, near: Infinity };
  if (before.reason !== undefined) return unknown(`of the prior ${describeReason(before.reason)}`);
  if (!(before.value < Infinity)) return unknown("the density of the prior is infinite there");
  if (before.near < enoughNear || before.value === 0) return unknown("the prior has hardly any mass there");
  const value = posterior.value / before.value;
  const relative = [posterior.mcse.value / posterior.value, before.mcse.value / before.value];
  const mcse = value * Math.sqrt(relative.reduce((sum, part) => sum + part * part, 0));
  if (posterior.near >= enoughNear) return { value, mcse };
  const caution = `only ${posterior.near} draws lie near the point: of the evidence ratio it is known that it is small, not how small`;
  return { value, mcse, caution };
}

function unknown(reason: string): SavageDickey {
  return { value: NaN, mcse: NaN, reason };
}
