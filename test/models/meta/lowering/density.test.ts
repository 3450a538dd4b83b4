import { beforeAll, describe, expect, it } from "vitest";

import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { load } from "../../../../engine/compiler/load.js";
import type { Network, Study } from "../../../../models/meta/data/Network.js";
import { likelihoodOf } from "../../../../models/meta/likelihoods/likelihoods.js";
import { baselineCentre } from "../../../../models/meta/lowering/baselineCentre.js";
import { coefficientsOf } from "../../../../models/meta/lowering/coefficientsOf.js";
import type { NetworkDeclaration } from "../../../../models/meta/NetworkDeclaration.js";
import { networkModel } from "../../../../models/meta/networkModel.js";
import { prepare } from "../../../../src/prepare.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { tableOfLines } from "../data/read.js";

beforeAll(async () => void (await loadTensorflow()), 60_000);

const arms = tableOfLines(`
  study,treatment,r,n,x
  1,A,3,39,0
  1,B,8,38,0
  2,A,14,116,10
  2,B,11,120,10
  2,C,9,114,10
  3,B,11,60,25
  3,C,0,55,25
  4,A,20,80,40
  4,C,31,82,40`);

const oneSided = tableOfLines(`
  study,treatment,r,n
  1,A,3,39
  1,B,8,38
  2,A,0,116
  2,B,0,120
  2,C,0,114
  3,B,6,6
  3,C,5,5
  4,A,20,80
  4,C,31,82`);

const silent = tableOfLines(`
  study,treatment,r,n
  1,A,3,39
  1,B,8,38
  2,A,10,116
  2,B,14,120
  2,C,0,114
  3,B,6,16
  3,C,0,15
  4,A,1,8
  4,D,8,8`);

const full = tableOfLines(`
  study,treatment,r,n
  1,A,3,39
  1,B,8,38
  2,A,12,116
  2,B,20,120
  2,C,9,114
  3,B,5,6
  3,C,5,5`);

const mixed = tableOfLines(`
  study,treatment,y,s,diff,dse
  1,A,-1.2,0.5,,
  1,C,-1.5,0.4,,
  2,A,-0.7,0.3,,
  2,B,-2.4,0.3,,
  2,D,-1.1,0.35,,
  3,B,,,,0.2
  3,C,,,1.1,0.5
  4,A,,,,0.25
  4,C,,,-0.2,0.4
  4,D,,,-0.5,0.45`);

const declared: NetworkDeclaration = {
  kind: "nma",
  columns: { study: "study", treatment: "treatment", events: "r", total: "n" },
  measure: "md",
  covariates: [],
  effects: "random",
  model: "consistency",
  interaction: "shared",
  baselineRisk: false,
  exchangeableBaselines: false,
  priors: ["d ~ normal(0.1, 4)", "mu ~ normal(-1, 5)", "tau ~ half_normal(1)", "omega ~ normal(0, 2)"],
  priorOnly: false,
};

const contrasts: Partial<NetworkDeclaration> = {
  columns: { study: "study", treatment: "treatment", mean: "y", se: "s", diff: "diff", diffSe: "dse" },
};

const cases: readonly [string, Partial<NetworkDeclaration>, typeof arms][] = [
  ["random effects", {}, arms],
  ["fixed effects", { effects: "fixed" }, arms],
  ["studies without events and full ones", {}, oneSided],
  ["studies without events and full ones with fixed effects", { effects: "fixed" }, oneSided],
  ["treatments without events and full ones", {}, silent],
  ["treatments without events and full ones with fixed effects", { effects: "fixed" }, silent],
  ["full arms with a log link", { likelihood: "binomial-log" }, full],
  ["full arms with a log link and fixed effects", { likelihood: "binomial-log", effects: "fixed" }, full],
  ["unrelated mean effects", { model: "ume" }, arms],
  ["a split comparison", { model: "nodesplit", split: ["B", "C"] }, arms],
  ["a shared interaction", { covariates: ["x"] }, arms],
  ["independent interactions", { covariates: ["x"], interaction: "independent" }, arms],
  [
    "independent interactions and fixed effects",
    { covariates: ["x"], interaction: "independent", effects: "fixed" },
    arms,
  ],
  ["exchangeable interactions", { covariates: ["x"], interaction: "exchangeable" }, arms],
  [
    "exchangeable interactions and fixed effects",
    { covariates: ["x"], interaction: "exchangeable", effects: "fixed" },
    arms,
  ],
  ["a regression on baseline risk", { baselineRisk: true }, arms],
  ["priors of effects that are not normal", { priors: [...declared.priors, "d ~ student_t(4, 0, 1)"] }, arms],
  ["priors of baselines that are not normal", { priors: ["mu ~ student_t(4, -1, 2)", "tau ~ half_normal(1)"] }, arms],
  ["baselines of one law and fixed effects", { exchangeableBaselines: true, effects: "fixed", priors: [] }, arms],
  ["arms and contrasts", contrasts, mixed],
  ["arms and contrasts with fixed effects", { ...contrasts, effects: "fixed" }, mixed],
];

