/** Sections of the report that a GLMM adds: its group-level effects. */
import type { Posterior } from "../engine/core/Posterior.js";
import type { ReportSection } from "./report.js";

/** One section for the effects of each group. */
export function glmmSections(_posterior: Posterior): readonly ReportSection[] {
  return [];
}
