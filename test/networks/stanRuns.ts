/** Own runs of a Stan program for networks: how each is fitted here, and its figures beside ours. */
import { readFileSync } from "node:fs";
import type { NetworkResult, NmaOptions } from "poolwise";
import { summarise, type SummaryRow } from "poolwise/diagnostics";
import type { ReferenceNetwork } from "../examples/agreement.js";

/** A file of test/reference/nma that ends in _re or _fe. */
export interface StanRun extends ReferenceNetwork {
  readonly sampling_cpu_s: number;
  readonly rank_probability_lowest_first: readonly (readonly number[])[];
}

/** What is fitted for one. */
export interface StanRunHere {
  readonly name: string;
  readonly path: string;
  readonly options: NmaOptions;
}

const folder = "test/reference/nma/";
const columns = { events: "responders", total: "sampleSize" } as const;
const means = { mean: "mean", sd: "std.dev", n: "sampleSize" } as const;
const smoking = "examples/smoking-cessation/smoking.csv";
const wide = ["d ~ normal(0, 100)", "mu ~ normal(0, 100)"];

/** The run of a name, as it is in the file. */
export function readStanRun(name: string): StanRun {
  return JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as StanRun;
}

const here = (name: string, path: string, options: NmaOptions): StanRunHere => {
  const { treatments } = readStanRun(name);
  const effects = name.endsWith("_fe") ? "fixed" : "random";
  const priors = effects === "fixed" ? wide : [...wide, "tau ~ normal(0, 5)"];
  return { name, path, options: { ...options, effects, priors, treatments, better: "lower" } };
};

/** All of them, with more draws where tails are heavy. */
export const stanRuns: readonly StanRunHere[] = [
  here("blocker_re", `${folder}blocker.csv`, columns),
  here("diabetes_re", `${folder}diabetes.csv`, { ...columns, time: "exposure" }),
  here("parkinson_re", `${folder}parkinson.csv`, { ...means, draws: 10_000 }),
  here("parkinson_fe", `${folder}parkinson.csv`, means),
  here("smoking_re", smoking, columns),
  here("smoking_fe", smoking, columns),
  here("thrombolytic_re", `${folder}thrombolytic.csv`, { ...columns, draws: 2500 }),
  here("thrombolytic_fe", `${folder}thrombolytic.csv`, columns),
];

/** One variable of ours beside Stan's. */
export interface StanRow {
  readonly variable: string;
  /** Difference of means in combined Monte Carlo standard errors. */
  readonly z: number;
  /** Our sd over theirs. */
  readonly ratio: number;
  /** Largest difference of the 2.5 %, 50 % and 97.5 % quantiles, in sds. */
  readonly quantile: number;
  /** Our bulk ESS. */
  readonly ess: number;
  /** Monte Carlo error of `ratio`, theirs taken to be as sure of its sd as we are for each effective draw. */
  readonly ratioError: number;
}

/** Effects of all pairs, baselines and tau beside Stan's. */
export function compareStanRun({ variables }: StanRun, result: NetworkResult): readonly StanRow[] {
  const rows = variablesOf(result);
  return variables
    .filter(({ variable }) => variable !== "resdev")
    .map((theirs) => {
      const ours = rows.get(theirs.variable)!;
      const quantiles = (["q2.5", "q50", "q97.5"] as const).map((q) => Math.abs(ours[q]! - theirs[q]) / theirs.sd);
      return {
        variable: theirs.variable,
        z: Math.abs(ours.mean! - theirs.mean) / Math.hypot(ours.mcse_mean!, theirs.mcse),
        ratio: ours.sd! / theirs.sd,
        quantile: Math.max(...quantiles),
        ess: ours.ess_bulk!,
        ratioError: (ours.mcse_sd! / theirs.sd) * Math.sqrt(1 + ours.ess_bulk! / theirs.ess_bulk),
      };
    });
}

/** Rows of the summary by the names that the references give them. */
export function variablesOf({ posterior, fitted }: NetworkResult): ReadonlyMap<string, SummaryRow> {
  const { treatments, studies } = fitted.network;
  const effects = fitted.effects();
  const pairs = treatments.flatMap((_, j) => treatments.slice(0, j).map((__, i) => [i, j] as const));
  const { chains, drawsPerChain } = fitted;
  // Effects of all pairs as variables of their own, chain by chain.
  const draws = {
    ...posterior.draws,
    names: pairs.map(([i, j]) => `rel[${i + 1},${j + 1}]`),
    chains: Array.from({ length: chains }, (_, chain) => ({
      ...posterior.draws.chains[chain]!,
      values: Float64Array.from({ length: drawsPerChain * pairs.length }, (__, at) => {
        const draw = chain * drawsPerChain + Math.floor(at / pairs.length);
        const [i, j] = pairs[at % pairs.length]!;
        return effects[j]![draw]! - effects[i]![draw]!;
      }),
    })),
  };
  const own = new Map(summarise(posterior.draws).map((row) => [row.variable, row]));
  return new Map([
    ...summarise(draws).map((row) => [row.variable, row] as const),
    ...studies.map(({ name }, i) => [`mu[${i + 1}]`, own.get(`mu[${name}]`)!] as const),
    ...(own.has("tau") ? [["tau", own.get("tau")!] as const] : []),
  ]);
}
