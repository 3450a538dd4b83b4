/** Whether counts vary more, or are 0 more often, than their law allows. */
import type { Numbers } from "../../../engine/distributions/Law.js";
import { exp } from "../../../engine/math/exp.js";
import { log1p } from "../../../engine/math/log1p.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { stream } from "../../../engine/random/stream.js";
import { rowTerms } from "../checking/rowEffects.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { LawInputs } from "../Family.js";
import { lawRows, type Cell } from "../prediction/lawRows.js";
import { leanSelection } from "./leanSelection.js";

/** What counts say of the law they are given. */
export interface CountChecks {
  /** Undefined for laws with a dispersion of their own. */
  readonly dispersion?: Dispersion;
  /** Undefined of binomial trials. */
  readonly zeros?: Zeros;
}

export interface Dispersion {
  /** Pearson's chi-square over the rows, a mean over draws: 1 is expected. */
  readonly ratio: number;
  /** Posterior predictive probability of a chi-square as large, given the effects of groups. */
  readonly p: number;
}

export interface Zeros {
  readonly observed: number;
  /** Expected, given the effects of groups, and how far a replicate's number is from it. */
  readonly expected: number;
  readonly sd: number;
}

/** Laws whose variance follows from the mean; counts that may be 0. */
const withoutDispersion: ReadonlySet<string> = new Set(["poisson", "binomial"]);
const counts: ReadonlySet<string> = new Set(["poisson", "negbinomial", "geometric"]);

/** Draws that are looked at, and cells (rows times draws) beyond which fewer are. */
const usualDraws = 100;
const fewestDraws = 20;
const mostCells = 1e5;
/** The same of draws with a replicate, which is dear; of more rows the sum is normal. */
const replicated = 500;
const mostReplicates = 2e5;
const manyRows = 1000;
/** Standard errors from 1 that a chi-square needs before replicates are drawn. */
const suspicious = 1.5;
/** Standard errors beyond which no replicate is needed. */
const certain = 8;

/**
 * Pearson's chi-square of the rows in posterior draws beside that of a replicate from the same draw (Gelman, Meng & Stern 1996, Statistica
 * Sinica 6, 733-807), and the number of zeros beside that expected. Effects of groups are those drawn; of a model with effects of single rows, which
 * are there to take such variation up, nothing is asked. A chi-square that is nothing special by its variance has p = 1 without replicates, and one of many rows the p of
 * a normal law.
 *
 * @returns undefined of other families, and of rows with weights, censoring or truncation.
 */
export function countChecks(fitted: FittedGlmm): CountChecks | undefined {
  const { family, frame } = fitted;
  const { response } = frame;
  const isPlain =
    response !== undefined &&
    response.weights === undefined &&
    response.censoring === undefined &&
    response.truncation === undefined &&
    rowTerms(frame).length === 0;
  if (!isPlain) return undefined;
  const hasTrials = response.trials?.some((trials) => trials > 1) === true;
  const isFixed = withoutDispersion.has(family.name) && (family.name !== "binomial" || hasTrials);
  const isCount = counts.has(family.name);
  if (!isFixed && !isCount) return undefined;
  return {
    ...(isFixed ? { dispersion: dispersionOf(fitted) } : {}),
    ...(isCount ? { zeros: zerosOf(fitted) } : {}),
  };
}

/** Sums over rows of what a cell tells, draw by draw. */
function sumsByDraw(fitted: FittedGlmm, most: number, cellsOf: (row: number) => Cell): Float64Array {
  const { frame, posterior } = fitted;
  const selection = leanSelection(fitted, most);
  const seed = posterior.provenance.seed;
  const context = { frame, selection, terms: frame.groups, newLevels: "population" as const, seed };
  const write = lawRows(fitted, context, frame.response!, cellsOf);
  const sums = new Float64Array(selection.count);
  const out = new Float64Array(selection.count);
  for (let row = 0; row < frame.rows; row += 1) {
    write(row, out, 0);
    for (let draw = 0; draw < out.length; draw += 1) sums[draw]! += out[draw]!;
  }
  return sums;
}

const drawsFor = (rows: number): number => Math.max(fewestDraws, Math.min(usualDraws, Math.floor(mostCells / rows)));

interface Pearson {
  /** Squared residual over the variance. */
  of(y: number): number;
  /** Variance of that for a response drawn from the law. */
  readonly spread: number;
}

/** Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions: fourth moments of the binomial (3.2) and of the Poisson law (4.3). */
function pearsonOf({ family, link }: FittedGlmm, inputs: LawInputs<number>): Pearson {
  const mean = family.expectation(inputs, link);
  const trials = inputs.trials ?? 1;
  const isPoisson = family.name === "poisson";
  const variance = isPoisson ? mean : mean * (1 - mean / trials);
  if (!(variance > 0)) return { of: () => 0, spread: 0 };
  return {
    of: (y) => ((y - mean) * (y - mean)) / variance,
    spread: isPoisson ? 2 + 1 / mean : 2 - 6 / trials + 1 / variance,
  };
}

function dispersionOf(fitted: FittedGlmm): Dispersion {
  const { rows, response } = fitted.frame;
  const y = response!.values;
  let spread = 0;
  const draws = drawsFor(rows);
  const sums = sumsByDraw(fitted, draws, (row) => (inputs) => {
    const pearson = pearsonOf(fitted, inputs);
    spread += pearson.spread / draws;
    return pearson.of(y[row]!);
  });
  const ratio = meanOf(sums) / rows;
  const z = (ratio * rows - rows) / Math.sqrt(spread);
  if (!(z > suspicious)) return { ratio, p: 1 };
  if (z > certain) return { ratio, p: 0 };
  return { ratio, p: rows > manyRows ? normalCdf(-z) : replicatedShare(fitted) };
}

/** The share of replicates with a chi-square at least as large as that of the rows in the same draw. */
function replicatedShare(fitted: FittedGlmm): number {
  const { frame, family, link, posterior } = fitted;
  const law = family.law(link);
  const most = Math.min(replicated, Math.floor(mostReplicates / frame.rows));
  const excess = sumsByDraw(fitted, most, (row) => {
    const rng = stream(posterior.provenance.seed, "dispersion", row);
    return (inputs) => {
      const pearson = pearsonOf(fitted, inputs);
      return (
        pearson.of(law.random(rng, family.values(inputs, link) as Numbers)) - pearson.of(frame.response!.values[row]!)
      );
    };
  });
  return excess.filter((value) => value >= 0).length / excess.length;
}

function zerosOf(fitted: FittedGlmm): Zeros {
  const { frame } = fitted;
  let spread = 0;
  const draws = drawsFor(frame.rows);
  const expected = sumsByDraw(fitted, draws, () => (inputs) => {
    const p = zeroProbability(fitted, inputs);
    spread += (p * (1 - p)) / draws;
    return p;
  });
  const mean = meanOf(expected);
  const between = expected.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / expected.length;
  const observed = frame.response!.values.reduce((sum, value) => sum + Number(value === 0), 0);
  return { observed, expected: mean, sd: Math.sqrt(spread + between) };
}

/** Of a Poisson law exp(−μ), of a negative binomial one (1 + μ/shape)^−shape. */
function zeroProbability({ family, link }: FittedGlmm, inputs: LawInputs<number>): number {
  const mean = family.expectation(inputs, link);
  if (family.name === "poisson") return exp(-mean);
  const shape = (family.name === "geometric" ? 1 : inputs.shape!) * (inputs.rate ?? 1);
  return exp(-shape * log1p(mean / shape));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
