/** What a compiled model of a table takes for given, and what may be set afterwards. */
import type { Coordinates } from "../../engine/core/Model.js";
import { blocksOf, needsReference } from "./latent/LatentPlan.js";
import { latentSettings } from "./latent/reference.js";
import type { ModelOnData } from "./Lowering.js";

/** Which inputs there are and how long, and sizes that follow from which levels meet in a row, or how many levels there are. */
export function shapeOf({ inputs, plan, frame }: ModelOnData): string {
  const lengths = Array.from(inputs, ([name, { values }]) => [name, values.length]).sort();
  const blocks = blocksOf(plan).map(({ places, intercept, coefficients, pairs, factor }) => [
    ...[places, intercept, coefficients, pairs.map(({ firstNodes }) => firstNodes.length)],
    factor && [factor.size, factor.entries, factor.factorEntries],
  ]);
  const steps = frame.predictors.map(({ monotonic = [] }) =>
    monotonic.map(({ ladders }) => ladders.map((ladder) => ladder.steps)),
  );
  const categories = [frame.response?.categories, frame.predictors.map(({ thresholds = 0 }) => thresholds)];
  return JSON.stringify([lengths, blocks, plan.integrated !== undefined, steps, categories]);
}

/** Coordinates with settings that follow from a reference, where some do. */
export function withSettings(coordinates: Coordinates, model: ModelOnData): Coordinates {
  if (!needsReference(model.plan)) return coordinates;
  const searched = model.plan.conditioned.some(({ rotated }) => rotated);
  return { ...coordinates, searched, settings: (reference) => latentSettings(model, reference) };
}
