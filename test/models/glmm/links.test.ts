import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { evaluators, interpreted, type Density } from "../../engine/autodiff/density.js";
import { complementOf, linkOf, links, logMeanOf, probabilityLink } from "../../../models/glmm/links.js";
import type { LinkName } from "../../../models/glmm/Family.js";
import { readReference, slopeOf } from "./families/references.js";

interface Reference {
  readonly link: LinkName;
  readonly eta: number;
  readonly mean: number;
  readonly complement: number;
  readonly logInverse: number;
  readonly logComplement: number | "-Infinity";
}

const references = readReference<Reference>("links.json");
const probabilities = ["logit", "probit", "cloglog", "cauchit"] as const;
const moderate = [-2.5, -0.7, 0.3, 1.4];
const positiveOnly: readonly LinkName[] = ["sqrt"];
const etasOf = (name: LinkName): number[] => moderate.filter((eta) => eta > 0 || !positiveOnly.includes(name));

/** Relative to the reference itself: tails are small numbers, and all of their digits count. */
function relative(value: number, reference: number): number {
  return value === reference ? 0 : Math.abs(value - reference) / Math.abs(reference);
}

beforeAll(async () => void (await loadTensorflow()));

describe.each([...links.keys()])("the link %s", (name) => {
  const link = linkOf(name);

  it("is undone by its inverse", () => {
    expect(link.name).toBe(name);
    for (const eta of etasOf(name)) expect(link.link(link.inverse(eta) as number)).toBeCloseTo(eta, 13);
  });

  it("has the slope of differences of its inverse", () => {
    for (const eta of etasOf(name)) {
      expect(link.slope(eta)).toBeCloseTo(
        slopeOf((x) => link.inverse(x) as number, eta),
        9,
      );
    }
  });

  it.each(evaluators)("means the same for tensors, %s, with its slope as the gradient", (_, evaluate) => {
    for (const eta of etasOf(name)) {
      const { value, gradient } = evaluate([eta], (context) => only(link.inverse(first(context.position))));
      expect(value).toBeCloseTo(link.inverse(eta) as number, 14);
      expect(gradient[0]).toBeCloseTo(link.slope(eta), 13);
    }
  });
});

describe.each(probabilities)("the link %s", (name) => {
  const link = probabilityLink(linkOf(name));
  const rows = references.filter((row) => row.link === name);

  it("agrees with references of 50 digits from -800 to 800, in all digits of both tails", () => {
    for (const row of rows) {
      // A probability is known to a few ulp of eta's effect on it: e^(-40) moves by 40 ulp with eta.
      expect(relative(link.inverse(row.eta) as number, row.mean), `mean at ${row.eta}`).toBeLessThan(1e-13);
      expect(relative(complementOf(link, row.eta) as number, row.complement), `complement at ${row.eta}`).toBeLessThan(
        1e-13,
      );
      expect(relative(link.logInverse(row.eta) as number, row.logInverse), `ln p at ${row.eta}`).toBeLessThan(1e-13);
      const logComplement = link.logComplement(row.eta) as number;
      if (row.logComplement === "-Infinity") expect(logComplement).toBeLessThan(-1e300);
      else expect(relative(logComplement, row.logComplement), `ln(1 - p) at ${row.eta}`).toBeLessThan(1e-13);
    }
  });

  it("gives tensors the same logarithms, with finite slopes", () => {
    for (const { eta, logComplement } of rows) {
      const p = interpreted([eta], (context) => only(link.logInverse(first(context.position))));
      expect(p.value).toBe(link.logInverse(eta));
      // d ln p / d eta = slope / p.
      expect(p.gradient[0]).toBeCloseTo(Math.exp(link.logSlope(eta) - p.value), 9);
      const q = interpreted([eta], (context) => only(link.logComplement(first(context.position))));
      expect(q.value).toBe(link.logComplement(eta));
      if (logComplement === "-Infinity") continue;
      // By the difference of logarithms cloglog would lose the slope: it is -e^eta itself.
      const slope = name === "cloglog" ? -Math.exp(eta) : -Math.exp(link.logSlope(eta) - q.value);
      expect(relative(q.gradient[0]!, slope || 0)).toBeLessThan(1e-9);
    }
  });
});

it.each([
  ["softplus", -800, -800],
  ["softplus", -41, -41],
  ["softplus", 800, 6.684611727667927],
  ["squareplus", -1e6, -13.815510557965274],
] as const)("the logarithm of the mean by %s at %d keeps its digits", (name, eta, logMean) => {
  expect(relative(logMeanOf(linkOf(name), eta) as number, logMean)).toBeLessThan(1e-13);
});

it("a link that is not of probabilities is refused where one is needed", () => {
  expect(() => probabilityLink(linkOf("log"))).toThrow("log is not one of probabilities");
  expect(() => linkOf("square" as LinkName)).toThrow("there is no link square");
});

function first(position: Tensor): Tensor {
  return tf().reshape(tf().slice(position as never, [0], [1]), []);
}

function only(value: Value): ReturnType<Density> {
  return value as Tensor;
}
