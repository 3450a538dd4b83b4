/** What a person declares: programs, distributions and supports. */
export { program, type ProgramModel, type ProgramOptions } from "./program/program.js";
export type { DataColumns, Factor, ParameterOptions, Parametrisation, ProgramScope } from "./program/scope.js";
export type { Dims } from "./program/dims.js";
export type { Distribution } from "../engine/distributions/Distribution.js";
export * from "./meta/index.js";
export { bernoulli } from "../engine/distributions/bernoulli.js";
export { bernoulliLogit } from "../engine/distributions/bernoulliLogit.js";
export { beta } from "../engine/distributions/beta.js";
export { binomial } from "../engine/distributions/binomial.js";
export { binomialLogit } from "../engine/distributions/binomialLogit.js";
export { categorical } from "../engine/distributions/categorical.js";
export { cauchy } from "../engine/distributions/cauchy.js";
export { dirichlet } from "../engine/distributions/dirichlet.js";
export { exponential } from "../engine/distributions/exponential.js";
export { gamma } from "../engine/distributions/gamma.js";
export { halfCauchy } from "../engine/distributions/halfCauchy.js";
export { halfNormal } from "../engine/distributions/halfNormal.js";
export { halfStudentT } from "../engine/distributions/halfStudentT.js";
export { inverseGamma } from "../engine/distributions/inverseGamma.js";
export { laplace } from "../engine/distributions/laplace.js";
export { lkjCorrCholesky } from "../engine/distributions/lkjCorrCholesky.js";
export { logistic } from "../engine/distributions/logistic.js";
export { lognormal } from "../engine/distributions/lognormal.js";
export { multivariateNormal } from "../engine/distributions/multivariateNormal.js";
export { negativeBinomial } from "../engine/distributions/negativeBinomial.js";
export { negativeBinomialLog } from "../engine/distributions/negativeBinomialLog.js";
export { normal } from "../engine/distributions/normal.js";
export { poisson } from "../engine/distributions/poisson.js";
export { poissonLog } from "../engine/distributions/poissonLog.js";
export { studentT } from "../engine/distributions/studentT.js";
export { truncated } from "../engine/distributions/truncated.js";
export { uniform } from "../engine/distributions/uniform.js";
export {
  above,
  below,
  correlationCholesky,
  interval,
  ordered,
  positive,
  real,
  simplex,
  type Support,
} from "../engine/distributions/Support.js";
/** Differentiable operations that tensorflow.js lacks, for use inside a program. */
export {
  cholesky,
  diagonal,
  digamma,
  erf,
  erfc,
  lgamma,
  log1mexp,
  logDeterminant,
  logSumExp,
  normalLogCdf,
  triangularSolve,
  trigamma,
} from "../engine/autodiff/ops.js";
