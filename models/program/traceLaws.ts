/** Traces the parameters of the laws of what a program observes, so that responses can be drawn from them. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { traceGraph, type TraceContext } from "../../engine/autodiff/trace.js";
import type { Graph } from "../../engine/core/Graph.js";
import { isTensor } from "../../engine/distributions/arrays.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import type { ProgramRun } from "./ProgramRun.js";
import { sizeOf } from "./supports/Transform.js";

/** Numbers of a parameter: known ones, or a place in the graph's output `constrained`. */
export type LawNumbers = ArrayLike<number> | { readonly offset: number };

/** A parameter of an observed law. */
export interface LawParameter {
  readonly name: string;
  /** Numbers for one row: 0 is a single number, otherwise so many of a vector or matrix. */
  readonly width: number;
  /** Whether there are numbers for each row, one after another, or the same ones for all. */
  readonly byRow: boolean;
  readonly numbers: LawNumbers;
}

/** What one `observe` is of. */
export interface ObservedLaw {
  readonly name: string;
  readonly distribution: Distribution;
  /** Draws of the law that make up the response. */
  readonly rows: number;
  /** Numbers of each of them: 1, or the length of a vector. */
  readonly width: number;
  readonly parameters: readonly LawParameter[];
  /** (rows × width): known, or a place in the output, as of a function of data. */
  readonly observed: LawNumbers;
}

/** A graph whose output `constrained` holds parameters of laws; it has no density to speak of. */
export interface TracedLaws {
  readonly graph: Graph;
  /** Length of the output `constrained`. */
  readonly length: number;
  readonly laws: readonly ObservedLaw[];
}

/**
 * Runs a program once more for the parameters of its observed laws. Laws that cannot be drawn from are left out.
 *
 * @param run runs the program on a trace
 */
export function traceLaws(dimension: number, run: (context: TraceContext) => ProgramRun): TracedLaws {
  let traced: Omit<TracedLaws, "graph"> | undefined;
  const graph = traceGraph(dimension, (context) => {
    const pieces: Tensor[] = [];
    let length = 0;
    const output = (tensor: Tensor): LawNumbers => {
      const numbers = tensor.dtype === "float32" ? tensor : (tf().cast(tensor, "float32") as Tensor);
      pieces.push(tf().reshape(numbers, [-1]));
      length += tensor.size;
      return { offset: length - tensor.size };
    };
    const finished = run(context);
    const laws = finished.observed.flatMap((one) => lawOf(finished, one, output));
    traced = { length, laws };
    const constrained = pieces.length === 0 ? tf().zeros([0]) : tf().concat(pieces as never);
    const { position } = context;
    return { logDensity: tf().sum(position), constrained, logLikelihood: tf().zeros([0]), logPrior: tf().zeros([0]) };
  });
  return { graph, ...traced! };
}

function lawOf(
  run: ProgramRun,
  one: ProgramRun["observed"][number],
  output: (tensor: Tensor) => LawNumbers,
): ObservedLaw[] {
  const { name, distribution, values, rows } = one;
  if (distribution.drawWith === undefined) return [];
  const width = sizeOf(distribution.eventShape);
  const known = run.knownValues.get(values);
  return [
    {
      name,
      distribution,
      rows: sizeOf(rows),
      width,
      parameters: Object.entries(distribution.parameters).map(([key, value]) => parameterOf(one, key, value, output)),
      observed:
        known && values.size === sizeOf(rows) * width
          ? known
          : output(spread(values, [...rows, ...distribution.eventShape])),
    },
  ];
}

function parameterOf(
  { distribution, rows }: ProgramRun["observed"][number],
  name: string,
  value: Distribution["parameters"][string],
  output: (tensor: Tensor) => LawNumbers,
): LawParameter {
  if (typeof value === "number") return { name, width: 0, byRow: false, numbers: [value] };
  if (!isTensor(value)) {
    const numbers = value as readonly number[];
    return { name, width: numbers.length, byRow: false, numbers };
  }
  const own = value.shape.slice(value.rank - ownRank(distribution, name, value));
  const width = own.length === 0 ? 0 : sizeOf(own);
  const byRow = value.size > sizeOf(own);
  return { name, width, byRow, numbers: output(byRow ? spread(value, [...rows, ...own]) : value) };
}

/** How many of a parameter's last dimensions belong to one draw of the law. */
function ownRank({ name: law }: Distribution, name: string, { rank }: Tensor): number {
  if (law === "multivariate_normal") return name === "mean" ? Math.min(rank, 1) : 2;
  return name === "logits" || name === "concentration" ? 1 : 0;
}

/** The same numbers in a larger shape. */
function spread(value: Tensor, shape: readonly number[]): Tensor {
  return value.size === sizeOf(shape) ? value : tf().add(tf().zeros([...shape]), value);
}
