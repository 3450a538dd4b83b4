/** Reads draws from CSV text: CmdStan's output, our own, or a table with a column for the chain. */
import type { ChainDraws, Draws, SamplerStatistics, WarmupReport } from "../core/Draws.js";
import { UserError } from "../core/UserError.js";
import { readNumber } from "./csv.js";
import { drawsCsvMark, nameOfHeaderCell, statisticColumns } from "./drawsCsv.js";

/** One file of draws: its name, for errors, and its text. */
export interface DrawsText {
  readonly name: string;
  readonly text: string;
}

/** Columns that say which chain a row belongs to (ours; R's posterior; ArviZ), in the order of preference. */
const chainColumns = ["chain__", ".chain", "chain"];

/** Columns that only number the rows; `chain` and `draw` count as such when both are there. */
const indexColumns = [".iteration", ".draw", "iteration__", "draw__"];

/**
 * Draws of one fit from one or several files, each a chain. CmdStan's comments are read wherever they stand: the tree
 * depth limit, the adapted step size and metric, and whether warmup draws were saved, which are left out. CmdStan's names
 * `theta.1.2` become `theta[1,2]`; our own are kept. A single table with a column `.chain` (R's `posterior`) is split by
 * it. Statistics that a file lacks are NaN.
 *
 * @throws UserError naming file and line: no draws, columns that differ between files, a row of another length, a cell
 * that is not a number, output of an optimiser, the same draws twice.
 * @example drawsFromCsv([{ name: "chain1.csv", text }])
 */
export function drawsFromCsv(files: readonly DrawsText[]): Draws {
  if (files.length === 0) throw new UserError("no file of draws was given: name at least one CSV file.");
  const parsed = files.map(parseFile);
  const [first] = parsed;
  for (const other of parsed.slice(1)) checkSameColumns(first, other);
  checkDifferentDraws(parsed);
  const chains = parsed.flatMap(chainsOf);
  const numbersDiffer = new Set(chains.map((chain) => chain.chain)).size === chains.length;
  return {
    names: variableColumns(first).map(({ name }) => name),
    chains: numbersDiffer ? chains : chains.map((chain, c) => ({ ...chain, chain: c + 1 })),
    maxTreeDepth: Math.max(0, ...parsed.map((file) => Number(file.settings.get("max_depth") ?? 0) || 0)),
  };
}

interface ParsedFile {
  readonly name: string;
  readonly header: readonly string[];
  /** Draws after warmup, each as long as the header. */
  readonly rows: readonly Float64Array[];
  /** `key = value` comments, the last of each key. */
  readonly settings: ReadonlyMap<string, string>;
  readonly inverseMetric: Float64Array | undefined;
}

function parseFile({ name, text }: DrawsText): ParsedFile {
  const settings = new Map<string, string>();
  const rows: Float64Array[] = [];
  let header: string[] | undefined;
  let ours = false;
  let metric: number[] | undefined;
  let expectMetric = false;
  let warmupRows = 0;
  let lineNumber = 0;
  for (const line of linesOf(text)) {
    lineNumber++;
    if (line.trim() === "") continue;
    if (line.startsWith("#")) {
      if (line.startsWith(drawsCsvMark)) ours = true;
      if (/Adaptation terminated/.test(line)) warmupRows = rows.length;
      const setting = /^#\s*([A-Za-z_ ]+?)\s*=\s*(.*?)\s*(?:\(Default\))?\s*$/.exec(line);
      if (setting) settings.set(setting[1], setting[2]);
      if (expectMetric && metric === undefined && /^#[\s\d.,eE+-]*\d/.test(line)) {
        metric = line.slice(1).split(",").map(Number);
      }
      expectMetric = /Diagonal elements of inverse mass matrix/.test(line);
      continue;
    }
    if (header === undefined) {
      refuseOtherMethods(name, settings);
      header = readHeader(name, line, lineNumber, ours);
      continue;
    }
    rows.push(readRow(name, line, lineNumber, header));
  }
  if (header === undefined) {
    throw new UserError(`${name} holds no draws: it has no line of column names. Was the run stopped before it began?`);
  }
  const saved = settings.get("save_warmup");
  const kept = saved === "1" || saved === "true" ? rows.slice(warmupRows || savedWarmup(settings)) : rows;
  if (kept.length === 0) {
    throw new UserError(`${name} holds no draws after warmup: was the run stopped early? Run the chain again.`);
  }
  return { name, header, rows: kept, settings, inverseMetric: metric && Float64Array.from(metric) };
}

/** Lines without their ends, and without a byte order mark. A file of draws may be large: no array of all lines. */
function* linesOf(text: string): Generator<string> {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    yield text.slice(start, end > start && text[end - 1] === "\r" ? end - 1 : end);
    start = end + 1;
  }
}

function refuseOtherMethods(name: string, settings: ReadonlyMap<string, string>): void {
  const method = settings.get("method");
  if (method === undefined || /^(sample|generate_quantities)/.test(method)) return;
  throw new UserError(
    `${name} was written by CmdStan's method "${method}", not by sampling: give the files of sample.`,
  );
}

