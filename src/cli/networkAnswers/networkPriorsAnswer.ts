/** `ask DIR priors` of a network: the prior of each parameter. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { textTable } from "../../../engine/text/textTable.js";
import { fittedNetwork, networkModel } from "../../../models/meta/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** Parameters of one prior share a line. */
export function networkPriorsAnswer(posterior: Posterior, _: AskOptions, width: number): Answer {
  const { declaration } = fittedNetwork(posterior);
  const { resolved, lines } = networkModel(declaration).priors(posterior.data!);
  const sources = new Map(resolved.map(({ line, source }) => [line, source]));
  const text = textTable(lines, {
    name: (line) => line,
    columns: [{ head: "", cell: (line) => sources.get(line) ?? "not used", rank: 0 }],
    width,
  });
  const json = resolved.map(({ slot, line, source }) => ({
    parameter: slot.name,
    class: slot.class,
    prior: line,
    source,
  }));
  return { text: text.slice(1).join("\n"), json };
}
