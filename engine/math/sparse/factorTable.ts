/** All whole numbers of a factor's pattern in one array, which a graph takes as one input. */
import type { FactorSizes, FactorStructure } from "./FactorPattern.js";

/** A part of the table: where it begins, how long it is, and the number below which its numbers are. */
export interface TablePart {
  readonly start: number;
  readonly length: number;
  readonly below: number;
}

/** Parts of the table, in their order. */
export type TableParts = Readonly<
  Record<
    | "columnStart"
    | "alignedStart"
    | "othersStart"
    | "rowStart"
    | "runStart"
    | "runEnds"
    | "runLengths"
    | "rowPlaces"
    | "rowColumns"
    | "rowIndex"
    | "entryTarget",
    TablePart
  >
>;

/**
 * Where the parts of a table lie.
 *
 * @param sizes Of the factor
 */
export function tableParts({ size, entries, factorEntries }: FactorSizes): TableParts {
  const left = factorEntries - size;
  let end = 0;
  const part = (length: number, bound: number): TablePart => {
    const start = end;
    end += length;
    return { start, length, below: bound };
  };
  return {
    columnStart: part(size + 1, factorEntries + 1),
    alignedStart: part(size, factorEntries + 1),
    othersStart: part(size, left + 1),
    rowStart: part(size + 1, left + 1),
    runStart: part(size + 1, left + 1),
    runEnds: part(left, left + 1),
    runLengths: part(left, size + 1),
    rowPlaces: part(left, factorEntries),
    rowColumns: part(left, size),
    rowIndex: part(factorEntries, size),
    entryTarget: part(entries, factorEntries),
  };
}

/** Whole numbers in a table. */
export function tableLength({ size, entries, factorEntries }: FactorSizes): number {
  return 3 + 5 * factorEntries + size + entries;
}

/**
 * The table of a pattern. Tables of the same sizes are as long and have their parts in the same places, so that one may take
 * another's place in a compiled graph.
 *
 * @param structure Such as `analysePattern` gives
 */
export function factorTable(structure: FactorStructure): Int32Array {
  const table = new Int32Array(tableLength(structure));
  for (const [name, { start }] of Object.entries(tableParts(structure)))
    table.set(structure[name as keyof TableParts], start);
  return table;
}

/**
 * The structure in a table, as views on it.
 *
 * @param table What {@link factorTable} gave
 * @param sizes Of its factor
 */
export function structureOf(table: Int32Array, sizes: FactorSizes): FactorStructure {
  const parts = tableParts(sizes);
  const view = ({ start, length }: TablePart) => table.subarray(start, start + length);
  return {
    ...sizes,
    columnStart: view(parts.columnStart),
    rowIndex: view(parts.rowIndex),
    entryTarget: view(parts.entryTarget),
    alignedStart: view(parts.alignedStart),
    othersStart: view(parts.othersStart),
    rowStart: view(parts.rowStart),
    rowPlaces: view(parts.rowPlaces),
    rowColumns: view(parts.rowColumns),
    runStart: view(parts.runStart),
    runEnds: view(parts.runEnds),
    runLengths: view(parts.runLengths),
  };
}
