/** A pooled analysis beside one with groups as a table for a terminal, with what it would have claimed. */
import { printable } from "../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import { decimalsFor, numberCell, type EffectTextOptions } from "../../models/glmm/groups/cells.js";
import { shareCell } from "../../models/glmm/variance/shareCell.js";
import type { CoefficientNumbers, DesignEffect, DesignEffectRow } from "./designEffect.js";

/** Links by which averaging over groups changes coefficients. */
const notCollapsible = new Set(["logit", "probit", "cloglog", "cauchit", "inverse", "sqrt"]);

/** A row for each coefficient, then what is to be said of them. @example console.log(designEffectText(await designEffect(posterior))); */
export function designEffectText(answer: DesignEffect, { width = 80 }: EffectTextOptions = {}): string {
  const { coefficients, kish, rowCount, groups, link } = answer;
  const number = (value: number, { mixed, pooled }: DesignEffectRow) =>
    numberCell(value, decimalsFor([Math.min(mixed.sd, pooled.sd)]));
  const cell = (one: CoefficientNumbers, row: DesignEffectRow) => `${number(one.mean, row)} ± ${number(one.sd, row)}`;
  const columns: TextColumn<DesignEffectRow>[] = [
    { head: "pooled ± sd", cell: (row) => cell(row.pooled, row), rank: 0 },
    { head: "with groups ± sd", cell: (row) => cell(row.mixed, row), rank: 0 },
    { head: "inflation", cell: ({ inflation }) => numberCell(inflation, 2), rank: 1 },
    { head: "design effect", cell: (row) => numberCell(row.designEffect, 2), rank: 3 },
    { head: "rows worth", cell: ({ effectiveRows }) => numberCell(effectiveRows, 0), rank: 2 },
  ];
  const name = ({ parameter, coefficient }: DesignEffectRow) =>
    parameter === "mu" ? coefficient : `${parameter}: ${coefficient}`;
  const left = groups.length === 1 ? groups[0]! : groups.join(", ");
  const sentences = [
    `pooled: the same model without ${left}, which takes all ${numberCell(rowCount, 0)} rows for independent; inflation: how many times as ` +
      "large standard deviations are with groups; rows worth: as many independent rows would say as much of the coefficient.",
    ...claims(coefficients, left),
    ...kish.map(
      ({ group, levels, clusterSize, icc, designEffect, effectiveRows }) =>
        `Rows of ${group} (${levels} levels, ${numberCell(clusterSize, 1)} rows in that of an average row) have correlation ${shareCell(icc)}: by Kish's ` +
        `formula the design effect of a mean is ${shareCell(designEffect)}, and the rows are worth ${numberCell(effectiveRows.median, 0)} independent ones.`,
    ),
    ...(notCollapsible.has(link)
      ? [
          `With the link ${link} a pooled coefficient is another quantity, the effect averaged over groups, which is nearer to 0: compare it with marginal effects.`,
        ]
      : []),
  ];
  return [
    ...textTable(coefficients, { name, nameHead: "coefficient", columns, width }),
    "",
    ...sentences.flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}

/** What a pooled analysis would have said that groups take back, or the other way round. Intercepts are nobody's claim. */
function claims(rows: readonly DesignEffectRow[], groups: string): string[] {
  const effects = rows.filter(({ coefficient }) => coefficient !== "Intercept");
  return effects.flatMap(({ coefficient, pooled, mixed }) => {
    if (pooled.excludes0 === mixed.excludes0) return [];
    return pooled.excludes0
      ? [
          `A pooled analysis would have claimed an effect of ${coefficient}, 95% interval ${range(pooled)}; with ${groups} it is ${range(mixed)}, which holds 0.`,
        ]
      : [
          `A pooled analysis would have missed the effect of ${coefficient}: its 95% interval is ${range(pooled)}, with ${groups} ${range(mixed)}.`,
        ];
  });
}

function range({ sd, "q2.5": low, "q97.5": high }: CoefficientNumbers): string {
  const decimals = decimalsFor([sd]);
  return `${numberCell(low, decimals)} to ${numberCell(high, decimals)}`;
}
