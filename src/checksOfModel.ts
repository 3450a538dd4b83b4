/** What can be checked of a fitted model beside its computation: replicates, prediction of what was not seen, sensitivity, priors. */
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
  replicatesSection,
  sensitivitySection,
  type Account,
  type LooContent,
  type Remark,
  type Section,
} from "../diagnostics/report/index.js";

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

/** Replicated responses that are held at once. */
const mostReplicated = 4e6;

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
    return { sections: [notChecked([text])], account: {} };
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
  const replicates = replicatesSection((await attempt("Replicated responses", () => replicatesOf(posterior))) ?? []);
  const explained = await attempt("Explained variance", () => explainedOf(posterior));
  const found = await attempt("Leave-one-out", () => looOf(posterior));
  const loo = found && looSection(found);
  const priors = (await attempt("Priors", () => priorsOf(posterior))) ?? [];
  const rows = (await attempt("Sensitivity", () => sensitivityOf(posterior, main))) ?? [];
  const sensitivity = priors.length + rows.length === 0 ? undefined : sensitivitySection({ rows, priors });
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
    ...(rows.length > 0 ? { sensitivity: rows } : {}),
  };
}

function notChecked(text: readonly string[]): Section {
  return { id: "not-checked", title: "What was not checked", text };
}

function told(part: keyof Account, section: Section | undefined, text: string): Partial<Account> {
  return section ? { [part]: { text, section: section.id, title: section.title } } : {};
}

async function replicatesOf(posterior: Posterior): Promise<readonly Replicates[]> {
  const { replicatesOf: made } = await import("./workflows/replicatesOf.js");
  const rows = Math.max(1, posterior.data?.rows ?? 1);
  const count = Math.round(Math.min(mostReplicates, Math.max(fewestReplicates, mostReplicated / rows)));
  return made(posterior, count);
}

async function looOf(posterior: Posterior): Promise<LooContent | undefined> {
  const [{ pointwiseOf }, { loo }] = await Promise.all([
    import("./workflows/pointwiseOf.js"),
    import("../diagnostics/loo/loo.js"),
  ]);
  const known = await pointwiseOf(posterior);
  const numbers = known.count * known.chains * known.drawsPerChain;
  if (numbers > mostNumbers || known.count < 2) return undefined;
  const pointwise = numbers <= mostHeld ? held(known) : known;
  const pit = await transformsOf(posterior, pointwise);
  return { loo: loo(pointwise), notes: known.notes, ...(pit ? { pit } : {}) };
}

/** The same columns, worked out once. */
function held(pointwise: Pointwise): Pointwise {
  const columns = Array.from(pointwise.columns(), (column) => column.slice());
  return { ...pointwise, columns: () => columns };
}

/** Of a GLMM, the probability of a smaller response in each row given all others, by a new response for each draw. */
async function transformsOf(posterior: Posterior, pointwise: Pointwise): Promise<Float64Array | undefined> {
  if (posterior.declaration?.kind !== "glmm" || pointwise.count > mostTransformed) return undefined;
  const [{ looPit }, { predictivePointwise }] = await Promise.all([
    import("../diagnostics/loo/looPit.js"),
    import("../models/glmm/checking/predictivePointwise.js"),
  ]);
  const { observed, replicates } = predictivePointwise(posterior);
  return looPit(replicates, observed, pointwise, { seed: posterior.provenance.seed }).values;
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

/** Variables whose sensitivity a report shows, the first ones. */
const mostSensitive = 60;

async function sensitivityOf(posterior: Posterior, main?: readonly string[]): Promise<readonly SensitivityRow[]> {
  const { sensitivity } = await import("./workflows/sensitivity.js");
  const { names } = posterior.draws;
  const known = names.map((variable) => ({ variable }));
  const variables = mainVariables(known, main).slice(0, mostSensitive);
  const { rows } = await sensitivity(posterior, { variables });
  return rows.filter(({ reason }) => reason === undefined);
}

/** Draws that R² is averaged over. */
const mostExplained = 1000;

/** Bayesian R² of a GLMM, with and without the effects of groups. */
async function explainedOf(posterior: Posterior): Promise<Section | undefined> {
  if (posterior.declaration?.kind !== "glmm" || (posterior.data?.rows ?? 0) * mostExplained > mostNumbers)
    return undefined;
  const { bayesR2 } = await import("./workflows/bayesR2.js");
  const total = posterior.draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  const { conditional, marginal } = await bayesR2(posterior, { draws: Math.min(mostExplained, total) });
  const row = (name: string, draws: Float64Array) => {
    const at = (p: number): number => quantile([draws], p).value;
    return [name, mean(draws), at(0.5), at(0.025), at(0.975)];
  };
  return {
    id: "explained",
    title: "How much of the variance is explained?",
    text: "Bayesian R²: the variance of the expected responses over itself plus the residual variance, in each draw.",
    table: {
      name: "explained variance",
      columns: [
        { title: "R²" },
        { title: "mean", numeric: true, digits: 2 },
        { title: "median", numeric: true, digits: 2 },
        { title: "2.5%", numeric: true, digits: 2 },
        { title: "97.5%", numeric: true, digits: 2 },
      ],
      rows:
        conditional === marginal
          ? [row("of the predictors", conditional)]
          : [row("of predictors and groups", conditional), row("of predictors alone", marginal)],
    },
  };
}
