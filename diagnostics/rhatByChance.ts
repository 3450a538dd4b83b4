/** How large R-hat gets by chance alone when chains agree, so that many variables can be judged together. */
import { normalQuantile } from "../engine/math/normalQuantile.js";
import { ess } from "./ess.js";
import { visibleRhat } from "./limits.js";
import { isConstant, mean } from "./moments.js";
import { sampleOf } from "./sample.js";
import { scaleReduction } from "./scaleReduction.js";
import { bulkScores, foldedScores } from "./splitScores.js";

/**
 * Nominal share of fits with converged chains in which some R-hat passes its bound. The effective sample size is itself
 * estimated, and with a few hundred draws per chain about 5 % of such fits pass it.
 */
const familywise = 0.01;

/** Effective draws of a split chain below which its mean is so uncertain that chance would excuse anything. */
const leastEffective = 50;

/**
 * The bound that R-hat of chains which agree stays under, for all of `comparisons` at once, in nearly all fits.
 *
 * Means of m split chains with `size` effective draws between them vary by σ²m/size, so that R-hat² is about
 * (n - 1)/n + m/size · χ²/(m - 1) with m - 1 degrees of freedom. The quantile of χ² is Wilson and Hilferty's (1931).
 *
 * @param size effective sample size within the split chains, of all together
 * @param chains number of split chains
 * @param draws length of a split chain
 */
export function rhatBound(size: number, chains: number, draws: number, comparisons: number): number {
  const freedom = chains - 1;
  const z = normalQuantile(1 - familywise / comparisons);
  const root = 1 - 2 / (9 * freedom) + z * Math.sqrt(2 / (9 * freedom));
  const ratio = root * root * root; // χ²/(m - 1)
  return Math.sqrt((draws - 1) / draws + (chains / size) * ratio);
}

/** What R-hat says: that it is within what chance gives, that it is beyond, or that there are too few effective draws to tell. */
export type RhatJudgement = "chance" | "unclear" | "beyond";

/**
 * Whether the R-hat of one variable, among `variables`, is within what chance gives. The effective sample size is taken
 * within split chains, as if their means were equal: otherwise it is small just because they disagree, and would
 * excuse anything. With fewer than 50 effective draws per split chain nothing is put down to chance, and an R-hat above 1.05 never is.
 */
export function judgeRhat(chains: readonly Float64Array[], variables: number): RhatJudgement {
  const sample = sampleOf(chains);
  const judged = [bulkScores(sample), foldedScores(sample)].map((scores): RhatJudgement => {
    const { value, reason } = scaleReduction(scores);
    if (reason !== undefined) return "chance";
    // A half that never moved is not there by chance.
    if (value > visibleRhat || scores.some((half) => isConstant([half]))) return "beyond";
    const size = ess(scores.map(centered));
    if (size.reason !== undefined) return "beyond";
    if (value > rhatBound(size.value, scores.length, scores[0].length, 2 * variables)) return "beyond";
    return size.value < leastEffective * scores.length ? "unclear" : "chance";
  });
  return judged.includes("beyond") ? "beyond" : judged.includes("unclear") ? "unclear" : "chance";
}

/** Whether the R-hat of one variable, among `variables`, is within what chance gives (see `judgeRhat`). */
export function isRhatByChance(chains: readonly Float64Array[], variables: number): boolean {
  return judgeRhat(chains, variables) === "chance";
}

function centered(values: Float64Array): Float64Array {
  const average = mean(values);
  return values.map((x) => x - average);
}
