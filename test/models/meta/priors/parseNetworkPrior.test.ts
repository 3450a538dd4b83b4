import { describe, expect, it } from "vitest";
import { parseNetworkPrior } from "../../../../models/meta/priors/parseNetworkPrior.js";
import { priorTarget } from "../../../../models/meta/priors/priorTarget.js";

describe("a prior's text", () => {
  it.each([
    ["d ~ normal(0, 10)", "d ~ normal(0, 10)"],
    ["  d[ Drug B ]~normal(0,10)", "d[Drug B] ~ normal(0, 10)"],
    ["d[A,B] ~ student_t(7, 0, 2.5)", "d[A,B] ~ student_t(7, 0, 2.5)"],
    ["d[A~[x]] ~ normal(0, 1)", "d[A~[x]] ~ normal(0, 1)"],
    ["d[__proto__] ~ normal(0, 1)", "d[__proto__] ~ normal(0, 1)"],
    ["mu ~ normal(0, 1e2)", "mu ~ normal(0, 100)"],
    ["beta[region: north] ~ cauchy(0, 1)", "beta[region: north] ~ cauchy(0, 1)"],
    ["tau ~ half-normal(5)", "tau ~ half_normal(5)"],
    ["tau ~ half_normal(0, 5)", "tau ~ half_normal(5)"],
    ["tau ~ half_cauchy(0.5)", "tau ~ half_cauchy(0.5)"],
    ["tau ~ half_student_t(3, 0, 2.5)", "tau ~ half_student_t(3, 2.5)"],
    ["tau ^ 2 ~ log_normal(-2.56, 1.74)", "tau^2 ~ lognormal(-2.56, 1.74)"],
    ["tau2 ~ log_student_t(5, -3.44, 2.59)", "tau^2 ~ log_student_t(5, -3.44, 2.59)"],
    ["1 / tau^2 ~ gamma(0.001, 0.001)", "1/tau^2 ~ gamma(0.001, 0.001)"],
    ["omega ~ normal(0, 2)", "omega ~ normal(0, 2)"],
    ["sd_beta ~ exponential(1)", "sd_beta ~ exponential(1)"],
    ["cut ~ flat", "cut ~ flat()"],
    ["baseline ~ normal(-2, 1)", "baseline ~ normal(-2, 1)"],
  ])("%s is read as %s, which reads the same again", (text, written) => {
    const prior = parseNetworkPrior(text);
    expect(`${priorTarget(prior)} ~ ${prior.text}`).toBe(written);
    expect(parseNetworkPrior(written).text).toBe(prior.text);
    expect(parseNetworkPrior(written).distribution.parameters).toEqual(prior.distribution.parameters);
  });

  it.each([
    ["d normal(0, 1)", 'invalid prior "d normal(0, 1)": it has no "~"'],
    ["tauu ~ normal(0, 1)", 'unknown class of priors "tauu": did you mean tau?'],
    ["precision ~ gamma(1, 1)", 'unknown class of priors "precision": the known ones are d, mu, tau, beta,'],
    [" ~ normal(0, 1)", 'nothing stands before "~"'],
    ["d[] ~ normal(0, 1)", 'nothing stands in the brackets of "d[]".'],
    ["d[B ~ normal(0, 1)", 'the bracket of "d[B" is not closed at its end.'],
    ["tau[B] ~ normal(0, 1)", 'tau takes nothing in brackets: write "tau ~ …".'],
    ["d ~ norml(0, 1)", 'unknown distribution "norml": did you mean normal?'],
    ["d ~ normal(0, -1)", "the scale of normal must be a finite number above 0; it is -1."],
    ["tau ~ half_normal(1, 2)", 'half_normal is cut at its location, 0: write "normal(1, 2)"'],
    ["tau ~ half_normal()", "half_normal takes its scale, as in half_normal(2.5)."],
    ["tau ~ half_student_t(2)", "takes its degrees of freedom and its scale, as in half_student_t(3, 2.5)."],
    ["tau ~ half_cauchy(x)", 'the scale of cauchy is "x", which is not a finite number'],
    ["tau ~ turner(pain, pharma vs placebo)", 'turner is a prior of the variance: write "tau^2 ~ turner(…)".'],
    ["1/tau^2 ~ rhodes(pain, non-pharma)", 'rhodes is a prior of the variance: write "tau^2 ~ rhodes(…)".'],
    ["tau^2 ~ log_student_t(5, 0)", "student_t takes 3 numbers"],
  ])("%s is refused, with the mend", (text, message) => {
    expect(() => parseNetworkPrior(text)).toThrow(message);
  });
});
