/** Effects within groups and between them as tables for a terminal, with what they say in words. */
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, probabilityCell, summaryColumns, type EffectTextOptions } from "../groups/cells.js";
import type { ContrastSummary, WithinBetween, WithinBetweenRow } from "./withinBetween.js";

interface Line extends ContrastSummary {
  readonly name: string;
}

/** A table for each predictor. @example console.log(withinBetweenText(withinBetween(posterior))); */
export function withinBetweenText({ rows, link }: WithinBetween, { width = 80 }: EffectTextOptions = {}): string {
  const tables = rows.map((row) => {
    const lines: Line[] = (["within", "between", "contrast"] as const).map((name) => ({
      name: name === "contrast" ? "between - within" : name,
      ...row[name],
    }));
    const decimals = decimalsFor(lines.map(({ sd }) => sd));
    const columns = [
      ...summaryColumns<Line>(() => decimals),
      { head: "P(>0)", cell: ({ pPositive }: Line) => probabilityCell(pPositive), rank: 4 },
    ];
    return [
      printable(titleOf(row)),
      ...textTable(lines, { name: ({ name }) => name, columns, width }),
      ...wrapText(printable(sentenceOf(row, decimals)), width, "  "),
    ].join("\n");
  });
  const legend = `within: the change with the predictor inside a group; between: the difference of groups whose means differ by 1; on the scale of the link (${link}).`;
  return [...tables, wrapText(legend, width, "  ").join("\n")].join("\n\n");
}

function titleOf({ predictor, grouping, parameter, with: others }: WithinBetweenRow): string {
  const of = parameter === "mu" ? "" : ` of ${parameter}`;
  return `${predictor} within and between levels of ${grouping}${others === undefined ? "" : `, in interaction with ${others}`}${of}`;
}

/** What the contrast says. */
function sentenceOf({ predictor, grouping, contrast, excludes0 }: WithinBetweenRow, decimals: number): string {
  const number = (value: number) => numberCell(value, decimals);
  const [low, high] = excludes0["95"] && !excludes0["99"] ? ["q2.5", "q97.5"] : ["q0.5", "q99.5"];
  const level = low === "q2.5" ? "95%" : "99%";
  const interval = `${level} interval ${number(contrast[low as "q2.5"])} to ${number(contrast[high as "q97.5"])}`;
  const direction = `probability ${probabilityCell(contrast.pDirection)} of being ${contrast.median > 0 ? "above" : "below"} 0`;
  if (!excludes0["95"]) {
    const wide = `95% interval ${number(contrast["q2.5"])} to ${number(contrast["q97.5"])}, ${direction}`;
    return `The two may be equal (${wide}): nothing says that one slope of ${predictor} would not do, though a wide interval shows little.`;
  }
  const also = excludes0["99"] ? "" : ", though the 99% interval holds 0";
  return (
    `The two differ (${interval}, ${direction})${also}: levels of ${grouping} with a higher mean of ${predictor} differ ${contrast.median > 0 ? "upward" : "downward"} ` +
    `by more than ${predictor} does within them. Something else goes along with these means; the slope within is free of all that is constant in ${grouping}.`
  );
}
