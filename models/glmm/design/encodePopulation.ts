/** The population level of a distributional parameter: its design matrix, means for centring, and offset. */
import type { LinkName } from "../Family.js";
import type { MonotonicTerm, Predictor } from "../Frame.js";
import type { Formula } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import { encodeMonotonic, isMonotonic, type MonotonicColumn } from "./encodeMonotonic.js";
import { encodeTerms, type DesignColumn } from "./encodeTerms.js";
import { evaluateExpression } from "./evaluateExpression.js";
import { recall, type Reading } from "./Reading.js";
import { refuseSameName } from "./refuseSameName.js";
import { meanOf } from "./standardising.js";

/**
 * The columns of a predictor. Their means are over the fitted rows; a formula without a centred intercept has zeros.
 *
 * @param thresholds How many stand in place of the intercept.
 * @throws UserError as {@link encodeTerms}, and for two columns of one name.
 */
export function encodePopulation(
  { parameter, predictor }: Formula,
  link: LinkName,
  reading: Reading,
  thresholds?: number,
): Predictor {
  const { intercept, terms } = predictor;
  if (thresholds !== undefined && intercept === "coefficient") {
    const sentence = "thresholds stand in place of the intercept of ordered categories: leave 0 + Intercept out.";
    throw formulaError(reading.text, { start: 0, end: reading.text.length }, sentence);
  }
  const columns = [
    ...(intercept === "coefficient" ? [ones(reading)] : []),
    ...encodeTerms(
      terms.filter((term) => !isMonotonic(term)),
      intercept !== "none",
      reading,
    ),
  ];
  const monotonic = encodeMonotonic(terms, reading);
  refuseSameName(reading.text, intercept === "centred" ? ["Intercept"] : [], [...columns, ...monotonic]);
  const prefix = parameter === "mu" ? "" : `${parameter}_`;
  const means = recall(reading, predictor, () =>
    Float64Array.from(columns, ({ values }) => (intercept === "centred" ? meanOf(values) : 0)),
  );
  const offset = offsetOf(predictor.offsets, reading);
  return {
    parameter,
    link,
    intercept: thresholds === undefined ? intercept : "none",
    ...(thresholds === undefined ? {} : { thresholds }),
    names: columns.map(({ name }) => prefix + name),
    columns: columns.map(({ values }) => values),
    means,
    ...(monotonic.length > 0 ? { monotonic: monotonic.map((term) => named(term, prefix)) } : {}),
    ...(offset ? { offset } : {}),
  };
}

function named({ name, column, ladders }: MonotonicColumn, prefix: string): MonotonicTerm {
  return { name: prefix + name, column, ladders: ladders.map((ladder) => ({ ...ladder, name: prefix + ladder.name })) };
}

function ones({ table, text }: Reading): DesignColumn {
  const at = Math.max(text.indexOf("Intercept"), 0);
  return { name: "Intercept", values: new Float64Array(table.rows).fill(1), span: { start: at, end: at + 9 } };
}

/** The sum of all offsets. */
function offsetOf(offsets: Formula["predictor"]["offsets"], reading: Reading): Float64Array | undefined {
  if (offsets.length === 0) return undefined;
  const sum = new Float64Array(reading.table.rows);
  for (const { expression } of offsets) {
    evaluateExpression(expression, reading).forEach((value, row) => (sum[row]! += value));
  }
  return sum;
}
