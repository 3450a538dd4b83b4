/** Where doubt begins. */

/** R-hat above this says that chains disagree (Vehtari et al. 2021). */
export const rhatLimit = 1.01;

/** R-hat above this says that intervals of different chains differ visibly; chance is no excuse for it. */
export const visibleRhat = 1.05;

/** Effective draws that are asked for, bulk and tail, per chain (Vehtari et al. 2021). */
export const essPerChain = 100;

/** E-BFMI below this says that momentum resampling explores energies badly (Betancourt 2016; ArviZ, CmdStan). */
export const ebfmiLimit = 0.3;

/**
 * Divergent transitions, as a share of all, up to which a verdict does not turn on them, if they do not gather anywhere: one or two in
 * 4000, as steps that adaptation left a little long give now and then.
 */
export const strayDivergences = 0.0005;
