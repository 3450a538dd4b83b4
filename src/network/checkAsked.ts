/** Whether a network can answer what is asked of it, before anything is fitted. */
import { isUserError, UserError } from "../../engine/core/UserError.js";
import { tableOf } from "../../engine/data/tableOf.js";
import { stream } from "../../engine/random/stream.js";
import {
  comparisonsToSplit,
  likelihoodOf,
  requireBaselineStudy,
  requireCovariates,
  requireSplits,
  type Baseline,
  type Network,
  type NetworkDeclaration,
} from "../../models/meta/index.js";
import { unlessRefused } from "../unlessRefused.js";
import { baselineArms } from "../workflows/baselineArms.js";
import { askedOf } from "./askedOf.js";
import { baselineReading } from "./baselineReading.js";
import type { NmaOptions } from "./NmaOptions.js";

/**
 * Refuses what would otherwise be refused when the draws are there already.
 *
 * @throws UserError for an unknown covariate or study, a baseline that is no law of one number, baseline data that cannot be read, a
 * follow-up time without hazards, and comparisons that cannot be split.
 */
export function checkAsked(network: Network, declaration: NetworkDeclaration, options: NmaOptions): void {
  const { at, baseline } = askedOf(options, network);
  for (const values of at) requireCovariates(network, declaration, values);
  checkSplits(network, options);
  checkTime(network, options);
  if (baseline) checkBaseline(network, baseline);
  if (options.baselineData === undefined) return;
  try {
    const table = tableOf(options.baselineData);
    baselineArms(table, baselineReading(network, declaration, table));
  } catch (error) {
    throw isUserError(error) ? new UserError(`in the baseline data: ${error.message}`) : error;
  }
}

function checkSplits(network: Network, { model = "consistency", split, checks, priorOnly }: NmaOptions): void {
  if (split !== undefined && (model === "ume" || (model === "consistency" && !checks))) {
    throw new UserError("comparisons to split are named, but nothing is split: add --model nodesplit.");
  }
  if (split !== undefined) requireSplits(network, split);
  if (model !== "nodesplit") return;
  if (priorOnly) throw new UserError("without the likelihood there is no evidence to split: leave out --prior-only.");
  if (comparisonsToSplit(network).length > 0) return;
  throw new UserError(
    "no comparison of the network has both direct and independent indirect evidence, so that none can be split: fit --model consistency.",
  );
}

function checkTime({ likelihood }: Network, { baseline, baselineData, baselineTime: time }: NmaOptions): void {
  if (time === undefined) return;
  if (baseline === undefined && baselineData === undefined) {
    throw new UserError("a follow-up time is for absolute effects, which need a baseline: add --baseline.");
  }
  if (!likelihoodOf(likelihood).offset) {
    throw new UserError(`a follow-up time belongs to hazards, and ${likelihood} has none: leave --baseline-time out.`);
  }
  if (!(time > 0 && time < Infinity)) {
    throw new UserError(`the follow-up time must be a number above 0; it is ${time}.`);
  }
}

/** So many draws show whether a law is of finite numbers. */
const trials = 20;

function checkBaseline(network: Network, baseline: Baseline): void {
  if ("study" in baseline) requireBaselineStudy(network, baseline.study);
  if (!("random" in baseline)) return;
  const rng = stream("0", "baseline");
  for (let trial = 0; trial < trials; trial++) {
    const value = unlessRefused(() => baseline.random(rng));
    if (typeof value === "number" && Number.isFinite(value)) continue;
    throw new UserError(
      `the baseline must be a law of one number that can be drawn from, such as normal(-2.2, 0.55); ${baseline.name} is none.`,
    );
  }
}
