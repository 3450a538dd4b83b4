import { describe, expect, it } from "vitest";
import type { ArmOutcome, Covariate, Network } from "../../../../models/meta/data/Network.js";
import type { LikelihoodName } from "../../../../models/meta/likelihoods/Likelihood.js";
import { coefficientsOf } from "../../../../models/meta/lowering/coefficientsOf.js";
import type { NetworkDeclaration } from "../../../../models/meta/NetworkDeclaration.js";
import { networkPriors, type NetworkPriors } from "../../../../models/meta/priors/networkPriors.js";

const events: ArmOutcome = { kind: "events", events: 3, total: 20, time: 1 };

interface Changes extends Partial<Omit<NetworkDeclaration, "covariates" | "likelihood">> {
  readonly likelihood?: LikelihoodName;
  readonly unit?: number;
  readonly outcome?: ArmOutcome;
  readonly covariates?: readonly Covariate[];
  readonly treatments?: readonly string[];
  /** Studies are known by differences alone. */
  readonly contrasts?: boolean;
}

/** Priors of three trials: A with B, A with C, B with C. */
function priorsOf(priors: readonly string[], changes: Changes = {}): NetworkPriors {
  const { likelihood = "binomial-logit", unit = 1, outcome = events, covariates = [], ...declared } = changes;
  const { treatments = ["A", "B", "C"], contrasts = false, ...rest } = declared;
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ];
  const network: Network = {
    likelihood,
    unit,
    treatments,
    covariates,
    studies: pairs.map((pair, s) => ({
      name: `s${s}`,
      arms: pair.map((treatment, row) => ({ treatment, row, ...(contrasts ? {} : { outcome }) })),
      ...(contrasts && { contrasts: { differences: Float64Array.of(0.3), covariance: Float64Array.of(0.1) } }),
    })),
  };
  const declaration: NetworkDeclaration = {
    kind: "nma",
    columns: {},
    measure: "md",
    covariates: covariates.map(({ name }) => name),
    effects: "random",
    model: "consistency",
    interaction: "shared",
    baselineRisk: false,
    exchangeableBaselines: false,
    priorOnly: false,
    ...rest,
    priors,
  };
  return networkPriors(network, declaration, coefficientsOf(network, declaration));
}

const covariate = (name: string, ...values: number[]): Covariate => ({
  name,
  values: Float64Array.from(values),
  centre: 0,
});

describe("defaults", () => {
  it("on log and logit scales are those that the design fixes, and are printed", () => {
    const priors = priorsOf([]);
    expect(priors.lines).toEqual(["d ~ normal(0, 10)", "mu ~ normal(0, 100)", "tau ~ half_normal(5)"]);
    expect(priors.of("d[B]").parameters).toEqual({ location: 0, scale: 10 });
    expect(priors.of("tau").support.kind).toBe("positive");
  });

  it("on the identity scale are as many units wide as the outcome's spread", () => {
    const outcome: ArmOutcome = { kind: "mean", mean: 1, se: 1 };
    expect(priorsOf([], { likelihood: "normal-identity", unit: 2.3456, outcome }).lines).toEqual([
      "d ~ normal(0, 23.5)",
      "mu ~ normal(0, 235)",
      "tau ~ half_normal(11.7)",
    ]);
  });

  it("of interactions are by standard deviations of their covariate, dummies and baseline risk taken as they are", () => {
    const covariates = [covariate("latitude", 10, 30, 50), covariate("region: north", 0, 1, 1)];
    const lines = priorsOf([], { covariates, baselineRisk: true }).lines;
    expect(lines).toContain("beta[latitude] ~ normal(0, 0.5)");
    expect(lines).toContain("beta[region: north] ~ normal(0, 10)");
    expect(lines).toContain("beta[mu] ~ normal(0, 10)");
    const exchangeable = priorsOf([], { covariates: covariates.slice(0, 1), interaction: "exchangeable" });
    expect(exchangeable.lines).toContain("sd_beta[latitude] ~ half_normal(0.25)");
    expect(exchangeable.of("beta[latitude]").parameters).toEqual({ location: 0, scale: 0.5 });
    expect(exchangeable.of("sd_beta[latitude]").support.kind).toBe("positive");
  });

  it("of independent interactions are one each", () => {
    const priors = priorsOf(["beta[C,x] ~ normal(0, 1)", "beta ~ normal(0, 3)"], {
      covariates: [covariate("x", 1, 2, 3)],
      interaction: "independent",
    });
    expect(priors.of("beta[B,x]").parameters).toEqual({ location: 0, scale: 3 });
    expect(priors.of("beta[C,x]").parameters).toEqual({ location: 0, scale: 1 });
  });

  it("of ordered outcomes have gaps, of exchangeable baselines a law, of a node-split omega", () => {
    const outcome: ArmOutcome = { kind: "categories", counts: [3, 4, 5] };
    const priors = priorsOf([], {
      likelihood: "ordered-probit",
      outcome,
      exchangeableBaselines: true,
      model: "nodesplit",
      split: ["A", "B"],
    });
    expect(priors.lines).toEqual([
      "d ~ normal(0, 10)",
      "omega ~ normal(0, 10)",
      "baseline ~ normal(0, 100)",
      "sd_baseline ~ half_normal(5)",
      "tau ~ half_normal(5)",
      "cut ~ half_normal(5)",
    ]);
    for (const name of ["tau", "sd_baseline", "cut"]) expect(priors.of(name).support.kind).toBe("positive");
  });
});

