/** Conditions under which `diagnose` leaves with status 1. */
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import { describeReason, type Reason } from "../../diagnostics/statistic.js";
import type { SummaryRow } from "../../diagnostics/summarise.js";
import type { SamplerSummary, Summary } from "../../diagnostics/summaryJson.js";

/** A number that a condition is about, with what it is of. */
interface Figure {
  /** A variable, or `chain 2`; undefined of what is of all draws. */
  readonly of?: string;
  readonly value: number | null;
  /** Why it is null. */
  readonly reason?: Reason | undefined;
}

interface Quantity {
  figures(summary: Summary): readonly Figure[];
  /** What a percentage is a share of; a quantity without it is no count. */
  total?(summary: Summary): number;
}

/** Reasons that are themselves a failure: such a variable must not pass for a good one. */
const failures: ReadonlySet<Reason | undefined> = new Set(["nonfinite", "constantChains"]);

type Column = "rhat" | "ess_bulk" | "ess_tail" | "mcse_mean" | "mcse_sd";

const column = (name: Column): Quantity => ({
  figures: ({ variables }) => variables.map((row) => figureOf(row, name)),
});

function figureOf(row: SummaryRow, name: Column): Figure {
  return { of: row.variable, value: row[name], reason: row.reasons?.[name] };
}

const transitions = ({ sampler }: Summary) =>
  sampler.used ? sampler.used.chains.length * sampler.used.draws : sampler.chains * sampler.draws;

const count = (name: keyof SamplerSummary & ("divergences" | "max_treedepth_hits")): Quantity => ({
  figures: ({ sampler }) => [{ value: sampler[name] }],
  total: transitions,
});

/** The smaller of the two sizes; of none where one of them cannot be computed for a reason that is a failure. */
const smallerEss: Quantity = {
  figures: ({ variables }) =>
    variables.map((row) => {
      const both = [figureOf(row, "ess_bulk"), figureOf(row, "ess_tail")];
      const known = both.filter(({ value }) => value !== null);
      const failed = both.find(({ value, reason }) => value === null && failures.has(reason));
      return failed ?? known.sort((a, b) => a.value! - b.value!)[0] ?? both[0]!;
    }),
};

/** What may stand on the left. */
const quantities: ReadonlyMap<string, Quantity> = new Map<string, Quantity>([
  ["rhat", column("rhat")],
  ["ess", smallerEss],
  ["ess_bulk", column("ess_bulk")],
  ["ess_tail", column("ess_tail")],
  ["mcse_mean", column("mcse_mean")],
  ["mcse_sd", column("mcse_sd")],
  ["divergences", count("divergences")],
  ["max_treedepth_hits", count("max_treedepth_hits")],
  [
    "ebfmi",
    {
      figures: ({ sampler }) =>
        sampler.ebfmi.map((value, c) => ({
          of: `chain ${c + 1}`,
          value,
          reason: sampler.reasons?.ebfmi?.[c] ?? undefined,
        })),
    },
  ],
  ["warnings", { figures: ({ warnings }) => [{ value: warnings.length }] }],
]);

/** One condition. */
export interface Condition {
  readonly text: string;
  judge(summary: Summary): Judgement;
}

/** What became of a condition. */
export interface Judgement {
  readonly text: string;
  /** `met` is a failure; `unknown` says that the draws do not tell. */
  readonly state: "met" | "passed" | "unknown";
  /** What was found, in a few words, the worst variables first; empty where the condition passed. */
  readonly found: string;
}

/** Variables that a judgement names. */
const named = 3;

/**
 * Conditions in a list such as `rhat>1.01,divergences>0,ess<400`. A condition on variables is met when it holds for one of them, and by a variable that is NaN
 * or whose chains never moved; `ess` is the smaller of bulk and tail. `divergences>1%` is a share of the transitions.
 *
 * @throws UserError for one that cannot be read, with the nearest name.
 * @example parseConditions("rhat>1.01").map((condition) => condition.judge(summary))
 */
export function parseConditions(list: string): readonly Condition[] {
  return list.split(",").map((part) => parseCondition(part.trim()));
}

