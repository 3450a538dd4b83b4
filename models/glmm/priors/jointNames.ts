/** Names of what a joint prior ties coefficients together by, as brms has them. */

/** Of a predictor's: `hs_global`, and of another parameter than mu `hs_global_sigma`. */
export function jointNames(parameter: string) {
  const suffix = parameter === "mu" ? "" : `_${parameter}`;
  return {
    local: `hs_local${suffix}`,
    global: `hs_global${suffix}`,
    slab: `hs_slab${suffix}`,
    R2: `R2D2_R2${suffix}`,
    phi: `R2D2_phi${suffix}`,
  } as const;
}
