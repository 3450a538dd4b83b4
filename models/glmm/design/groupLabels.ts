/** The level of each row of one or several grouping columns, joined by an underscore. */
import type { FactorColumn } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { compareCodePoints } from "../../../engine/data/codePoints.js";
import type { Span } from "../../formula/Formula.js";
import { readFactor } from "./readColumn.js";
import { recall, type Reading } from "./Reading.js";

/** Levels that occur, in order, and the place of each row's. */
export interface GroupLabels {
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}

/**
 * Levels of the columns joined: one column's as those of a factor, in declared order or sorted by code point, numbers as
 * numbers; joined ones, `a_b`, sorted by code point, as brms has them.
 *
 * @throws UserError for an unknown column, missing cells, and two different pairs that join to the same text.
 */
export function groupLabels(grouping: readonly string[], span: Span, reading: Reading): GroupLabels {
  const { isNewData } = reading;
  const factors = grouping.map((name) => readFactor(reading, name, span, !isNewData));
  const partsOf = recall(reading, grouping, () => new Map<string, string>());
  return factors.length === 1 ? factors[0]! : joined(grouping, factors, partsOf);
}

/** @param partsOf What each label was joined from, in the fitted rows, to which these rows are added while they are read. */
function joined(
  grouping: readonly string[],
  factors: readonly FactorColumn[],
  partsOf: Map<string, string>,
): GroupLabels {
  // Text is made once for each combination that occurs, and not once a row.
  const { codes, firstRows } = combinationsOf(factors);
  const labels = firstRows.map((row) => {
    const parts = factors.map((factor) => factor.levels[factor.codes[row]!]!);
    return refuseSameLabel(grouping, parts, partsOf);
  });
  const levels = [...labels].sort(compareCodePoints);
  const place = new Map(levels.map((label, code) => [label, code]));
  const placeOf = labels.map((label) => place.get(label)!);
  return { levels, codes: codes.map((combination) => placeOf[combination]!) };
}

/** Numbers the combinations of levels in the order in which they occur. */
function combinationsOf(factors: readonly FactorColumn[]): {
  readonly codes: Int32Array;
  readonly firstRows: readonly number[];
} {
  let { codes } = factors[0]!;
  let firstRows: number[] = [];
  for (const next of factors.slice(1)) {
    const known = new Map<number, number>();
    const before = codes;
    const rows: number[] = [];
    codes = before.map((code, row) => {
      const key = code * next.levels.length + next.codes[row]!;
      const combination = known.get(key);
      if (combination !== undefined) return combination;
      known.set(key, rows.length);
      return rows.push(row) - 1;
    });
    firstRows = rows;
  }
  return { codes, firstRows };
}

function refuseSameLabel(grouping: readonly string[], parts: readonly string[], partsOf: Map<string, string>): string {
  const label = parts.join("_");
  const words = parts.map((level) => `"${level}"`).join(" with ");
  const before = partsOf.get(label);
  partsOf.set(label, words);
  if (before === undefined || before === words) return label;
  throw new UserError(
    `the groups ${grouping.join(":")} are named by joining levels with an underscore, which makes ${before} and ${words} ` +
      `both "${label}": rename one of these levels.`,
  );
}
