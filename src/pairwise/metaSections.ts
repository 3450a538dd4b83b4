/** A meta-analysis of effect sizes in figures and tables, for the report. */
import {
  cumulativeMetaPlot,
  funnelPlot,
  influencePlot,
  studyForestPlot,
  type PooledForestRow,
  type RefittedEstimate,
} from "../../diagnostics/plots/index.js";
import type { Section, SectionTable } from "../../diagnostics/report/Section.js";
import { exp } from "../../engine/math/exp.js";
import type { EffectSummary } from "../../models/meta/answers/summariseDraws.js";
import type { MetaStudy, MetaSummary, NamedSummary, RefitSummary } from "./metaSummary.js";
import { mainEstimate, pText } from "./metaText.js";

const normal975 = 1.959963984540054;

/** Forest, heterogeneity, small-study effects, influence and accumulation, as far as they were worked out. */
export function metaSections(summary: MetaSummary): { readonly found: Section; readonly sections: readonly Section[] } {
  const sections = [
    heterogeneitySection(summary),
    ...(summary.egger.length > 0 ? [asymmetrySection(summary)] : []),
    ...refitSections(summary),
  ];
  return { found: forestSection(summary), sections };
}

function scaleOf({ ratio }: MetaSummary): (x: number) => number {
  return ratio === null ? (x) => x : exp;
}

function axisOf(summary: MetaSummary) {
  const { ratio, measure } = summary;
  return { measure: ratio ?? measure ?? "effect", scale: ratio === null ? ("linear" as const) : ("log" as const) };
}

