/** A term of the predictor as the conditional law of its effects needs it: tensors of a trace. */
import type { Tensor } from "../../../engine/autodiff/ops.js";

/** Effects u = Λ w of each level, w independent standard normals: a group-level term, or one coefficient of the population. */
export interface LatentTerm {
  readonly levels: number;
  /** Level of each row; undefined where there is one level, of all rows. */
  readonly index: Tensor | undefined;
  /** One column for each effect of a level; undefined for a column of ones. */
  readonly columns: readonly (Tensor | undefined)[];
  /** Λ by row and column, lower triangular; undefined for an entry that is 0. Numbers or scalars. */
  readonly loading: readonly (readonly (Tensor | number | undefined)[])[];
}

/** What the rows say of the predictor: normal observations, by their residuals from all that is no effect. */
export interface RowData {
  readonly rows: number;
  /** Precision of each row; undefined for 1. */
  readonly weight: Tensor | undefined;
  /** A scalar by which all precisions are multiplied. */
  readonly precision: Tensor | undefined;
  /** Residual times weight, as a sum of multiples of columns. */
  readonly weighted: readonly Multiple[];
}

/** A column times a scalar; the column itself where that is undefined. */
export interface Multiple {
  readonly factor: Tensor | undefined;
  readonly column: Tensor;
}
