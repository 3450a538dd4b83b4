/** A matrix with more on its diagonal. */
import { UserError } from "../../../engine/core/UserError.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";

/**
 * The matrix plus `ridge` times the identity, which makes a singular kinship definite.
 *
 * @param ridge 0 or above
 * @param whose Called so in messages: `the matrix K`
 * @throws UserError for a ridge that is negative or no number
 */
export function ridged(declaration: MatrixDeclaration, ridge: number, whose: string): MatrixDeclaration {
  if (!(ridge >= 0 && ridge < Infinity)) {
    throw new UserError(`the ridge of ${whose} is ${ridge}: give a number of 0 or above, such as 0.001.`);
  }
  if (ridge === 0) return declaration;
  const { names, values, places } = declaration;
  const out = values.slice();
  if (!places) {
    for (let i = 0; i < names.length; i++) out[i * names.length + i] += ridge;
    return { ...declaration, values: out };
  }
  // A diagonal entry that is not given is 0.
  const isGiven = new Uint8Array(names.length);
  places.rows.forEach((row, e) => {
    if (row !== places.columns[e]) return;
    out[e] += ridge;
    isGiven[row] = 1;
  });
  const added = Int32Array.from(isGiven.keys()).filter((row) => !isGiven[row]);
  const rows = joined(places.rows, added);
  const all = new Float64Array(rows.length).fill(ridge);
  all.set(out);
  return { ...declaration, values: all, places: { rows, columns: joined(places.columns, added) } };
}

function joined(first: Int32Array, then: Int32Array): Int32Array {
  const out = new Int32Array(first.length + then.length);
  out.set(first);
  out.set(then, first.length);
  return out;
}
