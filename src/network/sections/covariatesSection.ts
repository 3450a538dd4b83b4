/** How effects change with covariates of studies. */
import { regressionPlot, type RegressionLine, type RegressionStudy } from "../../../diagnostics/plots/index.js";
import { formatNumber } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Cell, Section, SectionTable } from "../../../diagnostics/report/Section.js";
import { studyEffects, summariseDraws } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import { effectCells, effectColumns, probabilityCell } from "./cells.js";
import type { EffectScale } from "./effectScale.js";
import { capital } from "./capital.js";
import { listing } from "./listing.js";

/** Comparisons with the reference that are drawn, those of most studies. */
const mostPanels = 9;
/** Places along the covariate. */
const gridSize = 21;

const interactions = {
  shared: "one slope, the same for all treatments against the reference",
  exchangeable: "a slope for each treatment, taken to be draws from one normal law",
  independent: "a slope for each treatment, without relation to the others",
} as const;

/** Undefined for a model without covariates. */
export function covariatesSection(result: NetworkResult, scale: EffectScale): Section | undefined {
  const { network, declaration } = result.fitted;
  const names = [...network.covariates.map(({ name }) => name), ...(declaration.baselineRisk ? ["mu"] : [])];
  if (names.length === 0 || declaration.model === "ume") return undefined;
  const centres = network.covariates.map(({ name, centre }) => `${name} at ${formatNumber(centre, 4)}`);
  const risk = declaration.baselineRisk
    ? " The baseline of a study, mu, is the linear predictor of its reference arm: it is estimated with its error, so that regression to the mean is allowed for."
    : "";
  return {
    id: "covariates",
    title: "What changes effects",
    text: [
      `The model lets effects depend on ${listing(names)}, by ${interactions[declaration.interaction]}.${risk} ` +
        `${centres.length > 0 ? `Effects elsewhere on this page are those at the mean over studies: ${listing(centres)}. ` : ""}` +
        "Studies that differ in a covariate differ in other ways too: a slope between studies is no proof of a cause, and is not that within studies.",
    ],
    figure: network.covariates.flatMap((_, place) => plotsOf(result, place, scale)),
    table: [coefficientTable(result, scale), ...(result.at.length > 0 ? [atTable(result, scale)] : [])],
  };
}

/** Lines of covariates that are numbers; none of those with two values, which are levels. */
function plotsOf(result: NetworkResult, place: number, scale: EffectScale) {
  const { fitted } = result;
  const { network, likelihood } = fitted;
  const { name, values, centre } = network.covariates[place]!;
  if (new Set(values).size < 3) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const at = Array.from({ length: gridSize }, (_, k) => low + ((high - low) * k) / (gridSize - 1));
  const effects = at.map((value) => fitted.effects(new Map([[name, value]])));
  const reference = network.treatments[0]!;
  const studies = studyEffects(network, likelihood)
    .filter(({ from, estimate, se }) => from === reference && Number.isFinite(estimate) && Number.isFinite(se))
    .map(({ study, to, estimate, se }): RegressionStudy => ({
      study,
      comparison: `${to} against ${reference}`,
      at: values[network.studies.findIndex((one) => one.name === study)]!,
      effect: estimate,
      standardError: se,
    }));
  const counted = network.treatments.slice(1).map((treatment, k) => {
    const comparison = `${treatment} against ${reference}`;
    return { treatment: k + 1, comparison, studies: studies.filter((study) => study.comparison === comparison).length };
  });
  const drawn = [...counted].sort((a, b) => b.studies - a.studies).slice(0, mostPanels);
  const shown = counted.filter((one) => drawn.includes(one));
  const lines = shown.map(({ treatment, comparison }): RegressionLine => ({
    comparison,
    at,
    effects: effects.map((all) => {
      const { q50, "q2.5": lower, "q97.5": upper } = summariseDraws(all[treatment]!);
      return { estimate: q50, low: lower, high: upper };
    }),
  }));
  const comparisons = new Set(lines.map(({ comparison }) => comparison));
  const which =
    counted.length > shown.length ? `, the ${shown.length} of ${counted.length} comparisons with most studies` : "";
  return [
    regressionPlot(
      lines,
      studies.filter(({ comparison }) => comparisons.has(comparison)),
      {
        title: `${capital(scale.measure)} along ${name}${which}`,
        covariate: name,
        measure: scale.measure,
        scale: scale.scale,
        centre,
      },
    ),
  ];
}

function coefficientTable({ fitted }: NetworkResult, scale: EffectScale): SectionTable {
  const names = fitted.posterior.draws.names.filter((name) => /^(beta|sd_beta)(\[|$)/.test(name));
  return {
    name: "coefficients of covariates",
    caption: `Change of the ${scale.effect} for one unit of the covariate${scale.isRatio ? "; of its exponential the ratio by which effects change" : ""}`,
    columns: [
      { title: "coefficient" },
      { title: "mean", numeric: true },
      { title: "sd", numeric: true },
      { title: "2.5%", numeric: true },
      { title: "97.5%", numeric: true },
      { title: "P(> 0)", numeric: true },
    ],
    rows: names.map((name): Cell[] => {
      const draws = fitted.draws(name);
      const { mean, sd, "q2.5": low, "q97.5": high } = summariseDraws(draws);
      let above = 0;
      for (const value of draws) if (value > 0) above += 1;
      const share = above / draws.length;
      return [name, mean, sd, low, high, probabilityCell(share)];
    }),
  };
}

/** All values in one table. */
function atTable({ at, summary }: NetworkResult, scale: EffectScale): SectionTable {
  const names = [...new Set(at.flatMap((one) => Object.keys(one.at)))];
  return {
    name: "effects at values of covariates",
    caption: `Effects against ${summary.reference}; covariates without a value are at their mean`,
    columns: [
      { title: "treatment" },
      ...names.map((title) => ({ title, numeric: true })),
      ...effectColumns(scale.measure),
    ],
    rows: at.flatMap(({ at: values, relative_effects: pairs }) => {
      const known = new Map(Object.entries(values));
      return pairs
        .filter(({ from }) => from === summary.reference)
        .map((effect): Cell[] => [
          effect.to,
          ...names.map((name) => known.get(name) ?? null),
          ...effectCells(effect, scale),
        ]);
    }),
  };
}
