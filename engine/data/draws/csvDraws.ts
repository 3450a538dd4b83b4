/** Reads one CSV file of draws as it streams by: CmdStan's output, our own, or a table with a column for the chain. */
import { UserError } from "../../core/UserError.js";
import { readNumber } from "../readNumber.js";
import { chainRows, type ChainRows } from "./chainRows.js";
import { cmdstanComments, refuseOtherMethods, type Comments } from "./cmdstanComments.js";
import { drawColumns, type DrawColumns } from "./drawColumns.js";
import type { DrawsFile } from "./DrawsFile.js";
import { drawsHeader } from "./drawsHeader.js";
import { parseDouble } from "./parseDouble.js";

/** A file that is being read. */
export interface CsvDraws {
  /** Takes the next bytes of the file, in pieces of any size. @throws UserError naming file, line and column of what is no draw. */
  push(bytes: Uint8Array): void;
  /** What the file holds, when it has ended. @throws UserError when there are no draws in it. */
  finish(): DrawsFile;
}

const [newline, carriageReturn, comma, space, tab, hash] = [10, 13, 44, 32, 9, 35];
const mark = [0xef, 0xbb, 0xbf];
const nothing = new Uint8Array(0);
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * A reader of the file with this name. CmdStan's comments are read wherever they stand: the tree depth limit, the adapted step size and metric,
 * and whether warmup draws were saved, which are left out. A table with a column `.chain` (R's `posterior`), or with `chain` and `draw` (ours,
 * ArviZ), is split by it. Statistics that a file lacks are NaN.
 *
 * @example
 * const reader = csvDraws("chain1.csv");
 * for await (const bytes of createReadStream("chain1.csv")) reader.push(bytes);
 * const { variables, chains } = reader.finish();
 */
export function csvDraws(name: string): CsvDraws {
  const comments = cmdstanComments();
  let table: DrawsTable | undefined;
  let rest: Uint8Array = nothing;
  let lineNumber = 0;
  let begun = false;

  const takeLine = (bytes: Uint8Array, start: number, end: number) => {
    lineNumber++;
    if (end > start && bytes[end - 1] === carriageReturn) end--;
    if (isBlank(bytes, start, end)) return;
    if (bytes[start] === hash) {
      comments.add(decoder.decode(bytes.subarray(start, end)), table?.rows() ?? 0);
    } else if (table === undefined) {
      refuseOtherMethods(name, comments.settings);
      table = drawsTable(
        name,
        drawsHeader(name, decoder.decode(bytes.subarray(start, end)), lineNumber, comments.ours),
      );
    } else {
      table.add(bytes, start, end, lineNumber);
    }
  };

  return {
    push(bytes) {
      let at = 0;
      if (!begun && bytes.length > 0) {
        begun = true;
        if (mark.every((byte, i) => bytes[i] === byte)) at = mark.length;
      }
      for (;;) {
        const end = bytes.indexOf(newline, at);
        if (end < 0) break;
        if (rest.length > 0) {
          const line = joined(rest, bytes.subarray(at, end));
          rest = nothing;
          takeLine(line, 0, line.length);
        } else {
          takeLine(bytes, at, end);
        }
        at = end + 1;
      }
      // Copied, since whoever reads the file may use its memory again.
      rest = rest.length > 0 ? joined(rest, bytes.subarray(at)) : bytes.slice(at);
    },
    finish() {
      const cut = rest.length > 0 && table !== undefined && isCutOff(rest, table, comments);
      if (rest.length > 0 && !cut) takeLine(rest, 0, rest.length);
      if (table === undefined) {
        throw new UserError(
          `${name} holds no draws: it has no line of column names. Was the run stopped before it began?`,
        );
      }
      return withShortfall(table.finish(comments), table.rows(), cut, comments);
    },
  };
}

/**
 * Whether the last line, which no newline ends, is the beginning of a row: of a run that is not over, or of a file that was cut off. Such a row may
 * have all its cells, the last of them with digits missing, so that of a file with fewer rows than planned it is not believed.
 */
function isCutOff(line: Uint8Array, table: DrawsTable, comments: Comments): boolean {
  const planned = comments.plannedRows();
  if (planned === undefined || line[0] === hash || isBlank(line, 0, line.length)) return false;
  const cells = line.reduce((count, byte) => count + (byte === comma ? 1 : 0), 1);
  return cells < table.width || table.rows() + 1 < planned;
}

/** The file with a warning where it has fewer rows than its run was to write. */
function withShortfall(file: DrawsFile, rows: number, cut: boolean, comments: Comments): DrawsFile {
  const planned = comments.plannedRows();
  if (planned === undefined || file.chains.length > 1 || rows >= planned) return file;
  const skipped = comments.warmupRows();
  const [found, wanted] = [Math.max(0, rows - skipped), planned - skipped];
  const text =
    `${file.name} holds ${found} of the ${wanted} draws that its run was to make` +
    (cut ? ` (its last line is not whole and was left out)` : "") +
    `: the run has not ended, was stopped, or the file was cut off. Give the whole file, or run the chain again.`;
  return { ...file, warnings: [{ cause: "short_chain", variables: [], text }] };
}

