/** `ask DIR heterogeneity`: how much the effects of trials differ. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { exp } from "../../../engine/math/exp.js";
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { fittedNetwork, heterogeneity, networkModel } from "../../../models/meta/index.js";
import { effectColumns, fixed } from "../../network/text/estimateText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** tau with its prior, and what it means for the effects of two trials. @throws UserError for fixed effects. */
export function heterogeneityAnswer(posterior: Posterior, _: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const found = heterogeneity(fitted);
  if (found === null) throw new UserError("effects of this fit are fixed: heterogeneity is taken to be 0.");
  const prior = networkModel(fitted.declaration)
    .priors(posterior.data!)
    .resolved.find(({ slot }) => slot.name === "tau")!.line;
  const { effect, ratio } = fitted.likelihood.words;
  const { tau, tau_squared: squared, spread } = found;
  const rows = [
    { name: "tau", summary: tau },
    { name: "tau^2", summary: squared },
    { name: "width of the central 95% of effects", summary: spread },
  ];
  const times = ratio === undefined ? "" : `, a factor of ${fixed(exp(spread.q50))} in the ${ratio}`;
  const lines = [
    `Heterogeneity of effects between trials, ${effect}; prior ${prior}`,
    ...textTable(rows, {
      name: ({ name }) => name,
      columns: effectColumns(null).map(({ cell, ...column }) => ({ ...column, cell: ({ summary }) => cell(summary) })),
      width,
    }),
    ...wrapText(
      `The central 95% of effects of trials of the same treatments span ${fixed(spread.q50)}${times} (at the median of tau).`,
      width,
    ),
  ];
  return { text: lines.join("\n"), json: { effect, ratio: ratio ?? null, prior, ...found } };
}
