/** `ask DIR loo`: leave-one-out cross-validation, of rows or of the levels of a group. */
import { looText } from "../../diagnostics/loo/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { node } from "../platform/node/node.js";
import { leaveOneGroupOut } from "../workflows/leaveOneGroupOut.js";
import { loo, type PosteriorLoo } from "../workflows/loo.js";
import { isNetworkFit } from "../workflows/networkAnswers.js";
import type { Answer } from "./Answer.js";
import type { AskOptions } from "./AskOptions.js";
import { UserError } from "../../engine/core/UserError.js";
import { counterLine } from "./counterLine.js";
import { elpdJson } from "./elpdJson.js";

/** A table of sums, then how reliable they are and what to do where they are not. */
export async function looAnswer(posterior: Posterior, options: AskOptions, width: number): Promise<Answer> {
  const result = await looAsked(posterior, options);
  return { text: looText(result, { width, ...noteOf(result.notes) }), json: elpdJson(result) };
}

/** How observations are left out, in a sentence; nothing where there is nothing to say. */
export function noteOf(notes: readonly string[]): { readonly note?: string } {
  if (notes.length === 0) return {};
  const sentence = `${notes.join("; ")}.`;
  return { note: sentence[0]!.toUpperCase() + sentence.slice(1) };
}

/** What `--group` calls the arms of a network, which are left out one by one. */
const arm = "arm";

/**
 * Leaves out rows or levels as options say, with progress on standard error. Of a network these are studies, as in its report, unless arms are asked for.
 *
 * @throws UserError for --moment-match beside levels of a group or studies, of which there is none.
 */
export async function looAsked(
  posterior: Posterior,
  { group: asked, momentMatch, refit }: AskOptions,
  name = "",
): Promise<PosteriorLoo> {
  const isNetwork = isNetworkFit(posterior);
  const group = !isNetwork ? asked : asked === arm ? undefined : (asked ?? "study");
  if (group !== undefined && momentMatch) {
    if (isNetwork) {
      throw new UserError(
        "--moment-match is for single arms of a network, by --group arm: studies are fitted again without by --refit",
      );
    }
    throw new UserError("--moment-match is for single rows: with --group, --refit fits again without a level");
  }
  const line = counterLine(process.stderr, node.now);
  const onProgress = ({ what, done, of }: { what: string; done: number; of: number }) =>
    line.show(`${name}${what}`, done, of);
  const refitting = refit ? { refit } : {};
  try {
    return group === undefined
      ? await loo(posterior, { ...refitting, ...(momentMatch ? { momentMatch } : {}), onProgress }, node)
      : await leaveOneGroupOut(posterior, { group, ...refitting, onProgress }, node);
  } finally {
    line.end();
  }
}
