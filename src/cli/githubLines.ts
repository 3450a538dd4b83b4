/** Judgements and warnings as commands of GitHub's workflows, which show them beside the commit. */
import type { Warning } from "../../engine/core/Warning.js";
import type { Judgement } from "./failOn.js";

/** A line `::error …::…` for each condition that is met or cannot be judged, and `::warning …::…` for each warning. */
export function githubLines(judgements: readonly Judgement[], warnings: readonly Warning[]): string[] {
  const errors = judgements.filter(({ state }) => state !== "passed");
  return [
    ...errors.map(({ text, found }) => `::error title=${property(`poolwise: ${text}`)}::${message(found)}`),
    ...warnings.map(({ cause, text }) => `::warning title=${property(`poolwise: ${cause}`)}::${message(text)}`),
  ];
}

/** A line break in a message would begin another command. */
function message(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return message(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
