/** Log likelihoods of rows at a made position: as compiled, and by plain numbers from the draw that it gives. */
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import type { Table } from "../../../engine/core/Table.js";
import { stream } from "../../../engine/random/stream.js";
import { glmm, type GlmmOptions } from "../../../models/glmm/glmm.js";
import { logLikelihood, predictionArray } from "../../../models/glmm/prediction/index.js";
import { madeFit } from "./checking/madeFit.js";

export interface RowsAt {
  /** Number of the draw by its name. */
  draw(name: string): number;
  readonly compiled: Float64Array;
  readonly logDensity: number;
  readonly gradient: Float64Array;
  readonly position: Float64Array;
  /** Log density elsewhere. */
  evaluate(position: Float64Array): number;
}

/** At a position, of standard normals times 0.7 unless it is given. */
export function rowsAt(
  formulas: readonly string[],
  table: Table,
  options: GlmmOptions,
  seed = "1",
  given?: Float64Array,
): RowsAt {
  const { graph, names, dimension, rows } = glmm(formulas, options).trace(table);
  const model = load(compile(graph, names));
  const rng = stream(seed, "rows");
  const position = given ?? Float64Array.from({ length: dimension }, () => 0.7 * rng.normal());
  const values = new Float64Array(names.length);
  model.constrain(position, rng, values);
  const compiled = new Float64Array(rows);
  model.logLikelihood(position, compiled);
  const gradient = new Float64Array(dimension);
  const logDensity = model.evaluate(position, gradient);
  return {
    draw(name) {
      const place = names.indexOf(name);
      if (place < 0) throw new Error(`no draw of ${name} among ${names.join(", ")}`);
      return values[place]!;
    },
    compiled,
    logDensity,
    gradient,
    position,
    evaluate: (at) => model.evaluate(at, new Float64Array(dimension)),
  };
}

/** Log likelihoods by plain numbers, (rows × draws), of a made posterior with the draws' names. */
export function rowsByNumbers(formulas: readonly string[], table: Table, options: GlmmOptions) {
  const { posterior } = madeFit(formulas, table, options);
  const [chain] = posterior.draws.chains;
  const { names } = posterior.draws;
  const count = chain!.drawCount;
  return {
    posterior,
    rows: predictionArray(logLikelihood(posterior)),
    count,
    draw: (name: string, d: number) => chain!.values[d * names.length + names.indexOf(name)]!,
  };
}

/** Central differences of fourth order of a log density. */
export function differences(at: Float64Array, evaluate: (position: Float64Array) => number): Float64Array {
  const h = 1e-3;
  return at.map((_, k) => {
    const moved = (step: number) => evaluate(at.map((x, i) => (i === k ? x + step : x)));
    return (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h);
  });
}
