/** What to say of a prior that is of no parameter of the network's model. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { quoted } from "../../glmm/priors/quoted.js";
import type { NetworkDeclaration } from "../NetworkDeclaration.js";
import type { NetworkPrior, NetworkPriorSlot } from "./NetworkPrior.js";
import { priorTarget } from "./priorTarget.js";

export interface NetworkFeatures {
  readonly treatments: readonly string[];
  readonly declaration: Pick<NetworkDeclaration, "effects" | "model" | "interaction" | "exchangeableBaselines">;
}

/**
 * Why the model has no such parameter, where another setting would give it one: the same priors serve models that are compared.
 *
 * @throws UserError where no setting would, naming what there is.
 */
export function whyNoParameter(
  prior: NetworkPrior,
  slots: readonly NetworkPriorSlot[],
  { treatments, declaration }: NetworkFeatures,
): string {
  const refuse = (reason: string): never => {
    throw new UserError(`the prior of ${quoted(priorTarget(prior))} is of no parameter of the model: ${reason}`);
  };
  switch (prior.class) {
    case "tau":
      return "effects are fixed";
    case "omega":
      return "no comparison is split";
    case "mu":
      return declaration.exchangeableBaselines
        ? "study baselines are drawn from the law of baseline and sd_baseline"
        : "no study tells the outcomes of its arms";
    case "baseline":
    case "sd_baseline":
      return "study baselines are not drawn from one law: their prior is that of mu";
    case "cut":
      return refuse("only ordered outcomes of three categories or more have thresholds between them.");
    case "sd_beta":
      if (declaration.interaction !== "exchangeable") return "interactions are not exchangeable";
      return refuse(unknownName(prior.inside, namesOf(slots, "sd_beta"), "covariate"));
    case "beta":
      return refuse(unknownName(prior.inside, namesOf(slots, "beta"), "covariate"));
    case "d":
      return whyNoEffect(prior.inside!, slots, treatments, declaration.model === "ume", refuse);
  }
}

function whyNoEffect(
  inside: string,
  slots: readonly NetworkPriorSlot[],
  treatments: readonly string[],
  isPairs: boolean,
  refuse: (reason: string) => never,
): string {
  const reference = treatments[0]!;
  if (inside === reference) return refuse(`${quoted(inside)} is the reference, against which effects are.`);
  if (isPairs) {
    if (treatments.includes(inside)) return `no study begins with ${quoted(reference)} and has ${quoted(inside)}`;
    const pairs = namesOf(slots, "d");
    return refuse(
      `${unknownName(inside, pairs, "pair")} The first is the study's first arm in the order of treatments.`,
    );
  }
  const isPair = treatments.some((a) => treatments.some((b) => inside.replace(/\s*,\s*/g, ",") === `${a},${b}`));
  if (isPair)
    return refuse(
      `effects are against the reference, ${quoted(reference)}; pairs have effects of their own with the model ume.`,
    );
  return refuse(unknownName(inside, treatments.slice(1), "treatment"));
}

/** What may stand in brackets for slots of a class, most exact names. */
function namesOf(slots: readonly NetworkPriorSlot[], kind: NetworkPriorSlot["class"]): readonly string[] {
  return [...new Set(slots.filter((slot) => slot.class === kind).flatMap(({ keys }) => keys))];
}

const mostListed = 12;

function unknownName(inside: string | undefined, names: readonly string[], what: string): string {
  if (inside === undefined || names.length === 0) return `there is no ${what}.`;
  const near = nearestName(inside, names);
  if (near !== undefined) return `there is no ${what} ${quoted(inside)}; did you mean ${quoted(near)}?`;
  const more = names.length > mostListed ? ` and ${names.length - mostListed} more` : "";
  return `there is no ${what} ${quoted(inside)}; there are ${names.slice(0, mostListed).join("; ")}${more}.`;
}
