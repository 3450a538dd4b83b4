/** What a point of the posterior says of the rows, from which the settings of conditioned blocks follow. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { LawInputs } from "../Family.js";
import type { Lowering, ModelOnData } from "../Lowering.js";
import type { LoweredLatentPredictor } from "./lowerLatentPredictor.js";
import { settingNames } from "./latentInputs.js";

/** Distributional parameters in the order in which a reference has them. */
const otherNames = ["sigma", "shape", "nu", "phi"] as const;
type Others = Pick<LawInputs<Tensor>, (typeof otherNames)[number]>;

/** The predictor, what population and blocks add to it, and the other distributional parameters, all by row, as one vector. */
export function referenceOf(
  { scope, frame }: Lowering,
  { eta, contributions }: Pick<LoweredLatentPredictor, "eta" | "contributions">,
  others: Others,
): Tensor {
  const { tf } = scope;
  const zeros = tf.zeros([frame.rows]) as Tensor;
  const columns = [eta, ...contributions, ...otherNames.flatMap((name) => others[name] ?? [])];
  return tf.concat(columns.map((column) => tf.add(zeros, column)) as never[]) as Tensor;
}

/** Half the width over which a log likelihood is differenced. */
const width = 1e-4;

/**
 * Settings that make blocks normal observations of the rows as they are near a reference: information W (Fisher's) and score s
 * at the predictor η̂ say that W (y* − η) = s + W (η̂ − η), y* the working response of iteratively weighted least squares
 * (McCullagh & Nelder 1989, section 2.5). A block is told what remains of W y* when offset and other blocks are taken off.
 */
export function latentSettings(
  { frame, family, link, plan }: ModelOnData,
  reference: Float64Array,
): ReadonlyMap<string, Float64Array> {
  const { rows, response } = frame;
  const column = (k: number) => reference.subarray(k * rows, (k + 1) * rows);
  const count = plan.conditioned.length;
  const present = otherNames.filter((parameter) => family.auxiliaries.some(({ name }) => name === parameter));
  const law = family.law(link);
  const weight = new Float64Array(rows);
  const pulls = plan.conditioned.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    const eta = column(0)[row]!;
    const others: Partial<Record<(typeof otherNames)[number], number>> = {};
    present.forEach((name, i) => void (others[name] = column(2 + count + i)[row]!));
    const inputs = {
      ...others,
      ...(response!.trials ? { trials: response!.trials[row]! } : {}),
      ...(response!.rate ? { rate: response!.rate[row]! } : {}),
    };
    const y = response!.values[row]!;
    const at = (moved: number) => law.logDensity(y, family.values({ ...inputs, eta: moved }, link)) as number;
    const step = width * Math.max(1, Math.abs(eta));
    const score = finite((at(eta + step) - at(eta - step)) / (2 * step));
    const information = finite(family.information({ ...inputs, eta }, link));
    weight[row] = information;
    pulls.forEach((pull, k) => void (pull[row] = score + information * (column(1)[row]! + column(2 + k)[row]!)));
  }
  return new Map([[settingNames.weight, weight], ...pulls.map((pull, k) => [settingNames.pull(k), pull] as const)]);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
