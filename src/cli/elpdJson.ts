/** Results of cross-validation as JSON. */
import type { Elpd, Estimate, Loo } from "../../diagnostics/loo/index.js";

/** Sums, their errors, warnings and every observation; a number that cannot be computed is null. */
export function elpdJson(result: Elpd & { readonly notes: readonly string[] }): Record<string, unknown> {
  const { method, observations, labels, elpd, p, ic, mcse, pointwise, warnings, notes } = result;
  const byImportance = method === "loo" ? (result as unknown as Loo) : undefined;
  return {
    method,
    observations,
    elpd: estimate(elpd),
    p: estimate(p),
    ic: estimate(ic),
    mcse_elpd: finite(mcse.value),
    ...(byImportance
      ? { threshold: byImportance.threshold, unreliable: byImportance.unreliable.map((place) => place + 1) }
      : {}),
    notes,
    warnings,
    pointwise: Array.from({ length: observations }, (_, place) => ({
      observation: labels?.[place] ?? String(place + 1),
      elpd: finite(pointwise.elpd[place]!),
      p: finite(pointwise.p[place]!),
      mcse: finite(pointwise.mcse[place]!),
      ...(byImportance ? { pareto_k: finite(byImportance.pointwise.paretoK[place]!) } : {}),
    })),
  };
}

function estimate({ value, se }: Estimate) {
  return { value: finite(value), se: finite(se) };
}

/** A number, or null where there is none. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
