/** A network meta-analysis in words and columns, for the terminal. */
import { exp } from "../engine/math/exp.js";
import { meanRank, type EffectSummary } from "../models/meta/index.js";
import type { NetworkQuestions, NetworkSummary } from "./NetworkQuestions.js";

const fixed = (value: number) => value.toFixed(2).replace(/^-(0\.?0*)$/, "$1");

/** Median with 95% interval, on another scale where one is given. */
export function intervalText(effect: EffectSummary, scale: (x: number) => number = (x) => x): string {
  return `${fixed(scale(effect.q50))} (${fixed(scale(effect["q2.5"]))}, ${fixed(scale(effect["q97.5"]))})`;
}

/** Relative effects, heterogeneity, fit and ranks. */
export function networkText(summary: NetworkSummary, { ratio }: NetworkQuestions): string {
  const { treatments, relative_effects: pairs, tau, ranks } = summary;
  const forward = pairs.filter(({ from, to }) => treatments.indexOf(from) < treatments.indexOf(to));
  const header = ["", "mean", "sd", "2.5%", "50%", "97.5%", ...(ratio ? [`${ratio} (95% interval)`] : [])];
  const rows = forward.map((pair) => [
    `${pair.to} against ${pair.from}`,
    ...[pair.mean, pair.sd, pair["q2.5"], pair.q50, pair["q97.5"]].map(fixed),
    ...(ratio ? [intervalText(pair, exp)] : []),
  ]);
  const lines = ["Relative effects on the link scale", ...columns([header, ...rows])];
  if (tau) lines.push("", `Heterogeneity sd ${intervalText(tau)}`);
  if (summary.residual_deviance !== null) {
    lines.push(
      `Residual deviance ${summary.residual_deviance.toFixed(1)} on ${summary.data_points} data points; ` +
        `pD ${summary.pD!.toFixed(1)}, DIC ${summary.DIC!.toFixed(1)}`,
    );
  }
  if (ranks) {
    const order = treatments.map((_, t) => t).sort((a, b) => ranks.sucra[b]! - ranks.sucra[a]!);
    const headerRow = ["", ...treatments.map((_, rank) => `P(rank ${rank + 1})`), "mean rank", "SUCRA"];
    const rankRows = order.map((t) => [
      treatments[t]!,
      ...ranks.probability[t]!.map(fixed),
      fixed(meanRank(ranks.probability[t]!)),
      fixed(ranks.sucra[t]!),
    ]);
    lines.push("", `Ranks, 1 is best (${ranks.better} is better)`, ...columns([headerRow, ...rankRows]));
  } else lines.push("", "Ranks are left out: say whether higher or lower effects are better to have them.");
  return lines.join("\n");
}

/** Cells aligned in columns, the first to the left and the others to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
}
