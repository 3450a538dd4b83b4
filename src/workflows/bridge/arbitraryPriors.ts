/** Default priors on which a Bayes factor would hang. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { DefaultPrior, MarginalLikelihood } from "./MarginalLikelihood.js";

const mostNamed = 6;

/**
 * Says which parameters of some model have a default prior that another does not share, if any: of what only one model has, the width of the
 * prior is half the Bayes factor, and a default was chosen wide for estimation. What all models have with one prior does next to nothing.
 *
 * @example arbitraryPriors([withSlope, without])?.variables; // ["b_x"]
 */
export function arbitraryPriors(models: readonly MarginalLikelihood[]): Warning | undefined {
  const found = new Map<string, DefaultPrior>();
  for (const { defaults } of models) {
    for (const prior of defaults) if (!models.every((model) => hasPrior(model, prior))) found.set(prior.line, prior);
  }
  if (found.size === 0) return undefined;
  const priors = [...found.values()];
  const shown = priors.slice(0, mostNamed).map(({ line }) => line);
  const rest = priors.length > mostNamed ? `, and ${priors.length - mostNamed} more` : "";
  return {
    cause: "arbitrary_priors",
    variables: [...new Set(priors.map(({ parameter }) => parameter))],
    text:
      `The models differ by default priors, made for estimation: ${shown.join(", ")}${rest}. ` +
      "A Bayes factor hangs on their width as much as on the data: say what you mean by priors of your own.",
  };
}

function hasPrior({ defaults }: MarginalLikelihood, wanted: DefaultPrior): boolean {
  return defaults.some(({ parameter, line }) => parameter === wanted.parameter && line === wanted.line);
}
