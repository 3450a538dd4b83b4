/** What treatments do in a population whose baseline is known: probabilities, rates and means, and their differences. */
import { UserError } from "../../../engine/core/UserError.js";
import { log } from "../../../engine/math/log.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { baselineCentre } from "../lowering/baselineCentre.js";
import { baselineRisk, interactionName } from "../lowering/coefficientsOf.js";
import { baselineDraws, type BaselineOptions } from "./baselineDraws.js";
import { cutDraws, cutsAt } from "./cutDraws.js";
import { numberNeeded, type NumberNeeded } from "./numberNeeded.js";
import type { Better } from "./rankProbabilities.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";
import { treatmentPlace, treatmentPlaces } from "./treatmentPlaces.js";

export interface AbsoluteOptions extends BaselineOptions {
  /** The treatment that the baseline is of; the reference, or the first arm of the study that gives it, unless told. */
  readonly baselineTreatment?: string;
  /** Which treatments; all unless told. */
  readonly treatments?: readonly string[];
  /** What others are compared with; the baseline's treatment unless told. */
  readonly reference?: string;
  /** Values of covariates by name; those left out are at their centres, of a study that gives the baseline at its own. */
  readonly at?: ReadonlyMap<string, number>;
  /** Whether more events are good: needed for numbers needed to treat. */
  readonly better?: Better;
}

/** A probability, rate or mean under a treatment. */
export interface AbsoluteEffect extends EffectSummary {
  readonly treatment: string;
  /** Of ordered outcomes: the category, from 1; null for others. */
  readonly category: number | null;
}

/** `to` against `from`. */
export interface AbsoluteComparison {
  readonly from: string;
  readonly to: string;
  /** Of ordered outcomes: the event is this category or a higher one, from 2; null for others. */
  readonly at_least: number | null;
  /** Risk difference, rate difference or mean difference. */
  readonly difference: EffectSummary;
  /** Risk ratio or rate ratio; null for means. */
  readonly ratio: EffectSummary | null;
  /** Of probabilities. */
  readonly odds_ratio: EffectSummary | null;
  /** Of probabilities, where it is known which are good. */
  readonly number_needed: NumberNeeded | null;
}

export interface AbsoluteEffects {
  /** `probability`, `rate`, `mean`. */
  readonly measure: string;
  /** Follow-up of probabilities that come from hazards; null for others. */
  readonly time: number | null;
  readonly baseline: { readonly treatment: string; readonly predictor: EffectSummary };
  readonly absolute: readonly AbsoluteEffect[];
  /** Of ordered outcomes: probabilities of a category or a higher one, from 2; empty for others. */
  readonly at_least: readonly AbsoluteEffect[];
  readonly reference: string;
  readonly comparisons: readonly AbsoluteComparison[];
  /** What a reader should know of them. */
  readonly notes: readonly string[];
}

/**
 * Absolute effects at a baseline: the linear predictor of a treatment is that of the baseline plus the treatment's effect against the
 * baseline's treatment (NICE DSU TSD 5, Dias et al. 2011). Effects are the mean effects, not those of a new trial; where baseline risk is a
 * covariate they are those at the baseline that is asked about, draw by draw.
 *
 * @throws UserError for an unknown treatment, study or covariate, an impossible baseline, a follow-up where there are no hazards, and unrelated mean effects.
 * @example
 * absoluteEffects(fitted, { baseline: { kind: "normal", mean: -2.2, sd: 0.55 }, better: "lower" }).comparisons[0]!.number_needed;
 */
