/** Population-averaged effects of a fit, as draws. */
import { exp } from "../../../engine/math/exp.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import type { Link } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame, Predictor } from "../Frame.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { likelihoodWeights } from "../rowWeights.js";
import { averagedDraws, averagedRows } from "./averagedRows.js";
import { distinctCells, type DistinctCells } from "./distinctCells.js";
import type { Contrasted, MarginalCoefficient, MarginalContrast, MarginalDraws, Sides } from "./Marginal.js";
import { sampleInputs } from "./inputRows.js";
import { checkMarginalOptions, type MarginalOptions } from "./MarginalOptions.js";
import { marginalNotes, wholeMeanNote } from "./marginalNotes.js";
import { meanForm, type MeanForm } from "./meanForm.js";
import { projection } from "./projection.js";
import { classesOf, type RowClass, type RowClasses } from "./rowClasses.js";
import { changesOf, type Change } from "./scenarios.js";
import { surface, type AtPredictor } from "./surface.js";

/** Draws whose working memory is held at once. */
const drawsAtOnce = 256;
/** Means of rows that take about a second. */
const mostCells = 12_000_000;
const leastDraws = 400;

/** `marginalDraws` of a fit that is at hand; see index.ts. */
export function marginalDrawsOf(fitted: FittedGlmm, options: MarginalOptions = {}): MarginalDraws {
  checkMarginalOptions(options);
  const all = selectDraws(fitted, options.draws);
  const form = meanForm(fitted, sampleInputs(fitted, selectDraws(fitted, [all.places[0]!])));
  const question = questionOf(fitted, form);
  const coefficients = coefficientDraws(question, selectDraws(fitted, options.draws ?? enough(fitted, form, 1)));
  const changes = changesOf(fitted, options).filter((change) => isChanged(form, change));
  const frames = [...new Set(changes.flatMap(({ from, to }) => [from.frame, to.frame]))];
  const ofContrasts = selectDraws(fitted, options.draws ?? enough(fitted, form, 2 * frames.length));
  const means = meanDraws(question, frames, ofContrasts);
  const response = fitted.frame.response!;
  const wholeMean = wholeMeanNote(form);
  const mu = fitted.frame.groups.filter(({ parameter }) => parameter === "mu");
  return {
    link: form.link.name,
    ...(exponentialName(form) ? { exponentials: exponentialName(form)! } : {}),
    ...(wholeMean === undefined ? {} : { wholeMean }),
    scale: fitted.family.mean === "unit" ? "probability" : "mean",
    response: response.name,
    groups: [...new Set([...mu, ...form.others].map(({ group }) => group))],
    rows: fitted.frame.rows,
    coefficients,
    contrasts: changes.map(({ variable, from, to }): MarginalContrast<Float64Array> => {
      const [before, after] = [means.get(from.frame)!, means.get(to.frame)!];
      return {
        ...{ variable, from: from.label, to: to.label },
        conditional: contrasted(fitted, before.conditional, after.conditional),
        averaged: contrasted(fitted, before.averaged, after.averaged),
      };
    }),
    notes: marginalNotes(fitted, form, changes),
    draws: { of: fitted.drawCount, coefficients: coefficients[0]?.averaged.length ?? 0, contrasts: ofContrasts.count },
  };
}

/** What all parts of the question share. */
interface Question {
  readonly fitted: FittedGlmm;
  readonly form: MeanForm;
  readonly curves: (sd: number) => AtPredictor;
  readonly classes: RowClasses;
  /** One a row. */
  readonly weights: Float64Array;
}

function questionOf(fitted: FittedGlmm, form: MeanForm): Question {
  const { curve } = form;
  const predictor = (eta: number, sd: number) => curve!.predictor(eta, sd);
  return {
    fitted,
    form,
    curves: curve?.isClosed === false ? surface(predictor) : (sd) => (eta) => predictor(eta, sd),
    classes: new Map(),
    weights: likelihoodWeights(fitted.frame.response!) ?? new Float64Array(fitted.frame.rows).fill(1),
  };
}

/** Fewer draws where each mean is an integral of its own. */
function enough({ frame, drawCount }: FittedGlmm, form: MeanForm, passes: number): number {
  const isDear = form.curve === undefined || form.others.length > 0;
  const cells = (isDear ? 0.01 : form.isPlain ? 1 : 0.3) * mostCells;
  const least = isDear ? 100 : leastDraws;
  return Math.min(drawCount, Math.max(least, Math.floor(cells / (frame.rows * Math.max(1, passes)))));
}

/** Whether the mean can differ: a variable of sigma alone leaves that of a gaussian response as it is. */
function isChanged({ isPlain }: MeanForm, { from, to }: Change): boolean {
  if (!isPlain) return true;
  const partsOf = ({ predictors, groups }: Frame) => [
    ...predictors.flatMap(({ parameter, columns, offset }) => (parameter === "mu" ? [...columns, offset] : [])),
    ...groups.flatMap(({ parameter, columns }) => (parameter === "mu" ? columns : [])),
  ];
  const after = partsOf(to.frame);
  return partsOf(from.frame).some((column, k) => column?.some((x, row) => x !== after[k]![row]) === true);
}

