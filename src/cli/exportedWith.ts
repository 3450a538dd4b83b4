/** What goes with draws to other programs: log likelihood, replicates and observed responses. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { isUserError } from "../../engine/core/UserError.js";
import type { ExportDetails } from "../files/exportDraws.js";
import { pointwiseOf } from "../workflows/pointwiseOf.js";
import { replicatesOf } from "../workflows/replicatesOf.js";

/** Numbers of the log likelihood, draws times rows, beyond which it is left out. */
const mostNumbers = 5e7;

/** As much of it as is known of the posterior. */
export async function exportedWith(posterior: Posterior): Promise<ExportDetails> {
  const replicates = await ifKnown(() => replicatesOf(posterior));
  const pointwise = await ifKnown(() => pointwiseOf(posterior));
  const small = pointwise && pointwise.count * pointwise.chains * pointwise.drawsPerChain <= mostNumbers;
  const responses = (replicates ?? []).map(({ name }) => name);
  return {
    ...(replicates && replicates.length > 0 ? { replicates, responses } : {}),
    ...(small ? { logLikelihoods: new Map([[responses[0] ?? "y", pointwise]]) } : {}),
  };
}

async function ifKnown<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isUserError(error)) return undefined;
    throw error;
  }
}
