/** Coefficients that maximum likelihood puts at infinity, since columns tell outcomes apart. */
import { distinctRows } from "../collapse/distinctRows.js";
import type { Predictor } from "../Frame.js";
import { recessionCone, type Recession, type Way } from "./recessionCone.js";
import { silent } from "./rowTendencies.js";

/** A coefficient without a finite estimate. */
export interface InfiniteCoefficient {
  /** As in {@link Predictor}, or `Intercept`. */
  readonly name: string;
  /** `either` where the data allow both ends. */
  readonly way: Way;
}

export interface Separation {
  /** Whether every row that has a tendency is told apart, or only some. */
  readonly complete: boolean;
  /** Rows of the table that are told apart, of those that say something. */
  readonly rows: number;
  readonly of: number;
  readonly coefficients: readonly InfiniteCoefficient[];
}

/** Rows times columns beyond which nobody looks, and products beyond which each coefficient is given the way of one direction. */
const mostNumbers = 2e7;
const mostProducts = 1e9;

/**
 * Whether, and by which coefficients, the rows of a predictor are separated (Albert & Anderson 1984, Biometrika 71, 1-10): there is a
 * direction of the coefficients along which no row's log likelihood falls and some rise for ever. Group-level effects do not change it: the
 * direction is the same whatever they are. Found exactly, by linear inequalities; see {@link recessionCone}.
 *
 * @param tendencies Of each row: {@link rowTendencies}
 * @param aliased Names of columns that follow from those before, which are left out
 * @returns undefined where there is none, or the table is too large to look.
 */
export function separationOf(
  predictor: Predictor,
  tendencies: Int32Array,
  aliased: ReadonlySet<string> = new Set(),
): Separation | undefined {
  const used = predictor.names.flatMap((name, k) =>
    aliased.has(name) ? [] : [{ name, values: predictor.columns[k]! }],
  );
  const hasIntercept = predictor.intercept === "centred";
  const size = used.length + (hasIntercept ? 1 : 0);
  if (size === 0 || tendencies.length * size > mostNumbers) return undefined;
  const kinds = kindsOf(
    used.map(({ values }) => values),
    tendencies,
  );
  const scales = used.map(({ values }) => scaleOf(values, hasIntercept));
  const rowOf = (kind: number, sign: number): number[] => {
    const row = kinds.first[kind]!;
    const slopes = used.map(({ values }, k) => (sign * (values[row]! - scales[k]!.centre)) / scales[k]!.spread);
    return hasIntercept ? [sign, ...slopes] : slopes;
  };
  const all = Array.from(kinds.first.keys()).filter((kind) => tendencies[kinds.first[kind]!] !== silent);
  const tending = all.filter((kind) => tendencies[kinds.first[kind]!] !== 0);
  const still = all.filter((kind) => tendencies[kinds.first[kind]!] === 0);
  const cone = recessionCone({
    size,
    rising: Float64Array.from(tending.flatMap((kind) => rowOf(kind, tendencies[kinds.first[kind]!]!))),
    fixed: Float64Array.from(still.flatMap((kind) => rowOf(kind, 1))),
  });
  if (!cone) return undefined;
  const isDear = tending.length * size * size * size > mostProducts;
  const wayOf = (functional: Float64Array) => (isDear ? wayAlong(cone, functional) : cone.wayOf(functional));
  // b_Intercept is that of columns that are not centred.
  const intercept = [1, ...scales.map(({ centre, spread }) => -centre / spread)];
  const functionals = [
    ...(hasIntercept ? [{ name: "Intercept", functional: Float64Array.from(intercept) }] : []),
    ...used.map(({ name }, k) => ({ name, functional: axis(size, k + (hasIntercept ? 1 : 0)) })),
  ];
  const count = (chosen: readonly number[]): number => chosen.reduce((sum, kind) => sum + kinds.counts[kind]!, 0);
  const told = tending.filter((_, k) => cone.risen[k] === 1);
  return {
    complete: told.length === all.length,
    rows: count(told),
    of: count(all),
    coefficients: functionals.flatMap(({ name, functional }) => {
      const way = wayOf(functional);
      return way === undefined ? [] : [{ name, way }];
    }),
  };
}

interface Kinds {
  readonly first: Int32Array;
  readonly counts: Float64Array;
}

/** Equal rows are one. */
function kindsOf(columns: readonly Float64Array[], tendencies: Int32Array): Kinds {
  const rows = tendencies.length;
  const distinct = distinctRows([...columns, tendencies], rows, Math.floor(rows / 2));
  return distinct ?? { first: Int32Array.from(tendencies.keys()), counts: new Float64Array(rows).fill(1) };
}

/** Directions are told from rounding where columns are of like size. */
export function scaleOf(
  values: Float64Array,
  isCentred: boolean,
): { readonly centre: number; readonly spread: number } {
  const centre = isCentred ? values.reduce((sum, value) => sum + value / values.length, 0) : 0;
  const spread = values.reduce((most, value) => Math.max(most, Math.abs(value - centre)), 0);
  return { centre, spread: spread > 0 ? spread : 1 };
}

function axis(size: number, place: number): Float64Array {
  const unit = new Float64Array(size);
  unit[place] = 1;
  return unit;
}

function wayAlong({ direction }: Recession, functional: Float64Array): Way | undefined {
  const along = functional.reduce((sum, value, i) => sum + value * direction[i]!, 0);
  return along > 1e-7 ? "up" : along < -1e-7 ? "down" : undefined;
}
