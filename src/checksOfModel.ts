/** What can be checked of a fitted model beside its computation: replicates, prediction of what was not seen, sensitivity, priors. */
import type { Loo } from "../diagnostics/loo/index.js";
import type { SensitivityRow } from "../diagnostics/sensitivity/index.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { Pointwise } from "../engine/core/Pointwise.js";
import type { Replicates } from "../engine/core/Replicates.js";
import { isUserError } from "../engine/core/UserError.js";
import { evenChains, variableChains } from "../diagnostics/evenChains.js";
import { mean } from "../diagnostics/moments.js";
import { quantile } from "../diagnostics/quantile.js";
import type { VariableSensitivity } from "../diagnostics/diagnosis/index.js";
import type { PriorPosterior } from "../diagnostics/plots/index.js";
import {
  looSection,
  mainVariables,
  replicatesFound,
  sensitivitySection,
  type Account,
  type LooContent,
  type Remark,
  type Section,
  type SensitivityContent,
} from "../diagnostics/report/index.js";
import type { FittedGlmm } from "../models/glmm/FittedGlmm.js";
import type { PosteriorPointwise } from "./workflows/pointwiseOf.js";
import { describeReason } from "../diagnostics/statistic.js";

/** Checks that were made, as a report shows them: plain enough to be kept with a fit. */
export interface ModelChecks {
  readonly sections: readonly Section[];
  /** What they answer of guidelines for reporting. */
  readonly account: Partial<Account>;
  readonly sensitivity?: readonly VariableSensitivity[];
  /** What a reader should know before the results. */
  readonly remarks?: readonly Remark[];
}

/** Numbers that leave-one-out reads, draws times rows, beyond which a report goes without it. */
const mostNumbers = 2e7;

/** Those that are held in memory, to be worked out once. */
const mostHeld = 4e6;

/** Replicates that statistics are told by, and those of large data, of which each is a curve in any case. */
const mostReplicates = 400;
const fewestReplicates = 50;

/** Replicated responses that are drawn, as far as there are few rows enough. */
const mostReplicated = 1e6;

/** Draws of which the predictions of studies of a network, which are integrals, are made. */
const mostStudyDraws = 500;

/** Seconds that these may take. */
const mostStudySeconds = 2;

/** Observations of which predictions with each left out are compared with what was observed. */
const mostTransformed = 2000;

/**
 * Makes the checks that do not fit again, as far as what is known of the posterior allows, and says which were not made and why.
 *
 * @param main Variables that matter most; chosen by their names unless told.
 */
export async function checksOfModel(posterior: Posterior, main?: readonly string[]): Promise<ModelChecks> {
  if (posterior.provenance.options["priorOnly"] === true) {
    const text = "The fit is of the prior alone: there is no likelihood to be checked.";
    return { sections: [notChecked([text])], account: {}, remarks: [] };
  }
  const notDone: string[] = [];
  const attempt = async <Value>(what: string, work: () => Promise<Value | undefined>): Promise<Value | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!isUserError(error)) throw error;
      notDone.push(`${what}: ${error.message}`);
      return undefined;
    }
  };
  const omit: Omit = (text) => void notDone.push(text);
  const replicated = replicatesFound(
    (await attempt("Replicated responses", () => replicatesOf(posterior, omit))) ?? [],
  );
  const replicates = replicated?.section;
  const explained = await attempt("Explained variance", () => explainedOf(posterior));
  const found = await attempt("Leave-one-out", () => looOf(posterior, omit));
  const loo = found && looSection(found);
  const priors = (await attempt("Priors", () => priorsOf(posterior))) ?? [];
  const moved = (await attempt("Sensitivity", () => sensitivityOf(posterior, omit, main))) ?? noSensitivity;
  const { rows, warnings } = moved;
  const sensitivity = priors.length + rows.length === 0 ? undefined : sensitivitySection({ ...moved, priors });
  return {
    sections: [replicates, explained, loo, sensitivity, notDone.length === 0 ? undefined : notChecked(notDone)].filter(
      (section) => section !== undefined,
    ),
    account: {
      ...told("posteriorPredictive", replicates, "Replicated responses beside those observed."),
      ...told(
        "comparison",
        loo,
        "Leave-one-out prediction of this model; a comparison needs another of the same data.",
      ),
      ...told(
        "sensitivity",
        rows.length > 0 ? sensitivity : undefined,
        "The posterior with prior and likelihood of a little more and less weight (power-scaling).",
      ),
    },
    // Weights that cannot be trusted find nothing out.
    ...(rows.length > 0 && warnings.length === 0 ? { sensitivity: rows } : {}),
    remarks: [
      ...remarksOf("replicates", missed(replicated?.misses ?? [])),
      ...remarksOf("loo", found === undefined ? undefined : unreliable(found.loo)),
    ],
  };
}

