/** How the mean of a response depends on the linear predictor of mu. */
import { UserError } from "../../../engine/core/UserError.js";
import type { LawInputs, Link } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { linkOf } from "../links.js";
import { averagedLink, type AveragedLink } from "./averagedLink.js";

export interface MeanForm {
  /** On whose scale coefficients are told: of the family, or log where the response is e to the predictor. */
  readonly link: Link;
  /** Present where the mean is the inverse of `link` times a factor: then the factor need not be averaged with it. */
  readonly curve: AveragedLink | undefined;
  /** Whether the mean is the inverse of the link and nothing else. */
  readonly isPlain: boolean;
  /** The mean grows at most as e^(growth · |predictor|). */
  readonly growth: number;
  /** The mean of one trial or unit. */
  mean(inputs: LawInputs<number>): number;
  /** Group-level terms of other parameters that the mean depends on. */
  readonly others: readonly GroupTerm[];
}

/** Where the form of a mean is looked for; negative ones are left out where the family has no mean there. */
const looked = [1, -1.4, -0.3, 0.35, 2.2];

/**
 * The form of the mean, found by looking at it: the families say what a mean is, not how it came about.
 *
 * @param sample What the law is told of some row in some draw.
 * @throws UserError where a response is no number, has several predictors of its mean, or has no mean.
 */
export function meanForm(fitted: FittedGlmm, sample: LawInputs<number>): MeanForm {
  const { family, link, frame } = fitted;
  refuseOthers(fitted);
  const mean = (inputs: LawInputs<number>) => family.expectation(ofOne(inputs), link);
  const at = (eta: number, more: object = {}) => mean({ ...sample, ...more, eta });
  const names = family.auxiliaries.map(({ name }) => name).filter((name) => typeof sampled(sample, name) === "number");
  const isMoved = (name: string) => {
    const moved = { [name]: 0.97 * (sampled(sample, name) as number) + 0.001 };
    return looked.some((eta) => at(eta) !== at(eta, moved) && !Number.isNaN(at(eta)));
  };
  const moving = new Set(names.filter(isMoved));
  const candidates = link.name === "identity" ? [link, linkOf("log")] : [link];
  const found = candidates.find((one) => isMultiple(at, one));
  const isPlain = found !== undefined && moving.size === 0 && at(1) === (found.inverse(1) as number);
  return {
    link: found ?? link,
    curve: found && averagedLink(found),
    isPlain,
    growth: family.mean === "unit" || (found ?? link).name === "sqrt" ? 0 : 1,
    mean,
    others: frame.groups.filter(({ parameter }) => moving.has(parameter)),
  };
}

/** A single trial or unit. */
function ofOne(inputs: LawInputs<number>): LawInputs<number> {
  return {
    ...inputs,
    ...(inputs.trials === undefined ? {} : { trials: 1 }),
    ...(inputs.rate === undefined ? {} : { rate: 1 }),
  };
}

function sampled(inputs: LawInputs<number>, name: string): unknown {
  return (inputs as unknown as Readonly<Record<string, unknown>>)[name];
}

function isMultiple(at: (eta: number) => number, { inverse }: Link): boolean {
  const ratios = looked.map((eta) => at(eta) / (inverse(eta) as number)).filter((ratio) => !Number.isNaN(ratio));
  return ratios.length > 2 && ratios.every((ratio) => Math.abs(ratio - ratios[0]!) <= 1e-12 * Math.abs(ratios[0]!));
}

function refuseOthers({ family, link, frame }: FittedGlmm): void {
  if (family.categories !== undefined) {
    throw new UserError(
      `responses of ${family.name} are categories, which have no mean to average: marginal is for responses that are numbers.`,
    );
  }
  if (frame.locations.length > 1) {
    throw new UserError(
      `responses of ${family.name} have several predictors, ${frame.locations.join(", ")}: marginal is for families with one predictor of the mean.`,
    );
  }
  if (link.name === "inverse") averagedLink(link);
}
