/** Writes the draws of one chain as CSV, in the form of CmdStan's files. */
import type { ChainDraws, Draws } from "../../core/Draws.js";

/** First line of our files: their names are taken as they stand, where CmdStan's `theta.1` means `theta[1]`. */
export const drawsCsvMark = "# poolwise draws";

/** Column of each sampler statistic, as CmdStan names it. */
export const statisticColumns = {
  lp__: "logDensity",
  accept_stat__: "acceptanceRate",
  stepsize__: "stepSize",
  treedepth__: "treeDepth",
  n_leapfrog__: "numLeapfrog",
  divergent__: "divergent",
  energy__: "energy",
} as const;

/**
 * One chain as CSV text, one line per draw: the sampler's statistics, then the variables. Numbers have as many digits as
 * it takes to read them back exactly. Names that hold a comma or a quote are quoted; a name that a spreadsheet would
 * take for a formula gets an apostrophe before it; ends of lines in a name are written `\n` and `\r`, and so that no two
 * names become one, a backslash is doubled. `drawsFromCsv` undoes all of it. R's `rstan::read_stan_csv` reads the files of variables
 * without brackets in their names. Unconstrained positions are not written.
 *
 * @param index of the chain in `draws.chains`
 */
export function drawsCsv(draws: Draws, index: number): string {
  return [...drawsCsvPieces(draws, index)].join("");
}

/** Characters of a piece, but for a longer line. */
const pieceLength = 65_536;

/** The text of {@link drawsCsv} in pieces: that of many variables is longer than a string can be. */
export function* drawsCsvPieces(draws: Draws, index: number): Generator<string> {
  let piece = "";
  for (const line of csvLines(draws, draws.chains[index])) {
    piece += line + "\n";
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function* csvLines(draws: Draws, chain: ChainDraws): Generator<string> {
  const { statistics, values } = chain;
  const width = draws.names.length;
  yield* headLines(draws, chain);
  yield [...Object.keys(statisticColumns), ...draws.names.map(headerCell)].join(",");
  yield* adaptationLines(chain);
  const columns = Object.values(statisticColumns).map((key) => statistics[key]);
  const cells = new Array<string>(columns.length + width);
  for (let i = 0; i < chain.drawCount; i++) {
    for (let j = 0; j < columns.length; j++) cells[j] = numberText(columns[j][i]);
    for (let v = 0; v < width; v++) cells[columns.length + v] = numberText(values[i * width + v]);
    yield cells.join(",");
  }
}

function headLines(draws: Draws, chain: ChainDraws): string[] {
  // Of all chains alike, since R's rstan reads no chains of different warmups.
  const warmup = draws.chains.reduce((most, other) => Math.max(most, other.warmup?.iterations ?? 0), 0);
  const lines = [
    drawsCsvMark,
    "# method = sample",
    `# id = ${chain.chain}`,
    `# num_samples = ${chain.drawCount}`,
    `# num_warmup = ${warmup}`,
    "# save_warmup = 0",
    "# thin = 1",
  ];
  if (draws.maxTreeDepth > 0) lines.push(`# max_depth = ${draws.maxTreeDepth}`);
  lines.push(`# gradients = ${chain.gradients}`);
  lines.push(`# rejected = ${chain.rejected.count}`);
  return lines;
}

function adaptationLines({ warmup }: ChainDraws): string[] {
  if (warmup === undefined) return [];
  return [
    "# Adaptation terminated",
    `# Step size = ${numberText(warmup.stepSize)}`,
    "# Diagonal elements of inverse mass matrix:",
    `# ${Array.from(warmup.inverseMetric, numberText).join(", ")}`,
    `# warmup iterations = ${warmup.iterations}`,
    `# warmup gradients = ${warmup.gradients}`,
    `# warmup divergences = ${warmup.divergences}`,
  ];
}

/** The shortest text that reads back as the same double; `String` loses the sign of zero. */
function numberText(x: number): string {
  if (x === 0 && 1 / x < 0) return "-0";
  return x === Infinity ? "inf" : x === -Infinity ? "-inf" : x !== x ? "nan" : String(x);
}

/** A file of draws is read by line. */
const escapes = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
]);

function headerCell(name: string): string {
  const oneLine = name.replace(/[\\\r\n]/g, (character) => escapes.get(character)!);
  const safe = /^[-=+@\t']/.test(oneLine) ? `'${oneLine}` : oneLine;
  return /[",]/.test(safe) || safe !== safe.trim() || safe.startsWith("#") ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The name of a cell of our header, its quotes taken off already. */
export function nameOfHeaderCell(cell: string): string {
  return cell
    .replace(/^'/, "")
    .replace(/\\([\\nr])/g, (_, character: string) => (character === "n" ? "\n" : character === "r" ? "\r" : "\\"));
}
