/** `ask DIR ume`: a fit of unrelated mean effects beside that of consistency. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import { fittedNetwork, relativeEffects, summariseDraws } from "../../../models/meta/index.js";
import { fixed, interval, meanAndSd } from "../../network/text/estimateText.js";
import { node } from "../../platform/node/node.js";
import { unrelatedMeanEffects } from "../../workflows/unrelatedMeanEffects.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { fittedAgain } from "./fittedAgain.js";

/** Points that are shown; all are in the JSON. */
const mostPoints = 10;

/** Fit of both models, effects of both, and the points that fit better without consistency. */
export async function umeAnswer(posterior: Posterior, { seed }: AskOptions, width: number): Promise<Answer> {
  const { value } = await fittedAgain("unrelated mean effects", ({ onProgress }) => {
    onProgress(0, 1);
    return unrelatedMeanEffects(posterior, { seed }, node);
  });
  const { posterior: other, consistency, unrelated, comparison } = value;
  const [first, second] = [fittedNetwork(posterior), fittedNetwork(other)];
  const tau = [first, second].map((one) => (one.has("tau") ? summariseDraws(one.draws("tau")) : null));
  const models = [
    { name: "consistency", fit: consistency, tau: tau[0]! },
    { name: "unrelated mean effects", fit: unrelated, tau: tau[1]! },
  ];
  const own = relativeEffects(second);
  const key = (from: string, to: string): string => JSON.stringify([from, to]);
  const network = new Map(relativeEffects(first).map((row) => [key(row.from, row.to), row]));
  const place = new Map(first.network.treatments.map((name, t) => [name, t]));
  const shown = own.filter(({ from, to }) => place.get(from)! < place.get(to)!);
  const points = [...comparison.points].sort((a, b) => b.difference - a.difference).slice(0, mostPoints);
  const lines = [
    ...textTable(models, {
      name: ({ name }) => name,
      columns: [
        { head: "residual deviance", cell: ({ fit }) => fit.residual_deviance.toFixed(1), rank: 0 },
        { head: "data points", cell: ({ fit }) => String(fit.data_points), rank: 2 },
        { head: "pD", cell: ({ fit }) => fit.pD.toFixed(1), rank: 1 },
        { head: "DIC", cell: ({ fit }) => fit.DIC.toFixed(1), rank: 0 },
        ...(tau[0] ? [{ head: "tau", cell: (row: (typeof models)[number]) => interval(row.tau!), rank: 3 }] : []),
      ],
      width,
    }),
    "",
    `Effects, ${first.likelihood.words.effect}, mean (sd)`,
    ...textTable(shown, {
      name: ({ from, to }) => `${to} against ${from}`,
      columns: [
        { head: "unrelated", cell: meanAndSd, rank: 0 },
        { head: "consistency", cell: ({ from, to }) => meanAndSd(network.get(key(from, to))!), rank: 0 },
      ],
      width,
    }),
    "",
    "Points by how much better they fit without consistency, residual deviance",
    ...textTable(points, {
      name: ({ label }) => printable(label),
      columns: [
        { head: "consistency", cell: ({ first: one }) => fixed(one.mean), rank: 0 },
        { head: "unrelated", cell: ({ second: two }) => fixed(two.mean), rank: 0 },
        { head: "difference", cell: ({ difference }) => fixed(difference), rank: 0 },
      ],
      width,
    }),
  ];
  const json = {
    consistency: { ...consistency, tau: tau[0] },
    ume: { ...unrelated, tau: tau[1], relative_effects: own },
    deviance: comparison,
  };
  return { text: lines.join("\n"), json };
}
