/** The formulas of a fit. */
import type { Formula } from "../../formula/Formula.js";
import type { GlmmDeclaration } from "../Declaration.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { glmmFrom } from "../glmm.js";

/** Formulas as parsed from the declaration that travels with the posterior; none for a fit put together by hand. */
export function formulasOf({ posterior: { declaration } }: FittedGlmm): readonly Formula[] {
  return declaration === undefined ? [] : glmmFrom(declaration as GlmmDeclaration).formulas;
}
