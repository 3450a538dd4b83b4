/** Probabilities beside the mean, such as that of a zero too many, by both their logarithms. */
import { log, log1p, negate, softplus } from "../../../engine/distributions/algebra.js";
import type { Value } from "../../../engine/distributions/Value.js";
import type { AuxiliaryKey, LawInputs } from "../Family.js";

/** ln p and ln(1 − p) of an auxiliary probability: from its logit where there is one, since 1 − p may round to 0. */
export function chancesOf(inputs: LawInputs, name: AuxiliaryKey): { readonly log: Value; readonly rest: Value } {
  const logit = inputs.logits?.[name];
  if (logit !== undefined) return { log: negate(softplus(negate(logit))), rest: negate(softplus(logit)) };
  const probability = inputs[name]!;
  return { log: log(probability), rest: log1p(negate(probability)) };
}
