/** How wide text is printed: as the terminal is, and where there is none so that no name is cut. */

/** Columns of running text and of tables. */
export interface TextWidths {
  readonly width: number;
  readonly tableWidth: number;
}

/** Columns where there is no terminal. */
const usual = 100;

/** Of a terminal its columns; what goes into a file or another program keeps its tables whole. */
export function textWidths({ isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number }): TextWidths {
  const width = (isTTY && columns) || usual;
  return { width, tableWidth: isTTY ? width : Infinity };
}
