/** The questions that can be put to a saved fit, each a row of a table. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { describeDesign } from "../../models/glmm/design/describeDesign.js";
import { fittedGlmm } from "../../models/glmm/FittedGlmm.js";
import type { Frame } from "../../models/glmm/Frame.js";
import {
  ancestral,
  ancestralText,
  coef,
  coefText,
  fixef,
  fixefText,
  ranef,
  ranefText,
  shrinkage,
  shrinkageText,
  varCorr,
  varCorrText,
} from "../../models/glmm/groups/index.js";
import {
  epred,
  linpred,
  logLikelihood,
  predict,
  type PredictionOptions,
  type Predictions,
} from "../../models/glmm/prediction/index.js";
import { varianceShare, varianceShareText } from "../../models/glmm/variance/index.js";
import { priorSummary, priorText } from "../../models/glmm/priors/priorSummary.js";
import { readTable } from "../files/readTable.js";
import type { AskOptions } from "./AskOptions.js";
import type { Answer } from "./Answer.js";
import { glmmQuestions } from "./glmmQuestions.js";
import { networkQuestions } from "./networkQuestions.js";
import { predictionAnswer } from "./predictionAnswer.js";
import type { Question } from "./Question.js";

const predictionOptions = ["newdata", "groups", "newLevels", "draws", "seed", "out", "full"] as const;

/** Models declared by formulas; all models. */
const [ofFormulas, ofAny] = [["glmm"], "any"] as const;

/** By name, in the order in which they are listed. */
export const questions: ReadonlyMap<string, Question> = new Map<string, Question>([
  ["shrinkage", { options: ["group", "draws"], of: ofFormulas, answer: shrinkageAnswer }],
  ["ranef", tableOf(["group"], ranef, ranefText)],
  ["coef", tableOf(["group"], coef, coefText)],
  ["fixef", tableOf([], fixef, fixefText)],
  ["varcorr", tableOf([], varCorr, varCorrText)],
  [
    "varianceshare",
    {
      options: ["group", "draws", "fixed"],
      of: ofFormulas,
      answer(posterior, { group, draws, fixed }, width) {
        const shares = varianceShare(posterior, {
          ...(group === undefined ? {} : { group }),
          ...(draws === undefined ? {} : { draws }),
          ...(fixed === undefined ? {} : { fixed }),
        });
        return { text: varianceShareText(shares, { width }), json: shares };
      },
    },
  ],
  [
    "ancestral",
    {
      options: ["group", "nodes", "draws", "seed"],
      of: ofFormulas,
      answer(posterior, { group, nodes, draws, seed }, width) {
        const values = ancestral(posterior, {
          ...(group === undefined ? {} : { group }),
          ...(nodes === undefined ? {} : { nodes: namesOf(nodes) }),
          ...(draws === undefined ? {} : { draws }),
          ...(seed === undefined ? {} : { seed }),
        });
        return { text: ancestralText(values, { width }), json: values };
      },
    },
  ],
  [
    "linpred",
    {
      options: [...predictionOptions, "parameter", "transform"],
      of: ofFormulas,
      answer: prediction((posterior, options, { parameter, transform }) =>
        linpred(posterior, {
          ...options,
          ...(parameter === undefined ? {} : { parameter }),
          ...(transform === undefined ? {} : { transform }),
        }),
      ),
    },
  ],
  ["epred", { options: predictionOptions, of: ofFormulas, answer: prediction(epred) }],
  ["predict", { options: predictionOptions, of: ofFormulas, answer: prediction(predict) }],
  ["loglik", { options: predictionOptions, of: ofFormulas, answer: prediction(logLikelihood) }],
  [
    "loo",
    {
      options: ["group", "momentMatch", "refit"],
      of: ofAny,
      answer: async (posterior, options, width) =>
        (await import("./looAnswer.js")).looAnswer(posterior, options, width),
    },
  ],
  [
    "waic",
    {
      options: [],
      of: ofAny,
      answer: async (posterior, _, width) => (await import("./waicAnswer.js")).waicAnswer(posterior, width),
    },
  ],
  [
    "compare",
    {
      options: ["group", "momentMatch", "refit"],
      of: ofAny,
      ofSeveral: true,
      answer: async (posterior, options, width, fits) =>
        (await import("./compareAnswer.js")).compareAnswer(posterior, options, width, fits),
    },
  ],
  [
    "kfold",
    {
      options: ["folds", "group", "stratify", "seed"],
      of: ["glmm", "nma"],
      answer: async (posterior, options, width) =>
        (await import("./kfoldAnswer.js")).kfoldAnswer(posterior, options, width),
    },
  ],
  [
    "sensitivity",
    {
      options: [],
      of: ofAny,
      answer: async (posterior, options, width) =>
        (await import("./sensitivityAnswer.js")).sensitivityAnswer(posterior, options, width),
    },
  ],
  [
    "priors",
    {
      options: [],
      of: ["glmm", "nma"],
      async answer(posterior, options, width) {
        if (posterior.declaration?.kind === "nma") {
          const { networkPriorsAnswer } = await import("./networkAnswers/networkPriorsAnswer.js");
          return networkPriorsAnswer(posterior, options, width);
        }
        const rows = priorSummary(fittedGlmm(posterior).priors);
        return { text: priorText(rows), json: rows };
      },
    },
  ],
  [
    "design",
    {
      options: ["newdata"],
      of: ofFormulas,
      async answer(posterior, { newdata }) {
        const fitted = fittedGlmm(posterior);
        const frame = newdata === undefined ? fitted.frame : fitted.encode(await readTable(newdata));
        return { text: describeDesign(frame), json: designJson(frame) };
      },
    },
  ],
  ...glmmQuestions,
  ...networkQuestions,
]);

