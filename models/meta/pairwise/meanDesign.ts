/** What the mean effect depends on: an overall mean or one for each outcome, and moderators. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { requireColumn } from "../../../engine/data/table.js";
import type { Formula } from "../../formula/Formula.js";
import { columnsOf } from "../../formula/columnsOf.js";
import { parseFormula } from "../../formula/parseFormula.js";
import { frameOf } from "../../glmm/design/frameOf.js";
import type { MeanCoefficient } from "./MetaFrame.js";

/** Stands for the mean in formulas of moderators. */
const parameter = "mu";

/**
 * Right side of a formula of moderators, `~ year + allocation`.
 *
 * @throws UserError when it cannot be understood, has a left side, or holds random effects.
 */
export function parseModerators(text: string): Formula {
  const right = text.trim();
  if (!right.startsWith("~"))
    throw new UserError(`moderators are the right side of a formula, such as "~ year"; this is "${text}".`);
  const formula = parseFormula(`${parameter} ${right}`, { auxiliary: true });
  const { groups, offsets } = formula.predictor;
  if (groups.length > 0) {
    throw new UserError(
      `moderators have no random effects (1 | g): leave them out of "${text}", and name the columns of levels with --levels.`,
    );
  }
  if (offsets.length > 0) throw new UserError(`moderators have no offset: take it off the effects in "${text}".`);
  return formula;
}

/**
 * Coefficients with their columns. Moderators are centred at their mean over rows where there is a mean effect, which is then that of
 * an average row; each outcome has coefficients of its own.
 *
 * @throws UserError for columns that are missing or have missing cells.
 */
export function meanDesign(
  moderators: Formula | undefined,
  table: Table,
  outcomes: readonly string[],
  outcomeOf: Int32Array,
): readonly MeanCoefficient[] {
  const predictor = moderators && predictorOf(moderators, table);
  const parts = outcomes.length > 0 ? outcomes : [undefined];
  const of = (part: number, value: (row: number) => number) =>
    Float64Array.from({ length: table.rows }, (_, row) => (outcomeOf[row] === part ? value(row) : 0));
  const means = parts.map((outcome, part): MeanCoefficient => {
    const keys = outcome === undefined ? [] : [outcome];
    return { class: "mu", draw: drawName("mu", keys), keys, column: of(part, () => 1), centre: 0 };
  });
  const slopes = (predictor?.names ?? []).flatMap((name, k) =>
    parts.map((outcome, part): MeanCoefficient => {
      const keys = outcome === undefined ? [name] : [name, outcome];
      const centre = predictor!.means[k]!;
      const column = of(part, (row) => predictor!.columns[k]![row]! - centre);
      return { class: "beta", draw: drawName("beta", keys), keys, column, centre };
    }),
  );
  return predictor && predictor.intercept !== "centred" ? slopes : [...means, ...slopes];
}

/** `mu`, `mu[AL]`, `beta[year,AL]`. */
function drawName(name: string, keys: readonly string[]): string {
  return keys.length === 0 ? name : `${name}[${keys.join(",")}]`;
}

function predictorOf(formula: Formula, table: Table) {
  // Only the columns that are read are looked at, so that others may have missing cells.
  const columns = new Map(columnsOf(formula).map((name): [string, Column] => [name, requireColumn(table, name)]));
  const { frame } = frameOf(
    [formula],
    { rows: table.rows, columns },
    {
      link: () => "identity",
      parametrisation: () => "auto",
      factors: [],
    },
  );
  return frame.predictors[0]!;
}
