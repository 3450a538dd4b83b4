/** The section of the report on what partial pooling did to the levels of a group. */
import { shrinkageChart } from "../diagnostics/plots/index.js";
import type { Section } from "../diagnostics/report/Section.js";
import type { FittedGlmm } from "../models/glmm/FittedGlmm.js";
import { slopeMicroseconds } from "../models/glmm/groups/rowSlopes.js";
import { hasPlainRows } from "../models/glmm/hasPlainRows.js";
import { shrinkageOf } from "../models/glmm/groups/shrinkage.js";

/** Of more levels, own estimates take long. */
const manyLevels = 50;

/** Microseconds that own estimates may take, passes over the rows that they are reckoned at, and draws that say anything. */
const mostPooling = 1e6;
const poolingPasses = 20;
const fewestPooling = 40;

/**
 * What partial pooling did to the levels' own estimates, from fewer draws where levels are many or the law is a long one; a sentence
 * alone where a report has no time for any.
 *
 * @param group One that has effects on the mean.
 * @param id Of the section.
 * @throws UserError where levels have no shrinkage, as `shrinkageOf` does.
 * @example poolingSection(fittedGlmm(posterior), "site", "group-1-pooling")
 */
export function poolingSection(fitted: FittedGlmm, group: string, id: string): Section {
  const { family, frame, drawCount } = fitted;
  // Where there are no estimates, saying so takes no time.
  const pass = hasPlainRows(fitted) ? frame.rows * slopeMicroseconds(family) : 0;
  const affordable = Math.floor(mostPooling / (poolingPasses * pass));
  const section = { id, title: "Partial pooling" };
  if (affordable < Math.min(fewestPooling, drawCount)) {
    const text =
      `Own estimates of levels from ${frame.rows} rows of the family ${family.name} take longer than a report has: ` +
      `poolwise ask … shrinkage --group ${group} makes them.`;
    return { ...section, text };
  }
  const ofGroup = frame.groups.filter((term) => term.group === group);
  const levels = Math.max(...ofGroup.map((term) => term.levels.length));
  const draws = Math.min(drawCount, levels > manyLevels ? 100 : 500, affordable);
  const { rows, definitions } = shrinkageOf(fitted, { group, draws, rankProbabilities: false });
  const { noPooling, partialPooling, completePooling, factor } = definitions;
  return {
    ...section,
    figure: shrinkageChart(rows, {
      title: `Shrinkage of ${group}: each level's own estimate, and where the model draws it`,
      axisTitle: "on the scale of the link",
    }),
    sections: [
      {
        id: `${id}-meanings`,
        title: "What is shown",
        fold: "closed",
        facts: [
          ["Own estimate", noPooling!],
          ["Model", partialPooling!],
          ["Population", completePooling!],
          ["Shrinkage", factor!],
          ["Draws", `Own estimates and shrinkage are of ${draws} of ${drawCount} draws, evenly spaced.`],
        ],
      },
    ],
  };
}