describe("declared priors", () => {
  it("replace defaults; the last of equals counts, and one that names its treatment counts more than one of all", () => {
    const priors = priorsOf(["d[C] ~ normal(0, 1)", "d ~ normal(0, 2)", "d ~ normal(0, 3)", "tau^2 ~ inv_gamma(1, 1)"]);
    expect(priors.lines).toEqual([
      "d ~ normal(0, 3)",
      "d[C] ~ normal(0, 1)",
      "mu ~ normal(0, 100)",
      "tau^2 ~ inv_gamma(1, 1)",
    ]);
    expect(priors.of("d[B]").parameters).toEqual({ location: 0, scale: 3 });
    expect(priors.of("d[C]").parameters).toEqual({ location: 0, scale: 1 });
    expect(priors.resolved.map(({ source }) => source)).toEqual(["declared", "declared", "default", "declared"]);
  });

  it("of what must be positive are cut at zero and normalised", () => {
    // Twice the density of the whole normal.
    expect(priorsOf(["tau ~ normal(0, 5)"]).of("tau").logDensity(1)).toBeCloseTo(
      Math.log(2) - Math.log(5) - 0.5 * Math.log(2 * Math.PI) - 0.02,
      12,
    );
  });

  it("of unrelated mean effects are named by pair, those with the reference by the other treatment alone too", () => {
    const priors = priorsOf(["d[B, C] ~ normal(0, 1)", "d[B] ~ normal(0, 2)"], { model: "ume" });
    expect(priors.of("d[B,C]").parameters).toEqual({ location: 0, scale: 1 });
    expect(priors.of("d[A,B]").parameters).toEqual({ location: 0, scale: 2 });
    expect(priors.of("d[A,C]").parameters).toEqual({ location: 0, scale: 10 });
    expect(priorsOf(["d[A,B] ~ normal(0, 2)"]).of("d[B]").parameters).toEqual({ location: 0, scale: 2 });
  });

  it("of a factor hold for all its levels", () => {
    const covariates = [covariate("region: north", 0, 1, 1), covariate("region: south", 1, 0, 0)];
    const priors = priorsOf(["beta[region] ~ normal(0, 1)"], { covariates });
    for (const { name } of covariates) expect(priors.of(`beta[${name}]`).parameters).toEqual({ location: 0, scale: 1 });
  });

  it("of treatments with hostile names are found", () => {
    const treatments = ["constructor", "__proto__", "a~[b]"];
    const priors = priorsOf(["d[__proto__] ~ normal(0, 1)", "d[a~[b]] ~ normal(0, 2)"], { treatments });
    expect(priors.of("d[__proto__]").parameters).toEqual({ location: 0, scale: 1 });
    expect(priors.of("d[a~[b]]").parameters).toEqual({ location: 0, scale: 2 });
  });

  it("that another setting would use are named as not used, for models are compared under one list", () => {
    expect(priorsOf(["tau ~ normal(0, 1)", "omega ~ normal(0, 1)"], { effects: "fixed" }).lines.slice(2)).toEqual([
      "tau ~ normal(0, 1): not used, since effects are fixed",
      "omega ~ normal(0, 1): not used, since no comparison is split",
    ]);
    expect(priorsOf(["mu ~ normal(0, 1)"], { exchangeableBaselines: true }).lines.at(-1)).toContain("not used");
    expect(priorsOf(["mu ~ normal(0, 1)"], { contrasts: true }).lines).toEqual([
      "d ~ normal(0, 10)",
      "tau ~ half_normal(5)",
      "mu ~ normal(0, 1): not used, since no study tells the outcomes of its arms",
    ]);
    expect(priorsOf(["baseline ~ normal(0, 1)"]).lines.at(-1)).toContain("their prior is that of mu");
  });

  it("published ones of the variance are looked up on their own scale alone", () => {
    const priors = priorsOf(["tau^2 ~ turner(pain, pharma vs placebo)"]);
    expect(priors.of("tau").name).toBe("lognormal");
    expect(priors.of("tau").parameters).toEqual({ mu: -1.83 / 2, sigma: 0.76 });
    expect(priors.lines[2]).toBe("tau^2 ~ turner(Pain, Pharma vs. Placebo/control), which is lognormal(-1.83, 1.52)");
    expect(() => priorsOf(["tau^2 ~ turner(pain, pharma vs placebo)"], { likelihood: "binomial-probit" })).toThrow(
      "is of log odds ratios, but the likelihood is binomial-probit: use it with binomial-logit",
    );
    const differences = { likelihood: "normal-identity", contrasts: true } as const;
    expect(priorsOf(["tau^2 ~ turner(pain, pharma vs placebo)"], differences).of("tau").name).toBe("lognormal");
    expect(() => priorsOf(["tau^2 ~ turner(pain, pharma vs placebo)"], { ...differences, measure: "smd" })).toThrow(
      "is of log odds ratios, but the measure is smd",
    );
    expect(() => priorsOf(["tau^2 ~ rhodes(pain, non-pharma)"])).toThrow("use it with the measure smd");
    expect(priorsOf(["tau^2 ~ rhodes(pain, non-pharma)"], { measure: "smd" }).of("tau").name).toBe("log_student_t");
  });
});

