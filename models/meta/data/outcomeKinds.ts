/** What each kind of outcome needs of a table. */
import type { ColumnRole } from "../NetworkDeclaration.js";
import type { LikelihoodName } from "../likelihoods/Likelihood.js";
import type { ArmColumns } from "./NetworkLayout.js";
import type { ColumnFinder } from "./columnFinder.js";

export type OutcomeKind = ArmColumns["kind"];

interface OutcomeNeeds {
  /** Roles of its own, one of which being named speaks for this kind. */
  readonly roles: readonly ColumnRole[];
  /** Of the columns that hold it, in words and with their options. */
  readonly words: string;
  readonly options: string;
  /** Whether the finder has all that is needed. */
  readonly complete: (finder: ColumnFinder) => boolean;
  /** Whether it has what tells of the outcome itself. */
  readonly begun: (finder: ColumnFinder) => boolean;
}

const has = (finder: ColumnFinder, role: ColumnRole): boolean => finder.candidates(role).length > 0;
const hasPeople = (finder: ColumnFinder): boolean => has(finder, "total") || has(finder, "n");

/** By kind; categories are never found by themselves. */
export const outcomeNeeds: Readonly<Record<OutcomeKind, OutcomeNeeds>> = {
  events: {
    roles: ["events", "total", "time"],
    words: "events and numbers of people",
    options: "--events and --total",
    complete: (finder) => has(finder, "events") && hasPeople(finder),
    begun: (finder) => has(finder, "events"),
  },
  rate: {
    roles: ["events", "exposure"],
    words: "events and person-times",
    options: "--events and --exposure",
    complete: (finder) => has(finder, "events") && has(finder, "exposure"),
    begun: (finder) => has(finder, "events"),
  },
  mean: {
    roles: ["mean", "sd", "se"],
    words: "means with standard errors, or with standard deviations and numbers of people",
    options: "--mean and --se, or --mean, --sd and --n",
    complete: (finder) => has(finder, "mean") && (has(finder, "se") || (has(finder, "sd") && hasPeople(finder))),
    begun: (finder) => has(finder, "mean"),
  },
  categories: {
    roles: [],
    words: "numbers of people by category",
    options: "--categories",
    complete: () => false,
    begun: () => false,
  },
};

/** What is observed under a likelihood. */
export const outcomeKindOf: Readonly<Record<LikelihoodName, OutcomeKind>> = {
  "binomial-logit": "events",
  "binomial-probit": "events",
  "binomial-cloglog": "events",
  "binomial-log": "events",
  "poisson-log": "rate",
  "normal-identity": "mean",
  "ordered-probit": "categories",
  "ordered-logit": "categories",
};
