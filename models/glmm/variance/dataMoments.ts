/** Moments of the mean of a response whose predictor is normal, over rows of a population. */
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { gaussHermite } from "../../../engine/math/gaussHermite.js";
import { gaussOfPoints } from "../../../engine/math/gaussOfPoints.js";

/** Moments of f(η + s z), z standard normal, over weighted rows η. */
export interface DataMoments {
  /** E f. */
  readonly mean: number;
  /** Over rows, the mean of E(f | row)². */
  readonly squareOfMeans: number;
  /** E f². */
  readonly meanSquare: number;
  /** E f′: ψ of de Villemereuil et al. 2016. */
  readonly slope: number;
  /** Covariance of two responses of independent rows whose normals have correlation ρ; to be asked before the next moments. */
  covariance(rho: number): number;
}

/** Moments at rows η, whose weights add up to 1, with standard deviation s. */
export type MomentsOf = (eta: Float64Array, weights: Float64Array, s: number) => DataMoments;

/** Nodes over the normal, and terms of Mehler's series. */
const terms = 96;
/** Nodes that stand for rows, and rows that are taken as they are. */
const rowNodes = 12;
const fewRows = 32;

/** Of f = exp, in closed form. */
export const exponentialMoments: MomentsOf = (eta, weights, s) => {
  let [first, second] = [0, 0];
  for (let row = 0; row < weights.length; row += 1) {
    const value = exp(eta[row]!);
    first += weights[row]! * value;
    second += weights[row]! * value * value;
  }
  const growth = exp(s * s);
  const mean = first * Math.sqrt(growth);
  return {
    mean,
    squareOfMeans: second * growth,
    meanSquare: second * growth * growth,
    slope: mean,
    covariance: (rho) => mean * mean * expm1(rho * s * s),
  };
};

/**
 * Of any function, by Gauss–Hermite quadrature with 96 nodes; more than 32 rows are represented by 12 nodes with the same first 23
 * moments ({@link gaussOfPoints}). With c_n the coefficients of f(η + s z) in orthonormal Hermite polynomials, averaged over rows,
 * the covariance is Σ c_n² ρⁿ over n ≥ 1 (Mehler's formula), and the mean slope c_1/s (Stein's). That is the double integral over an
 * effect and all else, for every ρ at the price of a single one.
 */
export function quadratureMoments(f: (eta: number) => number): MomentsOf {
  const { nodes, weights: masses } = gaussHermite(terms);
  const basis = weightedHermite(nodes, masses);
  const atNodes = new Float64Array(terms);
  const coefficients = new Float64Array(terms);
  return (eta, weights, s) => {
    const rule = weights.length <= fewRows ? { nodes: eta, weights } : gaussOfPoints(eta, weights, rowNodes);
    atNodes.fill(0);
    let [squareOfMeans, meanSquare] = [0, 0];
    for (let row = 0; row < rule.weights.length; row += 1) {
      const weight = rule.weights[row]!;
      let [mean, square] = [0, 0];
      for (let k = 0; k < terms; k += 1) {
        const value = f(rule.nodes[row]! + s * nodes[k]!);
        mean += masses[k]! * value;
        square += masses[k]! * value * value;
        atNodes[k]! += weight * value;
      }
      squareOfMeans += weight * mean * mean;
      meanSquare += weight * square;
    }
    for (let n = 0; n < terms; n += 1) {
      let sum = 0;
      for (let k = 0; k < terms; k += 1) sum += basis[n * terms + k]! * atNodes[k]!;
      coefficients[n] = sum;
    }
    return {
      mean: coefficients[0]!,
      squareOfMeans,
      meanSquare,
      slope: coefficients[1]! / s,
      covariance: (rho) => mehler(coefficients, rho),
    };
  };
}

function mehler(coefficients: Float64Array, rho: number): number {
  let sum = 0;
  for (let n = coefficients.length - 1; n >= 1; n -= 1) sum = (sum + coefficients[n]! * coefficients[n]!) * rho;
  return sum;
}

/** Orthonormal Hermite polynomials at the nodes, times the weights; (terms × nodes). */
function weightedHermite(nodes: Float64Array, masses: Float64Array): Float64Array {
  const basis = new Float64Array(terms * terms);
  for (let k = 0; k < terms; k += 1) {
    let [before, current] = [0, 1];
    for (let n = 0; n < terms; n += 1) {
      basis[n * terms + k] = masses[k]! * current;
      [before, current] = [current, (nodes[k]! * current - Math.sqrt(n) * before) / Math.sqrt(n + 1)];
    }
  }
  return basis;
}
