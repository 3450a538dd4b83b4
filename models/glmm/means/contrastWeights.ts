/** Which means are compared: weights of each contrast, by name. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";

/**
 * `pairwise`: every level less each one after it; `reference`: each less the first; `sequential`: each less the one before it; `mean`: each
 * less the mean of all. Or weights of one's own, one a level in order, by the name of the contrast.
 */
export type ContrastMethod =
  "pairwise" | "reference" | "sequential" | "mean" | Readonly<Record<string, readonly number[]>>;

export interface Contrast {
  readonly name: string;
  /** One a level. */
  readonly weights: readonly number[];
}

/**
 * The contrasts of some levels.
 *
 * @param reference The level that others are compared with, by `reference`; the first unless told.
 * @throws UserError for a method or a reference that there is not, weights of another number than levels, and a single level.
 */
export function contrastWeights(
  levels: readonly string[],
  method: ContrastMethod = "pairwise",
  reference?: string,
): readonly Contrast[] {
  const n = levels.length;
  if (n < 2)
    throw new UserError(
      `there is nothing to compare "${levels[0]}" with: ask about a predictor of two values at least.`,
    );
  if (reference !== undefined && !levels.includes(reference)) {
    const near = nearestName(reference, levels);
    throw new UserError(
      `the reference "${reference}" is none of the levels${near === undefined ? "" : `, did you mean "${near}"`}; they are ${levels.slice(0, 12).join(", ")}.`,
    );
  }
  const unit = (one: number, other: number) => levels.map((_, k) => (k === one ? 1 : k === other ? -1 : 0));
  const pair = (one: number, other: number): Contrast => ({
    name: `${levels[one]} - ${levels[other]}`,
    weights: unit(one, other),
  });
  if (typeof method === "object" && method !== null) return custom(method, n);
  switch (method) {
    case "pairwise":
      return levels.flatMap((_, i) => levels.slice(i + 1).map((__, k) => pair(i, i + 1 + k)));
    case "reference": {
      const first = reference === undefined ? 0 : levels.indexOf(reference);
      return levels.flatMap((_, k) => (k === first ? [] : [pair(k, first)]));
    }
    case "sequential":
      return levels.slice(1).map((_, k) => pair(k + 1, k));
    case "mean":
      return levels.map((level, k) => ({
        name: `${level} - mean`,
        weights: levels.map((_, l) => (l === k ? 1 : 0) - 1 / n),
      }));
    default:
      throw new UserError(
        `method must be "pairwise", "reference", "sequential" or "mean", or weights by name; it is ${JSON.stringify(method)}.`,
      );
  }
}

function custom(method: Readonly<Record<string, readonly number[]>>, n: number): Contrast[] {
  const found = Object.entries(method);
  if (found.length === 0) throw new UserError("method has no contrasts: give weights by name, one for each level.");
  return found.map(([name, weights]) => {
    const isGood = Array.isArray(weights) && weights.length === n && weights.every((weight) => Number.isFinite(weight));
    if (isGood) return { name, weights };
    throw new UserError(
      `the contrast "${name}" needs ${n} numbers, a weight for each level in order; it has ${JSON.stringify(weights)}.`,
    );
  });
}

/** Every contrast of the first with every one of the second: differences of differences. The second's levels vary fastest. */
export function crossed(first: readonly Contrast[], second: readonly Contrast[]): Contrast[] {
  return first.flatMap((one) =>
    second.map((other) => ({
      name: `(${one.name}) : (${other.name})`,
      weights: one.weights.flatMap((weight) => other.weights.map((by) => weight * by)),
    })),
  );
}
