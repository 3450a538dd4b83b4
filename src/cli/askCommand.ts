/** `poolwise ask`: a question put to a saved fit, or to several. */
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
export async function askCommand(
  folder: string,
  asked: string,
  others: readonly string[],
  options: AskOptions,
): Promise<number> {
  const question = requireQuestion(asked);
  checkAskOptions(asked, question, options);
  checkFolders(folder, asked, others, question);
  const fits = new Map<string, Posterior>();
  for (const one of [folder, ...others]) {
    const posterior = await loadFit(one);
    if (!question.ofAnyModel) requireGlmm(one, asked, posterior);
    fits.set(one, posterior);
  }
  const answer = await question.answer(fits.get(folder)!, options, process.stdout.columns || 100, fits);
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

/** Folders after the question belong to questions about several fits, each of which counts once. */
function checkFolders(folder: string, asked: string, others: readonly string[], question: Question): void {
  if (!question.ofSeveral) {
    if (others.length === 0) return;
    throw new UserError(
      `"${others[0]}" is one too many: ask ${folder} ${asked} is about one fit, and takes options only`,
    );
  }
  if (others.length === 0) {
    throw new UserError(`ask ${folder} ${asked} needs another fit to compare with: ask ${folder} ${asked} OTHER`);
  }
  const all = [folder, ...others];
  const twice = all.find((one, i) => all.indexOf(one) !== i);
  if (twice !== undefined) throw new UserError(`${twice} is named twice: name each fit once`);
}

function requireGlmm(folder: string, asked: string, { declaration }: Posterior): void {
  if (declaration?.kind === "glmm") return;
  const any = [...questions].filter(([, { ofAnyModel }]) => ofAnyModel).map(([name]) => name);
  throw new UserError(
    `the fit in ${folder} is of a model file, which ask does not execute: ${asked} is for models declared by --formula ` +
      `(of any fit ${any.slice(0, -1).join(", ")} and ${any.at(-1)} can be asked)`,
  );
}
