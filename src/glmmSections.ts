/** Sections of the report that a GLMM adds: effects of predictors and of each group's levels. */
import { forestPlot, type Chart } from "../diagnostics/plots/index.js";
import type { Section } from "../diagnostics/report/Section.js";
import type { Posterior } from "../engine/core/Posterior.js";
import { fittedGlmm, type FittedGlmm } from "../models/glmm/FittedGlmm.js";
import { ranefOf, type RanefRow } from "../models/glmm/groups/ranef.js";
import { effectSizeSections } from "./effectSizeSections.js";
import { effectsSection, trajectoriesSection } from "./effectSections.js";
import { poolingSection } from "./poolingSection.js";
import { unlessRefused } from "./unlessRefused.js";

/** Groups of more levels are left to `ask`: a page of them would say nothing. */
const mostLevels = 500;

/** Levels that a chart shows; of more, those at both ends. */
const mostCharted = 60;

/** What predictors do, then one section for each group: how its levels deviate from the population, and what partial pooling did to them. */
export function glmmSections(posterior: Posterior): readonly Section[] {
  const fitted = fittedGlmm(posterior);
  const groups = [...new Set(fitted.frame.groups.map(({ group }) => group))];
  const effects = effectsSection(fitted);
  return [
    ...(effects ? [effects] : []),
    ...effectSizeSections(fitted),
    ...groups.map((group, place) => groupSection(fitted, group, place)),
  ];
}

function groupSection(fitted: FittedGlmm, group: string, place: number): Section {
  const terms = fitted.frame.groups.filter((term) => term.group === group);
  const levels = Math.max(...terms.map((term) => term.levels.length));
  const title = `Group-level effects: ${group}`;
  // Names come from data, and an id has letters, digits and dashes.
  const id = `group-${place + 1}`;
  if (levels > mostLevels) {
    const text = `${group} has ${levels} levels, too many for a page: poolwise ask … ranef --group lists them.`;
    return { id, title, text };
  }
  const rows = ranefOf(fitted, { group });
  const courses = trajectoriesSection(fitted, group, `${id}-courses`);
  const pooled = terms.some(({ parameter }) => parameter === "mu")
    ? [unlessRefused(() => poolingSection(fitted, group, `${id}-pooling`))]
    : [];
  return {
    id,
    title,
    text:
      "How each level deviates from the population, on the scale of the link. Levels with little data of their own are " +
      "drawn towards the population.",
    sections: [
      ...pooled.filter((section) => section !== undefined),
      {
        id: `${id}-effects`,
        title: "Effects of levels",
        figure: byCoefficient(rows).map((some) => caterpillar(group, some)),
      },
      ...(courses ? [courses] : []),
    ],
  };
}

/** Rows of one coefficient of one parameter. */
function byCoefficient(rows: readonly RanefRow[]): readonly (readonly RanefRow[])[] {
  const groups = new Map<string, RanefRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.parameter, row.coefficient]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

/** Levels by their effect, the highest first. */
function caterpillar(group: string, rows: readonly RanefRow[]): Chart {
  const { parameter, coefficient } = rows[0]!;
  const sorted = [...rows].sort((a, b) => b.mean - a.mean);
  const half = mostCharted / 2;
  const shown = sorted.length > mostCharted ? [...sorted.slice(0, half), ...sorted.slice(-half)] : sorted;
  const what = parameter === "mu" ? coefficient : `${coefficient} of ${parameter}`;
  const which =
    sorted.length > mostCharted ? `the ${half} highest and ${half} lowest of ${sorted.length} levels` : "all levels";
  return forestPlot(
    shown.map((row) => ({ label: row.level, estimate: row.mean, outer: [row["q2.5"], row["q97.5"]] as const })),
    {
      title: `${what} by ${group}, ${which}: mean and 95% interval of the deviation from the population`,
      axisTitle: "deviation from the population",
      reference: 0,
    },
  );
}
