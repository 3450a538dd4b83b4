/** Sections of the report on what a GLMM expects: effects of predictors, and the course of each level of a group. */
import { conditionalEffectsPlot, trajectoriesPlot } from "../diagnostics/plots/index.js";
import type { Section } from "../diagnostics/report/Section.js";
import { conditionalEffects } from "../models/glmm/effects/conditionalEffects.js";
import { groupTrajectories } from "../models/glmm/effects/groupTrajectories.js";
import type { FittedGlmm } from "../models/glmm/FittedGlmm.js";
import { unlessRefused } from "./unlessRefused.js";

/** Effects that are shown; `conditionalEffects` has them all. */
const mostEffects = 6;

/** Levels whose course is worked out; more would be a tangle. */
const mostLevels = 60;

/** Draws and points of a curve, of which a figure shows no more. */
const drawCount = 500;
const gridSize = 41;

/** Rows beyond which curves are worked out from fewer draws than it takes to say their ends well. */
const mostRows = 200_000;

/** The expected response along each predictor, all others held where they are typical; undefined for a model without predictors. */
export function effectsSection(fitted: FittedGlmm): Section | undefined {
  const { frame } = fitted;
  if (frame.rows > mostRows) return undefined;
  const draws = Math.min(drawCount, fitted.drawCount);
  const effects = unlessRefused(() => conditionalEffects(fitted, { draws, grid: gridSize }));
  if (effects === undefined || effects.length === 0) return undefined;
  const held = [...new Map(effects.flatMap((effect) => effect.held))].map(
    ([name, value]) => `${name} at ${heldAt(value)}`,
  );
  return {
    id: "effects",
    title: "What is expected as predictors change",
    text:
      `Mean and 50% and 95% intervals of the expected response` +
      (frame.groups.length === 0 ? "" : ", without the effects of groups") +
      (held.length === 0 ? "." : `; predictors that do not vary in a figure are held: ${held.join(", ")}.`),
    figure: effects
      .slice(0, mostEffects)
      .map((effect) => conditionalEffectsPlot(effect, { title: `${capital(effect.response)} by ${effect.effect}` })),
  };
}

function heldAt(value: number | string): string {
  return typeof value === "number" ? String(Number(value.toPrecision(3))) : value;
}

/** The courses of a group's levels along the predictor whose slope varies by it; undefined where none does. */
export function trajectoriesSection(fitted: FittedGlmm, group: string, id: string): Section | undefined {
  const terms = fitted.frame.groups.filter((term) => term.group === group && term.parameter === "mu");
  const sloped = terms.some(({ coefficients }) => coefficients.some((name) => name !== "Intercept"));
  const levels = terms[0]?.levels.length ?? 0;
  if (!sloped || levels > mostLevels) return undefined;
  // Slopes of factors and of functions of columns have no axis.
  const found = unlessRefused(() => groupTrajectories(fitted, { group, draws: Math.min(200, fitted.drawCount) }));
  if (found === undefined) return undefined;
  return {
    id,
    title: "Course of each level",
    text: `What is expected of each level of ${group} along ${found.along}, with its data.`,
    figure: trajectoriesPlot(found, { title: `${capital(found.response)} along ${found.along}, by ${group}` }),
  };
}

/** Words such as `expected count` at the beginning of a title. */
function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