/** A question whose answer is a table of rows. */
function tableOf<Row>(
  options: readonly "group"[],
  ask: (posterior: Posterior, options: { readonly group?: string }) => readonly Row[],
  text: (rows: readonly Row[], options: { readonly width: number }) => string,
): Question {
  return {
    options,
    of: ofFormulas,
    answer(posterior, { group }, width) {
      const rows = ask(posterior, group === undefined ? {} : { group });
      return { text: text(rows, { width }), json: rows };
    },
  };
}

/** Of one group, or of every group that has effects on the mean. */
function shrinkageAnswer(posterior: Posterior, { group, draws }: AskOptions, width: number): Answer {
  const terms = fittedGlmm(posterior).frame.groups.filter(({ parameter }) => parameter === "mu");
  if (group === undefined && terms.length === 0) {
    throw new UserError("the model has no group-level effects on the mean, so that nothing is shrunk");
  }
  const groups = group === undefined ? [...new Set(terms.map((term) => term.group))] : [group];
  const answers = groups.map((one) => shrinkage(posterior, { group: one, ...(draws === undefined ? {} : { draws }) }));
  return { text: answers.map((one) => shrinkageText(one, { width })).join("\n\n"), json: answers };
}

/** X by column, and Z as the level of each row with the columns at that level; -1 - k is the k-th of the new levels. */
function designJson({ rows, response, predictors, groups }: Frame): unknown {
  const list = (values: ArrayLike<number> | undefined) => (values === undefined ? null : Array.from(values));
  return {
    rows,
    response: response ? { name: response.name, values: list(response.values), trials: list(response.trials) } : null,
    predictors: predictors.map(({ parameter, link, intercept, names, columns, means, offset }) => ({
      ...{ parameter, link, intercept, names },
      columns: columns.map(list),
      means: list(means),
      offset: list(offset),
    })),
    groups: groups.map(({ parameter, group, levels, newLevels, coefficients, columns, index, correlated }) => ({
      ...{ parameter, group, levels, newLevels, coefficients, correlated },
      columns: columns.map((column) => list(column ?? new Float64Array(rows).fill(1))),
      index: list(index),
    })),
  };
}

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
  return text === "all" || text === "none" ? text : namesOf(text);
}

/** `a, b` as its names. */
function namesOf(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}
