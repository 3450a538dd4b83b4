/** The declaration of a network meta-analysis, from the words of a person. */
import { UserError } from "../../engine/core/UserError.js";
import type { ColumnRole, NetworkDeclaration } from "../../models/meta/index.js";
import type { NetworkModelOptions, NetworkQuestionOptions } from "./NmaOptions.js";

const roles = [
  ...[
    "study",
    "treatment",
    "events",
    "total",
    "time",
    "exposure",
    "mean",
    "sd",
    "n",
    "se",
    "diff",
    "diffSe",
    "comparator",
  ],
] as readonly ColumnRole[];

/**
 * What is fitted first: of node-splitting and unrelated mean effects that is the consistency model too, beside which the others are shown.
 *
 * @throws UserError for options that do not go together.
 * @example networkDeclaration({ events: "r", total: "n", reference: "Placebo" }).effects; // "random"
 */
export function networkDeclaration(
  options: NetworkModelOptions & Pick<NetworkQuestionOptions, "baseline" | "better" | "mid">,
): NetworkDeclaration {
  const { likelihood, measure = "md", effects = "random", reference, treatments, covariate = [], categories } = options;
  const { ratio, better, mid } = options;
  const { interaction = "shared", baselineRisk = false, correlation, priors = [], priorOnly = false } = options;
  const covariates = listOf(covariate);
  if (options.interaction !== undefined && covariates.length === 0 && !baselineRisk) {
    throw new UserError(
      `the interaction is said to be ${interaction}, but there is no covariate: name one with --covariate.`,
    );
  }
  return {
    kind: "nma",
    columns: Object.fromEntries(roles.flatMap((role) => (options[role] === undefined ? [] : [[role, options[role]]]))),
    ...(categories === undefined ? {} : { categories }),
    ...(likelihood === undefined ? {} : { likelihood }),
    measure,
    ...(ratio === undefined ? {} : { ratio: ratio.trim() }),
    ...(reference === undefined ? {} : { reference }),
    ...(treatments === undefined ? {} : { treatments }),
    covariates,
    ...(correlation === undefined ? {} : { correlation }),
    effects,
    model: options.model === "ume" ? "ume" : "consistency",
    interaction,
    baselineRisk,
    exchangeableBaselines: options.baseline === "joint",
    priors: listOf(priors),
    priorOnly,
    ...(better === undefined ? {} : { better }),
    ...(mid === undefined ? {} : { mid }),
  };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
