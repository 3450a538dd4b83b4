/** What a prior is of, as a person writes it. */
import type { PriorTarget } from "../Prior.js";

/**
 * The target as text, `b[x]`, `sd[g,x]` or `sigma: Intercept`, the inverse of `parseTarget`. A group whose name holds signs of the
 * grammar stands in back-quotes, as in a formula: "sd[`herd, year`,x]".
 */
export function targetText({ class: kind, parameter, group, coefficient }: PriorTarget): string {
  const inside = [group === undefined ? undefined : groupText(group), coefficient].filter((part) => part !== undefined);
  const brackets = inside.length > 0 ? `[${inside.join(",")}]` : "";
  return `${parameter === "mu" ? "" : `${parameter}: `}${kind}${brackets}`;
}

function groupText(group: string): string {
  return /[,[\]~`\\]|^\s|\s$/.test(group) ? `\`${group.replace(/[\\`]/g, (sign) => `\\${sign}`)}\`` : group;
}
