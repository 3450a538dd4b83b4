/** Reference log densities of test/reference/families, and what is done with them. */
import { readFileSync } from "node:fs";
import { tf, type Tensor } from "../../../../engine/autodiff/ops.js";
import { traceGraph } from "../../../../engine/autodiff/trace.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName, FamilyRow, LawInputs, Link, LinkName } from "../../../../models/glmm/Family.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { isDiscrete } from "./discreteFamilies.js";

export interface Reference {
  readonly family: FamilyName;
  readonly link: LinkName;
  readonly inputs: LawInputs<number>;
  readonly y: number;
  readonly value: number;
}

/** The parsed file of references of that name. */
export function readReference<Row>(file: string): readonly Row[] {
  const url = new URL(`../../../reference/families/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Row[];
}

/** Families with references of their own, in continuous.json; so has the link softplus. */
const continuous: readonly string[] = [
  ...["skew_normal", "exgaussian", "asym_laplace", "gen_extreme_value", "shifted_lognormal", "von_mises"],
  ...["inverse.gaussian", "exponential", "weibull", "frechet", "tweedie"],
];

/** Families with tests of their own: what their laws are told follows from the responses. */
const others: readonly string[] = ["cox"];

/** Every other family of one number a row with each of its links. */
export const pairs: readonly (readonly [FamilyName, LinkName])[] = [...families.values()]
  .filter(({ name }) => !isDiscrete(name) && ![...continuous, ...others].includes(name))
  .flatMap((row) => row.links.filter((link) => link !== "softplus").map((link) => [row.name, link] as const));

/** The row and link of a pair. */
export function lookUp(family: FamilyName, link: LinkName): { readonly row: FamilyRow; readonly link: Link } {
  return { row: families.get(family)!, link: linkOf(link) };
}

/** Log density of a response by plain numbers. */
export function logDensity(family: FamilyName, linkName: LinkName, inputs: LawInputs<number>, y: number): number {
  const { row, link } = lookUp(family, linkName);
  return row.law(link).logDensity(y, row.values(inputs, link)) as number;
}

/** Data; the sampler moves all else. */
const given: readonly string[] = ["trials", "rate"];

export interface Evaluated {
  readonly values: Float64Array;
  /** Slopes by row, for each input that is sampled. */
  readonly slopes: Readonly<Record<string, Float64Array>>;
}

/** Log densities and slopes of rows of one family and link by the compiled module; every row has its own inputs. */
export function compiledRows(
  family: FamilyName,
  linkName: LinkName,
  rows: readonly { readonly inputs: LawInputs<number>; readonly y: number }[],
): Evaluated {
  const { row, link } = lookUp(family, linkName);
  const n = rows.length;
  const names = Object.keys(rows[0]!.inputs) as (keyof LawInputs)[];
  const free = names.filter((name) => !given.includes(name));
  const columnOf = (name: keyof LawInputs): number[] => rows.map(({ inputs }) => inputs[name] as number);
  const graph = traceGraph(free.length * n, (context) => {
    const slice = (k: number): Tensor => tf().slice(context.position as never, [k * n], [n]);
    const inputs = Object.fromEntries(
      names.map((name) => [name, free.includes(name) ? slice(free.indexOf(name)) : context.data(name, columnOf(name))]),
    ) as unknown as LawInputs<Tensor>;
    const y = context.data(
      "y",
      rows.map((each) => each.y),
    );
    const value = row.law(link).logDensity(y, row.values(inputs, link)) as Tensor;
    return {
      logDensity: tf().sum(value),
      constrained: context.position,
      logLikelihood: value,
      logPrior: context.position,
    };
  });
  const model = load(compile(graph));
  const position = Float64Array.from(free.flatMap(columnOf));
  const gradient = new Float64Array(position.length);
  model.evaluate(position, gradient);
  const values = new Float64Array(n);
  model.logLikelihood(position, values);
  return { values, slopes: Object.fromEntries(free.map((name, k) => [name, gradient.slice(k * n, (k + 1) * n)])) };
}

/** Difference relative to the larger of 1 and the reference; the same infinity differs by 0. */
export function discrepancy(value: number, reference: number): number {
  return value === reference ? 0 : Math.abs(value - reference) / Math.max(1, Math.abs(reference));
}

/** Slope by differences of fourth order, good to about 1e-10 for functions whose scale is 1. */
export function slopeOf(f: (x: number) => number, at: number): number {
  const h = 1e-3 * Math.max(0.02, Math.abs(at));
  return (8 * (f(at + h) - f(at - h)) - (f(at + 2 * h) - f(at - 2 * h))) / (12 * h);
}
