/** The log likelihood of a level's rows as a function of the level's effects, those of single rows or inner levels integrated out. */
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import type { RowSlopes } from "../groups/rowSlopes.js";
import type { LevelDesign } from "./levelDesign.js";
import type { LevelFunction } from "./levelIntegral.js";
import type { LevelRows } from "./levelRowsOf.js";
import { logIntegral } from "./logIntegral.js";
import type { OwnInputs, RowDensity } from "./rowDensity.js";

/** Rows of a level that share one more effect, a standard normal with a weight in each row. */
export interface InnerEffect {
  /** Places of the rows among those of the level. */
  readonly rows: readonly number[];
  /** Weight in a row in a draw. */
  spread(r: number, draw: number): number;
}

/** Of a level in one draw; the same record is asked to turn to the next. */
export interface LevelLikelihoodOfDraw extends LevelFunction {
  turnTo(draw: number): void;
}

const mostSteps = 40;

/**
 * The function of a level in a draw. Rows that share an inner effect give log ∫ Π f(rest + mᵀz + s v)^w φ(v) dv; the others log f.
 * Slopes are those at the mode of v, which for the search of a mode is near enough.
 */
export function levelFunction(
  density: RowDensity,
  rows: LevelRows,
  design: LevelDesign,
  inner: readonly InnerEffect[],
): LevelLikelihoodOfDraw {
  const { size } = design;
  const isInner = new Uint8Array(rows.count);
  for (const effect of inner) for (const r of effect.rows) isInner[r] = 1;
  const outer = Array.from(isInner.keys()).filter((r) => isInner[r] === 0 && rows.weight(r) !== 0);
  const inputs: OwnInputs = { eta: 0 };
  const slopes: RowSlopes = { score: 0, information: 0 };
  const weights = new Float64Array(rows.count * size);
  const spreads = new Float64Array(rows.count);
  const modes = new Float64Array(inner.length);
  let draw = 0;
  // Of all rows in the draw, the part that no effect changes.
  let constant = 0;

  /** What the law of a row is told at z, with an inner effect. */
  const prepare = (r: number, z: Float64Array, v: number) => {
    let eta = rows.read(r, draw, inputs) + spreads[r]! * v;
    for (let k = 0; k < size; k += 1) eta += weights[r * size + k]! * z[k]!;
    inputs.eta = eta;
  };
  const kernel = (r: number, z: Float64Array, v: number): number => {
    const weight = rows.weight(r);
    if (weight === 0) return 0;
    prepare(r, z, v);
    return weight * density.kernel(rows.response(r), inputs);
  };
  const together = (effect: InnerEffect, z: Float64Array, v: number): number => {
    let sum = -0.5 * v * v;
    for (const r of effect.rows) sum += kernel(r, z, v);
    return sum;
  };
  /** Mode of an inner effect given z, and its standard deviation there. */
  const innerMode = (place: number, z: Float64Array): number => {
    const effect = inner[place]!;
    let v = together(effect, z, modes[place]!) > together(effect, z, 0) ? modes[place]! : 0;
    let top = together(effect, z, v);
    let scale = 1;
    for (let steps = 0; steps < mostSteps; steps += 1) {
      let [score, information] = [-v, 1];
      for (const r of effect.rows) {
        prepare(r, z, v);
        density.slopes(rows.response(r), inputs, slopes);
        const spread = spreads[r]! * rows.weight(r);
        score += spread * slopes.score;
        information += spread * spreads[r]! * slopes.information;
      }
      let step = score / information;
      if (!(information < Infinity) || !Number.isFinite(step)) break;
      scale = 1 / Math.sqrt(information);
      let value = together(effect, z, v + step);
      for (let halvings = 0; !(value >= top) && halvings < 30; halvings += 1) {
        value = together(effect, z, v + (step /= 2));
      }
      if (!(value >= top)) break;
      v += step;
      top = value;
      if (Math.abs(step) < 0.1 * scale) break;
    }
    modes[place] = v;
    return scale;
  };
  const addSlopes = (r: number, gradient: Float64Array, information: Float64Array) => {
    density.slopes(rows.response(r), inputs, slopes);
    const weight = rows.weight(r);
    for (let k = 0; k < size; k += 1) {
      const own = weight * weights[r * size + k]!;
      gradient[k]! += own * slopes.score;
      for (let m = 0; m < size; m += 1) information[k * size + m]! += own * slopes.information * weights[r * size + m]!;
    }
  };

  return {
    size,
    turnTo(next) {
      draw = next;
      for (let r = 0; r < rows.count; r += 1) design.write(r, next, weights.subarray(r * size, (r + 1) * size));
      for (const effect of inner) for (const r of effect.rows) spreads[r] = effect.spread(r, next);
      constant = 0;
      for (let r = 0; r < rows.count; r += 1) {
        if (rows.weight(r) === 0) continue;
        rows.read(r, draw, inputs);
        constant += rows.weight(r) * density.constant(rows.response(r), inputs);
      }
    },
    value(z) {
      let sum = constant;
      for (const r of outer) sum += kernel(r, z, 0);
      for (let place = 0; place < inner.length; place += 1) {
        const effect = inner[place]!;
        const scale = innerMode(place, z);
        sum += logIntegral((v) => together(effect, z, v), modes[place]!, scale) - LOG_SQRT_2PI;
      }
      return sum;
    },
    slopes(z, gradient, information) {
      gradient.fill(0);
      information.fill(0);
      for (const r of outer) {
        prepare(r, z, 0);
        addSlopes(r, gradient, information);
      }
      for (let place = 0; place < inner.length; place += 1) {
        innerMode(place, z);
        const across = new Float64Array(size);
        let own = 1;
        for (const r of inner[place]!.rows) {
          if (rows.weight(r) === 0) continue;
          prepare(r, z, modes[place]!);
          addSlopes(r, gradient, information);
          const weighted = rows.weight(r) * slopes.information * spreads[r]!;
          own += weighted * spreads[r]!;
          for (let k = 0; k < size; k += 1) across[k]! += weighted * weights[r * size + k]!;
        }
        // What the rows say of z is shared with the inner effect.
        for (let k = 0; k < size; k += 1) {
          for (let m = 0; m < size; m += 1) information[k * size + m]! -= (across[k]! * across[m]!) / own;
        }
      }
    },
  };
}
