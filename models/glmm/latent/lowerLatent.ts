/**
 * Lowers the predictor of mu where effects of groups are integrated out, or sampled relative to where the data put them. Both
 * rest on one fact: with standard normal w and Gaussian observations of η = … + Z Λ w with precisions W, w is normal given the
 * rest, with precision K = I + Λᵀ Zᵀ W Z Λ = C Cᵀ and mean K⁻¹ b, b = Λᵀ Zᵀ W e. (Bates et al. 2015, Fitting linear mixed-effects
 * models using lme4, section 3, for the algebra; Lai, Domke & Sheldon 2024 for its use in sampling.)
 *
 * Integrated: the density has −log|C| − ½ (eᵀ W e − |C⁻¹ b|²) in place of the effects and their rows, and w = C⁻ᵀ (C⁻¹ b + z)
 * is drawn afterwards, z standard normal. Sampled: the same formula with W and e of a normal approximation of the rows at a
 * reference point makes w from coordinates z, which are then nearly standard normal whatever the hyperparameters.
 */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import type { LawInputs } from "../Family.js";
import type { GroupTerm } from "../Frame.js";
import { inputNames } from "../inputs.js";
import { effectDraws, groupParts } from "../lowerGroup.js";
import type { Lowering, NamedDraws } from "../Lowering.js";
import type { LoweredScales } from "../lowerScales.js";
import type { LatentPopulation } from "./LatentPopulation.js";
import type { LatentBlock } from "./LatentPlan.js";
import { levelFactor, sparseFactor, type LatentFactor } from "./LatentFactor.js";
import { latentInputs, settingNames } from "./latentInputs.js";
import { linearTerms, loaded, logLoading, matrixEntries, type TermPair } from "./latentMatrix.js";
import type { LatentTerm, Multiple, RowData } from "./LatentTerm.js";

/** Effects of a block's group-level terms, by term and effect, and what they add to the predictor. */
export interface LoweredBlock {
  readonly parts: readonly Tensor[];
  readonly draws: readonly NamedDraws[];
}

/** The same of a block that was integrated out, with the coefficients that were. */
export interface IntegratedBlock extends LoweredBlock {
  /** Scalars, in the order of the population's `integrated`. */
  readonly coefficients: readonly Tensor[];
}

/** Samples the effects of a block relative to a normal approximation of the rows, whose numbers are settings. */
export function lowerConditioned(
  lowering: Lowering,
  block: LatentBlock,
  number: number,
  scales: ReadonlyMap<number, LoweredScales>,
  population: LatentPopulation,
): LoweredBlock {
  const { scope, frame } = lowering;
  const { tf } = scope;
  const zeros = new Float64Array(frame.rows);
  const ones = tf.ones([frame.rows]) as Tensor;
  const weight = scope.setting(settingNames.weight, zeros);
  const pull = scope.setting(settingNames.pull(number), zeros);
  const data: RowData = {
    rows: frame.rows,
    weight,
    precision: undefined,
    weighted: [{ factor: undefined, column: pull }, ...weightedBy(lowering, weight, lessPopulation(lowering, population, ones))],
  };
  const terms = block.places.map((place) => termOf(lowering, place, scales.get(place)!));
  const { factor, linear } = conditional(lowering, block, number, terms, data);
  let effects: Tensor[][] = [];
  scope.coordinates(`effects of ${groupsOf(lowering, block)}, block ${number + 1}`, linear.size, (z) => {
    const standardised = factor.back(tf.add(factor.half(linear), z));
    effects = effectsOf(lowering, terms, standardised);
    const logStandard = standardNormal(lowering, standardised);
    return {
      value: standardised,
      logDensity: tf.sub(logStandard, factor.logDeterminant),
      logPrior: tf.sub(logStandard, logVolume(lowering, terms)),
    };
  });
  return loweredBlock(lowering, block, effects);
}

