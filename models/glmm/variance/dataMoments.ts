/** Moments of the mean of a response whose predictor is normal, over rows of a population. */
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { gaussHermite } from "../../../engine/math/gaussHermite.js";
import { gaussOfPoints } from "../../../engine/math/gaussOfPoints.js";

/**
 * Moments of f(η + s z), z standard normal, over weighted rows η. Shares of variance need them up to a factor alone, so all but
 * `mean` are those of f over e^logUnit: those of f itself may be beyond all numbers.
 */
export interface DataMoments {
  /** Logarithm of the unit of f; 0 where f is bounded by nature or small. */
  readonly logUnit: number;
  /** E f itself, infinite where it is beyond all numbers. */
  readonly mean: number;
  /** E f over the unit. */
  readonly first: number;
  /** Over rows, the mean of E(f | row)². */
  readonly squareOfMeans: number;
  /** E f². */
  readonly meanSquare: number;
  /** E f² less the mean of E(f | row)²: the variance within rows. */
  readonly within: number;
  /** E f′: ψ of de Villemereuil et al. 2016. */
  readonly slope: number;
  /** Covariance of two responses of independent rows whose normals have correlation ρ; to be asked before the next moments. */
  covariance(rho: number): number;
}

/** Moments at rows η, whose weights add up to 1, with standard deviation s. */
export type MomentsOf = (eta: Float64Array, weights: Float64Array, s: number) => DataMoments;

/** Nodes of the rule over the normal, and the weight below which they count for nothing: beyond some ten standard deviations. */
const ruleNodes = 96;
const leastWeight = 1e-22;
/** Terms of Mehler's series; the last one is all that is left. */
const terms = 48;
/** Nodes that stand for rows, and rows that are taken as they are. */
const rowNodes = 12;
const fewRows = 32;

/** Of f = exp, in closed form. With v = s², E f² is that of rows times e^2v; the unit is such that it is at most 1 where it is large. */
export const exponentialMoments: MomentsOf = (eta, weights, s) => {
  const top = eta.reduce((most, value) => Math.max(most, value), -Infinity);
  let [sum, second] = [0, 0];
  for (let row = 0; row < weights.length; row += 1) {
    const value = exp(eta[row]! - top);
    sum += weights[row]! * value;
    second += weights[row]! * value * value;
  }
  const v = s * s;
  const logUnit = Math.max(0, top + v);
  const first = sum * exp(top + v / 2 - logUnit);
  const meanSquare = second * exp(2 * (top + v - logUnit));
  return {
    logUnit,
    mean: sum * exp(top + v / 2),
    first,
    squareOfMeans: second * exp(2 * (top - logUnit) + v),
    meanSquare,
    within: -meanSquare * expm1(-v),
    slope: first,
    // first² (e^ρv − 1), where e^ρv may be no number.
    covariance: (rho) => -sum * sum * exp(2 * (top - logUnit) + (1 + rho) * v) * expm1(-rho * v),
  };
};

/**
 * Of any function, by Gauss–Hermite quadrature with 96 nodes; more than 32 rows are represented by 12 nodes with the same first 23
 * moments ({@link gaussOfPoints}). With c_n the coefficients of f(η + s z) in orthonormal Hermite polynomials, averaged over rows,
 * the covariance is Σ c_n² ρⁿ over n ≥ 1 (Mehler's formula), and the mean slope c_1/s (Stein's). That is the double integral over an
 * effect and all else, for every ρ at the price of a single one. Errors relative to the result are about 1e-9 where the latent variance
 * is 5 and the link is logit, 1e-6 where it is cloglog.
 */
export function quadratureMoments(f: (eta: number) => number): MomentsOf {
  const { nodes, masses, basis } = hermiteBasis();
  const atNodes = new Float64Array(nodes.length);
  const coefficients = new Float64Array(terms);
  return (eta, weights, s) => {
    const rule = weights.length <= fewRows ? { nodes: eta, weights } : gaussOfPoints(eta, weights, rowNodes);
    atNodes.fill(0);
    let [squareOfMeans, meanSquare] = [0, 0];
    for (let row = 0; row < rule.weights.length; row += 1) {
      const weight = rule.weights[row]!;
      const centre = rule.nodes[row]!;
      let [mean, square] = [0, 0];
      for (let k = 0; k < nodes.length; k += 1) {
        const value = f(centre + s * nodes[k]!);
        const part = masses[k]! * value;
        mean += part;
        square += part * value;
        atNodes[k]! += weight * value;
      }
      squareOfMeans += weight * mean * mean;
      meanSquare += weight * square;
    }
    project(basis, atNodes, coefficients);
    const rest = atNodes.reduce((sum, value, k) => sum + masses[k]! * value * value, 0) - squares(coefficients);
    return {
      logUnit: 0,
      mean: coefficients[0]!,
      first: coefficients[0]!,
      squareOfMeans,
      meanSquare,
      within: meanSquare - squareOfMeans,
      slope: coefficients[1]! / s,
      covariance: (rho) => mehler(coefficients, rest, rho),
    };
  };
}

function squares(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x * x, 0);
}

/** @param rest What the squares of the coefficients that are left out add up to: at ρ = 1 nothing is lost. */
function mehler(coefficients: Float64Array, rest: number, rho: number): number {
  let sum = rest * rho;
  for (let n = coefficients.length - 1; n >= 1; n -= 1) sum = (sum + coefficients[n]! * coefficients[n]!) * rho;
  return sum;
}

/** Polynomials are even or odd as their degree is, so that pairs of nodes ±z are put together: half the work. */
function project(basis: Float64Array, values: Float64Array, out: Float64Array): void {
  const last = values.length - 1;
  const half = values.length / 2;
  const sums = new Float64Array(half);
  const differences = new Float64Array(half);
  for (let k = 0; k < half; k += 1) {
    sums[k] = values[last - k]! + values[k]!;
    differences[k] = values[last - k]! - values[k]!;
  }
  for (let n = 0; n < out.length; n += 1) {
    const paired = n % 2 === 0 ? sums : differences;
    let sum = 0;
    for (let k = 0; k < half; k += 1) sum += basis[n * half + k]! * paired[k]!;
    out[n] = sum;
  }
}

/** Nodes and weights, and orthonormal Hermite polynomials times the weights at the upper half of the nodes, the highest first. */
function hermiteBasis(): { readonly nodes: Float64Array; readonly masses: Float64Array; readonly basis: Float64Array } {
  const rule = gaussHermite(ruleNodes);
  const counts = rule.weights.map((weight) => (weight > leastWeight ? 1 : 0));
  const nodes = rule.nodes.filter((_, k) => counts[k] === 1);
  const masses = rule.weights.filter((_, k) => counts[k] === 1);
  const half = nodes.length / 2;
  const basis = new Float64Array(terms * half);
  for (let k = 0; k < half; k += 1) {
    const [node, mass] = [nodes[nodes.length - 1 - k]!, masses[nodes.length - 1 - k]!];
    let [before, current] = [0, 1];
    for (let n = 0; n < terms; n += 1) {
      basis[n * half + k] = mass * current;
      [before, current] = [current, (node * current - Math.sqrt(n) * before) / Math.sqrt(n + 1)];
    }
  }
  return { nodes, masses, basis };
}
