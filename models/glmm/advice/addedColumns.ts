/** What columns would add to the predictor of a fitted model: a step of Newton's method from the posterior mean. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import { factorise } from "../../../engine/math/sparse/factorise.js";
import { solveLower } from "../../../engine/math/sparse/solveFactor.js";
import { effectDraw } from "../drawNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { rowSlopesOf, type RowSlopes } from "../groups/rowSlopes.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import { lowerPlace, scaleFactor } from "../prediction/scaleFactor.js";
import { meanSelection } from "./leanSelection.js";

/** The coefficient that a column would have, each column by itself. */
export interface AddedCoefficient {
  readonly estimate: number;
  readonly error: number;
}

/** Numbers of the pairs of effects that meet in rows, and steps of a factorisation, beyond which nobody looks. */
const mostPairs = 4e6;
const mostOperations = 1e8;
/** What a column has that those of the model have not, below which it adds nothing. */
const leastNew = 1e-7;

/**
 * The coefficient of each column, were it added to the predictor of mu, with its standard error; undefined for a column that follows from those of the
 * model. Coefficients and effects of groups are estimated along with it, standard deviations stay at their posterior means: a score test
 * (Rao 1948), with what the posterior mean lacks of the mode set right by the step. For a normal response it is generalised least squares.
 *
 * @returns undefined where the model is too large to look, or its information about a row is not known.
 */
export function addedColumns(
  fitted: FittedGlmm,
  columns: readonly Float64Array[],
): readonly (AddedCoefficient | undefined)[] | undefined {
  const selection = meanSelection(fitted);
  const slopes = slopesOf(fitted, selection);
  if (!slopes) return undefined;
  const terms = fitted.frame.groups.filter(({ parameter }) => parameter === "mu");
  const blocks = blocksOf(terms, selection);
  const rows = fitted.frame.rows;
  const effects = terms.reduce((sum, { coefficients }) => sum + coefficients.length, 0);
  if ((rows * effects * (effects + 1)) / 2 > mostPairs) return undefined;
  const equations = equationsOf(rows, blocks, slopes);
  if (!equations) return undefined;
  const own = populationOf(fitted);
  const all = [...own, ...columns].map((column) => equations.reduce(column));
  const size = own.length;
  const inner = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) for (let j = 0; j <= i; j += 1) inner[i * size + j] = product(all[i]!, all[j]!);
  const factor = cholesky(inner, size);
  if (factor.some(Number.isNaN)) return undefined;
  const ownScores = solveTriangular(
    factor,
    Float64Array.from(all.slice(0, size), ({ score }) => score),
  );
  return all.slice(size).map((one) => {
    const across = solveTriangular(
      factor,
      Float64Array.from(all.slice(0, size), (other) => product(one, other)),
    );
    const whole = product(one, one);
    const information = whole - dot(across, across);
    if (!(information > leastNew * whole)) return undefined;
    return { estimate: (one.score - dot(across, ownScores)) / information, error: 1 / Math.sqrt(information) };
  });
}

interface Slopes {
  readonly score: Float64Array;
  readonly information: Float64Array;
}

function slopesOf(fitted: FittedGlmm, selection: DrawSelection): Slopes | undefined {
  const { frame, family, link, posterior } = fitted;
  const response = frame.response!;
  const write = rowSlopesOf(family, link);
  const [score, information] = [new Float64Array(frame.rows), new Float64Array(frame.rows)];
  const seed = posterior.provenance.seed;
  const context = { frame, selection, terms: frame.groups, newLevels: "population" as const, seed };
  const found: RowSlopes = { score: 0, information: 0 };
  const writer = lawRows(fitted, context, response, (row) => (inputs) => {
    write(response.values[row]!, inputs, found);
    score[row] = found.score;
    information[row] = found.information;
    return 0;
  });
  const out = new Float64Array(1);
  for (let row = 0; row < frame.rows; row += 1) writer(row, out, 0);
  const isKnown = score.every(Number.isFinite) && information.every((value) => value >= 0 && value < Infinity);
  return isKnown ? { score, information } : undefined;
}

/** A term with its effects u = Λ w, w standard normal, numbered from `first`. */
interface Block {
  readonly term: GroupTerm;
  readonly first: number;
  readonly size: number;
  /** Λ by row, lower triangular. */
  readonly factor: Float64Array;
  /** w of the posterior mean, level by level. */
  readonly w: Float64Array;
}

