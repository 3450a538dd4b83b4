/** `poolwise ask`: a question put to a saved fit, or to several. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import { loadFit } from "../files/loadFit.js";
import { optionFlags, type AskOptions } from "./AskOptions.js";
import type { AskedKind, Question } from "./Question.js";
import { questions } from "./questions.js";

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
  checkWords(folder, asked, others, question);
  const fits = new Map<string, Posterior>();
  for (const one of question.ofSeveral ? [folder, ...others] : [folder]) {
    const posterior = await loadFit(one);
    requireKind(one, asked, question, posterior);
    fits.set(one, posterior);
  }
  const answer = await question.answer(fits.get(folder)!, options, process.stdout.columns || 100, fits, others);
  process.stdout.write(options.json ? `${JSON.stringify(answer.json, null, 2)}\n` : `${answer.text}\n`);
  return 0;
}

function requireQuestion(asked: string): Question {
  const question = questions.get(asked);
  if (question !== undefined) return question;
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

/** What follows a question: folders of those about several fits, each of which counts once, or words of those that take some. */
function checkWords(folder: string, asked: string, others: readonly string[], question: Question): void {
  if (question.words) {
    if (others.length > 0 || question.words.optional) return;
    const { what, example } = question.words;
    throw new UserError(`ask ${folder} ${asked} needs ${what}: ask ${folder} ${asked} ${example}`);
  }
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

/** What a fit is of, and which fits a question is for. */
const words = new Map<string, { readonly fit: string; readonly question: string }>([
  ["glmm", { fit: "of a model declared by --formula", question: "models declared by --formula" }],
  ["nma", { fit: "of a network meta-analysis", question: "network meta-analyses" }],
  ["meta", { fit: "of a meta-analysis of effect sizes", question: "" }],
]);

/** @throws UserError naming the questions that the fit answers. */
function requireKind(folder: string, asked: string, question: Question, { declaration }: Posterior): void {
  const { of } = question;
  const kind = declaration?.kind;
  if (of === "any" || of.some((one) => one === kind)) return;
  const answered = [...questions].filter(([, one]) => one.of === "any" || one.of.includes(kind as AskedKind));
  const names = answered.map(([name]) => name);
  const list = `${names.slice(0, -1).join(", ")} and ${names.at(-1)} can be asked`;
  const is = words.get(kind ?? "")?.fit ?? "of a model file, which ask does not execute";
  const fits = of.map((one) => words.get(one)!.question).join(" and ");
  const which = words.has(kind ?? "") ? "of it" : "of any fit";
  throw new UserError(`the fit in ${folder} is ${is}: ${asked} is for ${fits} (${which} ${list})`);
}
