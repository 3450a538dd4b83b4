/** Reads studies that are known by differences between pairs of their arms. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { rowList } from "./listed.js";
import type { ContrastColumns } from "./NetworkLayout.js";
import { numberCells, positive, requirePresent, requireRule } from "./numberCells.js";
import { pairsAtOdds } from "./pairsAtOdds.js";
import { noCovariance, type ReadContrasts } from "./readContrasts.js";
import type { StudyRows } from "./StudyRows.js";

/** A pair of arms of a study, by their places. */
export interface ArmPair {
  readonly row: number;
  readonly to: number;
  readonly from: number;
  /** Of `to` less `from`. */
  readonly difference: number;
  readonly variance: number;
}

/** Arms of a study of pairs: treatment, and the first row that names it. */
export interface PairArms extends ReadContrasts {
  readonly arms: readonly { readonly treatment: string; readonly row: number }[];
}

/**
 * The differences of a study from the first arm that its rows name. A row is its treatment less its comparator. From all pairs follows the
 * covariance, cov(b − a, c − a) = (v_ab + v_ac − v_bc)/2; pairs that share one arm leave it open.
 *
 * @param correlation Assumed of two differences from one arm where the study gives no other pairs
 * @throws UserError when a pair is listed twice or pairs a treatment with itself, when some pairs are missing, when differences contradict one
 * another (see `pairsAtOdds`), and when the standard errors do.
 */
export function readPairs(
  table: Table,
  columns: ContrastColumns,
  study: StudyRows,
  correlation: number | undefined,
): PairArms {
  const { name } = study;
  const arms = armsOf(study, columns);
  const pairs = pairsOf(table, columns, study, arms);
  const size = arms.length;
  const pairAt = (k: number, l: number): ArmPair | undefined =>
    pairs.find(({ from, to }) => (from === k && to === l) || (from === l && to === k));
  const base = sharedArm(pairs, size);
  if (pairs.length < (size * (size - 1)) / 2 && base === undefined) {
    throw new UserError(
      `study "${name}" gives ${pairs.length} of the ${(size * (size - 1)) / 2} pairs of its ${size} arms ` +
        `(${rowList(pairs.map(({ row }) => row))}): give all of them, or all that have one arm in common.`,
    );
  }
  const complete = pairs.length === (size * (size - 1)) / 2;
  const assumed = !complete;
  if (assumed && correlation === undefined) throw new UserError(noCovariance(name, columns.diffSe, undefined));
  if (complete) refuseOdds(name, pairs, arms);
  const origin = complete ? 0 : base!;
  const differences = Float64Array.from(arms, (_, k) => signed(pairAt(origin, k), origin));
  const variance = (k: number, l: number): number => (k === l ? 0 : pairAt(k, l)!.variance);
  const covarianceOf = (k: number, l: number): number => {
    if (k === origin || l === origin) return 0;
    if (k === l) return variance(origin, k);
    if (assumed) return correlation! * Math.sqrt(variance(origin, k) * variance(origin, l));
    return (variance(origin, k) + variance(origin, l) - variance(k, l)) / 2;
  };
  const covariance = Float64Array.from(arms.flatMap((_, k) => arms.map((_, l) => covarianceOf(k, l))));
  requireDefinite(name, columns, covariance, origin, pairs, arms);
  return { arms, differences, covariance, assumed, doubtful: false };
}

/** The difference of a pair's other arm from one of its arms. */
function signed(pair: ArmPair | undefined, from: number): number {
  if (pair === undefined) return 0;
  return pair.from === from ? pair.difference : -pair.difference;
}

function armsOf({ name, rows }: StudyRows, columns: ContrastColumns): PairArms["arms"] {
  const rowOf = new Map<string, number>();
  for (const { row, treatment, comparator } of rows) {
    if (comparator === undefined) {
      throw new UserError(
        `study "${name}" has no "${columns.comparator!}" in row ${row + 1}: each row of it is a pair, so name what is compared with.`,
      );
    }
    if (comparator === treatment) {
      throw new UserError(`row ${row + 1} compares "${treatment}" with itself: correct one of its treatments.`);
    }
    if (!rowOf.has(comparator)) rowOf.set(comparator, row);
    if (!rowOf.has(treatment)) rowOf.set(treatment, row);
  }
  return [...rowOf].map(([treatment, row]) => ({ treatment, row }));
}

