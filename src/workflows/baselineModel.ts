/** A model of study baselines by themselves: what the outcome is without treatment, for absolute effects. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { tableOf, type TableInput } from "../../engine/data/tableOf.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { halfNormal } from "../../engine/distributions/halfNormal.js";
import { normal } from "../../engine/distributions/normal.js";
import { real } from "../../engine/distributions/Support.js";
import { stream } from "../../engine/random/stream.js";
import { summariseDraws, type EffectSummary } from "../../models/meta/answers/summariseDraws.js";
import { likelihoodOf } from "../../models/meta/likelihoods/likelihoods.js";
import { observedPredictor } from "../../models/meta/lowering/baselineCentre.js";
import type { NetworkReading } from "../../models/meta/NetworkDeclaration.js";
import { parsePriorLaw } from "../../models/meta/priors/parsePriorLaw.js";
import { program } from "../../models/program/program.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { baselineArms, type BaselineArms } from "./baselineArms.js";

/** Where the arms are in the table; of a network's table that of its declaration. */
export interface BaselineReading extends Partial<NetworkReading> {
  /** Priors of the mean and the standard deviation of baselines; normal(0, 100) and half_normal(2.5) in units of the outcome unless told. */
  readonly priors?: { readonly baseline?: string; readonly sd_baseline?: string } | undefined;
}

export interface BaselineModel {
  /** Draws of `baseline`, `sd_baseline` and the baseline `mu[study]` of each study. */
  readonly posterior: Posterior;
  /** The treatment that baselines are of; undefined for a table that names none. */
  readonly treatment: string | undefined;
  readonly studies: number;
  /** Draws of the mean baseline on the link scale. */
  readonly mean: Float64Array;
  /** Draws of the baseline of a new study: what absolute effects in one like these start from. */
  readonly predicted: Float64Array;
  readonly summary: {
    readonly baseline: EffectSummary;
    readonly sd_baseline: EffectSummary;
    readonly predicted: EffectSummary;
  };
}

/** Numbers as which baselines are sampled are theirs in part where arms tell much (see `ParameterOptions`), with sd this many units. */
const typicalSpread = 0.5;

/**
 * The law of baselines from arms of one treatment alone (Dias, Welton, Sutton & Ades, NICE DSU TSD 5, 2011, section 2): each arm's
 * outcome has the likelihood at its study's baseline, and baselines are normal(baseline, sd_baseline). Relative effects stay out of it, so
 * that it may be of other studies than those of the network.
 *
 * @param input Arms of trials, of which those of `reference` are used, or a table with a row a study and no treatments.
 * @throws UserError for a table that cannot be read, ordered outcomes, a single study, and as `fit` does.
 * @example
 * const { predicted } = await baselineModel(table, { reference: "A" }, { seed: 1 }, node);
 * absoluteEffects(fitted, { baseline: predicted });
 */
export async function baselineModel(
  input: TableInput,
  { priors = {}, ...reading }: BaselineReading,
  options: FitOptions,
  platform: Platform,
): Promise<BaselineModel> {
  const table = tableOf(input);
  const read = baselineArms(table, { columns: {}, measure: "md", covariates: [], ...reading });
  const posterior = await fit(declared(read, priors), armTable(read), options, platform);
  const mean = drawsOf(posterior, "baseline");
  const sd = drawsOf(posterior, "sd_baseline");
  const rng = stream(posterior.provenance.seed, "new baseline");
  const predicted = mean.map((centre, draw) => centre + sd[draw]! * rng.normal());
  return {
    ...{ posterior, treatment: read.treatment, studies: read.arms.length, mean, predicted },
    summary: {
      baseline: summariseDraws(mean),
      sd_baseline: summariseDraws(sd),
      predicted: summariseDraws(predicted),
    },
  };
}

function declared({ arms, likelihood: name, unit }: BaselineArms, priors: NonNullable<BaselineReading["priors"]>) {
  const likelihood = likelihoodOf(name);
  const outcomes = arms.map(({ outcome }) => outcome);
  const law = (text: string | undefined, usual: Distribution): Distribution =>
    text === undefined ? usual : parsePriorLaw(text).distribution;
  const told = outcomes.map((outcome) => observedPredictor(likelihood, outcome));
  const middle = told.reduce((sum, eta) => sum + eta, 0) / told.length;
  const weight = outcomes.map((outcome) => {
    const information = likelihood.empirical(outcome).precision * (typicalSpread * unit) * (typicalSpread * unit);
    return information / (1 + information);
  });
  return program(
    ({ parameter, observe, data, tf }) => {
      const baseline = parameter("baseline", law(priors.baseline, normal(0, 100 * unit)), {
        unit: { location: middle, scale: unit },
      });
      const sd = parameter("sd_baseline", law(priors.sd_baseline, halfNormal(0, 2.5 * unit)), {
        unit: { scale: unit },
      });
      const mu = parameter("mu", normal(baseline, sd), {
        dims: { study: arms.map(({ study }) => study) },
        parametrisation: { weight },
      });
      const eta = likelihood.offset ? (tf.add(mu, data("offset")) as Tensor) : mu;
      const [observed, ...others] = likelihood.inputs(0).map((input) => data(input.name)) as [Tensor, ...Tensor[]];
      observe(
        {
          name: likelihood.name,
          parameters: {},
          support: real,
          eventShape: [],
          logDensity: (() => likelihood.logDensity(eta, [observed, ...others], [])) as Distribution["logDensity"],
          random: () => NaN,
        },
        observed,
      );
    },
    { title: "Baselines" },
  );
}

/** What the likelihood needs of each arm, a row an arm. */
function armTable({ arms, likelihood: name }: BaselineArms): Table {
  const likelihood = likelihoodOf(name);
  const { offset } = likelihood;
  const inputs = [...likelihood.inputs(0), ...(offset ? [{ name: "offset", of: offset }] : [])];
  return tableFromColumns(
    new Map(inputs.map((input) => [input.name, Float64Array.from(arms, ({ outcome }) => input.of(outcome))])),
  );
}

function drawsOf({ draws }: Posterior, name: string): Float64Array {
  const place = draws.names.indexOf(name);
  const width = draws.names.length;
  return Float64Array.from(
    draws.chains.flatMap(({ values, drawCount }) =>
      Array.from({ length: drawCount }, (_, draw) => values[draw * width + place]!),
    ),
  );
}
