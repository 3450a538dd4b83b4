/** Sections of the report on how large effects are: ratios, effects in the population, and what responses of a group have in common. */
import type { Cell, Section, SectionTable } from "../diagnostics/report/Section.js";
import { interpretationNotes } from "../models/glmm/advice/interpretationNotes.js";
import type { FittedGlmm } from "../models/glmm/FittedGlmm.js";
import type { DrawSummary } from "../models/glmm/groups/DrawSummary.js";
import { iccDrawsOf, summariseIcc } from "../models/glmm/icc/icc.js";
import { marginalDrawsOf } from "../models/glmm/marginal/marginalDraws.js";
import { onlyInterceptMoves } from "../models/glmm/marginal/onlyInterceptMoves.js";
import { summariseMarginal } from "../models/glmm/marginal/summariseMarginal.js";
import { ratiosOf } from "../models/glmm/ratios/ratios.js";
import { ratioName } from "../models/glmm/ratios/ratiosText.js";
import { unlessRefused } from "./unlessRefused.js";

/** Draws that are enough for two digits of a mean and of an interval. */
const enough = 200;

/** Rows beyond which nothing is averaged for a page; `ask` does it. */
const mostRows = 20_000;

/** What coefficients come to, as far as they may be asked; empty where nothing can be said. */
export function effectSizeSections(fitted: FittedGlmm): readonly Section[] {
  const sections = [ratiosSection(fitted), populationSection(fitted), sharesSection(fitted)];
  const notes = interpretationNotes(fitted).map(({ text }) => text);
  return [
    ...sections.filter((section) => section !== undefined),
    ...(notes.length > 0 ? [{ id: "keep-in-mind", title: "What to keep in mind", text: notes }] : []),
  ];
}

function ratiosSection(fitted: FittedGlmm): Section | undefined {
  const found = unlessRefused(() => ratiosOf(fitted, {}));
  if (!found || found.rows.length === 0) return undefined;
  const table: SectionTable = {
    name: "ratios.csv",
    columns: [
      { title: "coefficient" },
      { title: "what it is" },
      { title: "ratio", numeric: true, digits: 3, hint: "e to the median of the coefficient" },
      { title: "2.5%", numeric: true, digits: 3 },
      { title: "97.5%", numeric: true, digits: 3 },
      { title: "P(above 1)", numeric: true, digits: 3 },
    ],
    rows: found.rows.map((row): Cell[] => [
      ratioName(row),
      row.kind,
      threeDigits(row.ratio),
      threeDigits(row["q2.5"]),
      threeDigits(row["q97.5"]),
      percent(row.pAbove1),
    ]),
  };
  return {
    id: "ratios",
    title: "Effects as ratios",
    text: "Coefficients exponentiated, for one unit more of a column; ends of intervals are those of the coefficient, exponentiated.",
    table,
  };
}

/** Zeros at the end are digits too. */
function threeDigits(value: number): Cell {
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 ? { value, text: value.toPrecision(3) } : value;
}

function twoDecimals(value: number): Cell {
  return Number.isFinite(value) ? { value, text: value.toFixed(2) } : null;
}

function percent(share: number): Cell {
  const text = share > 0.99 ? ">99%" : share < 0.01 ? "<1%" : `${Math.round(100 * share)}%`;
  return { value: share, text };
}

function populationSection(fitted: FittedGlmm): Section | undefined {
  const { frame, link } = fitted;
  const hasGroups = frame.groups.some(({ parameter }) => frame.locations.includes(parameter));
  if (!hasGroups || link.name === "identity" || frame.rows > mostRows) return undefined;
  if (unlessRefused(() => onlyInterceptMoves(fitted))) return undefined;
  const draws = Math.min(enough, fitted.drawCount);
  const found = unlessRefused(() => summariseMarginal(marginalDrawsOf(fitted, { draws, variables: [] })));
  if (!found || found.coefficients.length === 0) return undefined;
  return {
    id: "population",
    title: "In the population",
    text:
      `A coefficient compares rows of the same ${found.groups.join(" and ")}; averaged over ${found.groups.join(" and ")} the mean follows another ` +
      `curve. Both on the ${found.link} scale: the second is the projection of the averaged mean on the columns (Hedeker and others 2018). ` +
      (found.wholeMean === undefined ? "" : `${capital(found.wholeMean)} `) +
      `From ${found.draws.coefficients} of ${found.draws.of} draws.`,
    table: {
      name: "population-averaged.csv",
      columns: [
        { title: "coefficient" },
        { title: "within a group", numeric: true, digits: 3, hint: "posterior mean of the conditional coefficient" },
        { title: "sd", numeric: true, digits: 2 },
        { title: "in the population", numeric: true, digits: 3, hint: "posterior mean of the averaged coefficient" },
        { title: "sd", numeric: true, digits: 2 },
        { title: "their ratio", numeric: true, digits: 3 },
      ],
      rows: found.coefficients.map(({ name, conditional, averaged, ratio }): Cell[] => [
        name,
        threeDigits(conditional.mean),
        conditional.sd,
        threeDigits(averaged.mean),
        averaged.sd,
        ratio ? threeDigits(ratio.mean) : null,
      ]),
    },
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sharesSection(fitted: FittedGlmm): Section | undefined {
  const { frame } = fitted;
  if (frame.groups.length === 0 || frame.rows > mostRows) return undefined;
  const draws = Math.min(enough, fitted.drawCount);
  const found = unlessRefused(() => summariseIcc(iccDrawsOf(fitted, { draws })));
  if (!found) return undefined;
  const numbers = (summary: DrawSummary): Cell[] => [summary.mean, summary["q2.5"], summary["q97.5"]].map(twoDecimals);
  return {
    id: "icc",
    title: "What responses of a group have in common",
    text:
      "Intraclass correlations: the variance of a group's effects over that of all groups and the residual, on the scale of the link" +
      (found.oneScale ? "." : "; and the correlation of two responses of one level.") +
      ` The residual variance is ${found.residualWords}.`,
    table: {
      name: "icc.csv",
      columns: [
        { title: "group" },
        { title: "icc", numeric: true, digits: 3 },
        { title: "2.5%", numeric: true, digits: 2 },
        { title: "97.5%", numeric: true, digits: 2 },
        ...(found.oneScale ? [] : [{ title: "of the responses", numeric: true, digits: 3 }]),
      ],
      rows: found.rows.map((row): Cell[] => [
        row.group ?? "all together",
        ...numbers(row.adjusted),
        ...(found.oneScale ? [] : [twoDecimals(row.data.mean)]),
      ]),
    },
  };
}
