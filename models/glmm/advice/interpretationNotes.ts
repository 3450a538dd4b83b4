/** What coefficients of a mixed model are, and are not. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { onlyInterceptMoves } from "../marginal/onlyInterceptMoves.js";

/**
 * Notes that hold whatever the data: that coefficients under a link are conditional on the effects of groups, whose average is another number (Zeger,
 * Liang & Albert 1988, Biometrics 44, 1049-1060), unless only the intercept's is, and that none of this is causal by itself. They are said once for a fit, and are no warnings.
 */
export function interpretationNotes(fitted: FittedGlmm): readonly Warning[] {
  const { frame, link } = fitted;
  const names = frame.predictors[0]!.names.filter((name) => name !== "Intercept");
  if (names.length === 0) return [];
  const groups = [
    ...new Set(frame.groups.filter(({ parameter }) => parameter === "mu").map(({ grouping }) => grouping)),
  ];
  const conditional: readonly Warning[] =
    link.name === "identity" || groups.length === 0 || onlyInterceptMoves(fitted)
      ? []
      : [
          {
            cause: "conditional_effects",
            variables: [],
            text:
              `Coefficients compare rows of the same ${groups.join(" and ")} (conditional effects). Under the ${link.name} link the population's average effect is ` +
              `another number: ask marginal for it.`,
          },
        ];
  return [
    ...conditional,
    {
      cause: "not_causal",
      variables: [],
      text: "Coefficients describe how responses go along with predictors; whether one causes the other is for the design to say.",
    },
  ];
}
