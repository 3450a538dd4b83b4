/** Finds where a table of trials holds what, and which likelihood its columns tell of. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { LikelihoodName } from "../likelihoods/Likelihood.js";
import type { ColumnRole, NetworkReading } from "../NetworkDeclaration.js";
import { besideColumns } from "./besideColumns.js";
import { columnFinder, columnsThere, roleWords, type ColumnFinder } from "./columnFinder.js";
import { listed, quotedList } from "./listed.js";
import type { ArmColumns, ContrastColumns, NetworkLayout } from "./NetworkLayout.js";
import { outcomeKindOf, outcomeNeeds, type OutcomeKind } from "./outcomeKinds.js";

const armRoles: readonly ColumnRole[] = ["events", "total", "time", "exposure", "mean", "sd", "se"];
const found: readonly OutcomeKind[] = ["events", "rate", "mean"];

/**
 * The layout of a table. Columns that are not named are found by synonyms; the likelihood, where it is not given, by the columns: events and
 * people are `binomial-logit`, with follow-up named `binomial-cloglog`, events and person-time `poisson-log`, means or differences
 * `normal-identity`, categories `ordered-probit`.
 *
 * @throws UserError when a column is missing, may be several, or is named though the likelihood has no use for it, and when the columns
 * tell of several likelihoods.
 */
export function findLayout(table: Table, reading: NetworkReading): NetworkLayout {
  refuseOptions(reading);
  const finder = columnFinder(table, reading);
  const study = finder.require("study");
  const treatment = finder.require("treatment");
  const contrasts = contrastColumns(finder);
  if (reading.correlation !== undefined && contrasts === undefined) {
    throw new UserError(
      "--correlation is that of differences between arms, but the table tells of arms themselves, which are independent: leave it out.",
    );
  }
  const kind = armKind(table, reading, finder, contrasts !== undefined);
  const likelihood = reading.likelihood ?? likelihoodFor(kind, finder);
  if (reading.measure === "smd" && kind !== undefined && kind !== "mean") {
    throw new UserError(
      `--measure smd is for means, but the columns tell of ${outcomeNeeds[kind].words}: leave it out.`,
    );
  }
  if (reading.ratio !== undefined && likelihood !== "normal-identity") {
    throw new UserError(`--ratio is for normal-identity, and ${likelihood} has words of its own: leave it out.`);
  }
  if (kind !== undefined) refuseUnusedRoles(kind, likelihood, finder);
  const arms = kind === undefined ? undefined : armColumns(table, kind, likelihood, reading, finder);
  const participants = peopleColumn(table, kind, arms, finder);
  const preferred = preferredSet(reading, finder);
  return {
    likelihood,
    study,
    treatment,
    ...(arms && { arms }),
    ...(contrasts && { contrasts }),
    ...(preferred && { preferred }),
    ...(participants !== undefined && { participants }),
    warnings: unusedTime(reading, kind, likelihood, finder),
  };
}

function refuseOptions({ likelihood, measure, correlation, categories, ratio }: NetworkReading): void {
  const names = Object.keys(outcomeKindOf);
  if (likelihood !== undefined && !names.includes(likelihood)) {
    const near = nearestName(likelihood, names);
    const mend = near === undefined ? `choose among ${listed(names)}.` : `did you mean "${near}"?`;
    throw new UserError(`unknown likelihood "${String(likelihood)}": ${mend}`);
  }
  if (measure === "smd" && likelihood !== undefined && likelihood !== "normal-identity") {
    throw new UserError(`--measure smd is for means, not for ${likelihood}: leave one of both out.`);
  }
  if (ratio?.trim() === "") throw new UserError('--ratio is empty: say what exp(effect) is, such as "hazard ratio".');
  if (ratio !== undefined && measure === "smd") {
    throw new UserError("--ratio is for logarithms, which standardised means are not: leave out --ratio or --measure.");
  }
  if (correlation !== undefined && !(correlation >= 0 && correlation < 1)) {
    throw new UserError(`--correlation ${correlation} cannot be: give a number from 0 to below 1, such as 0.5.`);
  }
  if (categories !== undefined && categories.length < 2) {
    throw new UserError("--categories needs at least two columns, those of the lowest category first.");
  }
  const twice = categories?.find((name, place) => categories.indexOf(name) !== place);
  if (twice !== undefined) throw new UserError(`--categories names the column "${twice}" twice: name each once.`);
}

