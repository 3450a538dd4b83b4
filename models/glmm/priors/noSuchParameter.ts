/** What to say of a prior that is of no parameter of the model. */
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Frame } from "../Frame.js";
import { meantGroups } from "../meantGroups.js";
import type { PriorSlot, PriorTarget } from "../Prior.js";
import { priorLine } from "./priorLine.js";
import { quoted } from "./quoted.js";
import { targetText } from "./targetText.js";

/** One sentence: what there is none of, why, and what there is instead. */
export function noSuchParameter(
  prior: PriorTarget & { readonly text: string },
  slots: readonly PriorSlot[],
  frame: Frame,
): string {
  return `the prior ${quoted(priorLine(prior))} is of no parameter of the model: ${reason(prior, slots, frame)}`;
}

function reason(prior: PriorTarget, slots: readonly PriorSlot[], frame: Frame): string {
  const { class: kind, parameter } = prior;
  const predictor = frame.predictors.find((one) => one.parameter === parameter);
  if (!isPredictorClass(kind)) return auxiliaryReason(prior, slots, frame);
  if (!predictor) return `${parameter} has no formula; ${existing(slots)}.`;
  const where = parameter === "mu" ? "" : ` of ${parameter}`;
  const alike = slots.filter((slot) => slot.class === kind && slot.parameter === parameter);
  if (kind === "Intercept" && predictor.thresholds !== undefined) {
    const { thresholds } = predictor;
    return `there ${thresholds === 1 ? "is one threshold, Intercept[1]" : `are ${thresholds} thresholds, Intercept[1] to Intercept[${thresholds}]`}.`;
  }
  if (kind === "Intercept") {
    if (predictor.intercept === "coefficient")
      return `the intercept${where} is a coefficient in "0 + Intercept"; write ${quoted(at(prior, "b[Intercept]"))}.`;
    return `the formula${where} has no intercept; ${existing(slots)}.`;
  }
  if (kind === "b" && prior.coefficient === "Intercept" && predictor.intercept === "centred") {
    return `the intercept${where} is a class of its own; write ${quoted(at(prior, "Intercept"))}.`;
  }
  const elsewhere = slots.find((slot) => slot.class === kind);
  if (alike.length === 0 && elsewhere) return `there is none in the formula of ${parameter}; ${existing(slots)}.`;
  if (alike.length === 0) return `${emptiness(kind, frame, parameter)}; ${existing(slots)}.`;
  return unknownName(prior, alike, frame);
}

function isPredictorClass(kind: PriorTarget["class"]): boolean {
  return kind === "b" || kind === "Intercept" || kind === "sd" || kind === "cor" || kind === "simo";
}

/** A distributional parameter that has a formula, a known standard error, or another family. */
function auxiliaryReason({ class: kind }: PriorTarget, slots: readonly PriorSlot[], frame: Frame): string {
  if (frame.predictors.some(({ parameter }) => parameter === kind)) {
    const first = slots.find(({ parameter }) => parameter === kind);
    const example = first ? targetText(withoutNames(first)) : `${kind}: b`;
    return `${kind} has a formula, so its priors are those of the formula, such as ${quoted(`${example} ~ …`)}.`;
  }
  if (kind === "sigma" && frame.response?.se) {
    return "the standard errors of se() are the only residual variation; write se(…, sigma = TRUE) to add sigma.";
  }
  return `the family has no ${kind}; ${existing(slots)}.`;
}

function emptiness(kind: PriorTarget["class"], frame: Frame, parameter: string): string {
  const where = parameter === "mu" ? "" : ` of ${parameter}`;
  if (kind === "b") return `the formula${where} has no coefficients`;
  if (kind === "simo") return `the formula${where} has no monotonic effects of more than two levels`;
  if (!frame.groups.some((term) => term.parameter === parameter)) return `the formula${where} has no group-level terms`;
  return `no group${where} has correlated effects`;
}

/** A group or coefficient that does not exist, with the nearest, or all of them. */
function unknownName(prior: PriorTarget, alike: readonly PriorSlot[], frame: Frame): string {
  const { group, coefficient } = prior;
  const groups = [...new Set(alike.flatMap((slot) => slot.group ?? []))];
  if (group !== undefined && !groups.includes(group)) {
    const terms = frame.groups.filter((term) => groups.includes(term.group));
    const meant = meantGroups(group, terms).map(quoted);
    const rest =
      meant.length > 0 ? `did you mean ${meant.join(" or ")}?` : nearestOrAll(group, groups, "group", "groups");
    return `there is no group ${quoted(group)}; ${rest}`;
  }
  const inGroup = alike.filter((slot) => group === undefined || slot.group === group);
  const coefficients = [...new Set(inGroup.flatMap((slot) => slot.coefficient ?? []))];
  const where = group === undefined ? "" : ` of the group ${quoted(group)}`;
  return `there is no coefficient ${quoted(coefficient!)}${where}; ${nearestOrAll(coefficient!, coefficients, "coefficient", "coefficients")}`;
}

const mostListed = 12;

function nearestOrAll(wanted: string, names: readonly string[], one: string, many: string): string {
  const near = nearestName(wanted, names);
  if (near !== undefined) return `did you mean ${quoted(near)}?`;
  if (names.length === 1) return `the only ${one} is ${names[0]}.`;
  const rest = names.length - mostListed;
  return `the ${many} are ${names.slice(0, mostListed).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
}

/** The classes there are, each once. */
function existing(slots: readonly PriorSlot[]): string {
  return `its parameters are of ${[...new Set(slots.map((slot) => targetText(withoutNames(slot))))].join(", ")}`;
}

function withoutNames({ class: kind, parameter }: PriorTarget): PriorTarget {
  return { class: kind, parameter };
}

function at({ parameter }: PriorTarget, rest: string): string {
  return `${parameter === "mu" ? "" : `${parameter}: `}${rest} ~ …`;
}