/** Rows below a header, by chain. */
interface DrawsTable {
  add(bytes: Uint8Array, start: number, end: number, lineNumber: number): void;
  rows(): number;
  /** Cells of a row. */
  readonly width: number;
  finish(comments: Comments): DrawsFile;
}

function drawsTable(name: string, header: readonly string[]): DrawsTable {
  const columns = drawColumns(header);
  if (columns.variables.length === 0) {
    throw new UserError(`${name} has no variables: all its columns are about the sampler; give the file of the draws.`);
  }
  const chains = new Map<number, ChainRows>();
  const row = new Float64Array(header.length);
  let rows = 0;
  const chainAt = (lineNumber: number): ChainRows => {
    const number = columns.chain < 0 ? 1 : row[columns.chain];
    const known = chains.get(number);
    if (known !== undefined) return known;
    if (!Number.isInteger(number) || number < 0) {
      throw new UserError(
        `${name} names a chain ${number} in line ${lineNumber}: chains are numbered by whole numbers, from 0 or 1.`,
      );
    }
    const fresh = chainRows(columns, columns.chain < 0 ? name : `chain ${number} of ${name}`);
    chains.set(number, fresh);
    return fresh;
  };
  return {
    add(bytes, start, end, lineNumber) {
      readRow(bytes, start, end, row, { name, header, lineNumber });
      chainAt(lineNumber).add(row);
      rows++;
    },
    rows: () => rows,
    width: header.length,
    finish: (comments) => fileOf(name, columns, chains, comments),
  };
}

function fileOf(
  name: string,
  columns: DrawColumns,
  chains: ReadonlyMap<number, ChainRows>,
  comments: Comments,
): DrawsFile {
  const { settings, ours } = comments;
  const skipped = comments.warmupRows();
  if (![...chains.values()].some(({ count }) => count > skipped)) {
    throw new UserError(`${name} holds no draws after warmup: was the run stopped early? Run the chain again.`);
  }
  const warmup = comments.warmup();
  const recorded = Number(settings.get("gradients"));
  const shift = chains.has(0) ? 1 : 0;
  return {
    name,
    variables: columns.variables.map((variable) => variable.name),
    chains: [...chains].map(([number, rows]) => {
      const draws = rows.finish(Math.min(skipped, rows.count));
      const leapfrogs = draws.statistics.numLeapfrog.reduce((sum, n) => sum + n, 0);
      return {
        chain: columns.chain < 0 ? chainId(settings) : number + shift,
        ...draws,
        ...(warmup === undefined ? {} : { warmup }),
        gradients: Number.isFinite(recorded) ? recorded : Number.isFinite(leapfrogs) ? leapfrogs : 0,
        rejected: { count: Number(settings.get("rejected") ?? 0) || 0 },
      };
    }),
    maxTreeDepth: Number(settings.get("max_depth") ?? 0) || 0,
    origin: ours
      ? "poolwise"
      : settings.has("stan_version_major") || columns.statistics.length > 1
        ? "cmdstan"
        : "other",
  };
}

function chainId(settings: ReadonlyMap<string, string>): number {
  const id = Number(settings.get("id"));
  return Number.isInteger(id) && id > 0 ? id : 1;
}

interface RowPlace {
  readonly name: string;
  readonly header: readonly string[];
  readonly lineNumber: number;
}

/** Reads the cells of a line into `row`. @throws UserError when there are not as many as columns, or one is no number. */
function readRow(bytes: Uint8Array, start: number, end: number, row: Float64Array, place: RowPlace): void {
  let column = 0;
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && bytes[at] !== comma) continue;
    if (column < row.length) {
      const value = parseDouble(bytes, from, at);
      row[column] = value === value ? value : readCell(bytes, from, at, column, place);
    }
    column++;
    from = at + 1;
  }
  if (column === row.length) return;
  throw new UserError(
    `${place.name} has ${column} values in line ${place.lineNumber} where the header has ${row.length} names: ` +
      `was the file cut off? Remove the line, or run the chain again.`,
  );
}

/** What R and Python write besides numbers. */
const words = new Map([
  ["NA", NaN],
  ["TRUE", 1],
  ["FALSE", 0],
  ["True", 1],
  ["False", 0],
]);

function readCell(
  bytes: Uint8Array,
  start: number,
  end: number,
  column: number,
  { name, header, lineNumber }: RowPlace,
): number {
  const cell = decoder
    .decode(bytes.subarray(start, end))
    .trim()
    .replace(/^"(.*)"$/, "$1");
  const value = words.get(cell) ?? readNumber(cell);
  if (value !== undefined) return value;
  // Row names have no header, and need not be numbers.
  if (header[column] === "") return NaN;
  throw new UserError(
    `${name} holds "${cell.slice(0, 40)}" in line ${lineNumber}, column "${header[column]}", where a number is expected: ` +
      `was the file cut off or edited?`,
  );
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== space && bytes[i] !== tab) return false;
  return true;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
