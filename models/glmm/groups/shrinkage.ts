/** How far each level's own estimate is drawn towards the population. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { drawSummary, missingSummary, type DrawSummary } from "./DrawSummary.js";
import { levelRows } from "./levelRows.js";
import { normalMixture } from "./normalMixture.js";
import { isQuadratic, ownEstimates, type OwnEstimate } from "./ownEstimates.js";
import { populationDraws } from "./populationDraws.js";
import { effectDraws } from "./ranef.js";
import { rankLevels, type RankSummary } from "./rankLevels.js";
import { selectTerms } from "./selectTerms.js";

export interface ShrinkageOptions {
  /** As in names of draws, `a:b` for nested ones; may be left out when the model has one group. */
  readonly group?: string;
  /** As in names of draws, `Intercept`; all coefficients unless told. */
  readonly coefficient?: string;
  /**
   * How many evenly spaced draws no-pooling estimates and factors are computed from; unless told, as many as make five million
   * with the table's rows, but from 200 to 1000.
   */
  readonly draws?: number;
  /** Whether rows have the probability of every rank; unless told, where the group has 100 levels or fewer. */
  readonly rankProbabilities?: boolean;
}

/** One coefficient of one level, on the link scale. */
export interface ShrinkageRow {
  readonly group: string;
  readonly coefficient: string;
  readonly level: string;
  /** Rows of the table that are of this level. */
  readonly rows: number;
  /** All NaN with a reason where the level alone has no finite estimate. */
  readonly noPooling: DrawSummary & { readonly reason?: string };
  readonly partialPooling: DrawSummary;
  readonly completePooling: DrawSummary;
  /** Shrinkage factor: 1 is complete pooling, 0 none. */
  readonly factor: DrawSummary;
  /** Of the partial-pooling estimate among the levels; 1 is the highest. */
  readonly rank: RankSummary;
}

/** What the columns of a {@link Shrinkage} mean, as sentences for a report. */
export interface ShrinkageDefinitions {
  readonly noPooling: string;
  readonly partialPooling: string;
  readonly completePooling: string;
  readonly factor: string;
  readonly rank: string;
}

export interface Shrinkage {
  readonly group: string;
  readonly definitions: ShrinkageDefinitions;
  /** Draws that no-pooling estimates and factors were computed from. */
  readonly draws: number;
  /** In the order of coefficients and levels. */
  readonly rows: readonly ShrinkageRow[];
}

const mostCells = 5_000_000;
const fewLevels = 100;

/** `shrinkage` of a fit that is at hand; see index.ts. @throws UserError for an unknown group or coefficient. */
export function shrinkageOf(fitted: FittedGlmm, options: ShrinkageOptions = {}): Shrinkage {
  const group = options.group ?? onlyGroup(fitted);
  const terms = termsOfMean(fitted, group, options.coefficient);
  const selection = selectDraws(fitted, options.draws ?? enoughDraws(fitted));
  const rows = terms.flatMap((term) => termRows(fitted, term, selection, options));
  return { group, definitions: definitions(fitted, terms), draws: selection.count, rows };
}

/** As many as take seconds for some thousand rows; with thousands of levels and slopes it is half a minute. */
function enoughDraws({ frame, drawCount }: FittedGlmm): number {
  return Math.min(drawCount, Math.max(200, Math.min(1000, Math.floor(mostCells / frame.rows))));
}

/** The group of a model that has but one. */
function onlyGroup(fitted: FittedGlmm): string {
  const [group, ...others] = [...new Set(selectTerms(fitted).map((term) => term.group))] as [string, ...string[]];
  if (others.length === 0) return group;
  throw new UserError(`shrinkage of which group? The model has ${[group, ...others].join(", ")}.`);
}

function termsOfMean(fitted: FittedGlmm, group: string, coefficient: string | undefined): readonly GroupTerm[] {
  const terms = selectTerms(fitted, group).filter(({ parameter }) => parameter === "mu");
  if (terms.length === 0) {
    throw new UserError(
      `shrinkage is defined for effects on the mean, and "${group}" has none: ask ranef for its effects on other parameters.`,
    );
  }
  const known = terms.flatMap(({ coefficients }) => coefficients);
  if (coefficient !== undefined && !known.includes(coefficient)) {
    const near = nearestName(coefficient, known);
    throw new UserError(
      `"${group}" has no coefficient "${coefficient}"${near === undefined ? "" : `, did you mean "${near}"`}; it has ${known.join(", ")}.`,
    );
  }
  return coefficient === undefined ? terms : terms.filter(({ coefficients }) => coefficients.includes(coefficient));
}

