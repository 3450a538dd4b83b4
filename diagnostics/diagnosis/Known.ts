/** What is known of a fit besides its draws, so that advice is given in the words of the program that made it. */

/** Who made the draws. */
export type Origin = "poolwise" | "cmdstan" | "other";

/** How much the data say against the prior about one variable, as power-scaling tells it. */
export interface VariableSensitivity {
  readonly variable: string;
  /** Change of the posterior as the prior is scaled. */
  readonly prior: number;
  /** Change of the posterior as the likelihood is scaled. */
  readonly likelihood: number;
}

/** All of it may be missing, as for draws from a file. */
export interface Known {
  readonly origin?: Origin;
  /** The model in words, one parameter or likelihood a line. */
  readonly lines?: readonly string[];
  /** Whether effects of groups are sampled in coordinates that follow the data, so that their parametrisation is no choice. */
  readonly followsData?: boolean;
  readonly sensitivity?: readonly VariableSensitivity[];
}

/** How a program calls its options. */
export interface OptionWords {
  readonly targetAcceptance: string;
  readonly draws: string;
  readonly warmup: string;
  readonly chains: string;
  readonly seed: string;
  readonly treeDepth: string;
}

const words: Readonly<Record<Origin, OptionWords>> = {
  poolwise: {
    targetAcceptance: "--adapt-delta",
    draws: "--draws",
    warmup: "--warmup",
    chains: "--chains",
    seed: "--seed",
    treeDepth: "--max-treedepth",
  },
  cmdstan: {
    targetAcceptance: "adapt delta",
    draws: "num_samples",
    warmup: "num_warmup",
    chains: "num_chains",
    seed: "seed",
    treeDepth: "max_depth",
  },
  other: {
    targetAcceptance: "the target acceptance",
    draws: "draws",
    warmup: "warmup",
    chains: "chains",
    seed: "seed",
    treeDepth: "the largest tree depth",
  },
};

/** The names of options in the program that made the draws; ours where that is not known. */
export function optionWords({ origin = "poolwise" }: Known): OptionWords {
  return words[origin];
}

/** An option in brackets after a space, ` (--draws 400)` or ` (num_samples=400)`; empty where the program's options are not known. */
export function optionInBrackets(known: Known, option: "draws" | "warmup" | "chains", value?: number): string {
  const { origin = "poolwise" } = known;
  if (origin === "other") return "";
  const given = value === undefined ? "" : `${origin === "cmdstan" ? "=" : " "}${value}`;
  return ` (${words[origin][option]}${given})`;
}
