/** Warnings about a network: what changes what can be concluded, why, and what to do. */
import type { Warning } from "../../../engine/core/Warning.js";
import { alikeNames } from "./alikeNames.js";
import { quotedList } from "./listed.js";
import type { Network } from "./Network.js";
import { nearNames } from "./nearNames.js";
import { countsOf } from "./networkNotes.js";
import { uninformedTreatments } from "./uninformedTreatments.js";

/**
 * What was assumed in reading; names that differ by case, blanks and punctuation alone, or treatments' by one letter; treatments without an event, or
 * with nothing but events, in all their arms, or in all arms of their studies; and consistency that nothing can test.
 *
 * @param inconsistencyFreedom Ways in which direct evidence could contradict itself
 */
export function networkWarnings(network: Network, inconsistencyFreedom: number): readonly Warning[] {
  return [
    ...(network.warnings ?? []),
    ...namesAlike(network),
    ...namesNear(network),
    ...unidentified(network),
    ...untestable(network, inconsistencyFreedom),
  ];
}

function namesAlike({ treatments, studies }: Network): Warning[] {
  const sorts: readonly (readonly [string, readonly string[]])[] = [
    ["treatments", treatments],
    ["studies", studies.map(({ name }) => name)],
  ];
  return sorts.flatMap(([what, names]) => {
    const alike = alikeNames(names);
    if (alike.length === 0) return [];
    const groups = alike.map((group) => quotedList(group));
    const text =
      `Some ${what} have names that differ only in case, blanks or punctuation (${groups.join("; ")}) and are taken for different ${what}: ` +
      `if they are the same, write them the same in the table.`;
    return [{ cause: "names_alike", variables: [], text }];
  });
}

function namesNear({ treatments }: Network): Warning[] {
  const near = nearNames(treatments);
  if (near.length === 0) return [];
  const pairs = near.map((pair) => quotedList(pair)).join("; ");
  const text = `Some treatments have names one letter apart (${pairs}) and are taken for different treatments: if one is a slip, mend it in the table.`;
  return [{ cause: "names_alike", variables: [], text }];
}

function unidentified(network: Network): Warning[] {
  const { treatments, studies } = network;
  const uninformed = new Set(uninformedTreatments(network));
  return treatments.flatMap((name, treatment) => {
    const variables = treatment === 0 ? [] : [`d[${name}]`];
    const mend = treatment === 0 ? "name another reference with --reference" : undefined;
    if (uninformed.has(name)) {
      const text =
        `No study tells of the effects of the treatment "${name}": only studies without events in any arm, or with nothing but events, connect it ` +
        `with others, so its effects and its rank are those of the prior; ${mend ?? "leave it out, or read its effects as not known"}.`;
      return [{ cause: "uninformed_treatment", variables, text }];
    }
    const own = studies.flatMap(({ arms }) => arms.filter((arm) => arm.treatment === treatment));
    const counts = own.map(countsOf);
    const isEmpty = counts.every((count) => count?.events === 0);
    const isFull = counts.every((count) => count !== undefined && count.events === count.total);
    if (!isEmpty && !isFull) return [];
    const what = isEmpty ? "has no events in any of its arms" : "has nothing but events in its arms";
    const way = isEmpty ? "low" : "high";
    const text =
      `The treatment "${name}" ${what}: the data tell that its risk is ${way} but not how ${way}, so its effects rest on their prior on ` +
      `one side; ${mend ? `all effects are against it, so ${mend}` : "read their intervals with that in mind, and see how they change with the prior"}.`;
    return [{ cause: "unidentified_treatment", variables, text }];
  });
}

function untestable({ treatments, studies }: Network, inconsistencyFreedom: number): Warning[] {
  if (inconsistencyFreedom > 0 || treatments.length < 3) return [];
  const hub = treatments.find((_, treatment) =>
    studies.every(({ arms }) => arms.length === 2 && arms.some((arm) => arm.treatment === treatment)),
  );
  const shape =
    hub === undefined
      ? "no loop of the network is closed by different studies"
      : `all studies compare with "${hub}" alone`;
  const text =
    `Direct and indirect evidence cannot be compared, since ${shape}: the effects rest on the assumption that they agree, which these data ` +
    `cannot test; weigh whether the studies are similar in what changes effects.`;
  return [{ cause: "untestable_consistency", variables: [], text }];
}
