/** The questions that can be put to a fit of a GLMM, each a row of a table. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { fittedGlmm } from "../../models/glmm/FittedGlmm.js";
import {
  epred,
  linpred,
  logLikelihood,
  predict,
  type PredictionOptions,
  type Predictions,
} from "../../models/glmm/prediction/index.js";
import { priorSummary, priorText } from "../../models/glmm/priors/priorSummary.js";
import { readTable } from "../files/readTable.js";
import type { AskOptions } from "./AskOptions.js";
import { predictionAnswer } from "./predictionAnswer.js";

/** What a question comes to. */
export interface Answer {
  readonly text: string;
  readonly json: unknown;
}

export interface Question {
  /** Options that go with it, `--json` apart. */
  readonly options: readonly (keyof AskOptions)[];
  /** @param width Characters of the terminal. */
  answer(posterior: Posterior, options: AskOptions, width: number): Answer | Promise<Answer>;
}

const predictionOptions = ["newdata", "groups", "newLevels", "draws", "seed", "out", "full"] as const;

/** By name, in the order in which they are listed. */
export const questions: ReadonlyMap<string, Question> = new Map<string, Question>([
  [
    "linpred",
    {
      options: [...predictionOptions, "parameter", "transform"],
      answer: prediction((posterior, options, { parameter, transform }) =>
        linpred(posterior, {
          ...options,
          ...(parameter === undefined ? {} : { parameter }),
          ...(transform === undefined ? {} : { transform }),
        }),
      ),
    },
  ],
  ["epred", { options: predictionOptions, answer: prediction(epred) }],
  ["predict", { options: predictionOptions, answer: prediction(predict) }],
  ["loglik", { options: predictionOptions, answer: prediction(logLikelihood) }],
  [
    "priors",
    {
      options: [],
      answer(posterior) {
        const rows = priorSummary(fittedGlmm(posterior).priors);
        return { text: priorText(rows), json: rows };
      },
    },
  ],
]);

/** A question whose answer is a prediction of rows. */
function prediction(
  ask: (posterior: Posterior, options: PredictionOptions, all: AskOptions) => Predictions,
): Question["answer"] {
  return async (posterior, options, width) => {
    const { newdata, groups, newLevels, draws, seed, out, full } = options;
    const asked: PredictionOptions = {
      ...(newdata === undefined ? {} : { newdata: await readTable(newdata) }),
      ...(groups === undefined ? {} : { groups: groupsOf(groups) }),
      ...(newLevels === undefined ? {} : { newLevels }),
      ...(draws === undefined ? {} : { draws }),
      ...(seed === undefined ? {} : { seed }),
    };
    return predictionAnswer(ask(posterior, asked, options), { width, out, full });
  };
}

function groupsOf(text: string): "all" | "none" | readonly string[] {
  return text === "all" || text === "none" ? text : text.split(",").map((name) => name.trim());
}
