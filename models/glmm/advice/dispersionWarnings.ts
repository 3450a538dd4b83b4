/** Advice on counts that vary more than their law allows. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { countChecks, type CountChecks } from "./countChecks.js";

/** Posterior predictive probability below which more variation is told of, and the least that matters. */
const level = 0.01;
const leastRatio = 1.1;
/** Standard deviations beyond which zeros are too many, and the share by which they must be. */
const farFrom = 3;
const leastExcess = 1.1;

/** What {@link countChecks} find: overdispersion is a warning, zeros that are too many a note, for which there are several explanations. */
export function dispersionWarnings(fitted: FittedGlmm): {
  readonly warnings: readonly Warning[];
  readonly notes: readonly Warning[];
} {
  const checks = countChecks(fitted);
  if (!checks) return { warnings: [], notes: [] };
  const zeros = zerosText(checks);
  const isOver = checks.dispersion && checks.dispersion.p < level && checks.dispersion.ratio >= leastRatio;
  const note: Warning | undefined =
    zeros === undefined ? undefined : { cause: "many_zeros", variables: [], text: zeros };
  return {
    warnings: isOver ? [overdispersed(fitted, checks.dispersion!.ratio)] : [],
    notes: note ? [note] : [],
  };
}

function overdispersed({ family, frame }: FittedGlmm, ratio: number): Warning {
  const isCount = family.name === "poisson";
  const mend = isCount
    ? 'Fit family "negbinomial", or give each row an effect of its own, (1 | row)'
    : 'Fit family "beta_binomial", or give each row an effect of its own, (1 | row)';
  const text =
    `"${frame.response!.name}" varies more than ${isCount ? "a Poisson" : "a binomial"} law allows, given all terms of the model: Pearson's chi-square is ` +
    `${ratio.toFixed(ratio < 10 ? 2 : 0)} times what it should be, and hardly any replicate comes to that. Intervals of all coefficients are too narrow. ${mend}, and ask whether a ` +
    `predictor is missing.`;
  return { cause: "overdispersion", variables: [], text };
}

function zerosText({ zeros }: CountChecks): string | undefined {
  if (!zeros) return undefined;
  const { observed, expected, sd } = zeros;
  if (!(observed - expected > farFrom * sd && observed > leastExcess * expected)) return undefined;
  return (
    `${observed} responses are 0, where the model expects ${expected.toFixed(expected < 10 ? 1 : 0)}, give or take ${sd.toFixed(sd < 10 ? 1 : 0)}. ` +
    `Look at a law with a dispersion of its own first, then at a zero-inflated or hurdle family.`
  );
}
