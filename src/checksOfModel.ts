/** What can be checked of a fitted model beside its computation: replicates, prediction of what was not seen, sensitivity, priors. */
import type { Posterior } from "../engine/core/Posterior.js";
import type { Replicates } from "../engine/core/Replicates.js";
import { isUserError } from "../engine/core/UserError.js";
import { evenChains, variableChains } from "../diagnostics/evenChains.js";
import type { PriorPosterior, SensitivityPoint } from "../diagnostics/plots/index.js";
import type { LooContent } from "../diagnostics/report/index.js";

/** Checks that were made, and why others were not. */
export interface ModelChecks {
  readonly replicates: readonly Replicates[];
  readonly loo?: LooContent;
  readonly sensitivity?: { readonly rows: readonly SensitivityPoint[] };
  readonly priors?: readonly PriorPosterior[];
  /** Sentences on what was left out. */
  readonly notDone: readonly string[];
}

/** Numbers that leave-one-out reads, draws times rows, beyond which a report goes without it. */
const mostNumbers = 2e7;

/** Replicates in a report; each is a curve. */
const replicateCount = 50;

/** Makes the checks that do not fit again, as far as what is known of the posterior allows. */
export async function checksOfModel(posterior: Posterior): Promise<ModelChecks> {
  if (posterior.provenance.options["priorOnly"] === true) {
    return { replicates: [], notDone: ["The fit is of the prior alone: there is no likelihood to be checked."] };
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
  const replicates = (await attempt("Replicated responses", () => replicatesOf(posterior))) ?? [];
  const loo = await attempt("Leave-one-out", () => looOf(posterior));
  const priors = await attempt("Priors", () => priorsOf(posterior));
  return { replicates, ...(loo ? { loo } : {}), ...(priors ? { priors } : {}), notDone };
}

async function replicatesOf(posterior: Posterior): Promise<readonly Replicates[]> {
  if (posterior.declaration?.kind === "glmm") {
    const { replicates } = await import("../models/glmm/checking/replicates.js");
    return [replicates(posterior, { draws: replicateCount })];
  }
  const { programReplicates } = await import("./workflows/programReplicates.js");
  return posterior.replicates ?? (await programReplicates(posterior, { draws: replicateCount })) ?? [];
}

async function looOf(posterior: Posterior): Promise<LooContent | undefined> {
  const [{ pointwiseOf }, { loo }] = await Promise.all([
    import("./workflows/pointwiseOf.js"),
    import("../diagnostics/loo/loo.js"),
  ]);
  const pointwise = await pointwiseOf(posterior);
  const numbers = pointwise.count * pointwise.chains * pointwise.drawsPerChain;
  if (numbers > mostNumbers || pointwise.count < 2) return undefined;
  return { loo: loo(pointwise), notes: pointwise.notes };
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
