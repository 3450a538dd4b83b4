/** What a fitted GLMM says of its predictors: effects over a grid, trajectories of groups, explained variance. */
export {
  conditionalEffects,
  type ConditionalEffect,
  type ConditionalEffectsOptions,
  type EffectPoint,
  type EffectRow,
} from "./conditionalEffects.js";
export { conditionalEffectsText } from "./conditionalEffectsText.js";
export type { ExpectedSummary } from "./expectedSummary.js";
export {
  groupTrajectories,
  type GroupTrajectories,
  type GroupTrajectoriesOptions,
  type GroupTrajectory,
} from "./groupTrajectories.js";
export { r2Draws, type R2Draws, type R2Options, type VarianceDraws } from "./r2Draws.js";
