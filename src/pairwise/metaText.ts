/** A meta-analysis of effect sizes in words and columns, for the terminal. */
import { exp } from "../../engine/math/exp.js";
import { textTable, type TextColumn } from "../../engine/text/textTable.js";
import type { MetaSummary, NamedSummary, RefitSummary } from "./metaSummary.js";

/** Mean effects, heterogeneity, prediction, tests, and fits to some of the rows. */
export function metaText(summary: MetaSummary, { width }: { readonly width: number }): string {
  const { estimates, heterogeneity, prediction, tests, influence, cumulative, cumulativeBy: by } = summary;
  const noun = summary.studies === 1 ? "study" : "studies";
  const parts = [
    [
      `Effects of ${summary.studies} ${noun}, ${summary.rows} rows${summary.ratio ? `, logarithms of ${summary.ratio}s` : ""}`,
      ...table(estimates, summary.ratio, width),
      ...centreLines(summary),
    ],
    heterogeneity.length === 0
      ? []
      : [
          "Heterogeneity, standard deviations between studies",
          ...table(heterogeneity, null, width),
          ...i2Lines(summary),
        ],
    prediction.length === 0 ? [] : ["Effect in a new study", ...table(prediction, summary.ratio, width)],
    tests.length === 0 ? [] : testLines(summary),
    refitLines("Without each study", influence, summary, width),
    refitLines(`As studies are added${by === null ? "" : ` by ${by}`}`, cumulative, summary, width),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** Three decimals, since effects may be small; never minus nothing. */
const fixed = (value: number): string => value.toFixed(3).replace(/^-(0\.?0*)$/, "$1");

/** p of a test; very small ones as a bound. */
export function pText(p: number): string {
  return p < 0.0001 ? "p < 0.0001" : `p = ${p.toFixed(4)}`;
}

/** Median with 95% interval, of ratios their exponentials where the name says that it is of an effect. */
export function intervalOf({ q50, "q2.5": lower, "q97.5": upper }: NamedSummary, ratio: string | null): string {
  const scale = ratio === null ? (x: number) => x : exp;
  return `${fixed(scale(q50))} (${fixed(scale(lower))}, ${fixed(scale(upper))})`;
}

function table(rows: readonly NamedSummary[], ratio: string | null, width: number): string[] {
  const columns: TextColumn<NamedSummary>[] = [
    { head: "mean", cell: ({ mean }) => fixed(mean), rank: 0 },
    { head: "sd", cell: ({ sd }) => fixed(sd), rank: 2 },
    { head: "2.5%", cell: (row) => fixed(row["q2.5"]), rank: 1 },
    { head: "50%", cell: ({ q50 }) => fixed(q50), rank: 3 },
    { head: "97.5%", cell: (row) => fixed(row["q97.5"]), rank: 1 },
    ...(ratio === null
      ? []
      : [{ head: `${ratio} (95% interval)`, cell: (row: NamedSummary) => intervalOf(row, ratio), rank: 4 }]),
  ];
  return textTable(rows, { name: ({ name }) => name, columns, width });
}

/** Where moderators stand for the means that are shown. */
function centreLines({ moderators, estimates }: MetaSummary): string[] {
  const means = estimates.filter(({ name }) => name.startsWith("mu")).map(({ name }) => name);
  if (moderators === null || means.length === 0) return [];
  return [
    `${means.join(", ")} ${means.length === 1 ? "is the mean effect" : "are mean effects"} at the means of the moderators, ${moderators}`,
  ];
}

function i2Lines({ i2, moderators }: MetaSummary): string[] {
  return i2.map(({ name, q50, "q2.5": lower, "q97.5": upper }) => {
    const percent = (share: number) => `${(100 * share).toFixed(0)}%`;
    return `I² of ${name}: ${percent(q50)} (${percent(lower)}, ${percent(upper)}) of the variance ${moderators === null ? "of effects" : "that moderators leave"}`;
  });
}

function testLines({ tests, egger, moderators }: MetaSummary): string[] {
  const [name, beside] = moderators === null ? ["Q", ""] : ["Residual Q (QE)", " beside the moderators"];
  return tests.flatMap(({ outcome, q, df, p, i2, h2 }) => {
    const of = outcome === null ? "" : `${outcome}: `;
    const own = egger.find((test) => test.outcome === outcome);
    return [
      `${of}${name} = ${q.toFixed(2)} on ${df} df, ${pText(p)}; I² = ${(100 * i2).toFixed(0)}%, H² = ${h2.toFixed(2)} (method of moments)`,
      ...(own && Number.isFinite(own.p)
        ? [
            `${of}Egger's test of asymmetry${beside}: slope ${own.slope.toFixed(2)} (se ${own.se.toFixed(2)}), t = ${own.t.toFixed(2)} on ${own.df} df, ${pText(own.p)}`,
          ]
        : []),
    ];
  });
}

function refitLines(
  title: string,
  refits: readonly RefitSummary[] | null,
  { ratio, estimates, cumulativeBy: by }: MetaSummary,
  width: number,
): string[] {
  if (refits === null) return [];
  const main = mainEstimate(estimates);
  const cell = (pick: (row: NamedSummary) => string) => (row: RefitSummary) => {
    const own = row.estimates.find(({ name }) => name === main);
    return own ? pick(own) : "";
  };
  return [
    `${title}: ${main}`,
    ...textTable(refits, {
      name: ({ label }) => label,
      columns: [
        ...(refits.some(({ value }) => value !== undefined)
          ? [{ head: by ?? "", cell: ({ value }: RefitSummary) => value ?? "", rank: 1 }]
          : []),
        { head: "mean", cell: cell(({ mean }) => fixed(mean)), rank: 0 },
        { head: "2.5%", cell: cell((row) => fixed(row["q2.5"])), rank: 1 },
        { head: "97.5%", cell: cell((row) => fixed(row["q97.5"])), rank: 1 },
        ...(ratio === null ? [] : [{ head: ratio, cell: cell((row) => intervalOf(row, ratio)), rank: 2 }]),
        { head: "tau", cell: (row: RefitSummary) => heterogeneityOf(row), rank: 3 },
      ],
      width,
    }),
    ...refits.flatMap(({ label, reason }) => (reason === undefined ? [] : [`${label}: ${reason}`])),
  ];
}

/** What fits to some rows are told by: the mean effect, or the first slope of a model without. */
export function mainEstimate(estimates: readonly NamedSummary[]): string {
  return (estimates.find(({ name }) => name.startsWith("mu")) ?? estimates[0]!).name;
}

function heterogeneityOf({ estimates }: RefitSummary): string {
  const tau = estimates.find(({ name }) => name.startsWith("tau"));
  return tau ? fixed(tau.q50) : "";
}
