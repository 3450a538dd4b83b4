/** A distribution as text, `normal(mu, tau)`. */
import { isTensor } from "../../engine/distributions/arrays.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";

/** The distribution as a statistician writes it; a tensor without a name is shown as dots. */
export function describeDistribution(distribution: Distribution, tensorNames: WeakMap<object, string>): string {
  const inside = Object.values(distribution.parameters).map((value) => {
    if (isTensor(value)) return tensorNames.get(value) ?? "…";
    return typeof value === "number" ? String(value) : describeNumbers(value as readonly number[]);
  });
  const text = inside.join(", ");
  const cut = / on (\(.*\))$/.exec(distribution.name);
  return cut ? `${distribution.name.slice(0, cut.index)}(${text}) on ${cut[1]}` : `${distribution.name}(${text})`;
}

function describeNumbers(values: readonly number[]): string {
  return values.length <= 9
    ? `[${values.join(", ")}]`
    : `[${values.slice(0, 3).join(", ")}, … ${values.length} numbers]`;
}
