/** What tensorflow.js says of a kernel or gradient it lacks, in words that tell what to use instead. */
import { isUserError, UserError } from "../core/UserError.js";

const advice: Readonly<Record<string, string>> = {
  Einsum: "use matMul, transpose and sum",
  StridedSlice: "use slice or gather",
  GatherNd: "use reshape and gather",
  ScatterNd: "use unsortedSegmentSum",
  Prod: "use exp(sum(log(x)))",
  Cumprod: "use exp(cumsum(log(x)))",
  ArgMax: "an index chosen by values cannot be differentiated",
  ArgMin: "an index chosen by values cannot be differentiated",
  TopK: "an index chosen by values cannot be differentiated",
  OneHot: "use gather with a factor's codes",
  FFT: "write the sums out with matMul",
};

const elsewhere = "write it with the supported operations (see docs), or ask for it";

/** The error to show for one thrown while tracing. */
export function explain(error: unknown): unknown {
  if (isUserError(error) || !(error instanceof Error)) return error;
  const kernel = /Kernel '(\w+)' not registered/.exec(error.message)?.[1];
  if (kernel) return new UserError(`unsupported operation in a model: ${kernel}; ${advice[kernel] ?? elsewhere}.`);
  const gradient = /gradient function not found for (\w+)/.exec(error.message)?.[1];
  if (gradient)
    return new UserError(`unsupported derivative in a model: ${gradient}; ${advice[gradient] ?? elsewhere}.`);
  return error;
}
