/** Draws of the predictor, or of the expected response, of each row of a grid. */
import { gaussHermite } from "../../../engine/math/gaussHermite.js";
import { gridTable } from "../effects/gridTable.js";
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm, Response } from "../Frame.js";
import { expectationOf } from "../prediction/epred.js";
import { frameAsked } from "../prediction/frameAsked.js";
import { lawRows } from "../prediction/lawRows.js";
import { linpredOf } from "../prediction/linpred.js";
import { predictionArray } from "../prediction/predictionArray.js";
import { predictionContext } from "../prediction/predictionContext.js";
import { predictionsOf, type Predictions } from "../prediction/Predictions.js";
import { termCovariance } from "../variance/termVariance.js";
import type { Columns } from "../effects/Axis.js";
import type { HeldValues } from "../effects/PredictorColumns.js";

/** The rows, in columns of the fit's data. */
export interface GridRows {
  readonly rows: number;
  readonly held: HeldValues;
  readonly given: Columns;
}

/** What is asked of each row. */
export interface GridQuestion {
  /** The predictor of `parameter`, the expected response at effects of 0, or its mean over the normal law of effects on the mean. */
  readonly what: "predictor" | "expected" | "averaged";
  readonly parameter: string;
  readonly draws?: number | ArrayLike<number>;
}

/** A column of draws for each row. */
export function gridDraws(
  fitted: FittedGlmm,
  { rows, held, given }: GridRows,
  { what, parameter, draws }: GridQuestion,
): readonly Float64Array[] {
  const newdata = gridTable(fitted, rows, held, given);
  const options = { newdata, groups: "none", ...(draws === undefined ? {} : { draws }) } as const;
  const predictions =
    what === "predictor"
      ? linpredOf(fitted, { ...options, parameter })
      : what === "expected"
        ? expectationOf(fitted, options)
        : averagedOverGroups(fitted, options);
  const all = predictionArray(predictions);
  const columns = Array.from({ length: rows }, (_, row) =>
    all.subarray(row * predictions.drawCount, (row + 1) * predictions.drawCount),
  );
  if (what === "predictor") return columns;
  const { trials, rate } = frameAsked(fitted, newdata, () => false).response ?? {};
  const units = trials ?? rate;
  return units ? columns.map((column, row) => column.map((value) => value / units[row]!)) : columns;
}

/** Nodes of the rule over the normal, those apart that count for nothing. */
const ruleNodes = 96;
const leastWeight = 1e-22;

/** E(y | row) over the effects of groups on the mean, by Gauss–Hermite quadrature over their sum. */
function averagedOverGroups(fitted: FittedGlmm, options: Parameters<typeof predictionContext>[1]): Predictions {
  const context = predictionContext(fitted, options);
  const { frame, selection } = context;
  const { family, link } = fitted;
  const terms = frame.groups.filter(({ parameter }) => parameter === "mu");
  const covariances = terms.map((term) => termCovariance(term, selection));
  const rule = gaussHermite(ruleNodes);
  const kept = [...rule.nodes.keys()].filter((k) => rule.weights[k]! > leastWeight);
  const unit: Partial<Response> = {
    ...(frame.response?.trials ? { trials: frame.response.trials } : {}),
    ...(frame.response?.rate ? { rate: frame.response.rate } : {}),
  };
  const write = lawRows(
    fitted,
    context,
    unit,
    (row) => {
      const sds = standardDeviations(terms, covariances, row, selection.count);
      let draw = 0;
      return (inputs: LawInputs<number>) => {
        const sd = sds[draw++]!;
        let sum = 0;
        for (const k of kept) {
          sum += rule.weights[k]! * family.expectation({ ...inputs, eta: inputs.eta + sd * rule.nodes[k]! }, link);
        }
        return sum;
      };
    },
    // Where a mean of the family does not exist at effects of 0 others may, and the place of a draw must not be lost.
    false,
  );
  return predictionsOf(frame.rows, selection.count, write);
}

/** Of the sum of the effects on a row, a draw each; of related levels that of an average one. */
function standardDeviations(
  terms: readonly GroupTerm[],
  covariances: readonly ReturnType<typeof termCovariance>[],
  row: number,
  count: number,
): Float64Array {
  const variance = new Float64Array(count);
  terms.forEach(({ columns, related }, t) => {
    const kernel = related ? mean(related.kernel.variances) : 1;
    covariances[t]!.forEach((line, k) =>
      line.forEach((draws, l) => {
        const factor = kernel * (l === k ? 1 : 2) * (columns[k]?.[row] ?? 1) * (columns[l]?.[row] ?? 1);
        if (factor !== 0) for (let d = 0; d < count; d += 1) variance[d]! += factor * draws[d]!;
      }),
    );
  });
  return variance.map((value) => Math.sqrt(Math.max(0, value)));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
