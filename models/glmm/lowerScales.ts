/** Lowers the hyperparameters of a group-level term: standard deviations and correlations. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { positive } from "../../engine/distributions/Support.js";
import { correlationDraw, scaleDraw } from "./drawNames.js";
import type { GroupTerm } from "./Frame.js";
import { inputNames } from "./inputs.js";
import { unitOfPositive, type Lowering, type NamedDraws } from "./Lowering.js";
import type { ResolvedPrior } from "./Prior.js";

/** The law of a term's effects within a level: covariance diag(sd) L Lᵀ diag(sd). */
export interface LoweredScales {
  /** One scalar for each coefficient. */
  readonly sd: readonly Tensor[];
  /** L, [coefficients, coefficients]; absent where they are uncorrelated. */
  readonly cholesky?: Tensor;
  readonly draws: readonly NamedDraws[];
}

/** Declares them. @param place The term's place in the frame's list. */
export function lowerScales(lowering: Lowering, term: GroupTerm, place: number): LoweredScales {
  const sd = term.coefficients.map((coefficient, k) => standardDeviation(lowering, term, place, coefficient, k));
  const draws = term.coefficients.map((coefficient, k): NamedDraws => {
    return { kind: "scale", value: sd[k]!, names: [scaleDraw(term, coefficient)] };
  });
  if (!term.correlated || term.coefficients.length === 1) return { sd, draws };
  const { scope } = lowering;
  const prior = correlationPrior(lowering, term);
  const cholesky = scope.parameter(`correlation in ${term.group}, term ${place + 1}`, prior, { reported: false });
  return { sd, cholesky, draws: [...draws, ...correlationDraws(lowering, term, cholesky)] };
}

function standardDeviation(lowering: Lowering, term: GroupTerm, place: number, coefficient: string, k: number): Tensor {
  const { scope, unit, element } = lowering;
  const name = scaleDraw(term, coefficient);
  const spread = element(inputNames.groupSpreads(term, place), k);
  const prior = lowering.prior(name)!;
  return scope.parameter(name, prior.distribution, {
    support: positive,
    reported: false,
    ...unitOfPositive(prior, scope.tf.div(unit(term.parameter).scale, spread)),
  });
}

function correlationPrior({ priors }: Lowering, { parameter, group, coefficients }: GroupTerm): Distribution {
  const isPrior = ({ slot }: ResolvedPrior) =>
    slot.class === "cor" && slot.group === group && slot.parameter === parameter && slot.size === coefficients.length;
  return priors.find(isPrior)!.distribution;
}

function correlationDraws({ scope }: Lowering, term: GroupTerm, cholesky: Tensor): NamedDraws[] {
  const matrix = scope.tf.matMul(cholesky as never, cholesky as never, false, true);
  return pairs(term.coefficients).map(([i, j]) => {
    const names = [correlationDraw(term, term.coefficients[i]!, term.coefficients[j]!)];
    return { kind: "correlation", value: scope.tf.slice(matrix, [j, i], [1, 1]), names };
  });
}

/** Pairs of places, as correlations are listed: (0, 1), (0, 2), (1, 2), … */
function pairs(items: readonly unknown[]): (readonly [number, number])[] {
  return items.flatMap((_, j) => Array.from({ length: j }, (_, i) => [i, j] as const));
}
