/** The likelihood of an arm with an effect of its own integrated out, looked up for any standard deviation of it. */
import { expm1 } from "../../../engine/math/expm1.js";
import { log1p } from "../../../engine/math/log1p.js";
import { marginalArm } from "./marginalArm.js";
import type { ArmTold } from "./pairDensity.js";
import type { ArmFunction } from "./slopesOf.js";
import { wideningGrid } from "./wideningGrid.js";

/** Standard deviations for a variance that is e times as large together with that of the arm. */
const perLog = 15;

/** An arm without events is that much steeper where it is unlikely than where it is told to be. */
const steeper = 20;

/** Points for one standard error in the middle, and points to either side: some 2000 standard errors. */
const pointsPerError = 30;
const half = 1800;

/** Lagrange's weights of the points at −1, 0, 1 and 2. */
function weightsAt(t: number): readonly [number, number, number, number] {
  const [u, v, w] = [t + 1, t - 1, t - 2];
  return [(-t * v * w) / 6, (u * v * w) / 2, (-u * t * w) / 2, (u * t * v) / 6];
}

/**
 * {@link marginalArm} as a function of the standard deviation, for arms that are one function of their predictor in all draws: by a table over the
 * predictor and log(1 + 20 precision sd²), in which it is smooth down to an sd of 0, filled where it is needed and interpolated cubically, which errs by some 1e-6.
 */
export function marginalTable(f: ArmFunction, { eta, precision }: ArmTold, step: number): (sd: number) => ArmFunction {
  const told = Math.max(precision, 1e-12);
  const { size, pointOf, placeOf } = wideningGrid(eta, 1 / (Math.sqrt(told) * pointsPerError), half);
  const rows = new Map<number, Row>();
  const rowOf = (k: number): Row => {
    let row = rows.get(k);
    if (row === undefined) {
      const own = Math.sqrt(expm1(k / perLog) / (steeper * told));
      row = { exact: k === 0 ? f : marginalArm(f, own, step), values: new Float64Array(size).fill(NaN) };
      rows.set(k, row);
    }
    return row;
  };
  const valueOf = ({ exact, values }: Row, k: number): number => {
    const known = values[k]!;
    return Number.isNaN(known) ? (values[k] = exact(pointOf(k))) : known;
  };
  return (sd) => {
    const among = log1p(steeper * told * sd * sd) * perLog;
    const first = Math.max(1, Math.floor(among));
    const own = [-1, 0, 1, 2].map((k) => rowOf(first + k));
    const shares = weightsAt(among - first);
    const exact = marginalArm(f, sd, step);
    return (at) => {
      const place = placeOf(at);
      const k = Math.floor(place);
      if (!(k >= 1 && k <= size - 3)) return exact(at);
      const [a, b, c, d] = weightsAt(place - k);
      let sum = 0;
      for (let i = 0; i < 4; i += 1) {
        const row = own[i]!;
        sum +=
          shares[i]! *
          (a * valueOf(row, k - 1) + b * valueOf(row, k) + c * valueOf(row, k + 1) + d * valueOf(row, k + 2));
      }
      return Number.isFinite(sum) ? sum : exact(at);
    };
  };
}

interface Row {
  readonly exact: ArmFunction;
  /** NaN where they are not known yet. */
  readonly values: Float64Array;
}