/** Whether responses are known by ends of which survival curves know nothing. */
async function isPartlySeen(posterior: Posterior): Promise<boolean> {
  if (posterior.declaration?.kind !== "glmm") return false;
  const { fittedGlmm } = await import("../models/glmm/FittedGlmm.js");
  const kinds = fittedGlmm(posterior).frame.response?.censoring?.kind ?? [];
  return kinds.some((kind) => kind === "left" || kind === "interval");
}

/** Hands on a sentence on what was left out. */
type Omit = (text: string) => void;

function remarksOf(section: string, text: string | undefined): readonly Remark[] {
  return text === undefined ? [] : [{ text, section }];
}

function missed(misses: readonly string[]): string | undefined {
  return misses.length === 0 ? undefined : `The model misses something: ${misses.join("; ")}.`;
}

/** Share of observations from which it is no matter of a few outliers. */
const many = 0.2;

function unreliable({ unreliable: places, observations, pointwise }: Loo): string | undefined {
  const beyond = places.filter((place) => pointwise.paretoK[place]! > 1).length;
  if (beyond === 0 && places.length <= many * observations) return undefined;
  const which = beyond > 0 ? `above 1 for ${beyond}` : `too high for ${places.length}`;
  return (
    `Predictions of left-out observations cannot be relied on: Pareto k is ${which} of ${observations}, so that single observations ` +
    `decide what is found, or the model is very flexible.`
  );
}

function notChecked(text: readonly string[]): Section {
  return { id: "not-checked", title: "What was not checked", text };
}

function told(part: keyof Account, section: Section | undefined, text: string): Partial<Account> {
  return section ? { [part]: { text, section: section.id, title: section.title } } : {};
}

async function replicatesOf(posterior: Posterior, omit: Omit): Promise<readonly Replicates[] | undefined> {
  if (await isPartlySeen(posterior)) {
    omit(
      "Replicated responses: some responses are censored on the left or lie between two ends, so that what was observed of them is " +
        "not what a replicate is.",
    );
    return undefined;
  }
  const { replicatesOf: made } = await import("./workflows/replicatesOf.js");
  const rows = Math.max(1, posterior.data?.rows ?? 1);
  const count = Math.round(Math.min(mostReplicates, Math.max(fewestReplicates, mostReplicated / rows)));
  return made(posterior, count);
}

async function looOf(posterior: Posterior, omit: Omit): Promise<LooContent | undefined> {
  const { loo } = await import("../diagnostics/loo/loo.js");
  const known = await leftOut(posterior, omit);
  if (known === undefined) return undefined;
  const draws = known.chains * known.drawsPerChain;
  const numbers = known.count * draws;
  if (known.count < 2) {
    omit("Leave-one-out: there is one observation, and nothing to predict it from.");
    return undefined;
  }
  if (numbers > mostNumbers) {
    omit(`Leave-one-out: ${known.count} rows in ${draws} draws are many for a report. Get it by poolwise ask DIR loo.`);
    return undefined;
  }
  const pointwise = numbers <= mostHeld ? held(known) : known;
  const pit = await transformsOf(posterior, pointwise, omit);
  return { loo: loo(pointwise), notes: known.notes, ...(pit ? { pit } : {}) };
}

/**
 * What is left out: a row; of a network a study, given its baseline arm. An arm is predicted by little but itself where each study has a baseline
 * of its own.
 */
async function leftOut(posterior: Posterior, omit: Omit): Promise<PosteriorPointwise | undefined> {
  if (posterior.declaration?.kind === "nma") {
    const { networkAnswers } = await import("./workflows/networkAnswers.js");
    const { studyPointwise, studyPointwiseSeconds } = await networkAnswers(posterior);
    const perChain = Math.ceil(mostStudyDraws / posterior.draws.chains.length);
    if (studyPointwiseSeconds(perChain) <= mostStudySeconds) return studyPointwise(perChain);
    omit(
      "Leave-one-out: predictions of studies with many arms take more seconds than a report has. Get it by poolwise ask DIR loo.",
    );
    return undefined;
  }
  const { pointwiseOf } = await import("./workflows/pointwiseOf.js");
  return pointwiseOf(posterior);
}

/** The same columns, worked out once. */
function held(pointwise: Pointwise): Pointwise {
  const columns = Array.from(pointwise.columns(), (column) => column.slice());
  return { ...pointwise, columns: () => columns };
}

