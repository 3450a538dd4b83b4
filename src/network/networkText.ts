/** A network meta-analysis in words and columns, for the terminal. */
import { textTable } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import type { NetworkResult } from "./NetworkResult.js";
import { placesText } from "./placesText.js";
import { absoluteLines } from "./text/absoluteLines.js";
import { effectColumns, interval, probabilityText } from "./text/estimateText.js";
import { ranksTable } from "./text/ranksTable.js";
import { splitsTable } from "./text/splitsTable.js";
import { uninformedText } from "./text/uninformedText.js";

/** More treatments than this are shown against the reference alone: all pairs are in the report and in nma.json. */
const mostInPairs = 6;

/** Relative effects, heterogeneity, fit, consistency, ranks and what else was asked. */
export function networkText(result: NetworkResult, { width }: { readonly width: number }): string {
  const parts = [
    effectsText(result, width),
    fitText(result),
    ...consistencyText(result, width),
    ...atText(result, width),
    ...absoluteText(result, width),
    ...ranksText(result, width),
  ];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function effectsText({ summary }: NetworkResult, width: number): string[] {
  const { treatments, relative_effects: pairs, ratio, effect, reference } = summary;
  const place = new Map(treatments.map((name, i) => [name, i]));
  const isMany = treatments.length > mostInPairs && summary.model === "consistency";
  const shown = pairs.filter(({ from, to }) => (isMany ? from === reference : place.get(from)! < place.get(to)!));
  const title = `${isMany ? `Effects against ${reference}` : "Relative effects"}, ${effect}`;
  const note = isMany
    ? [`all ${(treatments.length * (treatments.length - 1)) / 2} pairs are in nma.json and the report`]
    : [];
  return [
    title,
    ...textTable(shown, {
      name: ({ from, to }) => `${to} against ${from}`,
      columns: effectColumns(ratio, shown),
      width,
    }),
    ...note,
  ];
}

function fitText({ summary, heterogeneity, fitted }: NetworkResult): string[] {
  const { residual_deviance: deviance, data_points: points, pD, DIC } = summary;
  return [
    ...(heterogeneity ? [`Heterogeneity sd (tau) ${interval(heterogeneity.tau)}`] : []),
    fitted.declaration.priorOnly
      ? "Draws are of the prior, which has seen no study: there is no fit to look at."
      : `Residual deviance ${deviance.toFixed(1)} on ${points} data points; pD ${pD.toFixed(1)}, DIC ${DIC.toFixed(1)}`,
  ];
}

function consistencyText({ consistency, summary }: NetworkResult, width: number): string[][] {
  const { other, splits = [], notes } = consistency;
  const names = { consistency: "Consistency", ume: "Unrelated mean effects" } as const;
  const compared =
    other === undefined
      ? []
      : [
          [
            `${names[other.model]} beside it: residual deviance ${other.fit.residual_deviance.toFixed(1)}, pD ${other.fit.pD.toFixed(1)}, ` +
              `DIC ${other.fit.DIC.toFixed(1)} (here ${summary.DIC.toFixed(1)})` +
              `${other.tau ? `, tau ${interval(other.tau)}` : ""}`,
          ],
        ];
  const split =
    splits.length === 0 ? [] : [["Direct and indirect evidence, by node-splitting", ...splitsTable(splits, width)]];
  return [...compared, ...split, ...notes.map((note) => wrapText(note, width))];
}

function atText({ at, summary, fitted }: NetworkResult, width: number): string[][] {
  return at.map(({ at: values, relative_effects: pairs, predictive }) => {
    const where = placesText(new Map(Object.entries(values)), fitted.network);
    const shown = pairs.filter(({ from }) => from === summary.reference);
    const harm = new Map(
      (predictive ?? []).filter(({ from }) => from === summary.reference).map((row) => [row.to, row.harm]),
    );
    const columns = effectColumns(summary.ratio, shown);
    return [
      `At ${where}, against ${summary.reference}`,
      ...textTable(shown, {
        name: ({ to }) => to,
        columns: predictive
          ? [
              ...columns,
              { head: "P(harm in a new trial)", cell: ({ to }) => probabilityText(harm.get(to) ?? null), rank: 5 },
            ]
          : columns,
        width,
      }),
    ];
  });
}

function absoluteText({ absolute }: NetworkResult, width: number): string[][] {
  return absolute === null ? [] : [absoluteLines(absolute, width)];
}

function ranksText({ ranks, summary, questions, fitted }: NetworkResult, width: number): string[][] {
  if (ranks === null) {
    const isAsked = questions.predictive || questions.at.length > 0 || questions.baseline !== undefined;
    const why =
      summary.model === "ume"
        ? isAsked
          ? "Ranks, and what else needs effects against one reference, are left out: unrelated mean effects are none."
          : "Ranks are left out: unrelated mean effects do not order the treatments."
        : "Ranks are left out: say whether higher or lower effects are better to have them (--better).";
    return [[why]];
  }
  const unknown = uninformedText(fitted.network);
  return [
    [
      `Ranks, 1 is best (${ranks.better} is better)`,
      ...ranksTable(ranks, width),
      ...(unknown === undefined ? [] : wrapText(unknown, width)),
    ],
  ];
}
