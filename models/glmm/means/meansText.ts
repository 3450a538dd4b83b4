/** Marginal means, slopes and contrasts as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, probabilityCell, summaryColumns, type EffectTextOptions } from "../groups/cells.js";
import type { ContrastRow, Contrasts } from "./contrasts.js";
import {
  valueText,
  type AtValue,
  type MarginalMeans,
  type MeanRow,
  type MeansSetting,
  type Slopes,
} from "./marginalMeans.js";

/**
 * A row for each combination of levels, and what was averaged over and held.
 *
 * @example console.log(meansText(marginalMeans(posterior, "arm", { by: "sex" })));
 */
export function meansText(answer: MarginalMeans | Slopes, { width = 80 }: EffectTextOptions = {}): string {
  const { rows, kind } = answer;
  const decimals = decimalsFor(rows.map(({ sd }) => sd));
  const columns = [
    ...summaryColumns<MeanRow>(() => decimals),
    ...(kind === "slope"
      ? [{ head: "P(>0)", cell: ({ pPositive }: MeanRow) => probabilityCell(pPositive), rank: 4 }]
      : []),
  ];
  const what = kind === "slope" ? `Slopes of ${answer.of}` : "Means";
  return [
    ...textTable(rows, {
      name: ({ name }) => name,
      nameHead: [...answer.variables, ...answer.by].join(", "),
      columns,
      width,
    }),
    "",
    ...said(answer, what).flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}

/** A row for each contrast; on the scale of a log or logit link with its ratio. @example console.log(contrastsText(contrasts(posterior, "arm"))); */
export function contrastsText(answer: Contrasts, { width = 80 }: EffectTextOptions = {}): string {
  const { rows, slope } = answer;
  const decimals = decimalsFor(rows.map(({ sd }) => sd));
  const hasRatios = rows.some(({ ratio }) => ratio !== undefined);
  const ratio: TextColumn<ContrastRow> = { head: `${ratioName(answer)} (95%)`, cell: ratioCell, rank: 0 };
  const columns = [
    ...summaryColumns<ContrastRow>(() => decimals),
    { head: "P(>0)", cell: ({ pPositive }: ContrastRow) => probabilityCell(pPositive), rank: 4 },
    ...(hasRatios ? [ratio] : []),
  ];
  const name = ({ contrast, by }: ContrastRow) => (by.length === 0 ? contrast : `${atText(by)}: ${contrast}`);
  const what = slope === undefined ? "Differences of means" : `Differences of slopes of ${slope}`;
  return [
    ...textTable(rows, { name, nameHead: "contrast", columns, width }),
    "",
    ...said(answer, what).flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}

function ratioName({ link, parameter }: MeansSetting): string {
  if (parameter !== "mu") return "ratio";
  return link === "logit" ? "odds ratio" : "ratio";
}

function ratioCell({ ratio }: ContrastRow): string {
  if (ratio === undefined) return "";
  const [middle, low, high] = [ratio.median, ratio["q2.5"], ratio["q97.5"]].map((value) =>
    numberCell(value, Math.max(2, decimalsFor([(ratio["q97.5"] - ratio["q2.5"]) / 4]))),
  );
  return `${middle} (${low}–${high})`;
}

function atText(values: readonly AtValue[]): string {
  return values.map(({ variable, value }) => `${variable} ${valueText(value)}`).join(", ");
}

function said(setting: MeansSetting, what: string): string[] {
  const { scale, link, parameter, average, groups, hasGroups, averagedOver, weights, held } = setting;
  const of = parameter === "mu" ? "" : ` of ${parameter}`;
  const where =
    scale === "link"
      ? `on the scale of the link (${link})`
      : average === "response"
        ? "of the expected response"
        : "on the scale of the response";
  return [
    `${what}${of} ${where}${hasGroups ? (groups === "averaged" ? ", over the population of groups" : ", for an average group") : ""}.`,
    ...(averagedOver.length === 0
      ? []
      : [
          `Averaged over ${averagedOver.join(", ")}, ${weights === "equal" ? "every combination alike" : "as often as combinations occur"}${
            scale === "response" && average === "predictor" ? ", before the link is undone" : ""
          }.`,
        ]),
    ...(held.length === 0 ? [] : [`Held: ${atText(held)}.`]),
  ];
}
