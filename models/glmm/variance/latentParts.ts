/** Variances on the latent scale, draw by draw. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { dispersionRows, meanDispersion } from "./dispersionRows.js";
import { hasLatentResidual } from "./latentScale.js";
import { populationVariance } from "./populationRows.js";
import { meanProducts, termCovariance, varianceOfProducts } from "./termVariance.js";

export interface LatentParts {
  /** Of each group-level term of mu, averaged over the rows. */
  readonly terms: ReadonlyMap<GroupTerm, Float64Array>;
  /** Of population-level effects over the rows, the offset included. */
  readonly fixed: Float64Array;
  /** Where the response's own law adds a variance to the predictor: with identity link. */
  readonly residual?: Float64Array;
  /** What known standard errors add to that. */
  readonly sampling?: Float64Array;
}

/**
 * @param weights One a row.
 * @param withSe Whether `sampling` is asked for.
 */
export function latentParts(
  fitted: FittedGlmm,
  selection: DrawSelection,
  weights: Float64Array,
  withSe: boolean,
): LatentParts {
  const terms = fitted.frame.groups.filter(({ parameter }) => parameter === "mu");
  return {
    terms: new Map(
      terms.map((term) => [term, varianceOfProducts(meanProducts(term, weights), termCovariance(term, selection))]),
    ),
    fixed: populationVariance(fitted.frame.predictors[0]!, selection, weights),
    ...ownVariances(fitted, selection, weights, withSe),
  };
}

function ownVariances(
  fitted: FittedGlmm,
  selection: DrawSelection,
  weights: Float64Array,
  withSe: boolean,
): Pick<LatentParts, "residual" | "sampling"> {
  if (!hasLatentResidual(fitted)) return {};
  const mean = (se: boolean) => {
    const rows = dispersionRows(fitted, selection, se);
    return rows && meanDispersion(rows, weights, selection.count);
  };
  const residual = mean(false);
  const known = withSe && fitted.frame.response!.se ? mean(true)! : undefined;
  return {
    ...(residual ? { residual } : {}),
    ...(known ? { sampling: known.map((x, d) => x - (residual?.[d] ?? 0)) } : {}),
  };
}