/** Of a GLMM, the probability of a smaller response in each row given all others, by a new response for each draw. */
async function transformsOf(posterior: Posterior, pointwise: Pointwise, omit: Omit): Promise<Float64Array | undefined> {
  if (posterior.declaration?.kind !== "glmm") return undefined;
  const { fittedGlmm } = await import("../models/glmm/FittedGlmm.js");
  const why = whyNotTransformed(fittedGlmm(posterior));
  if (why !== undefined) {
    omit(`Whether predictions of left-out rows are as wide as they should be: ${why}.`);
    return undefined;
  }
  if (pointwise.count > mostTransformed) {
    omit(
      `Whether predictions of left-out rows are as wide as they should be: ${pointwise.count} rows are more than the ` +
        `${mostTransformed} that a report does. In TypeScript predictivePointwise and looPit do any number.`,
    );
    return undefined;
  }
  const [{ looPit }, { predictivePointwise }] = await Promise.all([
    import("../diagnostics/loo/looPit.js"),
    import("../models/glmm/checking/predictivePointwise.js"),
  ]);
  const { observed, replicates, within } = predictivePointwise(posterior);
  return looPit(replicates, observed, pointwise, { seed: posterior.provenance.seed, ...(within ? { within } : {}) })
    .values;
}

/** Why it says nothing, or cannot be told, whether a new response would be smaller; undefined where it can. */
function whyNotTransformed({ family, frame }: FittedGlmm): string | undefined {
  if (family.unforeseen) return family.unforeseen;
  if (family.outcome === "nominal")
    return "the categories of the response have no order, so that none is smaller than another";
  if (frame.response?.columns) return "the response has several columns, so that none is smaller than another";
  return undefined;
}

/** Draws of the priors of a GLMM's main parameters beside those of the posterior. */
async function priorsOf(posterior: Posterior): Promise<readonly PriorPosterior[] | undefined> {
  if (posterior.declaration?.kind !== "glmm") return undefined;
  const { priorDraws } = await import("../models/glmm/priors/priorDraws.js");
  const drawn = priorDraws(posterior);
  const even = evenChains(posterior.draws);
  return posterior.draws.names.flatMap((label, place) => {
    const prior = drawn.get(label);
    if (prior === undefined || label.startsWith("r_")) return [];
    return [{ label, prior: [prior], posterior: variableChains(even, posterior.draws.names.length, place, 1)[0]! }];
  });
}

interface SensitivityFound extends Required<Pick<SensitivityContent, "unknown" | "warnings">> {
  readonly rows: readonly SensitivityRow[];
}

const noSensitivity: SensitivityFound = { rows: [], unknown: [], warnings: [] };

/** Variables whose sensitivity a report shows, the first ones. */
const mostSensitive = 60;

async function sensitivityOf(posterior: Posterior, omit: Omit, main?: readonly string[]): Promise<SensitivityFound> {
  const { sensitivity } = await import("./workflows/sensitivity.js");
  const { names } = posterior.draws;
  const known = names.map((variable) => ({ variable }));
  const all = mainVariables(known, main);
  const variables = all.slice(0, mostSensitive);
  if (all.length > variables.length) {
    omit(
      `Sensitivity of ${all.length - variables.length} of ${all.length} variables: a report has the first ${mostSensitive}. ` +
        `Get the others by poolwise ask DIR sensitivity.`,
    );
  }
  const { rows, warnings } = await sensitivity(posterior, { variables });
  return {
    rows: rows.filter(({ reason }) => reason === undefined),
    unknown: rows.flatMap(({ variable, reason }) =>
      reason === undefined ? [] : [{ variable, reason: describeReason(reason) }],
    ),
    warnings: warnings.map(({ text }) => text),
  };
}

/** Bayesian R² of a GLMM, with and without the effects of groups; of categories, which are no numbers, nothing. */
async function explainedOf(posterior: Posterior): Promise<Section | undefined> {
  if (posterior.declaration?.kind !== "glmm") return undefined;
  const { fittedGlmm } = await import("../models/glmm/FittedGlmm.js");
  if (fittedGlmm(posterior).family.categories) return undefined;
  const { bayesR2, r2DrawsOf, shareText } = await import("./workflows/bayesR2.js");
  const total = posterior.draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  const used = r2DrawsOf(posterior);
  const { conditional, marginal } = await bayesR2(posterior, { draws: used });
  const row = (name: string, draws: Float64Array) => {
    const at = (p: number): number => quantile([draws], p).value;
    return [name, ...[mean(draws), at(0.5), at(0.025), at(0.975)].map((value) => ({ value, text: shareText(value) }))];
  };
  return {
    id: "explained",
    title: "How much of the variance is explained?",
    text:
      "Bayesian R²: the variance of the expected responses over itself plus the residual variance, in each of " +
      `${used === total ? `all ${total}` : `${used} of ${total}`} draws.`,
    table: {
      name: "explained variance",
      columns: [
        { title: "R²" },
        { title: "mean", numeric: true },
        { title: "median", numeric: true },
        { title: "2.5%", numeric: true },
        { title: "97.5%", numeric: true },
      ],
      rows:
        conditional === marginal
          ? [row("of the predictors", conditional)]
          : [row("of predictors and groups", conditional), row("of predictors alone", marginal)],
    },
  };
}
