/** Whether averaging over groups leaves every coefficient but the intercept as it is. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { selectDraws } from "../prediction/drawSelection.js";
import { sampleInputs } from "./inputRows.js";
import { meanForm } from "./meanForm.js";

/**
 * True of a mean that is a multiple of e to the predictor, where groups have intercepts and no slopes: their effects multiply every mean by the
 * same number in the average. False of hurdle counts, whose mean is no such multiple, and where groups have effects on the share of zeros.
 *
 * So it is of `count ~ x + (1 | g)` with the family poisson.
 */
export function onlyInterceptMoves(fitted: FittedGlmm): boolean {
  const { family, frame, link } = fitted;
  const isMean = family.categories === undefined && family.unforeseen === undefined && frame.locations.length === 1;
  if (link.name !== "log" || !isMean) return false;
  const hasSlopes = frame.groups.some(
    ({ parameter, columns }) => parameter === "mu" && columns.some((column) => column !== undefined),
  );
  if (hasSlopes) return false;
  const { curve, others } = meanForm(fitted, sampleInputs(fitted, selectDraws(fitted, [0])));
  return curve !== undefined && others.length === 0;
}