/** The kind of outcome in arms; undefined where the table tells of differences alone. */
function armKind(
  table: Table,
  reading: NetworkReading,
  finder: ColumnFinder,
  contrasts: boolean,
): OutcomeKind | undefined {
  const { likelihood, categories } = reading;
  const named = armRoles.filter((role) => finder.named(role) !== undefined);
  if (likelihood !== undefined) {
    const kind = outcomeKindOf[likelihood];
    const isComplete = kind === "categories" ? categories !== undefined : outcomeNeeds[kind].complete(finder);
    if (isComplete) return kind;
    if (contrasts && named.every(servesContrasts)) return undefined;
    throw new UserError(missingFor(likelihood, kind, table, finder));
  }
  if (categories !== undefined) return "categories";
  const complete = found.filter((kind) => outcomeNeeds[kind].complete(finder));
  const meant = complete.filter((kind) => named.every((role) => outcomeNeeds[kind].roles.includes(role)));
  // Numbers of people may be named beside any outcome.
  const others = named.filter((role) => role !== "total");
  const kinds =
    meant.length > 0
      ? meant
      : complete.filter((kind) => others.every((role) => outcomeNeeds[kind].roles.includes(role)));
  if (kinds.length === 1) return kinds[0];
  if (kinds.length > 1) throw new UserError(severalKinds(kinds));
  if (contrasts && others.every(servesContrasts)) return undefined;
  throw new UserError(noKind(table, named, finder));
}

/** Numbers of people, and errors where no column is named for those of differences. */
const servesContrasts = (role: ColumnRole): boolean => role === "total" || role === "se";

function likelihoodFor(kind: OutcomeKind | undefined, finder: ColumnFinder): LikelihoodName {
  if (kind === "events") return finder.named("time") === undefined ? "binomial-logit" : "binomial-cloglog";
  if (kind === "rate") return "poisson-log";
  return kind === "categories" ? "ordered-probit" : "normal-identity";
}

function missingFor(likelihood: LikelihoodName, kind: OutcomeKind, table: Table, finder: ColumnFinder): string {
  const { words, options } = outcomeNeeds[kind];
  const need = `${likelihood} needs columns of ${words}`;
  if (kind === "categories") return `${need}: name them, the lowest first, with --categories; ${columnsThere(table)}`;
  return `${need}: ${lacking(kind, finder)}, name them with ${options}; ${columnsThere(table)}`;
}

function lacking(kind: OutcomeKind, finder: ColumnFinder): string {
  const begun = outcomeNeeds[kind].begun(finder);
  const first = finder.candidates(
    begun ? (kind === "mean" ? "mean" : "events") : kind === "rate" ? "exposure" : "total",
  );
  return first.length === 0
    ? "none were found"
    : `only ${quotedList(first)} ${first.length === 1 ? "was" : "were"} found`;
}

function severalKinds(kinds: readonly OutcomeKind[]): string {
  const words = kinds.map((kind) => outcomeNeeds[kind].words);
  const names = kinds.flatMap((kind) => usualLikelihoods[kind]);
  return `the columns may tell of ${words.join(", or of ")}: choose with --likelihood ${names.join(" or ")}.`;
}

/** A column of person-time may as well be follow-up. */
const usualLikelihoods: Readonly<Record<OutcomeKind, readonly LikelihoodName[]>> = {
  events: ["binomial-logit", "binomial-cloglog"],
  rate: ["poisson-log"],
  mean: ["normal-identity"],
  categories: ["ordered-probit"],
};

function noKind(table: Table, named: readonly ColumnRole[], finder: ColumnFinder): string {
  const kinds = found.filter((kind) => outcomeNeeds[kind].begun(finder));
  const clash = found.every((kind) => named.some((role) => !outcomeNeeds[kind].roles.includes(role)));
  if (clash) {
    return `${listed(named.map((role) => roleWords[role].option))} do not belong to one outcome: name the columns of one.`;
  }
  const wanted = kinds.length > 0 ? kinds : found;
  const ways = wanted.map((kind) => outcomeNeeds[kind].options).join(", or ");
  const what =
    kinds.length > 0 ? `the columns of outcomes are not complete (${lacking(kinds[0]!, finder)})` : nothing(finder);
  const more = kinds.length > 0 ? "" : ", or --diff and --diff-se, or --categories";
  // Of arms beside one another no names of columns would help.
  const beside = kinds.length > 0 ? [] : besideColumns([...table.columns.keys()]);
  if (beside.length > 2) {
    return `${what}, and the arms of a study seem to stand beside one another (${beside.slice(0, 6).join(", ")}): the table needs a row for each arm, with columns such as study, treatment, events and total.`;
  }
  return `${what}: name ${ways}${more}; ${columnsThere(table)}`;
}

function nothing(finder: ColumnFinder): string {
  const people = finder.candidates("total");
  const besides = people.length === 0 ? "" : ` beside ${quotedList(people)}`;
  return `no columns of outcomes were found${besides}`;
}

/** Roles that were named though nothing is made of them are a slip. */
function refuseUnusedRoles(kind: OutcomeKind, likelihood: LikelihoodName, finder: ColumnFinder): void {
  const uses = (role: ColumnRole): boolean =>
    role === "total" || (role === "time" ? likelihood === "binomial-cloglog" : outcomeNeeds[kind].roles.includes(role));
  const unused = armRoles.find((role) => finder.named(role) !== undefined && !uses(role));
  if (unused === undefined) return;
  const { option } = roleWords[unused];
  const mend = unused === "time" ? "choose --likelihood binomial-cloglog" : "choose another likelihood";
  throw new UserError(`${likelihood} makes no use of ${option} "${finder.named(unused)!}": leave it out or ${mend}.`);
}

