/** Means of rows given effects of 0, and averaged over the effects of groups, draw by draw. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { averagedAuxiliary } from "./averagedAuxiliary.js";
import { inputRows, type Cells } from "./inputRows.js";
import type { MeanForm } from "./meanForm.js";
import { normalAverage } from "./normalAverage.js";
import { classSpread, type RowClass } from "./rowClasses.js";
import type { AtPredictor } from "./surface.js";

/** Writes link(mean) of one row in every draw, of a mean given effects of 0 and of the averaged one. */
export type AveragedRow = (frame: Frame, classes: readonly RowClass[], row: number, out: AveragedDraws) => void;

export interface AveragedDraws {
  /** Linear predictor X b + offset. */
  readonly predictor: Float64Array;
  /** link(E(y | effects of 0)): the predictor itself where the mean is the inverse link of it. */
  readonly conditional: Float64Array;
  /** link(E(y)). */
  readonly averaged: Float64Array;
}

export function averagedDraws(count: number): AveragedDraws {
  const empty = () => new Float64Array(count);
  return { predictor: empty(), conditional: empty(), averaged: empty() };
}

/**
 * A writer for some draws. What rows of a class share is kept for each of them, whatever the frame: at most a few hundred draws at once.
 *
 * @param curves The averaged curve at a standard deviation, where the form has one.
 */
export function averagedRows(
  fitted: FittedGlmm,
  form: MeanForm,
  selection: DrawSelection,
  curves: (sd: number) => AtPredictor,
): AveragedRow {
  const mu = fitted.frame.groups.filter(({ parameter }) => parameter === "mu");
  const spreadOf = classSpread(mu, selection);
  const known = new Map<RowClass, Averaged>();
  const overOthers = averagedAuxiliary(fitted, form.others, selection, form.mean);
  const writers = new Map<Frame, (row: number, out: Float64Array, cell: Cells) => void>();
  return (frame, classes, row, { predictor, conditional, averaged }) => {
    const of = classes[row]!;
    let average = known.get(of);
    if (average === undefined) known.set(of, (average = averageOf(spreadOf(of), curves)));
    let write = writers.get(frame);
    if (write === undefined) writers.set(frame, (write = inputRows(fitted, frame, selection, "one")));
    const { spread, curve } = average;
    const mean = overOthers(frame, row);
    write(row, predictor, (inputs, d) => {
      const { eta } = inputs;
      if (form.isPlain) {
        conditional[d] = eta;
        averaged[d] = curve(eta, d);
        return;
      }
      conditional[d] = form.link.link(form.mean(inputs));
      if (form.curve !== undefined) {
        // The factor is that of any predictor; at 1 no link's mean is 0.
        const factor = mean({ ...inputs, eta: 1 }, d) / (form.link.inverse(1) as number);
        averaged[d] = scaled(form, factor, curve(eta, d));
      } else {
        const whole = (x: number) => mean({ ...inputs, eta: x }, d);
        averaged[d] = form.link.link(normalAverage(whole, eta, spread[d]!, form.growth));
      }
    });
  };
}

interface Averaged {
  readonly spread: Float64Array;
  /** link(E inverse) at a predictor in a draw, where the mean is the inverse link times a factor. */
  curve(eta: number, draw: number): number;
}

function averageOf(spread: Float64Array, curves: (sd: number) => AtPredictor): Averaged {
  const tables: AtPredictor[] = [];
  // Without effects of groups nothing is averaged.
  return { spread, curve: (eta, d) => (spread[d] === 0 ? eta : (tables[d] ??= curves(spread[d]!))(eta)) };
}
/** link(factor · inverse(predictor)). */
function scaled({ link }: MeanForm, factor: number, predictor: number): number {
  if (factor === 1) return predictor;
  if (link.name === "log") return predictor + link.link(factor);
  return link.link(factor * (link.inverse(predictor) as number));
}
