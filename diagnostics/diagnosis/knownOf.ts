/** What a posterior tells about its fit, for the diagnosis. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Known } from "./Known.js";

/** Kinds of models whose effects follow the data. */
const following: ReadonlySet<string> = new Set(["glmm", "nma", "meta"]);

/** What is known of a fit of our own: its model in words, and whether effects of groups follow the data by themselves. */
export function knownOf({
  model,
  declaration,
  provenance,
}: Pick<Posterior, "model" | "declaration" | "provenance">): Known {
  const { optimise = "all" } = provenance.options;
  const followsData = following.has(declaration?.kind ?? "") && /\b(all|centre|integrate)\b/.test(String(optimise));
  return { origin: "poolwise", lines: model.lines, followsData };
}
