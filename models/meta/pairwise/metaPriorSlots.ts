/** Parameters of a meta-analysis with the priors that they have unless others are declared. */
import { columnScale } from "../../glmm/priors/columnScale.js";
import { standardDeviation } from "../../glmm/priors/standardDeviation.js";
import type { MetaFrame, RandomTerm } from "./MetaFrame.js";
import type { MetaPriorSlot } from "./MetaPrior.js";

/**
 * Defaults are wide: mu normal(0, 10 m), slopes normal(0, 10 s) in units of their moderator's standard deviation, tau
 * half_normal(5 s). Logarithms of ratios have m = s = 1. On other scales m is the root mean square of the effects, and s their
 * standard deviation or typical standard error, whichever is larger.
 *
 * @param isRatio Whether effects are logarithms of ratios.
 */
export function metaPriorSlots(frame: MetaFrame, isRatio: boolean): readonly MetaPriorSlot[] {
  const { size, spread } = isRatio ? { size: 1, spread: 1 } : unitsOf(frame);
  const means = frame.coefficients.map((coefficient): MetaPriorSlot => {
    const { class: kind, draw: name, keys, column } = coefficient;
    const scale = kind === "mu" ? size : spread / columnScale(column);
    return { class: kind, name, keys, fallback: `normal(0, ${rounded(10 * scale)})` };
  });
  const scales = frame.terms.flatMap((term): MetaPriorSlot[] => {
    const fallback = `half_normal(${rounded(5 * spread)})`;
    const parts = term.parts.map((part): MetaPriorSlot => {
      return {
        class: "tau",
        name: heterogeneityName(term, part, frame.terms.length),
        keys: [term.name, part],
        fallback,
      };
    });
    if (term.parts.length === 1) return parts;
    return [...parts, { class: "cor", name: "cor", keys: [], fallback: "lkj(2)", size: term.parts.length }];
  });
  return [...means, ...scales];
}

/** `tau`, `tau[school]`, `tau[AL]`. */
export function heterogeneityName({ name, parts }: RandomTerm, part: string, terms: number): string {
  if (parts.length > 1) return `tau[${part}]`;
  return terms > 1 ? `tau[${name}]` : "tau";
}

function unitsOf({ effects, variances }: MetaFrame) {
  const errors = variances.map((variance) => Math.sqrt(variance)).sort();
  const typical = errors[errors.length >> 1]!;
  const spread = Math.max(effects.length > 1 ? standardDeviation(effects) : 0, typical);
  const squares = effects.reduce((sum, effect) => sum + effect * effect, 0) / effects.length;
  return { size: Math.max(Math.sqrt(squares), spread), spread };
}

/** To two digits, so that what is printed is what is used. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