function termRows(
  fitted: FittedGlmm,
  term: GroupTerm,
  selection: DrawSelection,
  options: ShrinkageOptions,
): ShrinkageRow[] {
  const { group, levels, coefficients } = term;
  const { coefficient: asked, rankProbabilities = levels.length <= fewLevels } = options;
  const rowsOf = levelRows(term);
  const own = ownEstimates(fitted, term, selection, rowsOf);
  return coefficients.flatMap((coefficient, k) => {
    if (asked !== undefined && coefficient !== asked) return [];
    const population = populationDraws(fitted, term, coefficient) ?? new Float64Array(fitted.drawCount);
    const completePooling = drawSummary(population);
    const effects = effectDraws(fitted, term, coefficient);
    const ranks = rankLevels(effects, rankProbabilities);
    return levels.map((level, j) => ({
      group,
      coefficient,
      level,
      rows: rowsOf[j]!.length,
      noPooling: noPooling(own[j]!, k, coefficients.length, population, selection),
      partialPooling: drawSummary(effects[j]!.map((effect, d) => population[d]! + effect)),
      completePooling,
      factor: drawSummary(own[j]!.factors[k]!),
      rank: ranks[j]!,
    }));
  });
}

function noPooling(
  { fit, reason }: OwnEstimate,
  k: number,
  size: number,
  population: Float64Array,
  selection: DrawSelection,
): ShrinkageRow["noPooling"] {
  if (!fit) return { ...missingSummary, reason: reason! };
  const draws = { length: selection.count };
  const estimates = Float64Array.from(draws, (_, d) => population[selection.places[d]!]! + fit.effects[d * size + k]!);
  return normalMixture(
    estimates,
    Float64Array.from(draws, (_, d) => Math.sqrt(fit.variances[d * size + k]!)),
  );
}

function definitions(fitted: FittedGlmm, terms: readonly GroupTerm[]): ShrinkageDefinitions {
  const related = terms.some((term) => term.related !== undefined);
  return {
    noPooling:
      "The level's own estimate: in each draw the maximum of the likelihood of its rows, with the other terms of the predictor and all " +
      "other parameters as drawn; its sd and interval include the standard error of that estimate.",
    partialPooling: "The model's estimate: population coefficient plus the level's effect.",
    completePooling: related
      ? "The population coefficient, which a level without rows and without relatives would get."
      : "The population coefficient, which a level without rows would get.",
    factor: factorDefinition(fitted, terms) + (related ? relatedDefinition : ""),
    rank: "Rank of the level's effect among the levels in each draw; 1 is the highest.",
  };
}

const relatedDefinition =
  " Each level's variance is that of its place among its relatives: sd² times its diagonal entry of the covariance, its depth in the " +
  "tree, or 1 + its inbreeding. The factor weighs the level's own rows alone; related levels borrow from one another as well, so that " +
  "the model's estimate may lie nearer to those of relatives than to the population's.";

function factorDefinition(fitted: FittedGlmm, terms: readonly GroupTerm[]): string {
  const several = terms.some(({ coefficients }) => coefficients.length > 1);
  const count = fitted.frame.response!.weights ? "(sum of weights)" : "n";
  return several
    ? "The diagonal of S(S + Σ)⁻¹ in each draw, where S is the inverse of the information ZᵀWZ that the level's rows have about its " +
        "coefficients and Σ the covariance of the group's effects; 1 is complete pooling, 0 none. Coefficients borrow " +
        "from one another, so that a factor may leave that range."
    : `s²/(s² + sd²) in each draw, where s² is the inverse of the information in the level's rows${
        isQuadratic(fitted) ? `, sigma²/${count} for an intercept,` : " at the draw's linear predictor"
      } and sd the standard deviation of the group's effects; 1 is complete pooling, 0 none.`;
}
