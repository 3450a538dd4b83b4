/** A GLMM as plain data: kept with a posterior, so that questions can be put to it without running anyone's code. */
import type { StructureDeclaration } from "./structures/StructureDeclaration.js";

export interface GlmmDeclaration {
  readonly kind: "glmm";
  /** The response's formula first. */
  readonly formulas: readonly string[];
  /** With its link, `binomial(logit)`. */
  readonly family: string;
  /** Those a person declared, `b ~ normal(0, 5)`. */
  readonly priors: readonly string[];
  /** What the rest follows. */
  readonly defaultPriors: "poolwise" | "brms";
  /** Columns made factors, with their levels in order, or null for the levels found. A list, since names are hostile. */
  readonly factors: readonly (readonly [column: string, levels: readonly string[] | null])[];
  /** How the effects of groups are sampled, those not named non-centred. */
  readonly parametrisation: readonly (readonly [group: string, how: "centred" | "noncentred"])[];
  /** What formulas call by name in gr(): trees, pedigrees, matrices. A list, since names are hostile. */
  readonly structures: readonly (readonly [name: string, structure: StructureDeclaration])[];
  /** Whether the likelihood was left out. */
  readonly priorOnly: boolean;
}