/** What is left of the density when a block is integrated out, and the block's effects as drawn afterwards. */
export function lowerIntegrated(
  lowering: Lowering,
  block: LatentBlock,
  scales: ReadonlyMap<number, LoweredScales>,
  population: LatentPopulation,
  inputs: Omit<LawInputs<Tensor>, "eta">,
  sampledParts: readonly Tensor[],
): IntegratedBlock {
  const { scope, frame } = lowering;
  const { tf } = scope;
  const { rows } = frame;
  const sigma = inputs.sigma!;
  // With one sigma for all rows their weights are data, so that all sums over rows are taken once.
  const isCommon = sigma.size === 1;
  const precision = isCommon ? (tf.reciprocal(tf.square(tf.reshape(sigma, []))) as Tensor) : undefined;
  const weight = isCommon ? undefined : (tf.reciprocal(tf.square(sigma)) as Tensor);
  const residual = residualOf(lowering, population, sampledParts);
  const weighted = weight ? weightedBy(lowering, weight, residual) : residual;
  const data: RowData = { rows, weight, precision, weighted };
  const terms = [
    ...population.integrated.map(({ column, scale }): LatentTerm => {
      return { levels: 1, index: undefined, columns: [column], loading: [[scale]] };
    }),
    ...block.places.map((place) => termOf(lowering, place, scales.get(place)!)),
  ];
  const { factor, linear } = conditional(lowering, block, "integrated", terms, data);
  const half = factor.half(linear);
  const squares = residual.flatMap((a) =>
    weighted.map((b) => {
      const factors = [precision, a.factor, b.factor].filter((one) => one !== undefined);
      return factors.reduce((product, one) => tf.mul(product, one), tf.sum(tf.mul(a.column, b.column)) as Tensor);
    }),
  );
  const residualSquare = tf.sub(tf.addN(squares), tf.sum(tf.square(half)));
  const logScale = isCommon ? tf.mul(rows, tf.log(tf.reshape(sigma, []))) : tf.sum(tf.log(sigma));
  const constant = rows * LOG_SQRT_2PI;
  const density = tf.sub(tf.sub(tf.mul(-0.5, residualSquare), tf.add(logScale, constant)), factor.logDeterminant);

  const standardised = factor.back(tf.add(half, scope.normals(linear.size))) as Tensor;
  const count = population.integrated.length;
  const coefficients = population.integrated.map(({ mean, scale }, i) =>
    tf.add(mean, tf.mul(scale, tf.reshape(tf.slice(standardised as never, [i], [1]), []))),
  ) as Tensor[];
  const groups = tf.slice(standardised as never, [count], [linear.size - count]) as Tensor;
  const grouped = terms.slice(count);
  const logPrior = tf.sub(standardNormal(lowering, groups), logVolume(lowering, grouped));
  scope.integrated(`effects of ${groupsOf(lowering, block)}, integrated out`, density, logPrior);
  return { ...loweredBlock(lowering, block, effectsOf(lowering, grouped, groups)), coefficients };
}

/** The factor of K, and b. */
function conditional(
  lowering: Lowering,
  block: LatentBlock,
  name: string | number,
  terms: readonly LatentTerm[],
  data: RowData,
): { readonly factor: LatentFactor; readonly linear: Tensor } {
  const { tf } = lowering.scope;
  const entries = matrixEntries(terms, termPairs(lowering, block, terms), data);
  const linear = joined(lowering, linearTerms(terms, data).flat());
  if (!block.factor) return { factor: levelFactor(entries, terms[0]!.levels), linear };
  const names = latentInputs(name);
  const { size, entries: count, factorEntries } = block.factor;
  const [table, order, turn, diagonal] = [names.table, names.order, names.turn, names.diagonal].map(lowering.input) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const tables = { size, entries: count, factorEntries, table, order, turn, diagonal };
  return { factor: sparseFactor(tf.reshape(joined(lowering, entries), [count]), tables), linear };
}

/** Pairs of a block's terms with the pair of each row. */
function termPairs(lowering: Lowering, block: LatentBlock, terms: readonly LatentTerm[]): TermPair[] {
  const offset = terms.length - block.places.length;
  return terms.flatMap((_, first) =>
    terms.slice(first).map((b, more): TermPair => {
      const second = first + more;
      // A term of one level meets all levels of the other.
      if (first === second || first < offset) return { first, second, pairs: b.levels, index: b.index };
      const [s, t] = [block.places[first - offset]!, block.places[second - offset]!];
      const found = block.pairs.find((pair) => pair.first === s && pair.second === t)!;
      return {
        first,
        second,
        pairs: found.firstLevels.length,
        index: lowering.input(inputNames.levelPairs(s, t)),
      };
    }),
  );
}

/** A group-level term with Λ = diag(sd) L. */
function termOf({ frame, input, scope }: Lowering, place: number, { sd, cholesky }: LoweredScales): LatentTerm {
  const { tf } = scope;
  const term = frame.groups[place]!;
  const entry = (row: number, column: number) =>
    tf.reshape(tf.slice(cholesky as never, [row, column] as never, [1, 1] as never), []) as Tensor;
  const loading = sd.map((scale, row) =>
    sd.map((_, column) => {
      if (cholesky) return column <= row ? tf.mul(scale, entry(row, column)) : undefined;
      return column === row ? scale : undefined;
    }),
  );
  return {
    levels: term.levels.length,
    index: input(inputNames.index(term, place)),
    columns: term.columns.map((column, k) => (column ? input(inputNames.groupColumn(term, place, k)) : undefined)),
    loading,
  };
}

