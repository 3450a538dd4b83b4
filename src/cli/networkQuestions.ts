/** The questions that can be put to a saved network meta-analysis, each a row of a table. */
import type { AskOptions } from "./AskOptions.js";
import type { Question } from "./Question.js";

/** The code of an answer is loaded when it is asked for. */
type Answering = Question["answer"];

function ofNetworks(options: readonly (keyof AskOptions)[], load: () => Promise<Answering>): Question {
  return { options, of: ["nma"], answer: async (...asked) => (await load())(...asked) };
}

/** By name, in the order in which they are listed. */
export const networkQuestions: ReadonlyMap<string, Question> = new Map([
  [
    "effects",
    ofNetworks(
      ["reference", "treatments", "at"],
      async () => (await import("./networkAnswers/effectsAnswer.js")).effectsAnswer,
    ),
  ],
  [
    "league",
    ofNetworks(["treatments", "at"], async () => (await import("./networkAnswers/leagueAnswer.js")).leagueAnswer),
  ],
  [
    "ranks",
    ofNetworks(
      ["better", "mid", "treatments", "at"],
      async () => (await import("./networkAnswers/ranksAnswer.js")).ranksAnswer,
    ),
  ],
  [
    "absolute",
    ofNetworks(
      ["baseline", "baselineTime", "baselineTreatment", "reference", "treatments", "better", "at", "seed"],
      async () => (await import("./networkAnswers/absoluteAnswer.js")).absoluteAnswer,
    ),
  ],
  [
    "newtrial",
    ofNetworks(
      ["reference", "treatments", "better", "at", "seed"],
      async () => (await import("./networkAnswers/newTrialAnswer.js")).newTrialAnswer,
    ),
  ],
  [
    "heterogeneity",
    ofNetworks([], async () => (await import("./networkAnswers/heterogeneityAnswer.js")).heterogeneityAnswer),
  ],
  ["studies", ofNetworks([], async () => (await import("./networkAnswers/studiesAnswer.js")).studiesAnswer)],
  ["fit", ofNetworks([], async () => (await import("./networkAnswers/networkFitAnswer.js")).networkFitAnswer)],
  ["evidence", ofNetworks([], async () => (await import("./networkAnswers/evidenceAnswer.js")).evidenceAnswer)],
  [
    "nodesplit",
    ofNetworks(["split", "seed"], async () => (await import("./networkAnswers/nodeSplitAnswer.js")).nodeSplitAnswer),
  ],
  ["ume", ofNetworks(["seed"], async () => (await import("./networkAnswers/umeAnswer.js")).umeAnswer)],
  [
    "leaveoneout",
    ofNetworks(
      ["studies", "seed"],
      async () => (await import("./networkAnswers/leaveOneOutAnswer.js")).leaveOneOutAnswer,
    ),
  ],
]);
