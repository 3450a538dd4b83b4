/** Fits what is asked for beside a network's own fit, and answers all questions. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { isUserError } from "../../engine/core/UserError.js";
import { checkNetwork, comparisonsToSplit, fittedNetwork, type FittedNetwork } from "../../models/meta/index.js";
import { tableOf } from "../../engine/data/tableOf.js";
import type { Platform } from "../platform/Platform.js";
import { baselineModel } from "../workflows/baselineModel.js";
import { nodeSplits } from "../workflows/nodeSplits.js";
import { answerNetwork } from "./answerNetwork.js";
import { askedOf } from "./askedOf.js";
import { baselineReading } from "./baselineReading.js";
import type { NetworkQuestions } from "./NetworkQuestions.js";
import type { ConsistencyChecks, NetworkResult } from "./NetworkResult.js";
import type { NmaOptions } from "./NmaOptions.js";
import { jointBaseline } from "./jointBaseline.js";
import { nmaFitOptions } from "./nmaFitOptions.js";
import { otherModel } from "./otherModel.js";

/** Told of what is being fitted beside the network itself, and how much of it is done. */
export type OnStage = (stage: string, done: number, all: number) => void;

/** Comparisons that are split without being asked for. */
const mostByThemselves = 30;
/** So many studies or fewer tell next to nothing of how much their baselines differ. */
const fewStudies = 5;

/**
 * The result of a network's fit: questions answered by its draws, a baseline that is fitted to data of its own, unrelated mean effects
 * beside consistency, and comparisons that are split.
 *
 * @throws UserError for questions that the model cannot answer.
 */
export async function completeNetwork(
  posterior: Posterior,
  options: NmaOptions,
  platform: Platform,
  onStage: OnStage = () => undefined,
): Promise<NetworkResult> {
  const fitted = fittedNetwork(posterior);
  const questions = await withBaseline(fitted, options, platform);
  const consistency = await consistencyOf(fitted, options, platform, onStage);
  return answerNetwork(posterior, questions, consistency);
}

async function withBaseline(fitted: FittedNetwork, options: NmaOptions, platform: Platform): Promise<NetworkQuestions> {
  const asked = askedOf(options, fitted.network);
  if (options.baseline === "joint") return { ...asked, ...jointBaseline(fitted) };
  if (options.baselineData === undefined) return asked;
  const { declaration, network } = fitted;
  const table = tableOf(options.baselineData);
  const { predicted, studies } = await baselineModel(
    table,
    baselineReading(network, declaration, table),
    { ...nmaFitOptions(options), onProgress: undefined },
    platform,
  );
  return {
    ...asked,
    baseline: predicted,
    baselineText: `that of a new study like the ${studies} of the baseline data${studies > fewStudies ? "" : `, which are too few to tell how much baselines differ, so that much of the spread is the prior's`}`,
  };
}

async function consistencyOf(
  fitted: FittedNetwork,
  options: NmaOptions,
  platform: Platform,
  onStage: OnStage,
): Promise<ConsistencyChecks> {
  const { model = "consistency", checks = false, split, signal, workers } = options;
  const { declaration, network, posterior } = fitted;
  if (declaration.priorOnly || network.treatments.length < 3) return { notes: [] };
  const isChecked = checks !== false;
  const wanted = {
    other: model === "ume" || isChecked,
    splits: model === "nodesplit" || (isChecked && model !== "ume"),
  };
  const notes: string[] = [];
  const attempt = async <Value>(what: string, work: () => Promise<Value>): Promise<Value | undefined> => {
    if (signal?.aborted) return undefined;
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted && isUserError(error)) return undefined;
      if (!isUserError(error) || model === "nodesplit") throw error;
      notes.push(`${what}: ${error.message}`);
      return undefined;
    }
  };
  if ((wanted.other || wanted.splits) && checkNetwork(network).inconsistencyFreedom === 0) {
    notes.push("No closed loop of independent evidence: consistency is assumed here and cannot be checked.");
    if (split === undefined && model !== "ume") return { notes };
  }
  const compared = wanted.other
    ? await attempt("Unrelated mean effects", () => {
        onStage(model === "ume" ? "consistency" : "unrelated mean effects", 0, 1);
        return otherModel(fitted, options, platform);
      })
    : undefined;
  // Of a fit that was stopped there are too few draws.
  const other = signal?.aborted ? undefined : compared;
  const pairs = split ?? comparisonsToSplit(network);
  const areMany = checks === "auto" && model === "consistency" && pairs.length > mostByThemselves;
  if (areMany) {
    notes.push(
      `${pairs.length} comparisons have direct and indirect evidence, which takes as many fits: they were not split. Do so with --checks or --model nodesplit.`,
    );
  }
  const splits =
    wanted.splits && pairs.length > 0 && !areMany
      ? await attempt("Node-splitting", () =>
          nodeSplits(
            posterior,
            { comparisons: pairs, workers, signal, onProgress: (done, all) => onStage("node-split", done, all) },
            platform,
          ),
        )
      : undefined;
  if (wanted.splits && pairs.length === 0)
    notes.push("No comparison has both direct and indirect evidence, so that none can be split.");
  if (signal?.aborted) {
    const done = splits === undefined ? "" : `: ${splits.length} of ${pairs.length} comparisons have been split`;
    notes.push(`Stopped before consistency was looked at in full${done}.`);
  }
  return { ...(other ? { other } : {}), ...(splits ? { splits } : {}), notes };
}
