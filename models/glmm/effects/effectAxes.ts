/** The effects of a model: variables of its population level, alone and in pairs that interact. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { variableColumns } from "../../formula/columnsOf.js";
import type { Variable } from "../../formula/Formula.js";
import { columnAxis, groupMeanAxis, type Axis } from "./Axis.js";
import type { PredictorColumns } from "./PredictorColumns.js";

/** One variable, or two of which the second is shown at a few values. */
export interface EffectAxes {
  /** `x`, `x:z`. */
  readonly name: string;
  readonly axes: readonly [Axis] | readonly [Axis, Axis];
}

/**
 * The effects of the predictor of mu: every variable, then every pair that stands in one product, numbers before factors. A column read
 * by an expression counts as itself.
 */
export function effectsOf(columns: PredictorColumns): readonly EffectAxes[] {
  const terms = columns.formulas[0]!.predictor.terms.map(({ variables }) =>
    unique(variables.flatMap((variable) => axesOf(variable, columns))),
  );
  const single = unique(terms.flat()).map((axis): EffectAxes => ({ name: axis.name, axes: [axis] }));
  const pairs = terms.flatMap((axes) =>
    axes.flatMap((first, i) => axes.slice(i + 1).map((second) => pairOf(first, second))),
  );
  return [...new Map([...single, ...pairs].map((effect) => [effect.name, effect])).values()];
}

/**
 * The effects of these names, `x` or `x:z`, in either order; a pair need not interact.
 *
 * @throws UserError for a variable that the predictor of mu does not have.
 */
export function effectsNamed(names: readonly string[], columns: PredictorColumns): readonly EffectAxes[] {
  const known = new Map(effectsOf(columns).flatMap(({ axes }) => axes.map((axis) => [axis.name, axis] as const)));
  const axisOf = (name: string): Axis => {
    const axis = known.get(name);
    if (axis) return axis;
    const near = nearestName(name, known.keys());
    const have =
      known.size === 0 ? "the formula has no predictors" : `the predictors are ${[...known.keys()].join(", ")}`;
    throw new UserError(`unknown effect "${name}"${near === undefined ? "" : `, did you mean "${near}"`}; ${have}.`);
  };
  return names.map((name) => {
    if (known.has(name)) return { name, axes: [known.get(name)!] };
    const parts = name.split(":");
    if (parts.length !== 2 || parts[0] === parts[1]) return { name, axes: [axisOf(name)] };
    return { name, axes: [axisOf(parts[0]!), axisOf(parts[1]!)] };
  });
}

/**
 * Every variable of the population level by its name.
 *
 * @param parameter The distributional parameter whose predictor it is of; all unless told, or where formulas serve several.
 */
export function axesByName(columns: PredictorColumns, parameter?: string): ReadonlyMap<string, Axis> {
  const own = columns.formulas.filter((formula) => formula.parameter === parameter);
  const terms = (own.length > 0 ? own : columns.formulas).flatMap(({ predictor }) => predictor.terms);
  const axes = terms.flatMap(({ variables }) => variables.flatMap((variable) => axesOf(variable, columns)));
  return new Map(axes.map((axis) => [axis.name, axis]));
}

function axesOf(variable: Variable, columns: PredictorColumns): readonly Axis[] {
  if (variable.kind === "within" || variable.kind === "between") {
    const axis = groupMeanAxis(variable, columns);
    return axis ? [axis] : [];
  }
  return variableColumns(variable).map((name) => columnAxis(columns.read.get(name)!));
}

function pairOf(first: Axis, second: Axis): EffectAxes {
  const isTurned = first.levels !== undefined && second.levels === undefined;
  const axes = isTurned ? ([second, first] as const) : ([first, second] as const);
  return { name: `${axes[0].name}:${axes[1].name}`, axes };
}

function unique(axes: readonly Axis[]): readonly Axis[] {
  return [...new Map(axes.map((axis) => [axis.name, axis])).values()];
}
