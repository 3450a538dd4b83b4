/** `ask DIR kfold`: k-fold cross-validation, which fits the model again. */
import { looText } from "../../diagnostics/loo/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { node } from "../platform/node/node.js";
import { kfold } from "../workflows/kfold.js";
import type { Answer } from "./Answer.js";
import type { AskOptions } from "./AskOptions.js";
import { counterLine } from "./counterLine.js";
import { elpdJson } from "./elpdJson.js";
import { noteOf } from "./looAnswer.js";

/** A table of sums, with the folds that are not to be trusted. */
export async function kfoldAnswer(posterior: Posterior, options: AskOptions, width: number): Promise<Answer> {
  const { folds, group, stratify, seed } = options;
  const line = counterLine(process.stderr, node.now);
  const asked = {
    ...(folds === undefined ? {} : { folds }),
    ...(group === undefined ? {} : { group }),
    ...(stratify === undefined ? {} : { stratify }),
    ...(seed === undefined ? {} : { seed }),
  };
  try {
    const onProgress = (done: number, of: number) => line.show("fold", Math.min(done + 1, of), of);
    const result = await kfold(posterior, { ...asked, onProgress }, node);
    return {
      text: looText(result, { width, ...noteOf(result.notes) }),
      json: { ...elpdJson(result), folds: Array.from(result.folds, (fold) => fold + 1) },
    };
  } finally {
    line.end();
  }
}
