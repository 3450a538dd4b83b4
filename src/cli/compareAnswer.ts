/** `ask DIR compare OTHER`: which of several fits predicts best what it has not seen. */
import { looCompare, looCompareText, type Comparison } from "../../diagnostics/loo/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { isUserError, UserError } from "../../engine/core/UserError.js";
import { printable } from "../../engine/text/printable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import type { Answer } from "./Answer.js";
import type { AskOptions } from "./AskOptions.js";
import { finite } from "./elpdJson.js";
import { looAsked } from "./looAnswer.js";

/** The models with their differences to the best, under the names of their folders. */
export async function compareAnswer(
  _: Posterior,
  options: AskOptions,
  width: number,
  fits: ReadonlyMap<string, Posterior>,
): Promise<Answer> {
  const models = [];
  for (const [name, posterior] of fits) {
    models.push({ name, result: await ofFolder(name, looAsked(posterior, options, `${name}: `)) });
  }
  const comparison = looCompare(models);
  const notes = models.map(({ name, result }) => ({ name, notes: result.notes, warnings: result.warnings }));
  const said = notes.flatMap((one) => (one.notes.length === 0 ? [] : [`${one.name}: ${one.notes.join("; ")}.`]));
  const warned = notes.flatMap((one) => one.warnings.map(({ text }) => `! ${one.name}: ${text}`));
  const lines = [
    looCompareText(comparison, { width }),
    ...said.flatMap((text) => wrapText(printable(text), width)),
    ...warned.flatMap((text) => wrapText(printable(text), width, "  ")),
  ];
  return { text: lines.join("\n"), json: comparisonJson(comparison, notes) };
}

/** Says of which of several fits a sentence is. @throws UserError */
async function ofFolder<Value>(name: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (isUserError(error)) throw new UserError(`${name}: ${error.message}`);
    throw error;
  }
}

/** What was done to leave rows out of each model. */
interface ModelNotes {
  readonly name: string;
  readonly notes: readonly string[];
  readonly warnings: readonly { readonly text: string }[];
}

function comparisonJson({ observations, models, warnings }: Comparison, notes: readonly ModelNotes[]): unknown {
  return {
    observations,
    models: models.map((model) => ({
      model: model.name,
      method: model.method,
      elpd_diff: finite(model.elpdDiff),
      se_diff: finite(model.seDiff),
      p_worse: model.pWorse === undefined ? null : finite(model.pWorse.value),
      diag_diff: model.diagDiff,
      diag_elpd: model.diagElpd,
      weight: finite(model.weight),
      elpd: finite(model.elpd.value),
      se_elpd: finite(model.elpd.se),
      p: finite(model.p.value),
      notes: notes.find(({ name }) => name === model.name)!.notes,
    })),
    warnings: [
      ...warnings,
      ...notes.flatMap((one) => one.warnings.map((warning) => ({ ...warning, model: one.name }))),
    ],
  };
}
