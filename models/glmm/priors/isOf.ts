/** Whether a prior is of a parameter. */
import type { PriorSlot, PriorTarget } from "../Prior.js";

/** A target without a group is of all groups, and without a coefficient of all coefficients. */
export function isOf(target: PriorTarget, slot: PriorSlot): boolean {
  return (
    target.class === slot.class &&
    target.parameter === slot.parameter &&
    (target.group === undefined || target.group === slot.group) &&
    (target.coefficient === undefined || target.coefficient === slot.coefficient)
  );
}
