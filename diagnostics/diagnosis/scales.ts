/** Which variables are scales: positive by their nature, near 0 where a hierarchy has its neck. */
import type { SummaryRow } from "../summarise.js";

const scaleName = /^(sd_|sd$|sd\[|sigma|tau|lambda|omega|scale|sds_)|(_sd|_sigma|_tau|_scale)(\[|$)/i;

/** Names that are scales by custom, in the models of brms, multinma and textbooks. */
export function isScaleName(name: string): boolean {
  return scaleName.test(name);
}

/** Whether a variable may be a scale: by its name, and because no draw is negative. */
export function mayBeScale(row: SummaryRow, lowest: number): boolean {
  return lowest >= 0 && (isScaleName(row.variable) || (row["q2.5"] ?? 0) < 0.1 * (row.median ?? 0));
}

/** The group of a brms-like name, `clinic` of `sd_clinic__Intercept`; undefined for other names. */
export function groupOfScale(name: string): string | undefined {
  return /^sd_(.+?)__/.exec(name)?.[1];
}
