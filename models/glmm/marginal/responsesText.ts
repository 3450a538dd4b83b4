/** Implied responses as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, type EffectTextOptions } from "../groups/cells.js";
import type { DrawSummary } from "../groups/DrawSummary.js";
import type { ImpliedPair, ImpliedResponse, ImpliedResponses } from "./Responses.js";

/** Matrices of more rows are told as pairs. */
const mostColumns = 12;

/**
 * Mean, variance and dispersion of each response as median and 95 % interval, then correlations: of the average row for each group that two
 * responses can share, of given rows as a matrix of medians.
 *
 * @example console.log(impliedResponsesText(impliedResponses(posterior, { group: "patient", level: "12" })));
 */
export function impliedResponsesText(answer: ImpliedResponses, { width = 80 }: EffectTextOptions = {}): string {
  const { responses, pairs, response, dispersionOf, notes, draws } = answer;
  const isAverage = responses[0]?.row === null;
  const column = (head: string, rank: number, of: (row: ImpliedResponse<DrawSummary>) => DrawSummary) => ({
    head,
    cell: (row: ImpliedResponse<DrawSummary>) => cell(of(row)),
    rank,
  });
  const name = ({ row }: ImpliedResponse<DrawSummary>) => (row === null ? "average row" : `row ${row + 1}`);
  const moments = [
    `Responses ${response}, over the effects of groups`,
    ...textTable(responses, {
      name,
      columns: [
        column("mean (95%)", 0, ({ mean }) => mean),
        column("variance (95%)", 2, ({ variance }) => variance),
        column("dispersion (95%)", 1, ({ dispersion }) => dispersion),
      ],
      width,
    }),
  ];
  const sentences = [
    `dispersion: the variance over ${dispersionOf}.`,
    ...(pairs.length > 0 && isAverage
      ? ["correlation: of two responses that share the effects of these groups and no others."]
      : []),
    ...notes,
    ...(draws.used < draws.of ? [`Computed from ${draws.used} of ${draws.of} draws.`] : []),
  ];
  return [
    moments,
    ...(pairs.length === 0
      ? []
      : [isAverage || responses.length > mostColumns ? pairTable(answer, width) : matrix(answer, width)]),
    sentences.flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ]
    .map((block) => block.join("\n"))
    .join("\n\n");
}

function pairTable({ pairs, responses }: ImpliedResponses, width: number): string[] {
  const rowName = (place: number) => `row ${responses[place]!.row! + 1}`;
  const name = ({ first, second, groups }: ImpliedPair<DrawSummary>) =>
    first === second ? groups.join(", ") : `${rowName(first)}, ${rowName(second)}`;
  const columns: TextColumn<ImpliedPair<DrawSummary>>[] = [
    { head: "correlation (95%)", cell: ({ correlation }) => cell(correlation), rank: 0 },
    { head: "covariance (95%)", cell: ({ covariance }) => cell(covariance), rank: 1 },
  ];
  return ["Correlations of two responses", ...textTable(pairs, { name, columns, width })];
}

function matrix({ pairs, responses }: ImpliedResponses, width: number): string[] {
  const known = new Map(pairs.map(({ first, second, correlation }) => [`${first} ${second}`, correlation.median]));
  const rows = responses.map((_, place) => place).slice(1);
  const columns = responses.slice(0, -1).map(({ row }, column): TextColumn<number> => ({
    head: `row ${row! + 1}`,
    cell: (place) => (column < place ? numberCell(known.get(`${column} ${place}`)!, 2) : ""),
    rank: 0,
  }));
  return [
    "Correlations (medians)",
    ...textTable(rows, { name: (place) => `row ${responses[place]!.row! + 1}`, columns, width }),
  ];
}

/** `2.9 (2.1 to 4.4)`, a median: of a few draws the mean may be beyond all others. */
function cell({ median, sd, "q2.5": low, "q97.5": high }: DrawSummary): string {
  const decimals = decimalsFor([sd > 1e-6 * Math.abs(median) ? sd : Math.abs(median) / 10]);
  const [middle, from, to] = [median, low, high].map((value) => numberCell(value, decimals));
  return `${middle} (${from} to ${to})`;
}
