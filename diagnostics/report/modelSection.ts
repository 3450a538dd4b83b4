/** The section on what was fitted: the model in words, and all that is needed to make the fit again. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Warning } from "../../engine/core/Warning.js";
import { formatNumber } from "../plots/parts/formatNumber.js";
import { computationCauses } from "../warnings.js";
import type { Section } from "./Section.js";

/** Model, priors, warnings about data and model, data hash, versions, seed and time of a fit. */
export function modelSection({ model, provenance, timing, draws, warnings }: Posterior): Section {
  const { seconds, cpu } = timing;
  const gradients = draws.chains.reduce((sum, chain) => sum + chain.gradients + (chain.warmup?.gradients ?? 0), 0);
  // Draws from elsewhere say nothing of how they were made.
  const foreign = provenance.seed === "" && provenance.dataHash === "";
  if (foreign) return foreignSection({ model, provenance, draws, warnings });
  const again: Section = {
    id: "model-again",
    title: "How to make it again",
    text: "The same data, model, seed, options and versions give the same draws, bit for bit, on any machine and with any number of workers.",
    facts: [
      ["Data", provenance.dataHash === "" ? "not recorded" : `SHA-256 of the columns used ${provenance.dataHash}`],
      ["Seed", provenance.seed],
      [
        "Chains",
        `${provenance.chains}, each of ${formatNumber(provenance.draws)} draws after at most ${formatNumber(provenance.warmup)} warmup iterations`,
      ],
      ["Options", listing(provenance.options)],
      ["Versions", listing(provenance.versions)],
      [
        "Time",
        `${duration(seconds.total)} in all; compiling ${duration(seconds.compile)}, and summed over chains warmup ${duration(seconds.warmup)}, sampling ${duration(seconds.sampling)}`,
      ],
      ["Work", `${formatNumber(gradients)} gradients, ${duration(cpu.compile + cpu.sampling)} of processor time`],
    ],
  };
  return {
    id: "model",
    title: "What was fitted",
    text: model.title,
    code: model.lines.join("\n"),
    sections: [...noticed(warnings), again],
  };
}

/** What is known of draws that were made elsewhere. */
function foreignSection({
  model,
  provenance,
  draws,
  warnings,
}: Pick<Posterior, "model" | "provenance" | "draws" | "warnings">): Section {
  return {
    id: "model",
    title: "Where the draws are from",
    text: "These draws were read from files: model, data and seed are not known here, and are for the author to tell.",
    facts: [
      ["Read from", model.title],
      ["Chains", `${draws.chains.length}, of ${formatNumber(provenance.draws)} draws`],
      ["Read by", listing(provenance.versions)],
    ],
    sections: noticed(warnings),
  };
}

/** What was noticed about data and model. Warnings about the computation are told where its checks are. */
function noticed(warnings: readonly Warning[]): readonly Section[] {
  const others = warnings.filter(({ cause }) => !computationCauses.has(cause));
  if (others.length === 0) return [];
  return [{ id: "model-noticed", title: "To be kept in mind", text: others.map(({ text }) => text) }];
}

function listing(record: Readonly<Record<string, string | number | boolean>>): string {
  const entries = Object.entries(record);
  return entries.length === 0 ? "none" : entries.map(([name, value]) => `${name} ${String(value)}`).join(", ");
}

/** `0.4 s`, `3 min 20 s`. */
function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown";
  if (seconds < 60) return `${formatNumber(seconds, 2)} s`;
  return `${formatNumber(Math.floor(seconds / 60))} min ${Math.round(seconds % 60)} s`;
}