function parseCondition(text: string): Condition {
  const match = /^(\w+)\s*([<>])\s*(\S+?)(\s*%)?$/.exec(text);
  const limit = Number(match?.[3] ?? NaN);
  if (match === null || !Number.isFinite(limit)) {
    throw new UserError(
      `invalid --fail-on: "${text}"; give conditions such as "rhat>1.01" on ${[...quantities.keys()].join(", ")}`,
    );
  }
  const [, name, relation, , percent] = match as unknown as [string, string, "<" | ">", string, string | undefined];
  const quantity = quantities.get(name);
  if (quantity === undefined) throw unknownQuantity(name, text);
  if (percent !== undefined && !quantity.total) {
    throw new UserError(
      `invalid --fail-on: "${text}"; a percentage is a share of the transitions, of divergences or max_treedepth_hits`,
    );
  }
  return {
    text,
    judge: (summary) => judge(summary, { text, name, relation, limit, quantity, isShare: percent !== undefined }),
  };
}

function unknownQuantity(name: string, text: string): UserError {
  const near = nearestName(name, quantities.keys());
  return new UserError(
    near === undefined
      ? `invalid --fail-on: "${text}"; "${name}" is none of ${[...quantities.keys()].join(", ")}`
      : `invalid --fail-on: "${text}"; did you mean ${near}?`,
  );
}

interface Parsed {
  readonly text: string;
  readonly name: string;
  readonly relation: "<" | ">";
  readonly limit: number;
  readonly quantity: Quantity;
  readonly isShare: boolean;
}

function judge(summary: Summary, { text, name, relation, limit, quantity, isShare }: Parsed): Judgement {
  const passed: Judgement = { text, state: "passed", found: "" };
  // Of E-BFMI there is none where a sampler works without an energy, which then cannot be explored badly.
  if (name === "ebfmi" && summary.sampler.reasons?.ebfmi?.every((reason) => reason === "noEnergy")) return passed;
  const figures = quantity.figures(summary);
  const failed = figures.filter(({ value, reason }) => value === null && failures.has(reason));
  // Of a summary without a single number a condition cannot be judged, and must not pass for fulfilled.
  if (failed.length === 0 && figures.every(({ value }) => value === null)) {
    return { text, state: "unknown", found: lackingText(name, figures) };
  }
  const total = isShare ? quantity.total!(summary) : 1;
  const bound = isShare ? (limit * total) / 100 : limit;
  const sign = relation === ">" ? 1 : -1;
  const beyond = figures
    .filter(({ value }) => value !== null && sign * value > sign * bound)
    .sort((a, b) => sign * (b.value! - a.value!));
  const worst = [...failed, ...beyond];
  if (worst.length === 0) return passed;
  return { text, state: "met", found: foundText(worst, isShare ? total : undefined, limit) };
}

/** Why there is no number at all. */
function lackingText(name: string, figures: readonly Figure[]): string {
  const reasons = [...new Set(figures.flatMap(({ reason }) => (reason && reason !== "notRecorded" ? [reason] : [])))];
  return reasons.length === 0
    ? `these draws do not record ${name}`
    : `${name} cannot be computed, as ${reasons.map(describeReason).join(", or ")}`;
}

function foundText(worst: readonly Figure[], total: number | undefined, limit: number): string {
  const shown = worst.slice(0, named).map((figure) => figureText(figure, total, limit));
  const more = worst.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function figureText({ of, value, reason }: Figure, total: number | undefined, limit: number): string {
  const number =
    value === null
      ? `unknown, as ${describeReason(reason!)}`
      : total === undefined
        ? apartFrom(value, limit)
        : `${value} of ${total}`;
  return of === undefined ? number : `${of} ${number}`;
}

/** As many digits as it takes to show that the value is not the limit. */
function apartFrom(value: number, limit: number): string {
  if (Number.isInteger(value)) return String(value);
  for (let digits = 3; digits < 17; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.sign(Number(text) - limit) === Math.sign(value - limit)) return text;
  }
  return String(value);
}
