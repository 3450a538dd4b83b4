/** The law of responses of which some are censored, or of which only those between two ends could be seen. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { subtract } from "../../engine/distributions/algebra.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import type { Values } from "../../engine/distributions/Law.js";
import { logMassBetween } from "../../engine/distributions/logMassBetween.js";
import { isNumber, type Value } from "../../engine/distributions/Value.js";
import type { Censored } from "./Frame.js";
import { inputNames } from "./inputs.js";
import type { Lowering } from "./Lowering.js";
import { belowLowest } from "./seenDensity.js";
import { rowsByCensoring } from "./rowsByCensoring.js";

/** Of rows of one kind: where intervals end, and between which numbers responses could be seen. */
interface Ends {
  readonly upTo: Value | undefined;
  readonly below: Value | undefined;
  readonly most: Value | undefined;
}

/**
 * A law with the density of what is known: of a censored row the probability of where its response lies; over the probability of
 * being seen, where responses are truncated. Rows of one kind are asked for that kind alone, since a branch not taken may have no slope.
 */
export function partlySeen(lowering: Lowering, base: Distribution): Distribution {
  const { scope, input, inputs, frame } = lowering;
  const { tf } = scope;
  const { censoring, truncation } = frame.response!;
  const law = base.law!;
  const values = base.parameters as Values;
  const end = (name: string) => (inputs.has(name) ? input(name) : undefined);
  const least = end(inputNames.truncatedBelow);
  const most = end(inputNames.truncatedAbove);
  const below = least && belowLowest(law, values, least);
  const seen = truncation ? logMassBetween(law, values, below, most) : 0;
  const upTo = end(inputNames.censoredUpTo);
  const logDensity = (y: Tensor): Tensor => {
    if (!censoring) return tf.sub(byRow(law.logDensity(y, values), y), seen);
    const parts = rowsByCensoring(censoring).map(({ kind }) => {
      const places = input(inputNames.placesOf(kind)) as never;
      const take = (value: Tensor) => tf.gather(value, places) as Tensor;
      const taken = (value: Value | undefined) =>
        value === undefined || isNumber(value) || value.size === 1 ? value : take(value);
      const own = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, taken(value)!]));
      const known = take(y);
      return byRow(density(kind, known, own, { upTo: taken(upTo), below: taken(below), most: taken(most) }), known);
    });
    const sorted = parts.length === 1 ? parts[0]! : (tf.concat(parts as never[]) as Tensor);
    return subtract(tf.gather(sorted, input(inputNames.orderOfRows) as never) as Tensor, seen) as Tensor;
  };
  const density = (kind: Censored, y: Tensor, own: Values, ends: Ends): Value => {
    switch (kind) {
      case "none":
        return law.logDensity(y, own);
      case "right":
        return logMassBetween(law, own, y, ends.most);
      case "left":
        return logMassBetween(law, own, ends.below, y);
      case "interval":
        return logMassBetween(law, own, y, ends.upTo);
    }
  };
  /** A number a row, also of a law that is the same for all. */
  const byRow = (value: Value, y: Tensor): Tensor => tf.add(tf.zeros(y.shape), value) as Tensor;
  return {
    ...base,
    logDensity: logDensity as Distribution["logDensity"],
    logDensityInside: logDensity,
  };
}