/** Writes each distinct row of a frame, draws a block at a time. */
function eachRow(
  { fitted, form, curves, classes }: Question,
  frames: readonly Frame[],
  selection: DrawSelection,
  visit: (
    frame: Frame,
    row: number,
    cells: DistinctCells,
    rows: ReturnType<typeof averagedDraws>,
    start: number,
  ) => void,
): void {
  const prepared = frames.map((frame) => {
    const of: readonly RowClass[] = classesOf(frame, "mu", classes);
    return { frame, of, cells: distinctCells(frame, of) };
  });
  for (let start = 0; start < selection.count; start += drawsAtOnce) {
    const block = selectDraws(fitted, selection.places.subarray(start, start + drawsAtOnce));
    const write = averagedRows(fitted, form, block, curves);
    const rows = averagedDraws(block.count);
    for (const { frame, of, cells } of prepared) {
      for (const row of cells.first) {
        write(frame, of, row, rows);
        visit(frame, row, cells, rows, start);
      }
    }
  }
}

/**
 * Coefficients of the least-squares projection of link(mean) on the columns of the predictor. What is projected is the difference from
 * the predictor, which is its own projection: so nothing is lost where there is no difference.
 */
function coefficientDraws(question: Question, selection: DrawSelection): MarginalCoefficient<Float64Array>[] {
  const { fitted, form, weights } = question;
  const predictor = fitted.frame.predictors[0]!;
  const { names, columns } = columnsOf(predictor, fitted.frame.rows);
  const rows = projection(columns, weights);
  const sides = names.map((name): Sides<Float64Array> => ({
    conditional: selection.column(name).slice(),
    averaged: selection.column(name).slice(),
  }));
  let summed: readonly Float64Array[] | undefined;
  if (names.length > 0) {
    eachRow(
      question,
      [fitted.frame],
      selection,
      (_frame, row, { place }, { predictor: eta, conditional, averaged }, start) => {
        summed ??= rows.map((values) => sumsOf(values, place));
        sides.forEach((side, k) => {
          const share = summed![k]![row]!;
          for (let d = 0; d < eta.length; d += 1) {
            side.conditional[start + d]! += share * (conditional[d]! - eta[d]!);
            side.averaged[start + d]! += share * (averaged[d]! - eta[d]!);
          }
        });
      },
    );
  }
  return names.map((draw, k) => {
    const side = sides[k]!;
    const name = form.isPlain ? draw : `${draw.slice("b_".length)} (whole mean)`;
    if (draw === interceptDraw("mu")) return { name, ...side };
    const { conditional, averaged } = side;
    return {
      ...{ name, conditional, averaged },
      ratio: averaged.map((x, d) => x / conditional[d]!),
      ...(exponentialName(form)
        ? { exponential: { conditional: conditional.map(exp), averaged: averaged.map(exp) } }
        : {}),
    };
  });
}

/** Those of coefficients, and after them those that only take part: levels of `mo()`, whose coefficients depend on the draw. */
function columnsOf({ names, columns, intercept, monotonic = [] }: Predictor, rows: number) {
  const has = intercept === "centred";
  const levels = monotonic.flatMap(({ column, ladders }) =>
    ladders.flatMap(({ index, steps }) =>
      Array.from({ length: steps }, (_, k) =>
        Float64Array.from(index, (at, row) => (at > k ? (column?.[row] ?? 1) : 0)),
      ),
    ),
  );
  return {
    names: [...(has ? [interceptDraw("mu")] : []), ...names.map(coefficientDraw)],
    columns: [...(has ? [new Float64Array(rows).fill(1)] : []), ...columns, ...levels],
  };
}

/** Sums over the rows of a kind, at the place of its first row. */
function sumsOf(values: Float64Array, place: Int32Array): Float64Array {
  const first = new Map<number, number>();
  const sums = new Float64Array(values.length);
  values.forEach((value, row) => {
    const kind = place[row]!;
    if (!first.has(kind)) first.set(kind, row);
    sums[first.get(kind)!]! += value;
  });
  return sums;
}

/** Weighted means over the rows of each frame. */
function meanDraws(
  question: Question,
  frames: readonly Frame[],
  selection: DrawSelection,
): Map<Frame, Sides<Float64Array>> {
  const { form, weights } = question;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const out = new Map(
    frames.map((frame): [Frame, Sides<Float64Array>] => {
      const empty = () => new Float64Array(selection.count);
      return [frame, { conditional: empty(), averaged: empty() }];
    }),
  );
  const shares = new Map<Frame, Float64Array>();
  const mean = inverseOf(form.link);
  eachRow(question, frames, selection, (frame, row, { place }, { conditional, averaged }, start) => {
    if (!shares.has(frame)) shares.set(frame, sumsOf(weights, place));
    const share = shares.get(frame)![row]! / total;
    const sums = out.get(frame)!;
    for (let d = 0; d < conditional.length; d += 1) {
      sums.conditional[start + d]! += share * mean(conditional[d]!);
      sums.averaged[start + d]! += share * mean(averaged[d]!);
    }
  });
  return out;
}

function contrasted({ family }: FittedGlmm, from: Float64Array, to: Float64Array): Contrasted<Float64Array> {
  const odds = (p: number) => p / (1 - p);
  return {
    ...{ from, to, difference: to.map((x, d) => x - from[d]!) },
    ...(family.mean === "real" ? {} : { ratio: to.map((x, d) => x / from[d]!) }),
    ...(family.mean === "unit" ? { oddsRatio: to.map((x, d) => odds(x) / odds(from[d]!)) } : {}),
  };
}

/** The inverse of a link for single numbers; that of logit written out is twice as fast as for any value. */
function inverseOf({ name, inverse }: Link): (predictor: number) => number {
  return name === "logit" ? (x) => 1 / (1 + exp(-x)) : (x) => inverse(x) as number;
}

/** What e to a coefficient is. */
function exponentialName({ link }: MeanForm): string | undefined {
  if (link.name === "log") return "ratio of means";
  if (link.name === "logit") return "odds ratio";
  return link.name === "cloglog" ? "hazard ratio" : undefined;
}
