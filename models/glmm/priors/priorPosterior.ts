/** What is believed of each parameter before and after the data. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { drawSummary, missingSummary, type DrawSummary } from "../groups/DrawSummary.js";
import type { ResolvedPrior } from "../Prior.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { hasVariance } from "./hasVariance.js";
import { isConstant } from "./constant.js";
import { priorDraws, type PriorDrawsOptions } from "./priorDraws.js";
import { priorOverlap } from "./priorOverlap.js";

/** One parameter. Numbers that cannot be are NaN, with the reason. */
export interface PriorPosteriorRow {
  /** As its draws are named. */
  readonly name: string;
  /** The prior as declared, or the default; of an intercept that of the centred one. */
  readonly text: string;
  /** Of the prior on the scale of the draws; mean and sd are NaN where its tails are too heavy for a standard deviation. */
  readonly prior: DrawSummary;
  readonly posterior: DrawSummary;
  /** The area that both densities share, from 0 to 1: see {@link priorOverlap}. */
  readonly overlap: number;
  /** 1 − posterior variance/prior variance: near 1 where the data say nearly all, near 0 where they say nothing. */
  readonly contraction: number;
  readonly reasons: { readonly overlap?: string; readonly contraction?: string };
}

/** Rows in the order of the draws. */
export interface PriorPosterior {
  readonly rows: readonly PriorPosteriorRow[];
  /** Draws that stand for the prior. */
  readonly draws: number;
}

const usualDraws = 4000;

/**
 * Prior beside posterior for every parameter with a prior: means, standard deviations and quantiles of both, the area that their
 * densities share, and the contraction of variance (Schad, Betancourt & Vasishth 2021, Toward a principled Bayesian workflow in
 * cognitive science, Psychological Methods 26). The prior is that of 4000 draws unless told, the same for the same seed; `b_Intercept` is
 * compared with what the priors of the centred intercept and the coefficients come to.
 *
 * @throws UserError when the posterior is of no GLMM, and for a number of draws or a seed that cannot be.
 * @example
 * const { rows } = priorPosterior(posterior);
 * rows.filter(({ overlap }) => overlap > 0.8).map(({ name }) => name); // what the data say little about
 */
export function priorPosterior(asked: Posterior | FittedGlmm, options: PriorDrawsOptions = {}): PriorPosterior {
  refuseUnknownOptions("priorPosterior", options, ["draws", "seed"]);
  const fitted = fittedOf(asked);
  const { draws = usualDraws } = options;
  const before = priorDraws(fitted, { ...options, draws });
  const { names } = fitted.posterior.draws;
  const rows = names.flatMap((name) => {
    const prior = priorOf(name, fitted);
    return prior ? [rowOf(name, prior, before.get(name), fitted)] : [];
  });
  return { rows, draws };
}

/** The prior of a draw's parameter; what coefficients share has theirs. Of several that begin its name the longest. */
function priorOf(name: string, { priors }: FittedGlmm): ResolvedPrior | undefined {
  const own = priors.find(({ slot }) => slot.name === name && slot.size === undefined);
  if (own) return own;
  const [, parameter = "mu"] = /^(?:hs_global|hs_slab|R2D2_R2|R2D2_phi)(?:_([^[]+))?(?:\[\d+\])?$/.exec(name) ?? [
    "",
    "",
  ];
  if (parameter !== "") {
    return priors.find(
      ({ slot, distribution }) => slot.parameter === parameter && /^(horseshoe|R2D2)$/.test(distribution.name),
    );
  }
  const several = priors.filter(({ slot }) => slot.size !== undefined && name.startsWith(slot.name));
  return several.sort((a, b) => b.slot.name.length - a.slot.name.length)[0];
}

function rowOf(
  name: string,
  prior: ResolvedPrior,
  before: Float64Array | undefined,
  fitted: FittedGlmm,
): PriorPosteriorRow {
  const after = fitted.draws(name);
  const posterior = drawSummary(after);
  const fixed = { text: prior.text, name, posterior };
  if (!before) {
    const reason = "a flat prior has no draws";
    return {
      ...fixed,
      prior: missingSummary,
      overlap: NaN,
      contraction: NaN,
      reasons: { overlap: reason, contraction: reason },
    };
  }
  const drawn = drawSummary(before);
  if (isConstant(prior.distribution)) {
    const reasons = { overlap: "constant", contraction: "constant" };
    return { ...fixed, prior: drawn, overlap: NaN, contraction: NaN, reasons };
  }
  const isHeavy = !partsOf(prior, fitted).every((part) => hasVarianceOf(name, part));
  const overlap = priorOverlap(before, after);
  return {
    ...fixed,
    prior: isHeavy ? { ...drawn, mean: NaN, sd: NaN } : drawn,
    overlap,
    contraction: isHeavy ? NaN : 1 - (posterior.sd * posterior.sd) / (drawn.sd * drawn.sd),
    reasons: {
      ...(Number.isNaN(overlap) ? { overlap: "the draws are constant or not finite" } : {}),
      ...(isHeavy ? { contraction: "the prior has no variance" } : {}),
    },
  };
}

/** Of the intercept of columns that are not centred the coefficients' priors too. */
function partsOf(prior: ResolvedPrior, { priors, frame }: FittedGlmm): readonly ResolvedPrior[] {
  const { slot } = prior;
  if (slot.class !== "Intercept") return [prior];
  const { names, means } = frame.predictors.find(({ parameter }) => parameter === slot.parameter)!;
  const moved = new Set(names.filter((_, k) => means[k] !== 0).map((coefficient) => `b_${coefficient}`));
  return [prior, ...priors.filter((other) => moved.has(other.slot.name))];
}

/** Of what coefficients share: half-t scales, an inverse gamma slab, and shares, which have ends. */
function hasVarianceOf(name: string, { distribution }: ResolvedPrior): boolean {
  const { df_global, df_slab } = distribution.parameters as Record<string, number>;
  if (name.startsWith("hs_global")) return df_global! > 2;
  if (name.startsWith("hs_slab")) return df_slab! > 4;
  return name.startsWith("R2D2_") || hasVariance(distribution);
}
