/** Finds which column of a table holds what: the one that a person named, else the one that goes by a common name. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { requireColumn } from "../../../engine/data/table.js";
import type { ColumnRole, NetworkReading } from "../NetworkDeclaration.js";
import { columnSynonyms, plainName } from "./columnSynonyms.js";
import { quotedList } from "./listed.js";

export interface ColumnFinder {
  /** The column that was named for a role. */
  named(role: ColumnRole): string | undefined;
  /** The named column, else all those that go by a synonym. */
  candidates(role: ColumnRole): readonly string[];
  /** The only candidate. @throws UserError where there are several. */
  find(role: ColumnRole): string | undefined;
  /** The only candidate. @throws UserError where there is none or several. */
  require(role: ColumnRole): string;
}

/** Words for what a column holds, and the option that names it. */
export const roleWords: Readonly<Record<ColumnRole, { readonly holds: string; readonly option: string }>> = {
  study: { holds: "studies", option: "--study" },
  treatment: { holds: "treatments", option: "--treatment" },
  comparator: { holds: "comparators", option: "--comparator" },
  events: { holds: "numbers of events", option: "--events" },
  total: { holds: "numbers of people", option: "--total" },
  n: { holds: "numbers of people", option: "--n" },
  time: { holds: "follow-up times", option: "--time" },
  exposure: { holds: "person-times", option: "--exposure" },
  mean: { holds: "means", option: "--mean" },
  sd: { holds: "standard deviations", option: "--sd" },
  se: { holds: "standard errors", option: "--se" },
  diff: { holds: "differences", option: "--diff" },
  diffSe: { holds: "standard errors of differences", option: "--diff-se" },
};

/** Pairs of roles that one column may be named for: only one of each is read from any row. */
const shareable = [
  ["total", "n"],
  ["se", "diffSe"],
  ["time", "exposure"],
] as const;

/**
 * A finder over a table. A column that is named for one role, as a category or as a covariate is never taken for another.
 *
 * @throws UserError when a named column does not exist, or is named for two roles.
 */
export function columnFinder(table: Table, reading: NetworkReading): ColumnFinder {
  const namedRoles = namedColumns(reading);
  for (const name of [...namedRoles.values(), ...(reading.categories ?? []), ...reading.covariates]) {
    requireColumn(table, name);
  }
  refuseTwoRoles(namedRoles);
  const taken = new Set([...namedRoles.values(), ...(reading.categories ?? []), ...reading.covariates]);
  const free = [...table.columns.keys()].filter((name) => !taken.has(name));

  const candidates = (role: ColumnRole): readonly string[] => {
    const named = namedRoles.get(role);
    if (named !== undefined) return [named];
    const { usual, weaker } = columnSynonyms[role];
    const among = (names: readonly string[]) => free.filter((name) => names.includes(plainName(name)));
    const found = among(usual);
    return found.length > 0 ? found : among(weaker);
  };
  const find = (role: ColumnRole): string | undefined => {
    const found = candidates(role);
    if (found.length < 2) return found[0];
    const { holds, option } = roleWords[role];
    throw new UserError(`${quotedList(found)} may each hold ${holds}: name one with ${option} ${found[0]!}.`);
  };
  const require = (role: ColumnRole): string => {
    const found = find(role);
    if (found !== undefined) return found;
    const { holds, option } = roleWords[role];
    throw new UserError(`no column of ${holds} was found: name it with ${option}; ${columnsThere(table)}`);
  };
  return { named: (role) => namedRoles.get(role), candidates, find, require };
}

/** `the columns are a, b, c.` */
export function columnsThere(table: Table): string {
  const names = [...table.columns.keys()];
  const shown = names.slice(0, 20).join(", ") + (names.length > 20 ? ", …" : "");
  return names.length === 0 ? "the table has no columns." : `the columns are ${shown}.`;
}

function namedColumns({ columns }: NetworkReading): ReadonlyMap<ColumnRole, string> {
  const roles = Object.keys(roleWords) as ColumnRole[];
  const named = new Map<ColumnRole, string>();
  for (const role of roles) {
    const name = columns[role];
    if (name !== undefined) named.set(role, name);
  }
  return named;
}

function refuseTwoRoles(named: ReadonlyMap<ColumnRole, string>): void {
  const roleOf = new Map<string, ColumnRole>();
  for (const [role, name] of named) {
    const other = roleOf.get(name);
    const shared = shareable.some(([a, b]) => a === other && b === role);
    if (other !== undefined && !shared) {
      const options = `${roleWords[other].option} and ${roleWords[role].option}`;
      throw new UserError(`the column "${name}" is named for both ${options}: it can hold only one of them.`);
    }
    roleOf.set(name, role);
  }
}
