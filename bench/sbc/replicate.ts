/** One replication: parameters from their priors, data given them, draws given the data, and ranks of the first in the last. */
import { fit, glmm, update, type FitOptions, type Posterior } from "poolwise";
import { summarise } from "poolwise/diagnostics";
import { covers } from "./coverage.js";
import { randomness } from "./randomness.js";
import { valuesOf } from "./design.js";
import type { SbcModel, Simulated, Values } from "./SbcModel.js";

/** Draws kept, and so one less than the number of values that a rank can have. */
export const kept = 99;

export interface Replication {
  /** Draws below the true value, among those kept; shares and the log likelihood of the data are ranked as well. */
  readonly ranks: Readonly<Record<string, number>>;
  /** Whether the 90 % interval of each share covers it. */
  readonly covered: Readonly<Record<string, boolean>>;
  /** Sampled for each that is kept. */
  readonly thin: number;
  readonly divergences: number;
  /** Before thinning, over all variables. */
  readonly smallestEss: number;
  readonly largestRhat: number;
  /** Data drawn before these that the package could not take. */
  readonly redrawn: number;
}

/** Draws that are thinned by a tenth of what they are effective for are as good as independent. */
const wantedEss = 2 * kept;
const longest = 80;

/**
 * Fits one chain of 500 warmup iterations and 990 draws, and keeps every tenth; twice as many draws, thinned twice as much, as
 * long as the effective sample size of some variable is below two for each draw kept.
 */
export async function replicate(model: SbcModel, number: number, wider = 1): Promise<Replication> {
  const random = randomness(`${model.name}, replication ${number}`);
  let simulated = model.simulate(random, wider);
  let redrawn = 0;
  for (; model.isTaken?.(simulated.response) === false; redrawn++) simulated = model.simulate(random, wider);
  const { truth, response, columns = [] } = simulated;
  const table = Object.fromEntries([["y", response], ...model.columns, ...columns]);
  for (let thin = 10; ; thin *= 2) {
    const options = { chains: 1, workers: 0, warmup: 500, draws: kept * thin, adaptDelta: 0.9, seed: number };
    const posterior = await posteriorOf(model, table, options);
    const rows = summarise(posterior.draws);
    const smallestEss = Math.min(...rows.map(({ ess_bulk }) => ess_bulk!));
    if (smallestEss < wantedEss && thin < longest) continue;
    return {
      ranks: ranksOf(model, posterior, simulated, thin),
      covered: coveredOf(model, posterior, truth),
      ...{ thin, redrawn },
      divergences: posterior.draws.chains[0]!.statistics.divergent.reduce((sum, one) => sum + one, 0),
      smallestEss,
      largestRhat: Math.max(...rows.map(({ rhat }) => rhat!)),
    };
  }
}

/** The first posterior of each model, whose compiled program serves for the rest unless these are to start from nothing. */
const first = new Map<SbcModel, Posterior>();

async function posteriorOf(
  model: SbcModel,
  table: Record<string, Float64Array>,
  options: FitOptions,
): Promise<Posterior> {
  const { formula, family, priors, structures, fitted } = model;
  const before = first.get(model);
  if (before && fitted !== "afresh") return update(before, table, options);
  const optimise = fitted === "plainly" ? "none" : "all";
  const posterior = await fit(glmm(formula, { family, priors, ...(structures ? { structures } : {}) }), table, {
    ...options,
    optimise,
  });
  first.set(model, posterior);
  return posterior;
}

function ranksOf(
  model: SbcModel,
  { draws }: Posterior,
  { truth, response, columns }: Simulated,
  thin: number,
): Record<string, number> {
  const { values } = draws.chains[0]!;
  const places = new Map(draws.names.map((name, place) => [name, place]));
  const strange = [...truth.keys()].filter((name) => !places.has(name));
  if (strange.length > 0 || truth.size !== places.size) {
    throw new Error(`${model.name}: draws do not have the parameters that were simulated: ${strange.join(", ")}`);
  }
  const shares = [...(model.shares ?? [])].map(([name, share]) => ({ name, share, truly: share(valuesOf(truth)) }));
  const trueLogLikelihood = model.logLikelihood(valuesOf(truth), response, columns);
  const names = [...truth.keys(), ...shares.map(({ name }) => name), "log likelihood"];
  const ranks = Object.fromEntries(names.map((name) => [name, 0]));
  for (let draw = thin - 1; draw < kept * thin; draw += thin) {
    const value = (name: string) => values[draw * places.size + places.get(name)!];
    for (const [name, truly] of truth) if (value(name) < truly) ranks[name]++;
    for (const { name, share, truly } of shares) if (share(value) < truly) ranks[name]++;
    if (model.logLikelihood(value, response, columns) < trueLogLikelihood) ranks["log likelihood"]++;
  }
  return ranks;
}

/** By all draws, thinned or not: more of them know the interval's ends better. */
function coveredOf(
  { shares = new Map<string, (values: Values) => number>() }: SbcModel,
  { draws }: Posterior,
  truth: ReadonlyMap<string, number>,
): Record<string, boolean> {
  const { values } = draws.chains[0]!;
  const places = new Map(draws.names.map((name, place) => [name, place]));
  return Object.fromEntries(
    [...shares].map(([name, share]) => {
      const drawn = Float64Array.from({ length: values.length / places.size }, (_, draw) =>
        share((variable) => values[draw * places.size + places.get(variable)!]),
      );
      return [name, covers(drawn, share(valuesOf(truth)))];
    }),
  );
}
