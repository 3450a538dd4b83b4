import { describe, expect, it } from "vitest";
import type { Distribution } from "../../../../engine/distributions/Distribution.js";
import * as constructors from "../../../../models/glmm/families/constructors.js";
import type { Family } from "../../../../models/glmm/Family.js";
import { families } from "../../../../models/glmm/families/families.js";
import { pairs } from "./references.js";

type Constructor = (link?: string) => Family;
const all = constructors as unknown as Readonly<Record<string, Constructor>>;
/** Constructors have the names of their families, in camel case. */
const camel = (name: string): string => name.replace(/[_.]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const byName = new Proxy(all, { get: (target, name) => target[camel(String(name))] });
const { bernoulli, beta, binomial, gamma, lognormal, poisson } = constructors;

describe("a family's constructor", () => {
  it.each(pairs)("%s(%j) makes the family", (name, link) => {
    expect(byName[name]!(link)).toEqual({ name, link });
  });

  it.each([...families.values()].map((row) => [row.name, row.links[0]!] as const))("%s() has link %s", (name, link) => {
    expect(byName[name]!()).toEqual({ name, link });
    expect(byName[name]!(undefined)).toEqual({ name, link });
  });

  it("refuses a link that the family does not have", () => {
    expect(() => byName["poisson"]!("logit")).toThrow(/unknown link "logit" of the family poisson/);
  });
});

describe("a name that is a family's and a distribution's", () => {
  it.each([
    ["bernoulli", () => bernoulli(0.3)],
    ["binomial", () => binomial(3, 0.3)],
    ["poisson", () => poisson(0)],
    ["gamma", () => gamma(2, 0.1)],
    ["beta", () => beta(1, 1)],
    ["lognormal", () => lognormal(0, 1)],
  ] as const)("%s with numbers is the distribution", (name, make) => {
    const made: Distribution = make();
    expect(made.name).toBe(name);
    expect(made.logDensity(name === "beta" || name === "lognormal" || name === "gamma" ? 0.5 : 1)).not.toBeNaN();
  });

  it("with a missing parameter says which", () => {
    expect(() => (gamma as unknown as (shape: number) => unknown)(2)).toThrow("gamma needs its rate: it is missing.");
    expect(() => binomial(undefined as unknown as number, 0.5)).toThrow("binomial needs its trials: it is missing.");
  });

  it("has the type of what it makes", () => {
    const family: Family = bernoulli("probit");
    const distribution: Distribution = bernoulli(0.5);
    // @ts-expect-error -- a link of counts is none of probabilities
    expect(() => bernoulli("sqrt")).toThrow(/unknown link/);
    // @ts-expect-error -- a family has no log density
    expect(family.logDensity).toBeUndefined();
    expect(distribution.name).toBe("bernoulli");
  });
});
