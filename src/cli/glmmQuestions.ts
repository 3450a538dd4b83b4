/** Questions about effects, hypotheses and models that can be put to a saved fit of formulas, each a row of a table. */
import type { AskOptions } from "./AskOptions.js";
import type { Question } from "./Question.js";

/** The code of an answer is loaded when it is asked for. */
type Answering = Question["answer"];

function ofFormulas(
  options: readonly (keyof AskOptions)[],
  load: () => Promise<Answering>,
  words?: Question["words"],
): Question {
  return {
    ...{ options, of: ["glmm"] },
    answer: async (...asked) => (await load())(...asked),
    ...(words ? { words } : {}),
  };
}

/** Of any model. */
function ofAny(
  options: readonly (keyof AskOptions)[],
  load: () => Promise<Answering>,
  more: Pick<Question, "words" | "ofSeveral"> = {},
): Question {
  return { options, of: "any", answer: async (...asked) => (await load())(...asked), ...more };
}

const ofMeans = ["by", "at", "weights", "scale", "average", "groups", "parameter", "draws"] as const;

/** By name, in the order in which they are listed. */
export const glmmQuestions: ReadonlyMap<string, Question> = new Map<string, Question>([
  [
    "hypothesis",
    ofAny(
      ["class", "group", "scope", "alpha", "rope"],
      async () => (await import("./glmmAnswers/hypothesisAnswer.js")).hypothesisAnswer,
      { words: { what: "a hypothesis", example: '"x1 - x2 > 0"' } },
    ),
  ],
  [
    "ratios",
    ofFormulas(
      ["parameter", "intercept", "per"],
      async () => (await import("./glmmAnswers/ratiosAnswer.js")).ratiosAnswer,
    ),
  ],
  [
    "means",
    ofFormulas(ofMeans, async () => (await import("./glmmAnswers/meansAnswer.js")).meansAnswer, {
      what: "the factors whose levels have means",
      example: "FACTOR",
    }),
  ],
  [
    "contrasts",
    ofFormulas(
      [...ofMeans, "method", "reference", "interaction", "slope"],
      async () => (await import("./glmmAnswers/meansAnswer.js")).contrastsAnswer,
      { what: "the factors whose levels are compared", example: "FACTOR" },
    ),
  ],
  [
    "slopes",
    ofFormulas(ofMeans, async () => (await import("./glmmAnswers/meansAnswer.js")).slopesAnswer, {
      what: "the number whose slope is wanted",
      example: "x --by FACTOR",
    }),
  ],
  [
    "conditionaleffects",
    ofFormulas(
      ["at", "groups", "draws"],
      async () => (await import("./glmmAnswers/conditionalEffectsAnswer.js")).conditionalEffectsAnswer,
      { what: "effects such as x or x:z", example: "x", optional: true },
    ),
  ],
  [
    "marginal",
    ofFormulas(["at", "draws"], async () => (await import("./glmmAnswers/marginalAnswer.js")).marginalAnswer, {
      what: "variables",
      example: "x",
      optional: true,
    }),
  ],
  ["icc", ofFormulas(["group", "draws"], async () => (await import("./glmmAnswers/sharesAnswer.js")).iccAnswer)],
  ["r2", ofFormulas(["draws"], async () => (await import("./glmmAnswers/sharesAnswer.js")).r2Answer)],
  [
    "withinbetween",
    ofFormulas([], async () => (await import("./glmmAnswers/withinBetweenAnswer.js")).withinBetweenAnswer),
  ],
  [
    "designeffect",
    ofFormulas(["group"], async () => (await import("./glmmAnswers/designEffectAnswer.js")).designEffectAnswer),
  ],
  [
    "priorposterior",
    ofFormulas(
      ["draws", "seed"],
      async () => (await import("./glmmAnswers/priorPosteriorAnswer.js")).priorPosteriorAnswer,
    ),
  ],
  ["advice", ofFormulas([], async () => (await import("./glmmAnswers/adviceAnswer.js")).adviceAnswer)],
  [
    "marginallikelihood",
    ofAny(["seed"], async () => (await import("./glmmAnswers/marginalLikelihoodAnswer.js")).marginalLikelihoodAnswer),
  ],
  [
    "bayesfactor",
    ofAny(["seed"], async () => (await import("./glmmAnswers/marginalLikelihoodAnswer.js")).bayesFactorAnswer, {
      ofSeveral: true,
    }),
  ],
]);
