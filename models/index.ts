/** What a person declares: programs, formulas, distributions and supports; and questions put to a posterior. */
export { program, type ProgramModel, type ProgramOptions } from "./program/program.js";
export type { DataColumns, Factor, ParameterOptions, Parametrisation, ProgramScope } from "./program/scope.js";
export type { Dims } from "./program/dims.js";
export type { Distribution } from "../engine/distributions/Distribution.js";
export { glmm, type GlmmModel, type GlmmOptions, type GroupParametrisation } from "./glmm/glmm.js";
export type { GlmmDeclaration } from "./glmm/Declaration.js";
export * from "./glmm/families/constructors.js";
export { familyText } from "./glmm/families/familyText.js";
export { mixture, parseFamily } from "./glmm/families/parseFamily.js";
export {
  customFamily,
  type CustomFamilyOptions,
  type CustomNumbers,
  type CustomParameter,
} from "./glmm/families/customFamily.js";
export type { Family } from "./glmm/Family.js";
export type { Frame, GroupTerm, Predictor, Response } from "./glmm/Frame.js";
export * from "./glmm/structures/index.js";
export { describeDesign } from "./glmm/design/describeDesign.js";
export { constant } from "./glmm/priors/constant.js";
export { horseshoe, type HorseshoeOptions } from "./glmm/priors/horseshoe.js";
export { r2d2, type R2d2Options } from "./glmm/priors/r2d2.js";
export { lkj } from "./glmm/priors/lkj.js";
export { prior } from "./glmm/priors/prior.js";
export { parsePrior } from "./glmm/priors/parsePrior.js";
export { priorDraws, type PriorDrawsOptions } from "./glmm/priors/priorDraws.js";
export { priorSummary, priorText, type PriorRow } from "./glmm/priors/priorSummary.js";
export type { Prior, PriorSlot, PriorTarget, ResolvedPrior } from "./glmm/Prior.js";
export { priorPosterior, type PriorPosterior, type PriorPosteriorRow } from "./glmm/priors/priorPosterior.js";
export { priorPosteriorText } from "./glmm/priors/priorPosteriorText.js";
export * from "./glmm/advice/index.js";
export * from "./glmm/groups/index.js";
export * from "./glmm/checking/index.js";
export * from "./glmm/effects/index.js";
export * from "./glmm/hypothesis/index.js";
export * from "./glmm/icc/index.js";
export * from "./glmm/marginal/index.js";
export {
  contrasts,
  contrastsText,
  marginalMeans,
  meansText,
  slopes,
  type AtValue,
  type AtValues,
  type ContrastMethod,
  type ContrastRow,
  type Contrasts as MeanContrasts,
  type ContrastsOptions,
  type MarginalMeans,
  type MeanRow,
  type MeansOptions,
  type MeansSetting,
  type Slopes,
} from "./glmm/means/index.js";
export * from "./glmm/prediction/index.js";
export * from "./glmm/ratios/index.js";
export * from "./glmm/variance/index.js";
export * from "./glmm/withinBetween/index.js";
export { parseFormula } from "./formula/parseFormula.js";
export { printFormula } from "./formula/printFormula.js";
export type { Formula } from "./formula/Formula.js";
export type { CheckedTable } from "./formula/CheckedTable.js";
export type { FormulaColumns, FormulasColumns } from "./formula/FormulaColumns.js";
export * from "./meta/index.js";
export { bernoulliLogit } from "../engine/distributions/bernoulliLogit.js";
export { binomialLogit } from "../engine/distributions/binomialLogit.js";
export { cauchy } from "../engine/distributions/cauchy.js";
export { bernoulliProbit } from "../engine/distributions/bernoulliProbit.js";
export { flat } from "../engine/distributions/flat.js";
export { gumbel } from "../engine/distributions/gumbel.js";
export { halfCauchy } from "../engine/distributions/halfCauchy.js";
export { halfNormal } from "../engine/distributions/halfNormal.js";
export { halfStudentT } from "../engine/distributions/halfStudentT.js";
export { inverseGamma } from "../engine/distributions/inverseGamma.js";
export { laplace } from "../engine/distributions/laplace.js";
export { lkjCorrCholesky } from "../engine/distributions/lkjCorrCholesky.js";
export { logistic } from "../engine/distributions/logistic.js";
export { multivariateNormal } from "../engine/distributions/multivariateNormal.js";
export { negativeBinomial } from "../engine/distributions/negativeBinomial.js";
export { negativeBinomialLog } from "../engine/distributions/negativeBinomialLog.js";
export { normal } from "../engine/distributions/normal.js";
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