describe("a prior of nothing there is", () => {
  const x = [covariate("latitude", 1, 2, 3)];
  it.each<[string, Changes, string]>([
    [
      "d[b] ~ normal(0, 1)",
      {},
      'the prior of "d[b]" is of no parameter of the model: there is no treatment "b"; did you mean "B"?',
    ],
    ["d[Placebo] ~ normal(0, 1)", {}, 'there is no treatment "Placebo"; there are B; C.'],
    ["d[A] ~ normal(0, 1)", {}, '"A" is the reference, against which effects are.'],
    [
      "d[B,C] ~ normal(0, 1)",
      {},
      'effects are against the reference, "A"; pairs have effects of their own with the model ume.',
    ],
    ["d[C,B] ~ normal(0, 1)", { model: "ume" }, 'there is no pair "C,B"'],
    ["beta ~ normal(0, 1)", {}, "there is no covariate."],
    [
      "beta[lattitude] ~ normal(0, 1)",
      { covariates: x },
      'there is no covariate "lattitude"; did you mean "latitude"?',
    ],
    ["cut ~ normal(0, 1)", {}, "only ordered outcomes of three categories or more have thresholds between them."],
    ["tau ~ uniform(-3, -1)", {}, "tau lies above 0, where uniform(-3, -1) has no mass"],
    ["d ~ half_normal(1)", {}, "d may be below zero, so it cannot have a half law: use normal."],
    ["d ~ lkj(2)", {}, "d cannot have the prior lkj, which is of correlations"],
  ])("%s is refused with what there is", (text, changes, message) => {
    expect(() => priorsOf([text], changes)).toThrow(message);
  });
});