describe.each(["all", "none"] as const)("the density of a network with optimisations %s", (optimise) => {
  it.each(cases)("is that of its definition: %s", async (_, changes, table) => {
    const covariates = changes.covariates !== undefined || changes.baselineRisk ? ["beta ~ normal(0, 0.5)"] : [];
    const declaration = { ...declared, ...changes, priors: [...(changes.priors ?? declared.priors), ...covariates] };
    const model = networkModel(declaration);
    const { artifact } = await prepare(model, table, { optimise });
    const compiled = load(artifact);
    const network = model.network(table);
    const rng = testRng(7);
    const position = Float64Array.from({ length: compiled.dimension }, () => 0.7 * rng.normal());
    const values = valuesAt(compiled, position);
    const variables = variablesOf(network, declaration);
    expect(variables).toHaveLength(compiled.dimension);

    const expected =
      definition(network, declaration, values, (name, value = values.get(name)) => {
        return model
          .priors(table)
          .of(name)
          .logDensity(value as never);
      }) + logJacobian(compiled, position, variables);
    const logDensity = compiled.evaluate(position, new Float64Array(compiled.dimension));
    // Central differences of a step of 1e-5 leave about 1e-9 in each entry of the Jacobian.
    expect(logDensity).toBeCloseTo(expected, 6);
  });
});

type Compiled = ReturnType<typeof load>;

function valuesAt(compiled: Compiled, position: Float64Array): Map<string, number> {
  const out = new Float64Array(compiled.names.length);
  compiled.constrain(position, testRng(1), out);
  return new Map(compiled.names.map((name, place) => [name, out[place]!]));
}

/** What the prior is a law of: coefficients, heterogeneity, baselines and, with random effects, the studies' own effects. */
function variablesOf(network: Network, declaration: NetworkDeclaration): string[] {
  const { list } = coefficientsOf(network, declaration);
  const isRandom = declaration.effects === "random";
  return [
    ...list.map(({ name }) => name),
    ...(declaration.interaction === "exchangeable" ? ["beta[x]", "sd_beta[x]"] : []),
    ...(isRandom ? ["tau"] : []),
    ...(declaration.exchangeableBaselines ? ["baseline", "sd_baseline"] : []),
    ...network.studies.filter(({ contrasts: known }) => !known).map(({ name }) => `mu[${name}]`),
    ...(isRandom ? network.studies.flatMap((study) => deltaNames(network, study)) : []),
  ];
}

function deltaNames({ treatments }: Network, { name, arms: own }: Study): string[] {
  return own.slice(1).map(({ treatment }) => `delta[${name},${treatments[treatment]}]`);
}

