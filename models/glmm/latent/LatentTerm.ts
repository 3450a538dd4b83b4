/** A term of the predictor as the conditional law of its effects needs it: tensors of a trace. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { NodeLaw } from "../nodeLaw.js";

/**
 * Effects u = Λ w of each node, w of standard deviation 1: a group-level term, or one coefficient of the population. Nodes are
 * levels, and w is independent between them, unless levels are related.
 */
export interface LatentTerm {
  readonly nodes: number;
  /** Node of each row; undefined where there is one, of all rows. */
  readonly index: Tensor | undefined;
  /** One column for each effect of a node; undefined for a column of ones. */
  readonly columns: readonly (Tensor | undefined)[];
  /** Λ by row and column, lower triangular; undefined for an entry that is 0. Numbers or scalars. */
  readonly loading: readonly (readonly (Tensor | number | undefined)[])[];
  readonly related?: {
    readonly law: NodeLaw;
    readonly form: PrecisionForm | RootForm;
  };
}

/** w ~ N(0, S⁻¹), by S: entries of its diagonal by node, then those beside it. */
export interface PrecisionForm {
  readonly kind: "precision";
  readonly diagonal: Tensor;
  readonly others: Tensor;
}

/**
 * w = R v with v independent standard normals, which take the place of w: along the axes of the law. The rows are taken to bind no
 * two axes together, as is the case where they tell equally much of every level.
 */
export interface RootForm {
  readonly kind: "root";
  /** Row by row. */
  readonly root: Tensor;
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
  /**
   * Of a term along axes, where the residual is from where its effects are thought to lie: these effects along the axes, one tensor for
   * each effect of a level. Absent where the residual is from effects of 0.
   */
  readonly centre?: readonly Tensor[];
  /** Beside it the slopes of the rows' log likelihood, where another term blurs the residual and not these. */
  readonly score?: Tensor;
}

/** A column times a scalar; the column itself where that is undefined. */
export interface Multiple {
  readonly factor: Tensor | undefined;
  readonly column: Tensor;
}