/** What the population takes from the rows: minus each sampled parameter times its column, the columns added up where they are many. */
function lessPopulation({ scope }: Lowering, { sampled, product }: LatentPopulation, ones: Tensor): Multiple[] {
  const { tf } = scope;
  const few = sampled.map(({ value, column }) => ({ factor: tf.neg(value) as Tensor, column: column ?? ones }));
  return product ? [...few, { factor: undefined, column: tf.neg(product) as Tensor }] : few;
}

/** The response less offset and all that is sampled, and less the prior means of what is integrated out. */
function residualOf(lowering: Lowering, population: LatentPopulation, sampledParts: readonly Tensor[]): Multiple[] {
  const { scope, frame, input, unit } = lowering;
  const { tf } = scope;
  const offset = frame.predictors[0]!.offset ? input(inputNames.offset("mu")) : undefined;
  // Near 0, so that squares of large numbers are not subtracted from one another.
  const { location } = unit("mu");
  const shifted = tf.sub(input(inputNames.response), location) as Tensor;
  const response = offset ? tf.sub(shifted, offset) : shifted;
  const ones = tf.ones([frame.rows]) as Tensor;
  const means: Multiple[] = population.integrated.flatMap(({ mean, column }) =>
    mean === 0 ? [] : [{ factor: tf.scalar(-mean) as Tensor, column: column ?? ones }],
  );
  // What is taken of the column of ones is added up before it is squared.
  const columns = mergedColumns(lowering, [
    { factor: undefined, column: response },
    { factor: location, column: ones },
    ...means,
    ...lessPopulation(lowering, population, ones),
  ]);
  if (sampledParts.length === 0) return columns;
  const byRow = columns.map(({ factor, column }) => (factor ? tf.mul(factor, column) : column));
  const rest = byRow.reduce((sum, column) => tf.add(sum, column));
  return [{ factor: undefined, column: sampledParts.reduce((left, part) => tf.sub(left, part), rest) }];
}

/** One multiple for each column. */
function mergedColumns({ scope }: Lowering, multiples: readonly Multiple[]): Multiple[] {
  const merged = new Map<Tensor, Tensor | undefined>();
  for (const { factor, column } of multiples) {
    const known = merged.get(column);
    merged.set(column, known && factor ? scope.tf.add(known, factor) : factor);
  }
  return Array.from(merged, ([column, factor]) => ({ factor, column }));
}

function weightedBy({ scope }: Lowering, weight: Tensor, multiples: readonly Multiple[]): Multiple[] {
  return multiples.map(({ factor, column }) => ({ factor, column: scope.tf.mul(weight, column) }));
}

/** Effects of terms by term and effect, from standardised ones. */
function effectsOf({ scope }: Lowering, terms: readonly LatentTerm[], standardised: Tensor): Tensor[][] {
  let start = 0;
  return terms.map((term) => {
    const pieces = term.columns.map((_, k) =>
      scope.tf.slice(standardised as never, [start + k * term.levels], [term.levels]),
    ) as Tensor[];
    start += term.columns.length * term.levels;
    return loaded(term, pieces);
  });
}

function standardNormal({ scope }: Lowering, x: Tensor): Tensor {
  const { tf } = scope;
  return tf.sub(tf.mul(-0.5, tf.sum(tf.square(x))), x.size * LOG_SQRT_2PI);
}

/** log |Λ| of all levels. */
function logVolume({ scope }: Lowering, terms: readonly LatentTerm[]): Tensor {
  const { tf } = scope;
  return tf.addN(terms.map((term) => tf.mul(term.levels, logLoading(term))));
}

function loweredBlock(lowering: Lowering, { places }: LatentBlock, effects: readonly Tensor[][]): LoweredBlock {
  const terms = places.map((place) => lowering.frame.groups[place]!);
  return {
    parts: terms.flatMap((term: GroupTerm, i) => groupParts(lowering, term, places[i]!, effects[i]!)),
    draws: terms.flatMap((term, i) => effectDraws(term, effects[i]!)),
  };
}

function groupsOf({ frame }: Lowering, { places }: LatentBlock): string {
  return places.map((place) => frame.groups[place]!.group).join(", ");
}

function joined({ scope }: Lowering, pieces: readonly Tensor[]): Tensor {
  return pieces.length === 1 ? pieces[0]! : (scope.tf.concat([...pieces] as never[]) as Tensor);
}
