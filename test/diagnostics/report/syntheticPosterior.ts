/** Draws made up for the tests of reports: named columns with given means, spreads and dependence. */
import type { ChainDraws } from "../../../engine/core/Draws.js";
import type { SummaryRow } from "../../../diagnostics/summarise.js";
import type { Posterior } from "../../../engine/core/Posterior.js";

/** What one variable's draws look like. */
export interface Synthetic {
  readonly name: string;
  readonly mean?: number;
  readonly sd?: number;
  /** Autocorrelation of neighbouring draws. */
  readonly rho?: number;
  /** Added to the mean of the last chain, in sds. */
  readonly shift?: number;
  readonly transform?: (z: number) => number;
}

/** A small generator (mulberry32), so that tests do not hang on the project's own. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A posterior with the given variables; `divergences` are put into the first chain. */
export function syntheticPosterior(
  variables: readonly Synthetic[],
  options: {
    readonly chains?: number;
    readonly draws?: number;
    readonly seed?: number;
    readonly divergences?: number;
    readonly warnings?: Posterior["warnings"];
  } = {},
): Posterior {
  const { chains = 4, draws = 1000, seed = 1, divergences = 0, warnings = [] } = options;
  const uniform = generator(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const made = Array.from({ length: chains }, (_, c): ChainDraws => {
    const values = new Float64Array(draws * variables.length);
    variables.forEach(({ mean = 0, sd = 1, rho = 0, shift = 0, transform = (z) => z }, j) => {
      let z = normal();
      for (let i = 0; i < draws; i++) {
        values[i * variables.length + j] = transform(mean + sd * (z + (c === chains - 1 ? shift : 0)));
        z = rho * z + Math.sqrt(1 - rho * rho) * normal();
      }
    });
    const fill = (f: (i: number) => number): Float64Array => Float64Array.from({ length: draws }, (_, i) => f(i));
    return {
      chain: c + 1,
      drawCount: draws,
      values,
      positions: new Float64Array(),
      statistics: {
        acceptanceRate: fill(() => 0.85),
        stepSize: fill(() => 0.4),
        treeDepth: fill(() => 3),
        numLeapfrog: fill(() => 7),
        divergent: fill((i) => (c === 0 && i < divergences * 7 && i % 7 === 0 ? 1 : 0)),
        energy: fill(() => 40 + 2.5 * normal()),
        logDensity: fill(() => -40),
      },
      gradients: draws * 7,
      rejected: { count: 0 },
    };
  });
  return {
    draws: { names: variables.map(({ name }) => name), chains: made, maxTreeDepth: 10 },
    model: {
      title: "Binomial mixed model with a logit link",
      lines: [
        "incidence | trials(size) ~ period + (1 | herd)",
        "b ~ normal(0, 5)",
        "Intercept ~ student_t(3, 0, 2.5)",
        "sd ~ student_t(3, 0, 2.5)",
        "r_herd ~ normal(0, sd_herd__Intercept)",
      ],
    },
    provenance: {
      seed: "1",
      chains,
      warmup: 1000,
      draws,
      options: { adaptDelta: 0.8, maxTreeDepth: 10, metric: "diag" },
      dataHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      versions: { poolwise: "0.1.0", node: "20.20.0" },
    },
    timing: {
      seconds: { compile: 0.12, warmup: 1.8, sampling: 1.5, total: 1.1 },
      cpu: { before: 0.1, compile: 0.14, sampling: 3.4 },
    },
    warnings,
  };
}

/**
 * A summary good enough to fill a page: moments and quantiles as they are, R-hat without ranks, effective sizes from the
 * first autocorrelation. The statistics themselves are tested elsewhere.
 */
export function syntheticSummary({ draws }: Posterior): SummaryRow[] {
  return draws.names.map((variable, j) => {
    const chains = draws.chains.map((chain) =>
      Array.from({ length: chain.drawCount }, (_, i) => chain.values[i * draws.names.length + j]),
    );
    const all = chains.flat().sort((a, b) => a - b);
    const at = (p: number): number => all[Math.round(p * (all.length - 1))];
    const mean = average(all);
    const sd = Math.sqrt(spread(all));
    if (!(sd > 0)) return constantRow(variable, mean);
    const within = average(chains.map(spread));
    const between = chains.length > 1 ? spread(chains.map(average)) : 0;
    const rho = average(chains.map((x) => average(x.slice(1).map((v, i) => (v - mean) * (x[i] - mean))) / spread(all)));
    const ess = (all.length * (1 - rho)) / (1 + rho);
    return {
      variable,
      mean,
      median: at(0.5),
      sd,
      mad: sd,
      "q2.5": at(0.025),
      q25: at(0.25),
      q50: at(0.5),
      q75: at(0.75),
      "q97.5": at(0.975),
      rhat: Math.sqrt(1 + between / within),
      ess_bulk: ess,
      ess_tail: 0.8 * ess,
      mcse_mean: sd / Math.sqrt(ess),
      mcse_sd: sd / Math.sqrt(2 * ess),
    };
  });
}

function constantRow(variable: string, value: number): SummaryRow {
  const estimates = { mean: value, median: value, sd: 0, mad: 0, "q2.5": value, q25: value, q50: value, q75: value };
  const unknown = { rhat: null, ess_bulk: null, ess_tail: null, mcse_mean: null, mcse_sd: null };
  const reasons = { rhat: "constant", ess_bulk: "constant", ess_tail: "constant" } as const;
  return { variable, ...estimates, "q97.5": value, ...unknown, reasons };
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function spread(values: readonly number[]): number {
  const mean = average(values);
  return average(values.map((value) => (value - mean) * (value - mean)));
}
