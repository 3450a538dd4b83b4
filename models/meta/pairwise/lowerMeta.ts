/**
 * Lowers a meta-analysis of effect sizes to a program. Random effects are integrated out: with the precision K = C Cᵀ of standardised
 * effects w and b = Λᵀ ZᵀV⁻¹ (y − X β), a block of rows has the log likelihood
 * −½ (n log 2π + log|V|) − log|C| − ½ (|L⁻¹ (y − X β)|² − |C⁻¹ b|²), and w = C⁻ᵀ (C⁻¹ b + z) is drawn afterwards, z standard normal.
 * (Bates et al. 2015, Fitting linear mixed-effects models using lme4, section 3, for the algebra.)
 */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { real } from "../../../engine/distributions/Support.js";
import { effectPrecision, joined, loadedEffects } from "./effectPrecision.js";
import { lowerHeterogeneity, type LoweredHeterogeneity } from "./lowerHeterogeneity.js";
import { lowerMeans } from "./lowerMeans.js";
import type { EffectPrecision, MetaLowering } from "./MetaLowering.js";

/** Declares the parameters, the marginal likelihood, and the effects as they are drawn. */
export function lowerMeta(lowering: MetaLowering): void {
  const { scope, frame, data, priorOnly } = lowering;
  const { tf } = scope;
  const heterogeneity = frame.terms.map((term) => lowerHeterogeneity(lowering, term));
  const loadings = heterogeneity.map(({ loading }) => loading);
  const precision = loadings.length === 0 ? undefined : effectPrecision(lowering, loadings);
  const { means, moved } = lowerMeans(lowering, precision);
  const columns = data.design.map((column, k) => scope.constant(`whitened design ${k + 1}`, column));
  const residual = less(lowering, scope.constant("whitened effects", data.effects), moved, columns);
  const squares = byBlock(lowering, tf.square(residual), "rows", data.blockOfRow);
  const known = tf.sub(scope.constant("constants of blocks", data.constants), tf.mul(0.5, squares)) as Tensor;
  const half = precision && less(lowering, precision.half, moved, precision.designHalves);
  observeBlocks(lowering, precision && half ? tf.add(known, gained(lowering, precision, half)) : known);
  if (!priorOnly)
    generateDrawn(
      lowering,
      frame.coefficients.map(({ draw }, k) => ({ name: draw, value: means[k]! })),
    );
  generateDrawn(
    lowering,
    heterogeneity.flatMap(({ draws }) => draws),
  );
  generateIntercepts(lowering, means);
  if (!precision || !half) return;
  const normals = scope.normals(half.size);
  const standardised = priorOnly ? normals : precision.back(tf.add(half, normals) as Tensor);
  generateEffects(lowering, means, loadedEffects(lowering, loadings, standardised));
}

/** What integrating adds to the log likelihood of each block. */
function gained(lowering: MetaLowering, { logDiagonal }: EffectPrecision, half: Tensor): Tensor {
  const { scope, data } = lowering;
  const { tf } = scope;
  const blockInOrder = Int32Array.from(data.pattern!.order, (effect) => data.blockOfEffect[effect]!);
  return byBlock(lowering, tf.sub(tf.mul(0.5, tf.square(half)), logDiagonal) as Tensor, "effects", blockInOrder);
}

/** Numbers less multiples of columns. */
function less({ scope }: MetaLowering, from: Tensor, factors: readonly Tensor[], columns: readonly Tensor[]): Tensor {
  const { tf } = scope;
  return factors.reduce((rest, factor, k) => tf.sub(rest, tf.mul(factor, columns[k]!)), from);
}

function byBlock({ scope, data: { blocks } }: MetaLowering, values: Tensor, what: string, blockOf: Int32Array): Tensor {
  if (blockOf.length === blocks && blockOf.every((block, place) => block === place)) return values;
  const places = scope.indices(`blocks of ${what}`, blockOf);
  return scope.tf.unsortedSegmentSum(values as never, places as never, blocks) as Tensor;
}

/** Rows of the likelihood are independent blocks, whose log likelihood has been worked out. */
function observeBlocks({ scope, data }: MetaLowering, logLikelihood: Tensor): void {
  const law: Distribution = {
    name: "normal law, effects integrated out",
    parameters: {},
    support: real,
    eventShape: [],
    logDensity: (() => logLikelihood) as Distribution["logDensity"],
    random: () => NaN,
  };
  scope.observe(law, scope.constant("blocks", new Float64Array(data.blocks)));
}

/** Parameters whose values have been worked out. */
function generateDrawn({ scope }: MetaLowering, draws: LoweredHeterogeneity["draws"]): void {
  for (const { name, value } of draws) scope.generate(`${name}, drawn`, value, { names: [name] });
}

/** The mean where all moderators are 0. */
function generateIntercepts({ scope, frame }: MetaLowering, means: readonly Tensor[]): void {
  const { tf } = scope;
  const { coefficients, outcomes } = frame;
  for (const outcome of outcomes.length > 0 ? outcomes : [undefined]) {
    const slopes = coefficients.flatMap((one, k) => {
      const isOwn = one.class === "beta" && (outcome === undefined || one.keys.at(-1) === outcome);
      return isOwn ? [tf.mul(-one.centre, means[k]!) as Tensor] : [];
    });
    const isMean = (one: (typeof coefficients)[number]) =>
      one.class === "mu" && (outcome === undefined || one.keys[0] === outcome);
    const mean = coefficients.findIndex(isMean);
    if (mean < 0 || slopes.length === 0) continue;
    const name = outcome === undefined ? "beta[Intercept]" : `beta[Intercept,${outcome}]`;
    scope.generate(name, tf.addN([means[mean]!, ...slopes]) as Tensor);
  }
}

/** True effects of rows, and what levels add that are of several rows. */
function generateEffects(lowering: MetaLowering, means: readonly Tensor[], effects: readonly Tensor[][]): void {
  const { scope, frame } = lowering;
  const { tf } = scope;
  const { rows, coefficients, terms, labels } = frame;
  const expected = means.map((mean, k) => {
    return tf.mul(mean, scope.constant(`design ${k + 1}`, coefficients[k]!.column)) as Tensor;
  });
  const deviations = terms.map(({ levels, index, part }, t) => {
    const place = index.map((level, row) => part[row]! * levels.length + level);
    const ofRows = tf.gather(joined(lowering, effects[t]!), scope.indices(`effects of rows, ${t + 1}`, place) as never);
    return tf.reshape(ofRows, [rows]) as Tensor;
  });
  const names = labels.map((label) => `theta[${label}]`);
  scope.generate("theta", tf.addN([...expected, ...deviations]) as Tensor, { names });
  terms.forEach(({ name, levels, parts, isOfRows }, t) => {
    if (isOfRows || parts.length > 1) return;
    scope.generate(`u of ${name}`, effects[t]![0]!, { names: levels.map((level) => `u[${name},${level}]`) });
  });
}