export function absoluteEffects(fitted: FittedNetwork, options: AbsoluteOptions): AbsoluteEffects {
  const { network, likelihood } = fitted;
  const { treatments } = network;
  const start = startOf(fitted, options);
  const reference =
    options.reference === undefined ? start.treatment : treatmentPlace(treatments, options.reference, "the reference");
  const asked = treatmentPlaces(network, options.treatments, "absolute effects");
  const shift = timeShift(fitted, options.time);
  const baseline = baselineDraws(fitted, options);
  const effects = fitted.effects(start.at);
  const risk = riskSlopes(fitted, start);
  const predictorOf = (t: number): Float64Array =>
    baseline.map((mu, draw) => {
      const effect = effects[t]![draw]! - effects[start.treatment]![draw]!;
      return mu + effect + risk.slope(t, draw) * (mu - risk.centre) + shift;
    });
  const cuts = cutDraws(fitted);
  let beyond = 0;
  const fittedOf = (t: number): readonly Float64Array[] => {
    const predictor = predictorOf(t);
    const rows: Float64Array[] = [];
    let above = 0;
    predictor.forEach((eta, draw) => {
      const values = likelihood.fitted(eta, cutsAt(cuts, draw));
      values.forEach((value, k) => {
        rows[k] ??= new Float64Array(predictor.length);
        const isImpossible = likelihood.outcome === "events" && value > 1;
        if (isImpossible) above += 1;
        rows[k][draw] = isImpossible ? 1 : value;
      });
    });
    beyond = Math.max(beyond, above / predictor.length);
    return rows;
  };
  const values = new Map([...new Set([...asked, reference])].map((t) => [t, fittedOf(t)]));
  const isOrdered = likelihood.outcome === "categories";
  const row = (t: number, draws: Float64Array, category: number | null): AbsoluteEffect => {
    return { treatment: treatments[t]!, category, ...summariseDraws(draws) };
  };
  // Of ordered outcomes the events are categories from the second on, those above included.
  const eventsOf = (t: number): readonly (readonly [number | null, Float64Array])[] => {
    const rows = values.get(t)!;
    return isOrdered ? rows.slice(1).map((_, k) => [k + 2, sumOf(rows.slice(k + 1))] as const) : [[null, rows[0]!]];
  };
  return {
    measure: likelihood.words.absolute,
    time: likelihood.offset ? (options.time ?? 1) : null,
    baseline: { treatment: treatments[start.treatment]!, predictor: summariseDraws(baseline) },
    absolute: asked.flatMap((t) => values.get(t)!.map((draws, k) => row(t, draws, isOrdered ? k + 1 : null))),
    at_least: isOrdered ? asked.flatMap((t) => eventsOf(t).map(([category, draws]) => row(t, draws, category))) : [],
    reference: treatments[reference]!,
    comparisons: asked.flatMap((t) => {
      if (t === reference) return [];
      const from = eventsOf(reference);
      return eventsOf(t).map(([category, draws], k): AbsoluteComparison => ({
        from: treatments[reference]!,
        to: treatments[t]!,
        at_least: category,
        ...compare(
          draws,
          from[k]![1],
          likelihood.outcome === "mean" ? "mean" : likelihood.outcome === "rate" ? "rate" : "risk",
          options.better,
        ),
      }));
    }),
    notes:
      beyond > 0
        ? [`up to ${(100 * beyond).toPrecision(2)} % of draws of a probability were above 1 and were taken for 1`]
        : [],
  };
}

/** Where the baseline is: of which treatment, and at which covariates. */
function startOf(
  { network }: FittedNetwork,
  options: AbsoluteOptions,
): { treatment: number; at?: ReadonlyMap<string, number> } {
  const { baseline, at, baselineTreatment } = options;
  const study = "study" in baseline ? baseline.study : undefined;
  const place = network.studies.findIndex(({ name }) => name === study);
  if (place < 0) {
    const treatment =
      baselineTreatment === undefined ? 0 : treatmentPlace(network.treatments, baselineTreatment, "the baseline");
    return { treatment, ...(at && { at }) };
  }
  const treatment = network.studies[place]!.arms[0]!.treatment;
  if (baselineTreatment !== undefined && baselineTreatment !== network.treatments[treatment]) {
    throw new UserError(
      `the baseline of study "${study}" is of "${network.treatments[treatment]}", its first arm, not of "${baselineTreatment}": leave the treatment of the baseline out.`,
    );
  }
  const own = network.covariates.map(({ name, values }) => [name, values[place]!] as const);
  return { treatment, at: new Map([...own, ...(at ?? [])]) };
}

/** By how much more a treatment's predictor moves than the baseline's treatment with the baseline, if baseline risk is a covariate. */
function riskSlopes(
  fitted: FittedNetwork,
  { treatment, at }: ReturnType<typeof startOf>,
): { readonly slope: (t: number, draw: number) => number; readonly centre: number } {
  const { network, declaration, likelihood } = fitted;
  if (!declaration.baselineRisk || at?.has(baselineRisk)) return { slope: () => 0, centre: 0 };
  const slopes = network.treatments.map((_, t) => {
    return t === 0 ? undefined : fitted.draws(interactionName(network, declaration, baselineRisk, t));
  });
  const slope = (t: number, draw: number): number => (slopes[t]?.[draw] ?? 0) - (slopes[treatment]?.[draw] ?? 0);
  return { slope, centre: baselineCentre(network, likelihood) };
}

/** What follow-up adds to the linear predictor. */
function timeShift({ likelihood }: FittedNetwork, time: number | undefined): number {
  if (time === undefined) return 0;
  if (!likelihood.offset) {
    throw new UserError(`a follow-up time belongs to hazards, and ${likelihood.name} has none: leave the time out.`);
  }
  if (!(time > 0 && time < Infinity))
    throw new UserError(`the follow-up time must be a number above 0; it is ${time}.`);
  return log(time);
}

type Comparison = Pick<AbsoluteComparison, "difference" | "ratio" | "odds_ratio" | "number_needed">;

function compare(
  to: Float64Array,
  from: Float64Array,
  kind: "risk" | "rate" | "mean",
  better: Better | undefined,
): Comparison {
  const paired = (of: (to: number, from: number) => number): Float64Array =>
    to.map((value, draw) => of(value, from[draw]!));
  const differences = paired((a, b) => a - b);
  return {
    difference: summariseDraws(differences),
    ratio: kind === "mean" ? null : summariseDraws(paired((a, b) => a / b)),
    odds_ratio: kind === "risk" ? summariseDraws(paired((a, b) => a / (1 - a) / (b / (1 - b)))) : null,
    number_needed: kind === "risk" && better !== undefined ? numberNeeded(differences, better) : null,
  };
}

function sumOf(rows: readonly Float64Array[]): Float64Array {
  return rows[0]!.map((_, draw) => rows.reduce((sum, values) => sum + values[draw]!, 0));
}
