/** `ask DIR r2`: the share of the response's variance that the model explains. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { textTable } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import { drawSummary, type DrawSummary } from "../../models/glmm/groups/DrawSummary.js";
import { bayesR2, r2DrawsOf, shareText } from "../workflows/bayesR2.js";
import type { Answer } from "./Answer.js";
import type { AskOptions } from "./AskOptions.js";
import { finite } from "./elpdJson.js";

const statistics = ["mean", "sd", "median", "q2.5", "q97.5"] as const;

/** Given the effects of groups, and of the population alone. */
export async function r2Answer(posterior: Posterior, { draws }: AskOptions, width: number): Promise<Answer> {
  const used = draws ?? r2DrawsOf(posterior);
  const { conditional, marginal } = await bayesR2(posterior, { draws: used });
  const total = posterior.draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  const rows = [{ name: "R² conditional", ...drawSummary(conditional) }];
  if (marginal !== conditional) rows.push({ name: "R² marginal", ...drawSummary(marginal) });
  const lines = textTable(rows, {
    name: ({ name }) => name,
    columns: statistics.map((head, rank) => ({ head, cell: (row) => shareText(row[head]), rank })),
    width,
  });
  lines.push(
    "",
    ...wrapText(
      "In each draw the variance of the expected responses over itself plus the residual variance that the model gives" +
        (rows.length > 1
          ? "; marginal, of the population alone, with what groups explain as part of the rest."
          : "; the model has no groups.") +
        ` By ${used === total ? `all ${total}` : `${used} of ${total}`} draws.`,
      width,
    ),
  );
  return { text: lines.join("\n"), json: { draws: used, conditional: json(conditional), marginal: json(marginal) } };
}

function json(draws: Float64Array): Record<string, number | null> {
  const summary: DrawSummary = drawSummary(draws);
  return Object.fromEntries(statistics.map((name) => [name, finite(summary[name])]));
}
