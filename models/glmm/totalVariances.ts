/** Which standard deviations are known together far better than each. */
import type { TotalVariance } from "../program/outerMap.js";
import { scaleDraw } from "./drawNames.js";
import type { Frame, GroupTerm } from "./Frame.js";
import { inputNames } from "./inputs.js";
import type { ModelOnData } from "./Lowering.js";

/** Rows a level up to which a level's own effect is hard to tell from the residuals of its rows. */
const mostRows = 2;

/**
 * Standard deviations whose squares the rows hardly tell apart: of a Gaussian model the residual and the intercepts of groups with one or
 * two rows a level, as with one record an animal; and of any model intercepts over the same levels, as of species with and without a
 * tree. Those with a prior that ends somewhere are left out.
 */
export function totalVariances({ frame, family, link, priors, inputs }: ModelOnData): TotalVariance[] {
  const isPositive = (name: string) =>
    priors.find(({ slot }) => slot.name === name)?.distribution.support.kind === "positive";
  const terms = frame.groups.flatMap((term): Part[] => {
    const name = scaleDraw(term, "Intercept");
    const isIntercept = term.parameter === "mu" && term.columns.length === 1 && term.columns[0] === undefined;
    return isIntercept && isPositive(name) ? [{ name, term, weight: weightOf(frame, term) }] : [];
  });
  const hasResidual = family.name === "gaussian" && link.name === "identity" && isPositive("sigma");
  const isConfounded = ({ term }: Part) => hasResidual && frame.rows <= mostRows * term.levels.length;
  const confounded = terms.filter(isConfounded);
  // Every standard deviation is sampled in units: those of the response on the scale of the link, and of its residual.
  const number = (name: string, place = 0) => inputs.get(name)!.values[place]!;
  const unit = () => number(inputNames.unit("mu"), 1) / number(inputNames.residualScale);
  return [
    ...(confounded.length > 0 ? [totalOf("sigma", confounded, 1 / (unit() * unit()))] : []),
    ...byGrouping(terms.filter((part) => !isConfounded(part))).flatMap(([first, ...others]) =>
      others.length > 0 ? [totalOf(first!.name, others, first!.weight)] : [],
    ),
  ];
}

interface Part {
  readonly name: string;
  readonly term: GroupTerm;
  /** Mean over the rows of the variance of the effect of a row's level, of standard deviation 1. */
  readonly weight: number;
}

function totalOf(residual: string, parts: readonly Part[], weight: number): TotalVariance {
  return {
    residual,
    parts: parts.map(({ name }) => name),
    weights: {
      name: inputNames.totalWeights(residual),
      values: Float64Array.from(parts, (part) => part.weight / weight),
    },
  };
}

function byGrouping(parts: readonly Part[]): Part[][] {
  const found = new Map<string, Part[]>();
  for (const part of parts) {
    const { grouping } = part.term;
    found.set(grouping, [...(found.get(grouping) ?? []), part]);
  }
  return [...found.values()];
}

function weightOf({ rows }: Frame, { index, related }: GroupTerm): number {
  if (!related) return 1;
  let sum = 0;
  for (const level of index) sum += related.kernel.variances[level]!;
  return sum / rows;
}
