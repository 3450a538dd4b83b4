/** Columns of a design that say nothing beyond those before them. */

/** A column whose rest, once those before it are taken out, is below this part of its length counts as aliased; as in R's lm. */
const tolerance = 1e-7;

/**
 * The places of the columns that are linear combinations of those before them, and of the constant where there is an
 * intercept: a constant column beside an intercept, a copy of another, a factor's levels given twice. Gram–Schmidt in the order
 * of the columns, each taken out twice to keep its digits (Giraud, Langou & Rozložník 2005, Comput. Math. Appl. 50).
 */
export function aliasedColumns(columns: readonly Float64Array[], intercept: boolean): number[] {
  const basis: Float64Array[] = [];
  const rows = columns[0]?.length ?? 0;
  if (intercept && rows > 0) basis.push(new Float64Array(rows).fill(1 / Math.sqrt(rows)));
  return columns.flatMap((column, place) => {
    const scale = largest(column);
    if (scale === 0) return [place];
    // Scaled first, so that squares neither overflow nor vanish.
    const rest = column.map((value) => value / scale);
    const length = norm(rest);
    for (let pass = 0; pass < 2; pass += 1) for (const one of basis) takeOut(rest, one);
    const left = norm(rest);
    if (!(left > tolerance * length)) return [place];
    basis.push(rest.map((value) => value / left));
    return [];
  });
}

function takeOut(from: Float64Array, one: Float64Array): void {
  let dot = 0;
  for (let i = 0; i < from.length; i += 1) dot += from[i]! * one[i]!;
  if (dot === 0) return;
  for (let i = 0; i < from.length; i += 1) from[i]! -= dot * one[i]!;
}

function norm(x: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < x.length; i += 1) squares += x[i]! * x[i]!;
  return Math.sqrt(squares);
}

function largest(x: Float64Array): number {
  let most = 0;
  for (let i = 0; i < x.length; i += 1) most = Math.max(most, Math.abs(x[i]!));
  return most;
}
