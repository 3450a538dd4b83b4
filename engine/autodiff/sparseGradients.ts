/** Gradients of sparse Cholesky factors and of solutions with them. */
import {
  sparseCholeskyAdjoint,
  sparseOuter,
  sparseSolve,
  type FactorSizes,
  type Tensor,
  type Tensorflow,
} from "./ops.js";

type GradientConfig = Parameters<Tensorflow["registerGradient"]>[0];

/** The gradients; the table of whole numbers has none. */
export function sparseGradients(): GradientConfig[] {
  return [
    {
      kernelName: "PoolwiseSparseCholesky",
      inputsToSave: ["table"],
      outputsToSave: [true],
      gradFunc: (dy, saved, attributes) => {
        const [table, l] = saved as [Tensor, Tensor];
        return { a: () => sparseCholeskyAdjoint(l, dy as Tensor, table, attributes as unknown as FactorSizes) };
      },
    },
    {
      kernelName: "PoolwiseSparseSolve",
      inputsToSave: ["l", "table"],
      outputsToSave: [true],
      gradFunc: (dy, saved, attributes) => {
        const [l, table, x] = saved as [Tensor, Tensor, Tensor];
        const { transpose, ...sizes } = attributes as unknown as FactorSizes & { readonly transpose: boolean };
        // One node of the graph for both, since equal expressions are computed once.
        const adjoint = () => sparseSolve(l, dy as Tensor, table, sizes, { transpose: !transpose });
        return {
          b: adjoint,
          // Of a solution by Lᵀ the rows of L are those of x.
          l: () => (transpose ? sparseOuter(x, adjoint(), table, sizes) : sparseOuter(adjoint(), x, table, sizes)),
        };
      },
    },
  ];
}
