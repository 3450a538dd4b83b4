/** Prior beside posterior as a table for a terminal. */
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, type EffectTextOptions } from "../groups/cells.js";
import type { DrawSummary } from "../groups/DrawSummary.js";
import type { PriorPosterior, PriorPosteriorRow } from "./priorPosterior.js";

/** Above this share of area the data have hardly moved a parameter. */
const unmoved = 0.8;
const mostNamed = 6;

/**
 * A row for each parameter: median and 95 % interval of its prior and of its posterior, the area that they share, and the
 * contraction of variance; below it what these are, and which parameters the data say little about.
 *
 * @example console.log(priorPosteriorText(priorPosterior(posterior), { width: 100 }));
 */
export function priorPosteriorText({ rows }: PriorPosterior, options: EffectTextOptions = {}): string {
  const { width = 80, maxRows = 40 } = options;
  const hidden = rows.length - maxRows;
  const share = (value: number): string => numberCell(value, 2);
  const table = textTable(rows.slice(0, maxRows), {
    name: ({ name }) => name,
    nameHead: "parameter",
    columns: [
      { head: "prior (95%)", cell: ({ prior }) => intervalCell(prior), rank: 2 },
      { head: "posterior (95%)", cell: ({ posterior }) => intervalCell(posterior), rank: 1 },
      { head: "overlap", cell: ({ overlap }) => share(overlap), rank: 0 },
      { head: "contraction", cell: ({ contraction }) => share(contraction), rank: 3 },
    ],
    width,
  });
  return [
    ...table,
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
    "",
    ...sentences(rows).flatMap((sentence) => wrapText(sentence, width, "  ")),
  ].join("\n");
}

/** `0.1 [-4.9, 5.2]`, a median. */
function intervalCell({ median, "q2.5": low, "q97.5": high }: DrawSummary): string {
  if (Number.isNaN(median)) return numberCell(NaN, 0);
  // Two digits of the half-width.
  const decimals = decimalsFor([(high - low) / 4]);
  const [middle, from, to] = [median, low, high].map((value) => numberCell(value, decimals));
  return low === high ? middle! : `${middle} [${from}, ${to}]`;
}

function sentences(rows: readonly PriorPosteriorRow[]): string[] {
  const still = rows.filter(({ overlap }) => overlap > unmoved).map(({ name }) => name);
  const named = still.slice(0, mostNamed).join(", ");
  const rest = still.length > mostNamed ? ` and ${still.length - mostNamed} more` : "";
  const heavy = rows.some(({ reasons }) => reasons.contraction === "the prior has no variance");
  return [
    "overlap: the area that the densities of prior and posterior share, 1 where the data have not moved a parameter at all.",
    `contraction: 1 − posterior variance/prior variance${heavy ? "; – where the prior has none" : ""}.`,
    ...(still.length > 0 ? [`The data say little about ${named}${rest}: the posterior is nearly the prior.`] : []),
  ];
}
