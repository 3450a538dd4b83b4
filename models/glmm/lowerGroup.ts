/** Lowers a group-level term: standard deviations, correlations, effects, and what they add to a predictor. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { normal } from "../../engine/distributions/normal.js";
import { positive } from "../../engine/distributions/Support.js";
import { correlatedEffects } from "./correlatedEffects.js";
import { correlationDraw, effectDraw, scaleDraw } from "./drawNames.js";
import type { GroupTerm } from "./Frame.js";
import { inputNames } from "./inputs.js";
import { unitOfPositive, type Lowering, type NamedDraws } from "./Lowering.js";
import type { ResolvedPrior } from "./Prior.js";

/** What a term adds to its predictor, in parts of one number a row each, and its draws. */
export interface LoweredGroup {
  readonly parts: readonly Tensor[];
  readonly draws: readonly NamedDraws[];
}

/** Declares the parameters of a term. @param place The term's place in the frame's list. */
export function lowerGroup(lowering: Lowering, term: GroupTerm, place: number): LoweredGroup {
  const { tf } = lowering.scope;
  const sd = term.coefficients.map((coefficient, k) => standardDeviation(lowering, term, place, coefficient, k));
  const isCorrelated = term.correlated && term.coefficients.length > 1;
  const { effects, correlations } = isCorrelated
    ? correlated(lowering, term, place, sd)
    : { effects: uncorrelated(lowering, term, place, sd), correlations: [] };
  const index = lowering.input(inputNames.index(term, place));
  const parts = effects.map((effect, k) => {
    const gathered = tf.gather(effect, index as never) as Tensor;
    return term.columns[k] ? tf.mul(lowering.input(inputNames.groupColumn(term, place, k)), gathered) : gathered;
  });
  const draws: NamedDraws[] = term.coefficients.flatMap((coefficient, k) => [
    { kind: "scale", value: sd[k]!, names: [scaleDraw(term, coefficient)] },
    {
      kind: "effect",
      value: effects[k]!,
      names: term.levels.map((level) => effectDraw(term, level, coefficient)),
    },
  ]);
  return { parts, draws: [...draws, ...correlations] };
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

function uncorrelated({ scope }: Lowering, term: GroupTerm, place: number, sd: readonly Tensor[]): Tensor[] {
  return term.coefficients.map((coefficient, k) =>
    scope.parameter(`effects of ${coefficient} in ${term.group}, term ${place + 1}`, normal(0, sd[k]!), {
      dims: { level: term.levels.length },
      parametrisation: term.parametrisation,
      reported: false,
    }),
  );
}

function correlated(
  lowering: Lowering,
  term: GroupTerm,
  place: number,
  sd: readonly Tensor[],
): { readonly effects: Tensor[]; readonly correlations: NamedDraws[] } {
  const { scope } = lowering;
  const { tf } = scope;
  const size = sd.length;
  const levels = term.levels.length;
  const prior = correlationPrior(lowering, term);
  const cholesky = scope.parameter(`correlation in ${term.group}, term ${place + 1}`, prior, { reported: false });
  const law = correlatedEffects(sd, cholesky, levels);
  const effects = scope.parameter(`effects in ${term.group}, term ${place + 1}`, law, {
    dims: { coefficient: size, level: levels },
    parametrisation: term.parametrisation,
    reported: false,
  });
  const matrix = tf.matMul(cholesky as never, cholesky as never, false, true);
  const correlations = pairs(term.coefficients).map(([i, j]): NamedDraws => {
    const names = [correlationDraw(term, term.coefficients[i]!, term.coefficients[j]!)];
    return { kind: "correlation", value: tf.slice(matrix, [j, i], [1, 1]), names };
  });
  return { effects: tf.unstack(effects) as Tensor[], correlations };
}

function correlationPrior({ priors }: Lowering, { parameter, group, coefficients }: GroupTerm): Distribution {
  const isPrior = ({ slot }: ResolvedPrior) =>
    slot.class === "cor" && slot.group === group && slot.parameter === parameter && slot.size === coefficients.length;
  return priors.find(isPrior)!.distribution;
}

/** Pairs of places, as correlations are listed: (0, 1), (0, 2), (1, 2), … */
function pairs(items: readonly unknown[]): (readonly [number, number])[] {
  return items.flatMap((_, j) => Array.from({ length: j }, (_, i) => [i, j] as const));
}
