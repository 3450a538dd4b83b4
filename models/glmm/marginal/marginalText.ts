/** Population-averaged effects as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, type EffectTextOptions } from "../groups/cells.js";
import type { DrawSummary } from "../groups/DrawSummary.js";
import type { Contrasted, Marginal, MarginalCoefficient, MarginalContrast, Sides } from "./Marginal.js";

/**
 * Coefficients and contrasts, conditional ones beside those of the population, as mean and 95 % interval (ratios as median); below
 * them which question each answers.
 *
 * @example console.log(marginalText(marginal(posterior), { width: 100 }));
 */
export function marginalText(answer: Marginal, { width = 80 }: EffectTextOptions = {}): string {
  const { coefficients, contrasts, link, exponentials, wholeMean, notes, draws } = answer;
  const few = [draws.coefficients, draws.contrasts].some((count) => count < draws.of);
  const sentences = [
    ...questionsOf(answer),
    ...(coefficients.some(({ ratio }) => ratio !== undefined)
      ? [
          "ratio: population-averaged over conditional; below 1 averaging has drawn the effect towards 0; – where the conditional may be 0.",
        ]
      : []),
    ...notes,
    ...(few
      ? [
          `Coefficients are computed from ${draws.coefficients}, contrasts from ${draws.contrasts} of ${draws.of} draws.`,
        ]
      : []),
  ];
  const blocks = [
    ...(coefficients.length > 0
      ? [
          [
            link === "identity" ? "Coefficients" : `Coefficients on the scale of the link (${link})`,
            ...table(
              coefficients,
              ({ name }) => name,
              (row) => row,
              estimateCells,
              width,
              ({ ratio }) => ratio,
            ),
            ...(wholeMean === undefined ? [] : wrapText(printable(wholeMean), width, "  ")),
          ],
        ]
      : []),
    ...(exponentials !== undefined && coefficients.some(({ exponential }) => exponential)
      ? [[exponentialsTitle(exponentials), ...exponentialTable(coefficients, width)]]
      : []),
    ...contrastBlocks(answer, contrasts, width),
    sentences.flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ];
  return blocks.map((block) => block.join("\n")).join("\n\n");
}

function questionsOf({ groups, scale, response }: Marginal): string[] {
  if (groups.length === 0) return [];
  const over = groups.join(", ");
  const what = scale === "probability" ? `the probability of ${response}` : `the mean of ${response}`;
  return [
    `conditional: how ${what} changes for one and the same level of ${over}, a typical one, whose effects are 0.`,
    `population: how ${what} changes in all levels of ${over} together, their effects averaged over, as when whole populations are compared.`,
  ];
}

type Cells = (rows: readonly DrawSummary[]) => (value: DrawSummary) => string;

/** `−0.57 (−0.98 to −0.17)` with the same decimals throughout. */
const estimateCells: Cells = (rows) => {
  const decimals = decimalsFor(rows.map(({ sd }) => sd));
  return ({ mean, "q2.5": low, "q97.5": high }) => interval([mean, low, high], decimals);
};

/** Percentage points. */
const pointCells: Cells = (rows) => {
  const decimals = Math.max(1, decimalsFor(rows.map(({ sd }) => 100 * sd)));
  return ({ mean, "q2.5": low, "q97.5": high }) => interval([100 * mean, 100 * low, 100 * high], decimals);
};

/** Medians: the mean of a ratio is drawn upwards. */
const ratioCells: Cells = () => {
  return ({ median, "q2.5": low, "q97.5": high }) => interval([median, low, high], 2);
};

function interval(values: readonly number[], decimals: number): string {
  const [middle, low, high] = values.map((value) => numberCell(value, decimals));
  return `${middle} (${low} to ${high})`;
}

/** @param ratioOf A third column. */
function table<Row>(
  rows: readonly Row[],
  name: (row: Row) => string,
  sidesOf: (row: Row) => Sides<DrawSummary>,
  cells: Cells,
  width: number,
  ratioOf?: (row: Row) => DrawSummary | undefined,
): string[] {
  const cell = cells(rows.flatMap((row) => [sidesOf(row).conditional, sidesOf(row).averaged]));
  const columns: TextColumn<Row>[] = [
    { head: "conditional (95%)", cell: (row) => cell(sidesOf(row).conditional), rank: 1 },
    { head: "population (95%)", cell: (row) => cell(sidesOf(row).averaged), rank: 0 },
    ...(ratioOf
      ? [{ head: "ratio", cell: (row: Row) => ratioCell(sidesOf(row).conditional, ratioOf(row)), rank: 2 }]
      : []),
  ];
  return textTable(rows, { name, columns, width });
}

/** A ratio to what may be 0 says nothing. */
function ratioCell({ "q2.5": low, "q97.5": high }: DrawSummary, ratio: DrawSummary | undefined): string {
  if (ratio === undefined) return "";
  return low > 0 || high < 0 ? numberCell(ratio.median, 2) : "–";
}

function exponentialTable(coefficients: readonly MarginalCoefficient<DrawSummary>[], width: number): string[] {
  const rows = coefficients.flatMap(({ name, exponential }) => (exponential ? [{ name, exponential }] : []));
  return table(
    rows,
    ({ name }) => name,
    ({ exponential }) => exponential,
    ratioCells,
    width,
  );
}

function contrastBlocks(
  { scale }: Marginal,
  contrasts: readonly MarginalContrast<DrawSummary>[],
  width: number,
): string[][] {
  if (contrasts.length === 0) return [];
  const isRisk = scale === "probability";
  const block = (title: string, cells: Cells, of: (one: Contrasted<DrawSummary>) => DrawSummary | undefined) => {
    const rows = contrasts.filter(({ averaged }) => of(averaged) !== undefined);
    if (rows.length === 0) return [];
    const sides = ({ conditional, averaged }: (typeof rows)[number]) => ({
      conditional: of(conditional)!,
      averaged: of(averaged)!,
    });
    return [[title, ...table(rows, changeName, sides, cells, width)]];
  };
  return [
    ...block(
      isRisk ? "Risk differences, in percentage points" : "Differences of means",
      isRisk ? pointCells : estimateCells,
      ({ difference }) => difference,
    ),
    ...block(isRisk ? "Risk ratios" : "Ratios of means", ratioCells, ({ ratio }) => ratio),
    ...block("Odds ratios of these risks", ratioCells, ({ oddsRatio }) => oddsRatio),
  ];
}

function changeName({ variable, from, to }: MarginalContrast<DrawSummary>): string {
  return from === "observed" ? `${variable} + 1` : `${variable}: ${to} vs ${from}`;
}

/** Contrasts have a table of ratios of means too. */
function exponentialsTitle(exponentials: string): string {
  const several = capital(exponentials.replace("ratio", "ratios"));
  return exponentials === "ratio of means" ? `${several}, by coefficient` : several;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