function forestSection(summary: MetaSummary): Section {
  const scale = scaleOf(summary);
  const { study, estimates, prediction } = summary;
  const estimateOf = (row: EffectSummary) => ({
    estimate: scale(row.q50),
    low: scale(row["q2.5"]),
    high: scale(row["q97.5"]),
  });
  const byOutcome = [...study].sort((a, b) => order(summary, a) - order(summary, b));
  const rows = byOutcome.map(({ label, outcome, effect, se, shrunken, weight }) => ({
    study: label,
    own: { estimate: scale(effect), low: scale(effect - normal975 * se), high: scale(effect + normal975 * se) },
    ...(shrunken ? { shrunken: estimateOf(shrunken) } : {}),
    ...(weight === null ? {} : { weight }),
    ...(outcome === null ? {} : { group: outcome }),
  }));
  const means = estimates.filter(({ name }) => /^mu(\[|$)/.test(name));
  const pooled = means.map((mean): PooledForestRow => {
    const group = outcomeOf(summary, mean.name);
    const next = prediction.find(({ name }) => name === mean.name);
    return {
      label: estimates.some(({ name }) => name.startsWith("beta"))
        ? "mean effect, moderators at their means"
        : "mean effect",
      ...estimateOf(mean),
      ...(group === undefined ? {} : { group }),
      ...(next ? { prediction: [scale(next["q2.5"]), scale(next["q97.5"])] as const } : {}),
    };
  });
  const { measure, scale: axis } = axisOf(summary);
  return {
    id: "forest",
    title: "What was found",
    text: foundText(summary, measure),
    figure: studyForestPlot(rows, pooled, { title: `Studies and their mean: ${measure}`, measure, scale: axis }),
    table: { name: "mean effects", ...tableOf(estimates) },
  };
}

function order({ estimates }: MetaSummary, { outcome }: MetaStudy): number {
  return outcome === null ? 0 : estimates.findIndex(({ name }) => name === `mu[${outcome}]`);
}

function outcomeOf({ study }: MetaSummary, name: string): string | undefined {
  return study.find(({ outcome }) => outcome !== null && name === `mu[${outcome}]`)?.outcome ?? undefined;
}

function foundText(summary: MetaSummary, measure: string): string[] {
  const { estimates, prediction, effects, ratio, moderators } = summary;
  const where = moderators === null ? "" : ", at the means of the moderators";
  const scale = scaleOf(summary);
  const range = (row: EffectSummary) =>
    `${shown(scale(row.q50))} (95% interval ${shown(scale(row["q2.5"]))} to ${shown(scale(row["q97.5"]))})`;
  return estimates.flatMap((mean) => {
    if (!/^mu(\[|$)/.test(mean.name)) return [];
    const next = prediction.find(({ name }) => name === mean.name);
    const outcome = outcomeOf(summary, mean.name);
    const what = `${outcome === undefined ? "The" : `${outcome}: the`} mean ${ratio ?? measure}`;
    const expected = next
      ? ` In a new study it is expected between ${shown(scale(next["q2.5"]))} and ${shown(scale(next["q97.5"]))}.`
      : "";
    return [
      `${what} is ${range(mean)}${where}${effects === "fixed" ? ", one effect for all studies" : ""}.${expected}`,
    ];
  });
}

function heterogeneitySection({ heterogeneity, i2, tests, effects, moderators }: MetaSummary): Section {
  const [name, left] = moderators === null ? ["Cochran's Q", ""] : ["Residual Q (QE)", ", of what moderators leave,"];
  const shares = i2.map((row) => ({ ...row, name: `I² of ${row.name}` }));
  return {
    id: "heterogeneity",
    title: "How much studies differ",
    text: [
      effects === "fixed"
        ? "The model takes all studies to have one effect; what Q says against it stands here."
        : "tau is the standard deviation of true effects between studies, on the scale of the effects. I² is the share of the variance of effects " +
          "that is heterogeneity and not sampling error: it grows with the size of studies, so that tau and the range expected of a new study say more.",
      ...tests.map(({ outcome, q, df, p, i2: share, h2, tau2 }) => {
        const of = outcome === null ? "" : `${outcome}: `;
        return `${of}${name} is ${q.toFixed(2)} on ${df} degrees of freedom, ${pText(p)}; by the method of moments${left} tau² is ${shown(tau2)}, I² ${(100 * share).toFixed(0)}% and H² ${h2.toFixed(2)}.`;
      }),
    ],
    ...(heterogeneity.length > 0
      ? { table: { name: "heterogeneity", ...tableOf([...heterogeneity, ...shares]) } }
      : {}),
  };
}

function asymmetrySection(summary: MetaSummary): Section {
  const { egger, study, estimates, moderators } = summary;
  const { measure, scale } = axisOf(summary);
  const main = estimates.find(({ name }) => name === mainEstimate(estimates))!;
  const isSeveral = egger.length > 1;
  const expectedOf = (outcome: string | null) =>
    outcome === null ? main.mean : (estimates.find(({ name }) => name === `mu[${outcome}]`)?.mean ?? 0);
  const points = study.map(({ label, outcome, effect, se }) => ({
    study: label,
    effect,
    standardError: se,
    ...(isSeveral && outcome !== null ? { comparison: outcome, expected: expectedOf(outcome) } : {}),
  }));
  const sentences = egger
    .filter(({ p }) => Number.isFinite(p))
    .map(({ outcome, slope, se, t, df, p }) => {
      const of = outcome === null ? "" : `${outcome}: `;
      return `${of}Egger's test${moderators === null ? "" : " beside the moderators"}: slope ${shown(slope)} (standard error ${shown(se)}), t ${t.toFixed(2)} on ${df} degrees of freedom, ${pText(p)}.`;
    });
  const few = study.length < 10 ? " With fewer than ten studies it finds little." : "";
  return {
    id: "small-studies",
    title: "Do small studies show other effects?",
    text: [
      ...sentences,
      `Asymmetry may come from studies that were not published, from small studies of other people or of less care, from heterogeneity, and from chance; of log odds ratios it comes from the measure itself.${few}`,
    ],
    figure: funnelPlot(points, {
      title: "Effects against their standard errors",
      axisTitle: measure,
      scale,
      contours: !isSeveral,
      ...(isSeveral ? {} : { centre: main.mean }),
    }),
  };
}

function refitSections(summary: MetaSummary): Section[] {
  const { influence, cumulative, cumulativeBy: by, estimates } = summary;
  const main = mainEstimate(estimates);
  const scale = scaleOf(summary);
  const estimate = (row: EffectSummary | undefined) =>
    row
      ? { estimate: scale(row.q50), low: scale(row["q2.5"]), high: scale(row["q97.5"]) }
      : { estimate: NaN, low: NaN, high: NaN };
  const rowsOf = (refits: readonly RefitSummary[]) =>
    refits.map(({ label, value, estimates: own }): RefittedEstimate => {
      const tau = own.find(({ name }) => name.startsWith("tau"));
      const notes = [...(value === undefined ? [] : [value]), tau ? shown(tau.q50) : ""];
      return { label, ...estimate(own.find(({ name }) => name === main)), notes };
    });
  const overall = {
    label: "all studies",
    ...estimate(estimates.find(({ name }) => name === main)),
    notes: [heterogeneityText(summary)],
  };
  const options = { ...axisOf(summary), overall, noteColumns: [["tau"]] };
  const reasons = (refits: readonly RefitSummary[]) =>
    refits.flatMap(({ label, reason }) => (reason === undefined ? [] : [`${label}: ${reason}`]));
  return [
    ...(influence
      ? [
          {
            id: "influence",
            title: "Does one study decide?",
            text: [`${main} when each study is left out and the model fitted again.`, ...reasons(influence)],
            figure: influencePlot(rowsOf(influence), { title: "Without each study", ...options }),
          },
        ]
      : []),
    ...(cumulative
      ? [
          {
            id: "cumulative",
            title: "How the evidence grew",
            text: [
              `${main} as studies are added in the order of ${by ?? "the table"}, the model fitted again to each.`,
              ...reasons(cumulative),
            ],
            figure: cumulativeMetaPlot(rowsOf(cumulative), {
              title: `As studies are added${by === null ? "" : ` by ${by}`}`,
              ...options,
              ...(by === null
                ? {}
                : { noteColumns: [[by], ["tau"]], overall: { ...overall, notes: ["", ...overall.notes] } }),
            }),
          },
        ]
      : []),
  ];
}

function heterogeneityText({ heterogeneity: [tau] }: MetaSummary): string {
  return tau ? shown(tau.q50) : "";
}

/** Three digits. */
function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function tableOf(rows: readonly NamedSummary[]): Pick<SectionTable, "columns" | "rows"> {
  const titles = ["mean", "sd", "2.5%", "50%", "97.5%"];
  return {
    columns: [{ title: "" }, ...titles.map((title) => ({ title, numeric: true }))],
    rows: rows.map((row) => [row.name, row.mean, row.sd, row["q2.5"], row.q50, row["q97.5"]]),
  };
}
