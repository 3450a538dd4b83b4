/** Intraclass correlations and shares explained as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, type EffectTextOptions } from "../groups/cells.js";
import type { DrawSummary } from "../groups/DrawSummary.js";
import { shareCell } from "../variance/shareCell.js";
import type { Icc, IccOf } from "./icc.js";
import type { R2 } from "./r2.js";

interface IccLine extends Partial<Omit<IccOf<DrawSummary>, "variance">> {
  readonly name: string;
  readonly variance: DrawSummary;
}

/**
 * A row for each group and one for all, as mean and 95 % interval, then the variances that the rest has.
 *
 * @example console.log(iccText(icc(posterior), { width: 100 }));
 */
export function iccText(answer: Icc, { width = 80 }: EffectTextOptions = {}): string {
  const { rows, oneScale, residual, residualWords, fixed, ofRows, mean, notes } = answer;
  const lines: IccLine[] = [
    ...rows.map((row) => ({ name: row.group ?? "all groups", ...row })),
    { name: "fixed effects", variance: fixed },
    ...(ofRows ? [{ name: "single rows", variance: ofRows }] : []),
    { name: "residual", variance: residual },
  ];
  const columns: TextColumn<IccLine>[] = [
    { head: "variance", cell: ({ variance }) => numberCell(variance.mean, decimalsFor([variance.sd])), rank: 2 },
    { head: "adjusted (95%)", cell: ({ adjusted }) => cell(adjusted), rank: 0 },
    { head: "unadjusted (95%)", cell: ({ unadjusted }) => cell(unadjusted), rank: 1 },
    ...(oneScale ? [] : [{ head: "data (95%)", cell: ({ data }: IccLine) => cell(data), rank: 0 }]),
  ];
  const at = mean === undefined ? "" : `, which is ${numberCell(mean.mean, decimalsFor([mean.sd]))}`;
  const said = [
    `adjusted: the variance of the group over that of all groups and the residual${oneScale ? "" : ", on the scale of the link"}: the correlation of two responses that share its effects, predictors being equal.`,
    "unadjusted: the same with the variance of fixed effects in the denominator.",
    ...(oneScale
      ? []
      : ["data: the correlation of the responses themselves, at equal predictors, by integration over the effects."]),
    `residual: ${residualWords}${at}.`,
    ...notes,
    ...[...new Set(rows.flatMap(({ reason }) => (reason === undefined ? [] : [`–: ${reason}.`])))],
  ];
  return [
    ...textTable(lines, { name: ({ name }) => name, nameHead: "part", columns, width }),
    "",
    ...said.flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}

function cell(share: DrawSummary | undefined): string {
  return share === undefined ? "" : shareCell(share);
}

interface R2Line {
  readonly name: string;
  readonly marginal: DrawSummary;
  readonly conditional: DrawSummary;
}

/** Nakagawa's and the Bayesian R². @example console.log(r2Text(r2(posterior))); */
export function r2Text(answer: R2, { width = 80 }: EffectTextOptions = {}): string {
  const { nakagawa, bayes, hasGroups, residualWords, notes, draws } = answer;
  const lines: R2Line[] = [
    { name: "Nakagawa", ...nakagawa },
    { name: "Bayesian", ...bayes },
  ];
  const columns: TextColumn<R2Line>[] = hasGroups
    ? [
        { head: "marginal (95%)", cell: ({ marginal }) => shareCell(marginal), rank: 0 },
        { head: "conditional (95%)", cell: ({ conditional }) => shareCell(conditional), rank: 0 },
      ]
    : [{ head: "R² (95%)", cell: ({ marginal }) => shareCell(marginal), rank: 0 }];
  const said = [
    ...(hasGroups
      ? ["marginal: what fixed effects explain; conditional: what they and the effects of groups explain."]
      : ["The model has no groups."]),
    `Nakagawa: variances of the model on the scale of the link; the residual one is ${residualWords}.`,
    "Bayesian: on the scale of the response, the variance of the expected responses over the rows fitted by itself plus the residual variance that the model gives.",
    `By ${draws.used === draws.of ? `all ${draws.of}` : `${draws.used} of ${draws.of}`} draws.`,
    ...notes,
  ];
  return [
    ...textTable(lines, { name: ({ name }) => name, nameHead: "R²", columns, width }),
    "",
    ...said.flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}
