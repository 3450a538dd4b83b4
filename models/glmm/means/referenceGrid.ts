/** The combinations of predictors over which a fit is asked for its means. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Axis, Columns } from "../effects/Axis.js";
import { axesByName } from "../effects/effectAxes.js";
import { levelColumns } from "../effects/levelColumns.js";
import { heldValues, predictorColumns, type HeldValues } from "../effects/PredictorColumns.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { likelihoodWeights } from "../rowWeights.js";
import type { AtValues, MeansOptions } from "./MeansOptions.js";

export type GridValue = number | string;

/** A variable with the values that it takes. */
export interface GridAxis {
  readonly axis: Axis;
  readonly values: readonly GridValue[];
}

/** A combination of the variables asked about; its rows differ in those that are averaged over. */
export interface GridCell {
  /** In the order of the variables asked about. */
  readonly values: readonly GridValue[];
  /** The first of its rows; the others follow it. */
  readonly firstRow: number;
}

export interface ReferenceGrid {
  readonly asked: readonly GridAxis[];
  readonly averaged: readonly GridAxis[];
  /** The first variable varies slowest. */
  readonly cells: readonly GridCell[];
  /** Of the rows of a cell, with sum 1. */
  readonly weights: readonly number[];
  readonly rows: number;
  readonly held: HeldValues;
  readonly given: Columns;
}

/**
 * All combinations of the variables asked about with the levels of all other factors of the population level; other numbers are at
 * their mean.
 *
 * @param names Variables asked about, each once.
 * @param parameter The distributional parameter whose factors are averaged over; those of all unless told.
 * @param shift By how much a variable lies beside its values, as for the slope of a curve.
 * @throws UserError for variables and values that there are not.
 */
export function referenceGrid(
  fitted: FittedGlmm,
  names: readonly string[],
  { at = {}, weights = "equal" }: Pick<MeansOptions, "at" | "weights">,
  parameter?: string,
  shift?: { readonly name: string; readonly by: number },
): ReferenceGrid {
  const columns = predictorColumns(fitted);
  const axes = axesByName(columns, parameter);
  const values = new Map(Object.entries(at));
  const conditions = conditionsOf(at, axes);
  const valuesOf = (axis: Axis): readonly GridValue[] =>
    values.has(axis.name) ? checkedValues(axis, [values.get(axis.name)!].flat()) : usualValues(axis);
  const asked = names.map((name): GridAxis => {
    const axis = axisNamed(axes, name);
    return { axis, values: valuesOf(axis) };
  });
  const averaged = [...axes.values()]
    .filter(({ name, levels }) => !names.includes(name) && (levels !== undefined || values.has(name)))
    .map((axis): GridAxis => ({ axis, values: valuesOf(axis) }));
  const [outer, inner] = [combinations(asked), combinations(averaged)];
  const points = outer.flatMap((one) => inner.map((other) => [...one, ...other]));
  return {
    ...{ asked, averaged },
    cells: outer.map((one, c) => ({ values: one, firstRow: c * inner.length })),
    weights: weights === "equal" ? inner.map(() => 1 / inner.length) : frequencies(fitted, averaged, inner),
    rows: points.length,
    held: heldValues(columns, conditions),
    given: new Map([
      ...levelColumns(columns, conditions, points.length),
      ...[...asked, ...averaged].flatMap(({ axis }, k) => {
        const values = points.map((point) => point[k]!);
        return [...axis.columns(axis.name === shift?.name ? values.map((value) => Number(value) + shift.by) : values)];
      }),
    ]),
  };
}

/** Values of columns that no variable of the population level is: of offsets, of groups. */
function conditionsOf(at: AtValues, axes: ReadonlyMap<string, Axis>): Readonly<Record<string, GridValue>> {
  const single = Object.entries(at).filter(([name]) => !axes.has(name));
  const several = single.find(([, value]) => Array.isArray(value));
  if (several) {
    const known = [...axes.keys()];
    const near = nearestName(several[0], known);
    throw new UserError(
      `at has several values of "${several[0]}", which is no predictor${near === undefined ? "" : `: did you mean "${near}"?`}`,
    );
  }
  return Object.fromEntries(single as [string, GridValue][]);
}

/** @throws UserError naming the predictors that there are. */
export function axisNamed(axes: ReadonlyMap<string, Axis>, name: string): Axis {
  const axis = axes.get(name);
  if (axis) return axis;
  const known = [...axes.keys()];
  const near = nearestName(String(name), known);
  const guess = near === undefined ? "" : `, did you mean "${near}"`;
  const have = known.length === 0 ? "the formula has no predictors" : `the predictors are ${known.join(", ")}`;
  throw new UserError(`unknown predictor ${JSON.stringify(name)}${guess}; ${have}.`);
}

/** All levels, the different values of a number where they are few, else its mean. */
function usualValues({ levels, few, range }: Axis): readonly GridValue[] {
  return levels ?? (few ? [...few].sort((a, b) => a - b) : [range!.mean]);
}

function checkedValues({ name, levels }: Axis, values: readonly GridValue[]): readonly GridValue[] {
  if (values.length === 0) throw new UserError(`at has no value of "${name}": leave it out, or give some.`);
  if (levels === undefined) {
    const wrong = values.find((value) => typeof value !== "number" || !Number.isFinite(value));
    if (wrong === undefined) return values;
    throw new UserError(`at of "${name}" must be numbers; one is ${JSON.stringify(wrong)}.`);
  }
  const texts = values.map(String);
  const wrong = texts.find((value) => !levels.includes(value));
  if (wrong === undefined) return texts;
  const near = nearestName(wrong, levels);
  throw new UserError(
    `at of "${name}" is "${wrong}", which is none of its levels${near === undefined ? "" : `, did you mean "${near}"`}; they are ${levels.slice(0, 12).join(", ")}.`,
  );
}

function combinations(axes: readonly GridAxis[]): readonly (readonly GridValue[])[] {
  return axes.reduce<readonly (readonly GridValue[])[]>(
    (found, { values }) => found.flatMap((one) => values.map((value) => [...one, value])),
    [[]],
  );
}

/** How often each combination of factors occurs among the rows fitted; values of numbers count alike. */
function frequencies(
  { frame }: FittedGlmm,
  averaged: readonly GridAxis[],
  inner: readonly (readonly GridValue[])[],
): readonly number[] {
  const factors = averaged.flatMap(({ axis }, k) => (axis.levels ? [{ axis, k }] : []));
  const weights = frame.response && likelihoodWeights(frame.response);
  const counts = new Map<string, number>();
  for (let row = 0; row < frame.rows; row += 1) {
    const key = JSON.stringify(factors.map(({ axis }) => axis.observed(row)));
    counts.set(key, (counts.get(key) ?? 0) + (weights?.[row] ?? 1));
  }
  const found = inner.map((values) => counts.get(JSON.stringify(factors.map(({ k }) => values[k]!))) ?? 0);
  const total = found.reduce((sum, count) => sum + count, 0);
  if (total === 0)
    throw new UserError("no fitted row has any of the levels that are averaged over: let weights be equal.");
  return found.map((count) => count / total);
}
