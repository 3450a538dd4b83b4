/** A network meta-analysis in words and columns, for the terminal. */
import { exp } from "../../engine/math/exp.js";
import { textTable, type TextColumn } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import type { EffectSummary, RelativeEffect } from "../../models/meta/index.js";
import type { NetworkResult } from "./NetworkResult.js";

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

const fixed = (value: number): string => value.toFixed(2).replace(/^-(0\.?0*)$/, "$1");

/** Median with 95 % interval. */
function interval({ q50, "q2.5": lower, "q97.5": upper }: EffectSummary, scale = (x: number): number => x): string {
  return `${fixed(scale(q50))} (${fixed(scale(lower))}, ${fixed(scale(upper))})`;
}

function effectColumns(ratio: string | null): TextColumn<RelativeEffect>[] {
  return [
    { head: "mean", cell: ({ mean }) => fixed(mean), rank: 0 },
    { head: "sd", cell: ({ sd }) => fixed(sd), rank: 2 },
    { head: "2.5%", cell: (row) => fixed(row["q2.5"]), rank: 1 },
    { head: "50%", cell: ({ q50 }) => fixed(q50), rank: 3 },
    { head: "97.5%", cell: (row) => fixed(row["q97.5"]), rank: 1 },
    ...(ratio === null
      ? []
      : [{ head: `${ratio} (95% interval)`, cell: (row: RelativeEffect) => interval(row, exp), rank: 4 }]),
  ];
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
    ...textTable(shown, { name: ({ from, to }) => `${to} against ${from}`, columns: effectColumns(ratio), width }),
    ...note,
  ];
}

function fitText({ summary, heterogeneity }: NetworkResult): string[] {
  const { residual_deviance: deviance, data_points: points, pD, DIC } = summary;
  return [
    ...(heterogeneity ? [`Heterogeneity sd (tau) ${interval(heterogeneity.tau)}`] : []),
    `Residual deviance ${deviance.toFixed(1)} on ${points} data points; pD ${pD.toFixed(1)}, DIC ${DIC.toFixed(1)}`,
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
    splits.length === 0
      ? []
      : [
          [
            "Direct and indirect evidence, by node-splitting",
            ...textTable(splits, {
              name: ({ from, to }) => `${to} against ${from}`,
              columns: [
                { head: "direct", cell: ({ direct }) => `${fixed(direct.mean)} (${fixed(direct.sd)})`, rank: 1 },
                {
                  head: "indirect",
                  cell: ({ indirect }) => `${fixed(indirect.mean)} (${fixed(indirect.sd)})`,
                  rank: 1,
                },
                { head: "network", cell: ({ network }) => `${fixed(network.mean)} (${fixed(network.sd)})`, rank: 2 },
                { head: "omega", cell: ({ omega }) => `${fixed(omega.mean)} (${fixed(omega.sd)})`, rank: 3 },
                { head: "p", cell: ({ p_value: p }) => (p < 0.001 ? "<0.001" : p.toFixed(3)), rank: 0 },
                { head: "DIC", cell: ({ fit }) => fit.DIC.toFixed(1), rank: 4 },
              ],
              width,
            }),
          ],
        ];
  return [...compared, ...split, ...notes.map((note) => wrapText(note, width))];
}

function atText({ at, summary }: NetworkResult, width: number): string[][] {
  return at.map(({ at: values, relative_effects: pairs, predictive }) => {
    const where = Object.entries(values).map(([name, value]) => `${name} ${value}`);
    const shown = pairs.filter(({ from }) => from === summary.reference);
    const harm = new Map(
      (predictive ?? []).filter(({ from }) => from === summary.reference).map((row) => [row.to, row.harm]),
    );
    const columns = effectColumns(summary.ratio);
    return [
      `At ${where.join(", ")}, against ${summary.reference}`,
      ...textTable(shown, {
        name: ({ to }) => to,
        columns: predictive
          ? [...columns, { head: "P(harm in a new trial)", cell: ({ to }) => shareText(harm.get(to) ?? null), rank: 5 }]
          : columns,
        width,
      }),
    ];
  });
}

const shareText = (share: number | null): string => (share === null ? "" : share.toFixed(3));

function absoluteText({ absolute }: NetworkResult, width: number): string[][] {
  if (absolute === null) return [];
  const digits = absolute.measure === "mean" ? 2 : 3;
  const shown = (value: number): string => value.toFixed(digits);
  const time = absolute.time === null ? "" : ` at follow-up ${absolute.time}`;
  return [
    [
      `Absolute effects, ${absolute.measure}${time}, where that of ${absolute.baseline.treatment} is given`,
      ...textTable(absolute.absolute, {
        name: ({ treatment, category }) => (category === null ? treatment : `${treatment}, category ${category}`),
        columns: [
          { head: "mean", cell: ({ mean }) => shown(mean), rank: 0 },
          { head: "sd", cell: ({ sd }) => shown(sd), rank: 2 },
          { head: "2.5%", cell: (row) => shown(row["q2.5"]), rank: 1 },
          { head: "50%", cell: ({ q50 }) => shown(q50), rank: 3 },
          { head: "97.5%", cell: (row) => shown(row["q97.5"]), rank: 1 },
        ],
        width,
      }),
      ...absolute.notes,
    ],
  ];
}

function ranksText({ ranks, summary }: NetworkResult, width: number): string[][] {
  if (ranks === null) {
    const why =
      summary.model === "ume"
        ? "Ranks are left out: unrelated mean effects do not order the treatments."
        : "Ranks are left out: say whether higher or lower effects are better to have them (--better).";
    return [[why]];
  }
  const rows = ranks.treatments
    .map((treatment, t) => ({ treatment, t }))
    .sort((a, b) => ranks.sucra[b.t]! - ranks.sucra[a.t]!);
  return [
    [
      `Ranks, 1 is best (${ranks.better} is better)`,
      ...textTable(rows, {
        name: ({ treatment }) => treatment,
        columns: [
          { head: "P(best)", cell: ({ t }) => fixed(ranks.best[t]!), rank: 1 },
          { head: "mean rank", cell: ({ t }) => fixed(ranks.rank[t]!.mean), rank: 0 },
          { head: "95%", cell: ({ t }) => `${ranks.rank[t]!["q2.5"]} to ${ranks.rank[t]!["q97.5"]}`, rank: 3 },
          { head: "SUCRA", cell: ({ t }) => fixed(ranks.sucra[t]!), rank: 0 },
          ...(ranks.beyond_mid
            ? [
                {
                  head: `SUCRA beyond ${ranks.beyond_mid.mid}`,
                  cell: ({ t }: { t: number }) => fixed(ranks.beyond_mid!.sucra[t]!),
                  rank: 2,
                },
              ]
            : []),
          ...ranks.treatments.map((_, rank) => ({
            head: `P(${rank + 1})`,
            cell: ({ t }: { t: number }) => fixed(ranks.probability[t]![rank]!),
            rank: 10 + rank,
          })),
        ],
        width,
      }),
    ],
  ];
}
