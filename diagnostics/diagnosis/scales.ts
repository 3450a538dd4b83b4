/** Which variables are scales: positive by their nature, near 0 where a hierarchy has its neck. */

const scaleName = /^(sd_|sd$|sd\[|sigma|tau|lambda|omega|scale|sds_)|(_sd|_sigma|_tau|_scale)(\[|$)/i;

/** Scales of single measurements by custom: nothing is drawn with them that could make a neck. */
const residualName = /^(sigma|scale)(_[A-Za-z]*y)?$/i;

/** Names that are scales by custom, in the models of brms, multinma and textbooks. */
export function isScaleName(name: string): boolean {
  return scaleName.test(name);
}

/**
 * Whether a name tells a scale of effects: it names its group, or is a scale's by custom among variables of which some are an array, such
 * as `theta[1]`, `theta[2]`. A name alone does not make a scale: `sigma` of single measurements has no effects that it scales.
 */
export function scalesByName(name: string, names: readonly string[]): boolean {
  if (groupOfScale(name) !== undefined) return true;
  return isScaleName(name) && !residualName.test(name) && names.some((other) => isEffectName(other));
}

/** Names of single effects: elements of arrays that are no scales. */
export function isEffectName(name: string): boolean {
  return /[[.]\d+\]?$/.test(name) && !isScaleName(name);
}

/** The group of a brms-like name, `clinic` of `sd_clinic__Intercept`; undefined for other names. */
export function groupOfScale(name: string): string | undefined {
  return /^sd_(.+?)__/.exec(name)?.[1];
}
