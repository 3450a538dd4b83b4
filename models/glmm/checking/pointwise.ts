/** The log likelihood of each row in each draw, as leave-one-out cross-validation needs it. */
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { log } from "../../../engine/math/log.js";
import { effectDraw } from "../drawNames.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { hasPlainRows } from "../hasPlainRows.js";
import { isQuadratic } from "../groups/ownEstimates.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import type { PredictorContext } from "../prediction/linearPredictor.js";
import { logLikelihoodOf } from "../prediction/logLikelihood.js";
import { predictionsOf, type Predictions } from "../prediction/Predictions.js";
import { likelihoodWeights } from "../rowWeights.js";
import { evenDraws, type EvenDraws } from "./evenDraws.js";
import { integratedNormal, integratedRow } from "./integratedRow.js";
import { rowDensityOf } from "./rowDensity.js";
import { rowTerms, spreadOfRow } from "./rowEffects.js";

export interface PointwiseOptions {
  /** Whether effects of groups that have one row at each level are integrated out; they are unless told. */
  readonly rowEffects?: "integrated" | "conditional";
  /** Numbers of the rows in the person's table, from 1, where some rows were left out of the fit. */
  readonly rowNumbers?: ArrayLike<number>;
}

/** Log likelihoods, with what was done to get them. */
export interface PointwiseLikelihood extends Pointwise {
  readonly labels: readonly string[];
  /** Clauses for a report: `conditional on the effects of herd`. */
  readonly notes: readonly string[];
}

/**
 * The log likelihood of every row given the effects of its groups, over chains of one length. Effects of a group with one row at each
 * level are integrated out, given all else: a row that is left out says nothing of its own effect, and by the effects that were drawn
 * with it, every row would be of too much influence. Of gaussian and lognormal responses with identity link the integral is another
 * normal density; of others it is computed to about 10⁻¹² (`logIntegral`).
 *
 * As in brms a row's log density is multiplied by its weight of frequency or sampling. With a row's own effect integrated out it is
 * the density that is raised to the weight under the integral, as in the model.
 *
 * @throws UserError when the posterior is of no GLMM or has no draws.
 * @example
 * const likelihood = pointwiseLogLikelihood(posterior);
 * for (const column of likelihood.columns()) console.log(column.length); // chains × draws
 */
export function pointwiseLogLikelihood(
  asked: Posterior | FittedGlmm,
  options: PointwiseOptions = {},
): PointwiseLikelihood {
  const fitted = fittedOf(asked);
  const { frame, posterior } = fitted;
  const even = evenDraws(posterior.draws);
  const terms = options.rowEffects === "conditional" || !hasPlainRows(fitted) ? [] : rowTerms(frame);
  const predictions =
    terms.length === 0 ? logLikelihoodOf(fitted, { draws: even.places }) : withoutRowEffects(fitted, even, terms);
  return {
    ...pointwiseOf(predictions, even),
    labels: rowLabels(frame.rows, options.rowNumbers),
    notes: notesOf(fitted, terms),
  };
}

/** Rows of predictions as columns of pointwise numbers. */
export function pointwiseOf({ rows, drawCount, blocks }: Predictions, even: EvenDraws): Pointwise {
  return {
    chains: even.chains,
    drawsPerChain: even.drawsPerChain,
    count: rows,
    *columns() {
      for (const block of blocks()) {
        for (let k = 0; k < block.rows; k += 1) yield block.values.subarray(k * drawCount, (k + 1) * drawCount);
      }
    },
  };
}

function rowLabels(rows: number, numbers: ArrayLike<number> | undefined): readonly string[] {
  if (numbers !== undefined && numbers.length !== rows) {
    throw new UserError(
      `rowNumbers must have a number for each of the ${rows} rows fitted; they are ${numbers.length}.`,
    );
  }
  return Array.from({ length: rows }, (_, row) => `row ${numbers?.[row] ?? row + 1}`);
}

function notesOf({ frame }: FittedGlmm, integrated: readonly GroupTerm[]): readonly string[] {
  const out = [...new Set(integrated.map(({ group }) => group))];
  const held = [...new Set(frame.groups.filter((term) => !integrated.includes(term)).map(({ group }) => group))];
  return [
    ...(held.length === 0 ? [] : [`conditional on the effects of ${held.join(", ")}`]),
    ...(out.length === 0 ? [] : [`effects of single rows integrated out: ${out.join(", ")}`]),
  ];
}

function withoutRowEffects(fitted: FittedGlmm, even: EvenDraws, terms: readonly GroupTerm[]): Predictions {
  const { frame, family, link } = fitted;
  const selection = selectDraws(fitted, even.places);
  const response = frame.response!;
  const weights = likelihoodWeights(response);
  const context: PredictorContext = {
    frame,
    selection,
    terms: frame.groups.filter((term) => !terms.includes(term)),
    newLevels: "population",
    seed: "",
  };
  const spreads = new Float64Array(selection.count);
  const writeSpreads = spreadOfRow(terms, selection);
  const drawn = new Float64Array(selection.count);
  const density = rowDensityOf(family, link);
  const isNormal = isQuadratic(fitted);
  const cellsOf = (row: number) => {
    const y = response.values[row]!;
    const weight = weights?.[row] ?? 1;
    writeSpreads(row, spreads);
    let draw = -1;
    if (isNormal) {
      const isLogarithm = family.name === "lognormal";
      const value = isLogarithm ? log(y) : y;
      return ({ eta, sigma }: { readonly eta: number; readonly sigma?: number }) => {
        draw += 1;
        const { precision, constant } = integratedNormal(weight, sigma!, spreads[draw]!);
        const residual = value - eta;
        // A lognormal density is that of the logarithm divided by the response.
        return constant - 0.5 * precision * residual * residual - (isLogarithm ? weight * value : 0);
      };
    }
    writeEffects(terms, row, selection, drawn);
    const integrate = integratedRow(density, y, weight);
    return (inputs: Parameters<typeof integrate>[0]) => {
      draw += 1;
      return integrate(inputs, spreads[draw]!, drawn[draw]!);
    };
  };
  const write = lawRows(fitted, context, response, cellsOf, false);
  return predictionsOf(frame.rows, selection.count, (row, out, start) => {
    // A row of weight 0 says nothing.
    if (weights?.[row] === 0) out.fill(0, start, start + selection.count);
    else write(row, out, start);
  });
}

/** What the effects drawn add to the predictor of a row. */
function writeEffects(terms: readonly GroupTerm[], row: number, selection: DrawSelection, out: Float64Array): void {
  out.fill(0);
  for (const term of terms) {
    const level = term.levels[term.index[row]!]!;
    term.coefficients.forEach((coefficient, k) => {
      const effects = selection.column(effectDraw(term, level, coefficient));
      const z = term.columns[k]?.[row] ?? 1;
      for (let d = 0; d < out.length; d += 1) out[d]! += z * effects[d]!;
    });
  }
}
