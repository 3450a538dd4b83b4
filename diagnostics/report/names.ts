/** What names of variables tell of their sign. */

/** `b_Intercept`, `b_zi_Intercept`, `b_Intercept[2]`, `alpha`. */
export function isIntercept(name: string): boolean {
  return /^(b_(.*_)?Intercept|Intercept|alpha)(\[|$)/.test(name);
}

/** Effects, correlations and differences, which may be of either sign however many draws are of one. */
export function isEffect(name: string): boolean {
  return /^(b_|cor_|bsp_|beta|d\[|diff)/.test(name) && !isIntercept(name);
}
