/** `poolwise ask`: a question put to a saved fit of a GLMM. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import { loadFit } from "../files/loadFit.js";
import { optionFlags, type AskOptions } from "./AskOptions.js";
import { laterQuestions } from "./laterFeatures.js";
import { questions, type Question } from "./questions.js";

/**
 * Runs the command; returns the exit status. The answer is a table on standard output, or with `--json` the same as JSON.
 *
 * @throws UserError for a question that there is not, an option that does not go with it, and a fit that cannot answer it.
 */
export async function askCommand(folder: string, asked: string, options: AskOptions): Promise<number> {
  const question = requireQuestion(asked);
  checkAskOptions(asked, question, options);
  const posterior = await loadFit(folder);
  requireGlmm(folder, posterior);
  const answer = await question.answer(posterior, options, process.stdout.columns || 100);
  process.stdout.write(options.json ? `${JSON.stringify(answer.json, null, 2)}\n` : `${answer.text}\n`);
  return 0;
}

function requireQuestion(asked: string): Question {
  const question = questions.get(asked);
  if (question !== undefined) return question;
  const later = laterQuestions.get(asked);
  if (later !== undefined) throw new UserError(`the question "${asked}" is not supported yet: ${later}`);
  const near = nearestName(asked, questions.keys());
  const mend = near === undefined ? `the questions are ${[...questions.keys()].join(", ")}` : `did you mean "${near}"?`;
  throw new UserError(`unknown question "${asked}": ${mend}`);
}

/** An option that would be passed over in silence is refused. */
function checkAskOptions(asked: string, question: Question, options: AskOptions): void {
  for (const [name, flag] of optionFlags) {
    if (options[name] === undefined || question.options.includes(name)) continue;
    const fitting = question.options.map((known) => optionFlags.get(known)).join(", ");
    throw new UserError(
      `${flag} does not go with ${asked}: ${fitting === "" ? "leave it out" : `it takes ${fitting}`}`,
    );
  }
  if (options.full && options.out === undefined) {
    throw new UserError("--full writes every draw to a file: name it with --out draws.csv");
  }
}

function requireGlmm(folder: string, { declaration }: Posterior): void {
  if (declaration?.kind === "glmm") return;
  throw new UserError(
    `the fit in ${folder} is of a model file, which ask does not execute: questions are for models declared by --formula`,
  );
}