function armColumns(
  table: Table,
  kind: OutcomeKind,
  likelihood: LikelihoodName,
  reading: NetworkReading,
  finder: ColumnFinder,
): ArmColumns {
  if (kind === "categories") return { kind, categories: reading.categories! };
  if (kind === "rate") return { kind, events: finder.require("events"), exposure: finder.require("exposure") };
  if (kind === "events") {
    const time = likelihood === "binomial-cloglog" ? finder.find("time") : undefined;
    return { kind, events: finder.require("events"), total: people(finder, "total"), ...(time && { time }) };
  }
  const mean = finder.require("mean");
  const onlySd = finder.named("sd") !== undefined && finder.named("se") === undefined;
  const onlySe = finder.named("se") !== undefined && finder.named("sd") === undefined;
  const se = onlySd ? undefined : finder.find("se");
  const sd = onlySe ? undefined : finder.find("sd");
  const needsPeople = sd !== undefined && se === undefined;
  const n = needsPeople || reading.measure === "smd" ? people(finder, "n") : optionalPeople(table, finder);
  if (needsPeople || se !== undefined) {
    return { kind, mean, ...(se && { se }), ...(sd && { sd }), ...(n && { n }) };
  }
  throw new UserError(`means need standard errors, or standard deviations and numbers of people: name --se, or --sd.`);
}

/** `--total` and `--n` stand for each other. */
function people(finder: ColumnFinder, role: "total" | "n"): string {
  const other = role === "n" ? "total" : "n";
  return finder.named(role) ?? finder.named(other) ?? finder.require(role);
}

function optionalPeople(table: Table, finder: ColumnFinder): string | undefined {
  const named = finder.named("n") ?? finder.named("total");
  const found = finder.candidates("n").filter((name) => table.columns.get(name)?.kind === "number");
  return named ?? (found.length === 1 ? found[0] : undefined);
}

/** Numbers of people that the likelihood makes nothing of; a column that happens to go by such a name may hold text. */
function peopleColumn(table: Table, kind: OutcomeKind | undefined, arms: ArmColumns | undefined, finder: ColumnFinder) {
  if (arms?.kind === "events") return arms.total;
  if (arms?.kind === "mean") return arms.n;
  return kind === "categories" ? undefined : optionalPeople(table, finder);
}

function contrastColumns(finder: ColumnFinder): ContrastColumns | undefined {
  const isNamed = finder.named("diff") !== undefined || finder.named("diffSe") !== undefined;
  // A table of differences alone may call their standard errors plainly so.
  const own = finder.candidates("diffSe").length > 0;
  const hasError = own || finder.candidates("se").length > 0;
  if (finder.candidates("diff").length === 0 || !hasError) {
    if (!isNamed) return undefined;
    const lack = hasError ? "diff" : "diffSe";
    throw new UserError(
      `no column of ${roleWords[lack].holds} was found: differences need --diff and --diff-se, so name it with ${roleWords[lack].option}.`,
    );
  }
  // Names that may be several are of no matter where a person named columns of arms.
  const isUnclear = finder.candidates("diff").length > 1 || (own && finder.candidates("diffSe").length > 1);
  if (!isNamed && isUnclear && armRoles.some((role) => finder.named(role) !== undefined)) return undefined;
  const diffSe = own ? finder.find("diffSe") : finder.find("se");
  const comparator = finder.find("comparator");
  return { diff: finder.require("diff"), diffSe: diffSe!, ...(comparator && { comparator }) };
}

function preferredSet({ categories }: NetworkReading, finder: ColumnFinder): "arms" | "contrasts" | undefined {
  const isNamed = (role: ColumnRole) => finder.named(role) !== undefined;
  const arms = categories !== undefined || armRoles.some((role) => role !== "total" && isNamed(role));
  const contrasts = (["diff", "diffSe", "comparator"] as const).some(isNamed);
  return arms === contrasts ? undefined : arms ? "arms" : "contrasts";
}

/** Says so where a column looks like follow-up that a binomial model leaves out of account. */
function unusedTime(
  reading: NetworkReading,
  kind: OutcomeKind | undefined,
  likelihood: LikelihoodName,
  finder: ColumnFinder,
): Warning[] {
  const [time] = finder.candidates("time");
  const isChosen = reading.likelihood !== undefined || likelihood === "binomial-cloglog";
  if (kind !== "events" || isChosen || time === undefined) return [];
  const text =
    `The column "${time}" looks like follow-up time and is not used: where trials differ in follow-up, odds ratios depend on it; ` +
    `name it with --time for hazard ratios (binomial-cloglog), or give --likelihood binomial-logit if odds are meant.`;
  return [{ cause: "unused_time", variables: [], text }];
}
