/** All kernels that a model may use, by their tensorflow.js names. */
import { arrangeKernels } from "./arrange.js";
import { elementwiseKernels } from "./elementwise.js";
import type { Kernel } from "./Kernel.js";
import { matrixKernels } from "./matrix.js";
import { reduceKernels } from "./reduce.js";
import { sparseKernels } from "./sparse.js";

export const kernels: Readonly<Record<string, Kernel>> = {
  ...elementwiseKernels,
  ...arrangeKernels,
  ...reduceKernels,
  ...matrixKernels,
  ...sparseKernels,
};