function blocksOf(terms: readonly GroupTerm[], selection: DrawSelection): readonly Block[] {
  let first = 0;
  return terms.map((term) => {
    const size = term.coefficients.length;
    const entries = scaleFactor(term, selection);
    const factor = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j <= i; j += 1) factor[i * size + j] = entries[lowerPlace(i, j)]?.[0] ?? 0;
    }
    const w = new Float64Array(size * term.levels.length);
    term.levels.forEach((level, at) => {
      const u = Float64Array.from(term.coefficients, (name) => selection.column(effectDraw(term, level, name))[0]!);
      w.set(solveTriangular(factor, u), at * size);
    });
    const block = { term, first, size, factor, w };
    first += w.length;
    return block;
  });
}

/** A column with the effects of groups taken out. */
interface Reduced {
  readonly column: Float64Array;
  readonly weighted: Float64Array;
  /** L⁻¹ P (ZΛ)ᵀ W column. */
  readonly across: Float64Array;
  readonly score: number;
}

interface Equations {
  reduce(column: Float64Array): Reduced;
}

const product = (a: Reduced, b: Reduced): number => dot(a.weighted, b.column) - dot(a.across, b.across);

/** Factors I + (ZΛ)ᵀ W ZΛ; undefined where that is dear. */
function equationsOf(rows: number, blocks: readonly Block[], { score, information }: Slopes): Equations | undefined {
  const size = blocks.reduce((sum, { w }) => sum + w.length, 0);
  const width = blocks.reduce((sum, block) => sum + block.size, 0);
  const { places, values } = designOf(rows, blocks, width);
  const matrix = innerMatrix({ places, values, width, size }, information);
  const pattern = analysePattern(matrix);
  if (pattern.operations > mostOperations) return undefined;
  const factor = factorise(pattern, matrix.values);
  const transposed = (column: Float64Array): Float64Array => {
    const sums = new Float64Array(size);
    for (let row = 0, at = 0; row < rows; row += 1) {
      for (let k = 0; k < width; k += 1, at += 1) sums[places[at]!]! += values[at]! * column[row]!;
    }
    return sums;
  };
  const solved = (sums: Float64Array): Float64Array =>
    solveLower(
      pattern,
      factor,
      Float64Array.from(pattern.order, (place) => sums[place]!),
    );
  const effects = transposed(score);
  for (const { first, w } of blocks) for (let i = 0; i < w.length; i += 1) effects[first + i]! -= w[i]!;
  const toEffects = solved(effects);
  return {
    reduce(column) {
      const weighted = column.map((value, row) => value * information[row]!);
      const across = solved(transposed(weighted));
      return { column, weighted, across, score: dot(column, score) - dot(across, toEffects) };
    },
  };
}

interface Design {
  /** Effects that a row has, and what they are multiplied by (rows × width). */
  readonly places: Int32Array;
  readonly values: Float64Array;
  readonly width: number;
  readonly size: number;
}

function designOf(rows: number, blocks: readonly Block[], width: number): Pick<Design, "places" | "values"> {
  const [places, values] = [new Int32Array(rows * width), new Float64Array(rows * width)];
  let offset = 0;
  for (const { term, first, size, factor } of blocks) {
    for (let row = 0; row < rows; row += 1) {
      for (let j = 0; j < size; j += 1) {
        let sum = 0;
        for (let i = j; i < size; i += 1) sum += (term.columns[i]?.[row] ?? 1) * factor[i * size + j]!;
        places[row * width + offset + j] = first + term.index[row]! * size + j;
        values[row * width + offset + j] = sum;
      }
    }
    offset += size;
  }
  return { places, values };
}

function innerMatrix({ places, values, width, size }: Design, information: Float64Array) {
  const at = new Map<number, number>();
  const [rowOf, columnOf, entries]: [number[], number[], number[]] = [[], [], []];
  const add = (i: number, j: number, value: number): void => {
    const [row, column] = i > j ? [i, j] : [j, i];
    const key = row * size + column;
    const known = at.get(key);
    if (known !== undefined) {
      entries[known]! += value;
      return;
    }
    at.set(key, entries.length);
    rowOf.push(row);
    columnOf.push(column);
    entries.push(value);
  };
  for (let i = 0; i < size; i += 1) add(i, i, 1);
  for (let row = 0; row < information.length; row += 1) {
    const start = row * width;
    for (let a = 0; a < width; a += 1) {
      const weighted = information[row]! * values[start + a]!;
      for (let b = 0; b <= a; b += 1) add(places[start + a]!, places[start + b]!, weighted * values[start + b]!);
    }
  }
  return { size, rows: Int32Array.from(rowOf), columns: Int32Array.from(columnOf), values: Float64Array.from(entries) };
}

/** Columns of mu that do not follow from others, the constant first. */
function populationOf({ frame: { predictors, rows } }: FittedGlmm): readonly Float64Array[] {
  const { columns, intercept, means } = predictors[0]!;
  const own = columns.map((column, k) => column.map((value) => value - means[k]!));
  return intercept === "centred" ? [new Float64Array(rows).fill(1), ...own] : own;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
