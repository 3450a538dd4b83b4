/** What a prior is of, as a person writes it. */
import type { PriorTarget } from "../Prior.js";

/** The target as text, `b[x]`, `sd[g,x]` or `sigma: Intercept`, the inverse of `parseTarget`. */
export function targetText({ class: kind, parameter, group, coefficient }: PriorTarget): string {
  const inside = [group, coefficient].filter((part) => part !== undefined);
  const brackets = inside.length > 0 ? `[${inside.join(",")}]` : "";
  return `${parameter === "mu" ? "" : `${parameter}: `}${kind}${brackets}`;
}
