/** Tells models from anything else. */
import type { Model } from "../engine/core/Model.js";

/** Whether a value is a model, by its form, since it may come from another copy of the package. */
export function isModel(value: unknown): value is Model {
  const model = value as Partial<Model> | null | undefined;
  return typeof model === "object" && typeof model?.kind === "string" && typeof model.trace === "function";
}
