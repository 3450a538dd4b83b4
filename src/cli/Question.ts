/** A question that can be put to a saved fit. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Answer } from "./Answer.js";
import type { AskOptions } from "./AskOptions.js";

/** How models that questions are about are declared: by formulas, or as a network meta-analysis. */
export type AskedKind = "glmm" | "nma";

export interface Question {
  /** Options that go with it, `--json` apart. */
  readonly options: readonly (keyof AskOptions)[];
  /** Models that it is for: all of them, also those of model files, or those of some kinds. */
  readonly of: "any" | readonly AskedKind[];
  /** Whether it is about several fits: the folders of the others follow its name. */
  readonly ofSeveral?: true;
  /** What follows its name instead, in words for messages: `the factor whose means are wanted`; whether it may be left out. */
  readonly words?: { readonly what: string; readonly example: string; readonly optional?: true };
  /**
   * @param width Characters of the terminal.
   * @param words What follows the question's name.
   * @param fits Of a question about several fits, all of them by folder, this one first.
   */
  answer(
    posterior: Posterior,
    options: AskOptions,
    width: number,
    fits: ReadonlyMap<string, Posterior>,
    words: readonly string[],
  ): Answer | Promise<Answer>;
}
