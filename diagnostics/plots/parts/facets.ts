/** Places small plots beside and below one another. */

/** Where the k-th plot lies. Pixels. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A grid of cells, all of one size. */
export interface Facets {
  readonly columns: number;
  readonly cells: readonly Cell[];
  /** Of all rows together. */
  readonly height: number;
}

/**
 * As many columns as the width allows, and no more than make full rows.
 *
 * @param size the least width of a cell, its height, and the first y
 * @example facets(3, 800, { least: 220, height: 160 }).columns // 3
 */
export function facets(
  n: number,
  width: number,
  { least, height, top = 0 }: { readonly least: number; readonly height: number; readonly top?: number },
): Facets {
  const gap = 16;
  const most = Math.max(1, Math.floor((width + gap) / (least + gap)));
  const rows = Math.ceil(Math.max(n, 1) / most);
  // Five plots where four fit in a row are better set as three and two.
  const columns = Math.min(most, Math.ceil(Math.max(n, 1) / rows));
  const cellWidth = (width - (columns - 1) * gap) / columns;
  return {
    columns,
    cells: Array.from({ length: n }, (_, k) => ({
      x: (k % columns) * (cellWidth + gap),
      y: top + Math.floor(k / columns) * height,
      width: cellWidth,
    })),
    height: rows * height,
  };
}
