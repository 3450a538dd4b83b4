/** Judgements of conditions as JUnit XML, which servers of continuous integration show as tests. */
import type { Judgement } from "./failOn.js";

/**
 * A test suite with a case for each condition: a failure where it is met, an error where it cannot be judged.
 *
 * @param subject what was diagnosed
 */
export function junitText(judgements: readonly Judgement[], subject: string): string {
  const number = (state: Judgement["state"]) => judgements.filter((judgement) => judgement.state === state).length;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites>`,
    `  <testsuite name="poolwise diagnose ${escaped(subject)}" tests="${judgements.length}" failures="${number("met")}" ` +
      `errors="${number("unknown")}" skipped="0">`,
    ...judgements.flatMap(caseLines),
    `  </testsuite>`,
    `</testsuites>`,
    ``,
  ].join("\n");
}

function caseLines({ text, state, found }: Judgement): string[] {
  const head = `    <testcase classname="poolwise.diagnose" name="not ${escaped(text)}"`;
  if (state === "passed") return [`${head}/>`];
  const kind = state === "met" ? "failure" : "error";
  return [`${head}>`, `      <${kind} message="${escaped(`${text}: ${found}`)}"/>`, `    </testcase>`];
}

/** Text as the value of an attribute. Control characters, which no XML may hold, are replaced. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD").replace(/[&<>"]/g, (character) => entities[character]!);
}