function readHeader(file: string, line: string, lineNumber: number, ours: boolean): string[] {
  const cells = splitCells(line);
  if (cells.every((cell) => readNumber(cell) !== undefined)) {
    throw new UserError(`${file} has numbers in line ${lineNumber} where the names of columns are expected: add them.`);
  }
  const names = cells.map((cell) => (ours ? nameOfHeaderCell(cell) : bracketed(cell)));
  const seen = new Set<string>();
  for (const name of names) {
    if (name === "") throw new UserError(`${file} has a column without a name in line ${lineNumber}: name it.`);
    if (seen.has(name))
      throw new UserError(`${file} has two columns named "${name}" in line ${lineNumber}: rename one.`);
    seen.add(name);
  }
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

function readRow(file: string, line: string, lineNumber: number, header: readonly string[]): Float64Array {
  const cells = line.split(",");
  if (cells.length !== header.length) {
    throw new UserError(
      `${file} has ${cells.length} values in line ${lineNumber} where the header has ${header.length} names: ` +
        `was the file cut off? Remove the line, or run the chain again.`,
    );
  }
  const row = new Float64Array(cells.length);
  for (let j = 0; j < cells.length; j++) {
    const cell = cells[j].trim().replace(/^"(.*)"$/, "$1");
    const value = cell === "NA" ? NaN : readNumber(cell);
    if (value === undefined) {
      throw new UserError(
        `${file} holds "${cell.slice(0, 40)}" in line ${lineNumber}, column "${header[j]}", where a number is expected: ` +
          `was the file cut off or edited?`,
      );
    }
    row[j] = value;
  }
  return row;
}

function savedWarmup(settings: ReadonlyMap<string, string>): number {
  const warmup = Number(settings.get("num_warmup") ?? 0);
  return Math.ceil(warmup / Math.max(1, Number(settings.get("thin") ?? 1)));
}

function checkSameColumns(a: ParsedFile, b: ParsedFile): void {
  const inA = new Set(a.header);
  const inB = new Set(b.header);
  const onlyA = a.header.find((name) => !inB.has(name));
  const onlyB = b.header.find((name) => !inA.has(name));
  const odd = onlyA ?? onlyB;
  if (odd !== undefined) {
    const [has, lacks] = onlyA !== undefined ? [a, b] : [b, a];
    throw new UserError(
      `${has.name} has a column "${odd}" that ${lacks.name} lacks: give only the chains of one fit of one model.`,
    );
  }
  const moved = a.header.findIndex((name, j) => name !== b.header[j]);
  if (moved >= 0) {
    throw new UserError(
      `${a.name} and ${b.name} order their columns differently (column ${moved + 1} is "${a.header[moved]}" and ` +
        `"${b.header[moved]}"): give only the chains of one fit of one model.`,
    );
  }
}

/** The same file given twice would make R-hat and ESS look better than they are. */
function checkDifferentDraws(files: readonly ParsedFile[]): void {
  for (let a = 0; a < files.length; a++) {
    for (let b = a + 1; b < files.length; b++) {
      const x = files[a].rows;
      const y = files[b].rows;
      if (x.length !== y.length || x.length < 2) continue;
      if (x.every((row, i) => row.every((value, j) => Object.is(value, y[i][j])))) {
        throw new UserError(
          `${files[a].name} and ${files[b].name} hold the same draws: give every chain once, each run with its own seed.`,
        );
      }
    }
  }
}

interface VariableColumn {
  readonly name: string;
  readonly column: number;
}

function chainColumn({ header }: ParsedFile): number {
  const name = chainColumns.find((name) => header.includes(name) && (name !== "chain" || header.includes("draw")));
  return name === undefined ? -1 : header.indexOf(name);
}

function variableColumns(file: ParsedFile): VariableColumn[] {
  const byChain = chainColumn(file);
  const skipped = new Set<string>([...Object.keys(statisticColumns), ...indexColumns]);
  if (byChain >= 0 && file.header[byChain] === "chain") skipped.add("draw");
  return file.header.flatMap((name, column) => (skipped.has(name) || column === byChain ? [] : [{ name, column }]));
}

function chainsOf(file: ParsedFile): ChainDraws[] {
  const byChain = chainColumn(file);
  if (byChain < 0) return [chainOf(file, file.rows, chainId(file))];
  const groups = new Map<number, Float64Array[]>();
  for (const row of file.rows) {
    const key = row[byChain];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((rows, c) => chainOf(file, rows, c + 1));
}

function chainId({ settings }: ParsedFile): number {
  const id = Number(settings.get("id"));
  return Number.isInteger(id) && id > 0 ? id : 1;
}

function chainOf(file: ParsedFile, rows: readonly Float64Array[], chain: number): ChainDraws {
  const variables = variableColumns(file);
  const values = new Float64Array(rows.length * variables.length);
  rows.forEach((row, i) => {
    variables.forEach(({ column }, v) => (values[i * variables.length + v] = row[column]));
  });
  const statistic = (name: string) => {
    const column = file.header.indexOf(name);
    return Float64Array.from(rows, (row) => (column < 0 ? NaN : row[column]));
  };
  const statistics = Object.fromEntries(
    Object.entries(statisticColumns).map(([column, key]) => [key, statistic(column)]),
  ) as unknown as SamplerStatistics;
  const warmup = warmupOf(file);
  const leapfrogs = statistics.numLeapfrog.reduce((sum, n) => sum + n, 0);
  const recorded = Number(file.settings.get("gradients"));
  return {
    chain,
    drawCount: rows.length,
    values,
    positions: new Float64Array(0),
    statistics,
    ...(warmup === undefined ? {} : { warmup }),
    gradients: Number.isFinite(recorded) ? recorded : Number.isFinite(leapfrogs) ? leapfrogs : 0,
    rejected: { count: Number(file.settings.get("rejected") ?? 0) || 0 },
  };
}

function warmupOf({ settings, inverseMetric }: ParsedFile): WarmupReport | undefined {
  const stepSize = readNumber(settings.get("Step size") ?? "");
  if (stepSize === undefined) return undefined;
  const number = (key: string) => Number(settings.get(key) ?? 0) || 0;
  return {
    iterations: settings.has("warmup iterations") ? number("warmup iterations") : number("num_warmup"),
    stepSize,
    inverseMetric: inverseMetric ?? new Float64Array(0),
    gradients: number("warmup gradients"),
    divergences: number("warmup divergences"),
  };
}
