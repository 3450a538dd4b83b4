/** `ask DIR sensitivity`: what more or less weight of the prior, or of the likelihood, would change. */
import { sensitivityText } from "../../diagnostics/sensitivity/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { sensitivity } from "../workflows/sensitivity.js";
import type { Answer } from "./Answer.js";
import type { AskOptions } from "./AskOptions.js";
import { finite } from "./elpdJson.js";

/** A row for each variable, those that follow the prior first. */
export async function sensitivityAnswer(posterior: Posterior, _: AskOptions, width: number): Promise<Answer> {
  const result = await sensitivity(posterior);
  const { rows, threshold, alphas, blocks, leftOut, paretoK, warnings } = result;
  return {
    text: sensitivityText(result, { width }),
    json: {
      variables: rows.map(({ variable, prior, likelihood, diagnosis, reason }) => ({
        variable,
        prior: finite(prior),
        likelihood: finite(likelihood),
        diagnosis,
        ...(reason ? { reason } : {}),
      })),
      threshold,
      alphas,
      scaled: blocks,
      not_scaled: leftOut,
      pareto_k: {
        prior: paretoK.prior.map(({ value }) => finite(value)),
        likelihood: paretoK.likelihood.map(({ value }) => finite(value)),
      },
      warnings,
    },
  };
}
