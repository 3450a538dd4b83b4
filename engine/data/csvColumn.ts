/** A column of CSV text, gathered piece by piece; of its cells only numbers and different labels are kept. */
import type { Column } from "../core/Table.js";
import { compareCodePoints } from "./codePoints.js";
import type { CsvRecord } from "./csvPieces.js";
import { readNumber } from "./readNumber.js";

/** A column while its records arrive. */
export interface ColumnGathering {
  add(records: readonly CsvRecord[], place: number): void;
  /** Undefined for a column of numbers that turned out to hold text: it has to be gathered again, as text. */
  finish(): Column | undefined;
}

/** A number column if every cell is a number or missing, a factor otherwise. */
export function gatherColumn(name: string): ColumnGathering {
  const numbers = gatherNumbers(name);
  let labels: ColumnGathering | undefined;
  let isMixed = false;
  return {
    add(records, place) {
      if (isMixed) return;
      if (labels) return labels.add(records, place);
      const rows = numbers.rows();
      if (numbers.add(records, place)) return;
      isMixed = numbers.found() > 0;
      labels = gatherLabels(name, rows);
      labels.add(records, place);
    },
    finish: () => (isMixed ? undefined : (labels ?? numbers).finish()),
  };
}

interface NumberGathering extends ColumnGathering {
  /** False at a cell that is neither a number nor missing. */
  add(records: readonly CsvRecord[], place: number): boolean;
  rows(): number;
  /** How many numbers there are. */
  found(): number;
}

function gatherNumbers(name: string): NumberGathering {
  const pieces: Float64Array[] = [];
  const missing: number[] = [];
  let rows = 0;
  let found = 0;
  return {
    add(records, place) {
      const values = new Float64Array(records.length);
      for (let i = 0; i < records.length; i++) {
        const cell = records[i]![place]!;
        if (isMissing(cell)) {
          missing.push(rows + i);
          values[i] = NaN;
          continue;
        }
        const number = readNumber(cell);
        if (number === undefined) return false;
        values[i] = number;
        found++;
      }
      pieces.push(values);
      rows += records.length;
      return true;
    },
    rows: () => rows,
    found: () => found,
    finish: () => ({ kind: "number", name, values: joined(new Float64Array(rows), pieces), missing }),
  };
}

/**
 * A factor, whatever its cells hold; levels sorted by code point.
 * @param before Rows before the first record, all of them missing.
 */
export function gatherLabels(name: string, before = 0): ColumnGathering {
  // Codes are in the order in which labels are met until all are known.
  const codeOf = new Map<string, number>();
  const pieces: Int32Array[] = [new Int32Array(before).fill(-1)];
  const missing = Array.from({ length: before }, (_, row) => row);
  let rows = before;
  return {
    add(records, place) {
      const codes = new Int32Array(records.length);
      for (let i = 0; i < records.length; i++) {
        const label = records[i]![place]!;
        if (isMissing(label)) {
          missing.push(rows + i);
          codes[i] = -1;
          continue;
        }
        const known = codeOf.get(label);
        codes[i] = known ?? codeOf.size;
        if (known === undefined) codeOf.set(label, codeOf.size);
      }
      pieces.push(codes);
      rows += records.length;
    },
    finish() {
      const levels = [...codeOf.keys()].sort(compareCodePoints);
      const sorted = new Int32Array(levels.length);
      levels.forEach((level, code) => (sorted[codeOf.get(level)!] = code));
      const codes = joined(new Int32Array(rows), pieces);
      for (let row = 0; row < rows; row++) if (codes[row]! >= 0) codes[row] = sorted[codes[row]!]!;
      return { kind: "factor", name, codes, levels, missing };
    },
  };
}

function joined<Numbers extends Float64Array | Int32Array>(out: Numbers, pieces: readonly Numbers[]): Numbers {
  let offset = 0;
  for (const piece of pieces) {
    out.set(piece, offset);
    offset += piece.length;
  }
  return out;
}

function isMissing(cell: string): boolean {
  return cell === "" || cell === "NA";
}
