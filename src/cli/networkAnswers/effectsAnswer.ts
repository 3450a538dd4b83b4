/** `ask DIR effects`: relative effects of treatments, at any reference and any values of covariates. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import { fittedNetwork, relativeEffects, type RelativeEffect } from "../../../models/meta/index.js";
import { effectColumns } from "../../network/text/estimateText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { askedSets, askedTreatments, setText } from "./askedValues.js";

/** One table at each set of values; each pair once where no reference is named. */
export function effectsAnswer(posterior: Posterior, options: AskOptions, width: number): Answer {
  const fitted = fittedNetwork(posterior);
  const asked = askedTreatments(options);
  const { effect, ratio = null } = fitted.likelihood.words;
  const sets = askedSets(fitted, options);
  const found = (sets.length === 0 ? [undefined] : sets).map((at) => ({
    at,
    relative_effects: relativeEffects(fitted, { ...asked, ...(at === undefined ? {} : { at }) }),
  }));
  const text = found.map(({ at, relative_effects: rows }) => {
    const title = `Relative effects${setText(fitted, at)}, ${effect}`;
    const shown = asked.reference === undefined ? eachOnce(rows) : rows;
    const name = ({ from, to }: RelativeEffect): string => `${to} against ${from}`;
    return [printable(title), ...textTable(shown, { name, columns: effectColumns(ratio, shown), width })].join("\n");
  });
  const json =
    sets.length === 0
      ? { effect, ratio, relative_effects: found[0]!.relative_effects }
      : { effect, ratio, at: found.map((one) => ({ ...one, at: Object.fromEntries(one.at!) })) };
  return { text: text.join("\n\n"), json };
}

/** Of two orders of a pair the first. */
function eachOnce(rows: readonly RelativeEffect[]): readonly RelativeEffect[] {
  const seen = new Set<string>();
  return rows.filter(({ from, to }) => {
    seen.add(JSON.stringify([from, to]));
    return !seen.has(JSON.stringify([to, from]));
  });
}
