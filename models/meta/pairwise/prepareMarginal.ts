/** Works out the numbers behind the marginal likelihood of a meta-analysis. */
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { log } from "../../../engine/math/log.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import { independentBlocks } from "./independentBlocks.js";
import type { MarginalData } from "./MarginalData.js";
import type { MetaFrame } from "./MetaFrame.js";
import { precisionGroups } from "./precisionGroups.js";
import { startOf } from "./startOf.js";

/**
 * Whitened rows and what they say of random effects. Cost grows with the cubes of the sizes of sampling blocks, once.
 */
export function prepareMarginal(frame: MetaFrame): MarginalData {
  const { rows, effects, coefficients, sampling, terms } = frame;
  const columns = coefficients.map(({ column }) => column);
  const { origin, scales } = startOf(frame);
  const left = effects.map((effect, row) =>
    columns.reduce((rest, column, k) => rest - origin[k]! * column[row]!, effect),
  );
  const whitened = [left, ...columns].map(() => new Float64Array(rows));
  /** V⁻¹ of what is left, and of the columns. */
  const weighted = [left, ...columns].map(() => new Float64Array(rows));
  const logDeterminants = new Float64Array(rows);
  const precisions = sampling.map(({ rows: members, covariance }) => {
    const size = members.length;
    const factor = cholesky(covariance, size);
    members.forEach((row, k) => (logDeterminants[row] = log(factor[k * (size + 1)]!)));
    [left, ...columns].forEach((values, c) => {
      const half = solveTriangular(
        factor,
        Float64Array.from(members, (row) => values[row]!),
      );
      const whole = solveTriangular(factor, half, "transposed");
      members.forEach((row, k) => {
        whitened[c]![row] = half[k]!;
        weighted[c]![row] = whole[k]!;
      });
    });
    return { rows: members, values: inverseOf(factor, size) };
  });
  const offsets = offsetsOf(frame);
  const pulled = weighted.map((values) => {
    const sums = new Float64Array(offsets.at(-1)!);
    terms.forEach(({ index, part, levels }, t) => {
      values.forEach((value, row) => (sums[offsets[t]! + part[row]! * levels.length + index[row]!]! += value));
    });
    return sums;
  });
  const { blockOfRow, blockOfEffect, blocks, firstRows } = independentBlocks(frame, offsets);
  const constants = new Float64Array(blocks);
  logDeterminants.forEach((value, row) => (constants[blockOfRow[row]!]! -= value + LOG_SQRT_2PI));
  const { groups, places } = precisionGroups(frame, precisions, offsets);
  return {
    effects: whitened[0]!,
    design: whitened.slice(1),
    pull: pulled[0]!,
    designPull: pulled.slice(1),
    levels: terms.map(({ levels, parts }) => ({ levels: levels.length, parts: parts.length })),
    ...{ origin, scales, groups, blockOfRow, blockOfEffect, blocks, firstRows, constants },
    ...(terms.length > 0 ? { pattern: analysePattern({ size: offsets.at(-1)!, ...places }) } : {}),
  };
}

/** Where the effects of each term begin among all, and their number: by term, in it effect by effect, each level by level. */
function offsetsOf({ terms }: MetaFrame): readonly number[] {
  const offsets = [0];
  for (const { levels, parts } of terms) offsets.push(offsets.at(-1)! + levels.length * parts.length);
  return offsets;
}

/** (L Lᵀ)⁻¹, row by row. */
function inverseOf(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const unit = new Float64Array(size);
    unit[k] = 1;
    inverse.set(solveTriangular(factor, solveTriangular(factor, unit), "transposed"), k * size);
  }
  return inverse;
}
