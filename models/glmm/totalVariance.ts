/** Which standard deviations of a Gaussian model are known together far better than each. */
import type { TotalVariance } from "../program/outerMap.js";
import { scaleDraw } from "./drawNames.js";
import type { Frame, GroupTerm } from "./Frame.js";
import { inputNames } from "./inputs.js";
import type { ModelOnData } from "./Lowering.js";

/** Rows a level up to which a level's own effect is hard to tell from the residuals of its rows. */
const mostRows = 2;

/**
 * The residual and the intercepts of groups with one or two rows a level: as heritabilities from one record an animal. Undefined
 * where there are none, where the residual is no single parameter, or where a prior ends somewhere.
 */
export function totalVariance({ frame, family, link, priors, inputs }: ModelOnData): TotalVariance | undefined {
  if (family.name !== "gaussian" || link.name !== "identity") return undefined;
  const isPositive = (name: string) =>
    priors.find(({ slot }) => slot.name === name)?.distribution.support.kind === "positive";
  const terms = frame.groups.flatMap((term, place) => {
    const name = scaleDraw(term, "Intercept");
    return isConfounded(frame, term) && isPositive(name) ? [{ name, weight: weightOf(frame, term), place }] : [];
  });
  if (terms.length === 0 || !isPositive("sigma")) return undefined;
  const number = (name: string, place = 0) => inputs.get(name)!.values[place]!;
  // Every standard deviation is sampled in units: those of the response on the scale of the link, and of its residual.
  const unit = number(inputNames.unit("mu"), 1) / number(inputNames.residualScale);
  return {
    residual: "sigma",
    parts: terms.map(({ name }) => name),
    weights: {
      name: inputNames.totalWeights,
      values: Float64Array.from(terms, ({ weight }) => weight * unit * unit),
    },
  };
}

function isConfounded({ rows }: Frame, { parameter, columns, levels }: GroupTerm): boolean {
  return parameter === "mu" && columns.length === 1 && columns[0] === undefined && rows <= mostRows * levels.length;
}

/** Mean over the rows of the variance of the effect of a row's level, of standard deviation 1. */
function weightOf({ rows }: Frame, { index, related }: GroupTerm): number {
  if (!related) return 1;
  let sum = 0;
  for (const level of index) sum += related.kernel.variances[level]!;
  return sum / rows;
}