/** The log density in the parameters that are reported, as the model is written down in papers. */
function definition(
  network: Network,
  declaration: NetworkDeclaration,
  values: ReadonlyMap<string, number>,
  logPrior: (name: string, value?: number) => unknown,
): number {
  const likelihood = likelihoodOf(network.likelihood);
  const coefficients = coefficientsOf(network, declaration);
  const of = (name: string): number => values.get(name)!;
  const isShared = declaration.interaction === "exchangeable";
  let sum = coefficients.list.reduce((total, { name, kind }) => {
    if (!isShared || kind !== "interaction") return total + Number(logPrior(name));
    return total + logNormal([of(name) - of("beta[x]")], [[of("sd_beta[x]") * of("sd_beta[x]")]]);
  }, 0);
  if (isShared) sum += Number(logPrior("beta[x]")) + Number(logPrior("sd_beta[x]"));
  if (declaration.effects === "random") sum += Number(logPrior("tau"));
  if (declaration.exchangeableBaselines) sum += Number(logPrior("baseline")) + Number(logPrior("sd_baseline"));
  const centre = baselineCentre(network, likelihood);
  network.studies.forEach((study, place) => {
    const mu = study.contrasts ? NaN : of(`mu[${study.name}]`);
    const first = coefficients.design(study, place, study.arms[0]!);
    const means = study.arms.slice(1).map((arm) => {
      const own = coefficients.design(study, place, arm);
      const onBaseline = coefficients.baselineDesign(study, arm);
      return coefficients.list.reduce((total, { name }, k) => {
        const slope = onBaseline[k] === 0 ? 0 : onBaseline[k]! * (mu - centre);
        return total + of(name) * (own[k]! - first[k]! + slope);
      }, 0);
    });
    const isRandom = declaration.effects === "random";
    const deltas = isRandom ? deltaNames(network, study).map(of) : means;
    const variance = isRandom ? of("tau") * of("tau") : 0;
    const residuals = isRandom ? deltas.map((delta, k) => delta - means[k]!) : [];
    const covariance = residuals.map((_, i) => residuals.map((__, j) => (i === j ? variance : variance / 2)));
    if (declaration.exchangeableBaselines) {
      const shift = coefficients.list.reduce((total, { name }, k) => total + first[k]! * of(name), 0);
      sum += logNormal([mu - of("baseline") - shift], [[of("sd_baseline") * of("sd_baseline")]]);
    } else if (!study.contrasts) sum += Number(logPrior("mu", mu));
    if (isRandom) sum += logNormal(residuals, covariance);
    if (study.contrasts) {
      const { differences, covariance } = study.contrasts;
      const n = differences.length;
      sum += logNormal(
        deltas.map((delta, k) => differences[k]! - delta),
        deltas.map((_, i) => deltas.map((__, j) => covariance[i * n + j]!)),
      );
      return;
    }
    study.arms.forEach(({ outcome }, arm) => {
      const eta = mu + (arm === 0 ? 0 : deltas[arm - 1]!);
      sum += likelihood.logLikelihood(outcome!, likelihood.fitted(eta, []));
    });
  });
  return sum;
}

/** Of residuals with a covariance. */
function logNormal(residuals: readonly number[], covariance: readonly (readonly number[])[]): number {
  const { logDeterminant, solution } = solve(covariance, residuals);
  const quadratic = residuals.reduce((sum, residual, i) => sum + residual * solution[i]!, 0);
  return -0.5 * (quadratic + logDeterminant + residuals.length * Math.log(2 * Math.PI));
}

function logJacobian(compiled: Compiled, position: Float64Array, variables: readonly string[]): number {
  const step = 1e-5;
  const columns = Array.from(position, (_, i) => {
    const [above, below] = [step, -step].map((by) =>
      valuesAt(
        compiled,
        position.map((value, k) => (k === i ? value + by : value)),
      ),
    ) as [Map<string, number>, Map<string, number>];
    return variables.map((name) => (above.get(name)! - below.get(name)!) / (2 * step));
  });
  const rows = variables.map((_, i) => columns.map((column) => column[i]!));
  return solve(
    rows,
    variables.map(() => 0),
  ).logDeterminant;
}

/** Gaussian elimination with pivots: the solution, and the logarithm of the absolute determinant. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]) {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = rows.length;
  let logDeterminant = 0;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    logDeterminant += Math.log(Math.abs(rows[k]![k]!));
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const known = solution.slice(i + 1).reduce((sum, x, j) => sum + rows[i]![i + 1 + j]! * x, 0);
    solution[i] = (rows[i]![n]! - known) / rows[i]![i]!;
  }
  return { logDeterminant, solution };
}
