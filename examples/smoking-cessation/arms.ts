/** The table of arms, and what is asked of either model's posterior. */
import {
  asFactor,
  binomialDeviance,
  networkAnalysis,
  requireColumn,
  requireNumbers,
  type Analyse,
  type NetworkQuestions,
} from "poolwise";

/** One row for each arm of each trial. */
export interface Arm {
  study: number;
  treatment: string;
  responders: number;
  sampleSize: number;
}

/** Relative effects, ranks and fit: more people who stopped smoking is better. */
export function analyseArms(questions: Pick<NetworkQuestions, "tau">): Analyse {
  return (posterior, table) => {
    const data = posterior.data ?? table;
    const treatment = asFactor(requireColumn(data, "treatment"));
    const participants = requireNumbers(data, "sampleSize");
    return networkAnalysis(posterior, {
      ...questions,
      treatments: treatment.levels,
      fit: { fitted: "fitted", deviance: binomialDeviance(requireNumbers(data, "responders"), participants) },
      better: "higher",
      ratio: "odds ratio",
      arms: { study: asFactor(requireColumn(data, "study")).codes, treatment: treatment.codes, participants },
    });
  };
}
