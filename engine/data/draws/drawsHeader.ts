/** Reads the line of a CSV file that names the columns. */
import { UserError } from "../../core/UserError.js";
import { readNumber } from "../readNumber.js";
import { nameOfHeaderCell } from "./drawsCsv.js";

/**
 * Names of the columns; CmdStan's `theta.1.2` become `theta[1,2]`, our own are kept. The first may be empty: R and pandas write row
 * names so.
 *
 * @param ours whether the file is one of ours
 * @throws UserError naming file and line: numbers in place of names, a column without a name, a name twice.
 */
export function drawsHeader(file: string, line: string, lineNumber: number, ours: boolean): string[] {
  const cells = splitCells(line);
  if (cells.every((cell) => readNumber(cell) !== undefined)) {
    throw new UserError(`${file} has numbers in line ${lineNumber} where the names of columns are expected: add them.`);
  }
  if (cells.length === 1 && /[;\t]/.test(line)) {
    const separator = line.includes("\t") ? "tabs" : '";"';
    throw new UserError(`${file} separates its columns by ${separator}: save it with commas.`);
  }
  const names = cells.map((cell) => (ours ? nameOfHeaderCell(cell) : bracketed(cell)));
  const seen = new Set<string>();
  names.forEach((name, column) => {
    if (name === "" && (ours || column > 0)) {
      throw new UserError(`${file} has a column without a name in line ${lineNumber}: name it.`);
    }
    if (seen.has(name)) {
      throw new UserError(`${file} has two columns named "${name}" in line ${lineNumber}: rename one.`);
    }
    seen.add(name);
  });
  return names;
}

/** CmdStan's `theta.1.2` as `theta[1,2]`; any other name as it is. */
function bracketed(name: string): string {
  const match = /^([A-Za-z]\w*?)((?:\.\d+)+)$/.exec(name);
  return match === null ? name : `${match[1]}[${match[2].slice(1).replace(/\./g, ",")}]`;
}

/** Cells of a line; those in quotes may hold commas, and doubled quotes for quotes. */
function splitCells(line: string): string[] {
  if (!line.includes('"')) return line.split(",").map((cell) => cell.trim());
  const cells: string[] = [];
  const cell = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?:,|$)/y;
  while (cell.lastIndex <= line.length) {
    const before = cell.lastIndex;
    const match = cell.exec(line);
    if (match === null) return [...cells, line.slice(before)];
    cells.push(match[1] !== undefined ? match[1].replace(/""/g, '"') : match[2].trim());
    if (!match[0].endsWith(",")) break;
  }
  return cells;
}