function pairsOf(table: Table, columns: ContrastColumns, study: StudyRows, arms: PairArms["arms"]): ArmPair[] {
  const diff = numberCells(table, columns.diff);
  const error = numberCells(table, columns.diffSe);
  const rows = study.rows.map(({ row }) => row);
  requirePresent([diff, error], rows);
  requireRule(error, rows, positive, "a standard error is positive, so correct it.");
  const placeOf = new Map(arms.map(({ treatment }, place) => [treatment, place]));
  const seen = new Map<string, number>();
  return study.rows.map(({ row, treatment, comparator }) => {
    const [to, from] = [placeOf.get(treatment)!, placeOf.get(comparator!)!];
    const key = `${Math.min(from, to)} ${Math.max(from, to)}`;
    const before = seen.get(key);
    if (before !== undefined) {
      const pair = `"${treatment}" with "${comparator!}"`;
      throw new UserError(
        `study "${study.name}" compares ${pair} twice (${rowList([before, row])}): leave one row, or tell two studies apart by name.`,
      );
    }
    seen.set(key, row);
    return { row, to, from, difference: diff.values[row]!, variance: error.values[row]! * error.values[row]! };
  });
}

/** The arm that is in every one of a study's pairs, where all others are compared with it. */
function sharedArm(pairs: readonly ArmPair[], size: number): number | undefined {
  if (pairs.length !== size - 1) return undefined;
  for (let arm = 0; arm < size; arm++) if (pairs.every(({ from, to }) => from === arm || to === arm)) return arm;
  return undefined;
}

function refuseOdds(study: string, pairs: readonly ArmPair[], arms: PairArms["arms"]): void {
  const odds = pairsAtOdds(pairs, arms.length);
  if (odds === undefined) return;
  const { triangle, gap, suspect, flipped } = odds;
  const words = triangle.map(({ row, to, from, difference }) => {
    return `${arms[to]!.treatment} against ${arms[from]!.treatment} ${difference} in row ${row + 1}`;
  });
  const mend =
    suspect === undefined
      ? "correct one of them"
      : `row ${suspect.row + 1} seems wrong${flipped ? ": with its sign changed they agree" : ", since all others agree"}`;
  throw new UserError(
    `study "${study}": the differences ${words.join(", ")} contradict one another by ${Number(gap.toPrecision(3))}: ${mend}.`,
  );
}

function requireDefinite(
  study: string,
  columns: ContrastColumns,
  covariance: Float64Array,
  origin: number,
  pairs: readonly ArmPair[],
  arms: PairArms["arms"],
): void {
  const size = arms.length;
  const others = arms.map((_, place) => place).filter((place) => place !== origin);
  const matrix = Float64Array.from(others.flatMap((k) => others.map((l) => covariance[k * size + l]!)));
  if (!Number.isNaN(cholesky(matrix, others.length)[0]!)) return;
  // The largest standard error that two others cannot add up to, if any is.
  const error = (pair: ArmPair): number => Math.sqrt(pair.variance);
  const joins = (pair: ArmPair, arm: number, end: number): boolean =>
    (pair.from === arm && pair.to === end) || (pair.from === end && pair.to === arm);
  const excess = (pair: ArmPair): number =>
    others.concat(origin).reduce((most, arm) => {
      if (arm === pair.from || arm === pair.to) return most;
      const a = pairs.find((other) => joins(other, arm, pair.from));
      const b = pairs.find((other) => joins(other, arm, pair.to));
      return a && b ? Math.max(most, error(pair) - error(a) - error(b)) : most;
    }, -Infinity);
  const worst = pairs.reduce((most, pair) => (excess(pair) > excess(most) ? pair : most));
  const [to, from] = [arms[worst.to]!.treatment, arms[worst.from]!.treatment];
  const which =
    excess(worst) >= 0
      ? `that of "${to}" against "${from}", ${Number(error(worst).toPrecision(6))} in row ${worst.row + 1}, seems too large`
      : `check "${columns.diffSe}" in ${rowList(pairs.map(({ row }) => row))}`;
  throw new UserError(
    `study "${study}": the standard errors of its pairs contradict one another, no variances of arms could give them: ${which}.`,
  );
}
