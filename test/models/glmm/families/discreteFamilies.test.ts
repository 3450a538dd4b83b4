import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../../engine/autodiff/ops.js";
import type { CategoryLaw } from "../../../../engine/distributions/CategoryLaw.js";
import type { Value } from "../../../../engine/distributions/Value.js";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName, FamilyRow, LawInputs, Link, LinkName } from "../../../../models/glmm/Family.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { traced } from "../../../engine/distributions/traced.js";
import { compositions, discreteCases } from "./discreteFamilies.js";

beforeAll(async () => void (await loadTensorflow()));

const pairs = Object.keys(discreteCases).flatMap((name) =>
  families.get(name)!.links.map((link) => [name, link] as [FamilyName, LinkName]),
);

interface Asked {
  readonly row: FamilyRow;
  readonly link: Link;
  readonly inputs: LawInputs<number>;
  logDensity(y: number, inputs?: LawInputs<number>): number;
}

/** A family at its case; links whose mean is the predictor itself get one that is above 0. */
function asked(name: FamilyName, linkName: LinkName): Asked {
  const row = families.get(name)!;
  const link = linkOf(linkName);
  const { inputs } = discreteCases[name]!;
  const law = row.law(link, sizeOf(inputs));
  return {
    row,
    link,
    inputs,
    logDensity: (y, own = inputs) => law.logDensity(y, row.values(own, link)) as number,
  };
}

function sizeOf({ thresholds, etas }: LawInputs): number | undefined {
  return thresholds ? thresholds.length + 1 : etas && etas.length + 1;
}

/** Points with weight 1, and the trapezoid rule on a stretched line where there is a density. */
function responses(name: FamilyName): readonly { readonly y: number; readonly weight: number }[] {
  const { points, density } = discreteCases[name]!;
  const line = Array.from({ length: 2401 }, (_, i) => (i - 1200) / 100);
  const between = {
    positive: () => line.map((t) => ({ y: Math.exp(2 * t), weight: (2 * Math.exp(2 * t)) / 100 })),
    unit: () =>
      line.map((t) => ({
        y: 1 / (1 + Math.exp(-2 * t)),
        weight: 2 / (1 + Math.exp(-2 * t)) / (1 + Math.exp(2 * t)) / 100,
      })),
  };
  const inside = density ? between[density]() : [];
  return [
    ...points.map((y) => ({ y, weight: 1 })),
    ...inside.filter(({ y }) => y > 0 && (density !== "unit" || y < 1)),
  ];
}

/** Σ or ∫ f(y) p(y). */
function average(name: FamilyName, { logDensity }: Asked, f: (y: number) => number): number {
  return responses(name).reduce((sum, { y, weight }) => {
    const mass = weight * Math.exp(logDensity(y));
    return mass === 0 ? sum : sum + mass * f(y);
  }, 0);
}

describe.each(pairs)("%s(%s)", (name, linkName) => {
  const it0 = asked(name, linkName);
  const { row, link, inputs, logDensity } = it0;
  const near = (own: number, other: number): void =>
    expect(Math.abs(own - other)).toBeLessThan(1e-8 * Math.max(1, Math.abs(other)));

  it("has probabilities that sum to 1, and the expectation and variance that they give", () => {
    near(
      average(name, it0, () => 1),
      1,
    );
    if (row.outcome === "nominal") {
      expect(row.expectation(inputs, link)).toBeNaN();
      return;
    }
    const mean = average(name, it0, (y) => y);
    near(row.expectation(inputs, link), mean);
    near(
      row.variance(inputs, link),
      average(name, it0, (y) => (y - mean) ** 2),
    );
  });

  it("has the information that is the mean of the squared score", () => {
    const h = 1e-4;
    const at = (y: number, by: number): number => {
      const etas = inputs.etas?.map((eta, k) => (k === 0 ? eta + by : eta));
      return logDensity(y, { ...inputs, eta: inputs.eta + by, ...(etas ? { etas } : {}) });
    };
    const score = (y: number): number => (8 * (at(y, h) - at(y, -h)) - (at(y, 2 * h) - at(y, -2 * h))) / (12 * h);
    const exact = average(name, it0, (y) => score(y) ** 2);
    const own = row.information(inputs, link);
    // Differences of a density of 1e-13 over 1e-4.
    if (!discreteCases[name]!.isQuasi) near(own / exact, 1);
    else {
      expect(own).toBeLessThan(exact * (1 + 1e-8));
      expect(own).toBeGreaterThan(exact * 0.6);
    }
  });

  it("draws responses by its probabilities", () => {
    const draws = 20_000;
    const rng = testRng(11);
    const law = row.law(link, sizeOf(inputs));
    const numbers = row.values(inputs, link) as Record<string, number>;
    const counts = new Map<number, number>();
    let [total, between] = [0, 0];
    for (let i = 0; i < draws; i += 1) {
      const y = law.random(rng, numbers);
      expect(row.isResponse(y)).toBe(true);
      counts.set(y, (counts.get(y) ?? 0) + 1);
      total += y;
      if (!discreteCases[name]!.points.includes(y)) between += 1;
    }
    // Cells of at least 10 expected, the others together; 1e-7 of chi-square by Wilson and Hilferty.
    const cells = discreteCases[name]!.points.map((y) => ({
      seen: counts.get(y) ?? 0,
      expected: draws * Math.exp(logDensity(y)),
    }));
    const large = cells.filter(({ expected }) => expected >= 10);
    const rest = {
      seen: draws - large.reduce((sum, { seen }) => sum + seen, 0),
      expected: draws - large.reduce((sum, { expected }) => sum + expected, 0),
    };
    const all = rest.expected >= 5 ? [...large, rest] : large;
    const statistic = all.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
    const df = Math.max(1, all.length - 1);
    expect(statistic).toBeLessThan(df * (1 - 2 / (9 * df) + 5.2 * Math.sqrt(2 / (9 * df))) ** 3);
    expect(between > 0).toBe(discreteCases[name]!.density !== undefined);
    if (row.outcome === "nominal") return;
    const error = Math.sqrt(row.variance(inputs, link) / draws);
    expect(Math.abs(total / draws - row.expectation(inputs, link))).toBeLessThan(5.4 * error);
  });

  it("is a number with slopes of numbers for predictors of any size", () => {
    const negative = link.name === "identity" || link.name === "inverse" ? name === "hurdle_lognormal" : true;
    const etas = [-700, -40, 0.5, 40, 700].filter((eta) => eta > 0 || negative);
    const chances = ["zi", "hu", "zoi", "coi"].filter((chance) => inputs[chance as "zi"] !== undefined) as "zi"[];
    const logits = chances.length > 0 ? [-700, -2, 40, 700] : [0];
    const ys = discreteCases[name]!.points.filter((y) => y < 5 || y === 60);
    if (discreteCases[name]!.density) ys.push(0.4);
    const cases = etas.flatMap((eta) => logits.flatMap((logit) => ys.map((y) => ({ eta, logit, y }))));
    const n = cases.length;
    const position = [...cases.map(({ eta }) => eta), ...cases.map(({ logit }) => logit)];
    const { values, gradient } = traced(position, (all, context) => {
      const slice = (k: number): Tensor => tf().slice(all as never, [k * n], [n]);
      const y = context.data(
        "y",
        cases.map((each) => each.y),
      );
      const own = {
        ...inputs,
        eta: slice(0),
        ...(inputs.etas ? { etas: [slice(0), ...inputs.etas.slice(1)] } : {}),
        ...Object.fromEntries(chances.map((chance) => [chance, tf().sigmoid(slice(1))])),
        logits: Object.fromEntries(chances.map((chance) => [chance, slice(1)])),
      } as LawInputs<Value>;
      const density = row.law(link, sizeOf(inputs)).logDensity(y, row.values(own, link)) as Tensor;
      return tf().add(density, tf().mul(0, slice(1)));
    });
    cases.forEach((each, i) => {
      const said = `${JSON.stringify(each)}: ${values[i]}, ${gradient[i]}, ${gradient[n + i]}`;
      expect(values[i]! < 1e300, said).toBe(true);
      const plain = logDensity(each.y, {
        ...inputs,
        eta: each.eta,
        ...(inputs.etas ? { etas: [each.eta, ...inputs.etas.slice(1)] } : {}),
        logits: Object.fromEntries(chances.map((chance) => [chance, each.logit])),
      });
      expect(plain === values[i] || Math.abs(plain - values[i]!) <= 1e-9 * Math.max(1, Math.abs(plain)), said).toBe(
        true,
      );
      if (values[i]! < -1e290) return;
      expect(Number.isFinite(gradient[i]!) && Number.isFinite(gradient[n + i]!), said).toBe(true);
    });
  });
});

describe.each(compositions.map((name) => [name]))("%s", (name) => {
  const row = families.get(name)!;
  const link = linkOf("logit");
  const inputs: LawInputs<number> = { eta: 0.4, etas: [0.4, -0.9], trials: 12, phi: 6, columns: [0.3, 0.5] };

  it("has the expected shares of its softmax, and draws of all columns with these and the variance of the first", () => {
    const shares = new Float64Array(3);
    row.categories!.probabilities(inputs, link, shares);
    const weights = [1, Math.exp(0.4), Math.exp(-0.9)];
    const sum = weights.reduce((a, b) => a + b);
    shares.forEach((share, k) => expect(share).toBeCloseTo(weights[k]! / sum, 14));
    const rng = testRng(5);
    const whole = name === "dirichlet" ? 1 : 12;
    const draws = 20_000;
    const out = new Float64Array(3);
    const totals = [0, 0, 0];
    let square = 0;
    for (let i = 0; i < draws; i += 1) {
      row.categories!.drawAll!(rng, inputs, link, out);
      out.forEach((part, k) => (totals[k]! += part));
      square += (out[0]! - row.expectation({ ...inputs, trials: whole }, link)) ** 2;
      expect(out.reduce((a, b) => a + b)).toBeCloseTo(whole, 12);
    }
    const variance = row.variance({ ...inputs, trials: whole }, link);
    shares.forEach((share, k) =>
      // The first column's variance is the largest but for a factor of 2.
      expect(Math.abs(totals[k]! / draws - whole * share)).toBeLessThan(5.4 * Math.sqrt((2 * variance) / draws)),
    );
    // A variance of bounded numbers has a standard error of at most about 2 variances over the root.
    expect(Math.abs(square / draws - variance)).toBeLessThan((5.4 * 2 * variance) / Math.sqrt(draws));
  });

  it("of two columns is the binomial form of its law", () => {
    const two: LawInputs<number> = { eta: 0.4, trials: 12, phi: 6, columns: [7] };
    if (name === "dirichlet") {
      const beta = families.get("beta")!;
      const own = row.law(link, 2).logDensity(0.3, row.values({ eta: 0.4, phi: 6, columns: [0.7] }, link));
      const other = beta.law(link).logDensity(0.3, beta.values({ eta: -0.4, phi: 6 }, link));
      expect(own).toBeCloseTo(other as number, 11);
      return;
    }
    const single = families.get(name === "multinomial" ? "binomial" : "beta_binomial")!;
    const own = row.law(link, 2).logDensity(5, row.values(two, link));
    const other = single.law(link).logDensity(5, single.values({ eta: -0.4, trials: 12, phi: 6 }, link));
    expect(own).toBeCloseTo(other as number, 11);
  });
});

it("categories are asked for all their probabilities at once", () => {
  const row = families.get("cumulative")!;
  const { inputs } = discreteCases["cumulative"]!;
  const out = new Float64Array(4);
  row.categories!.probabilities(inputs, linkOf("probit"), out);
  const law = row.law(linkOf("probit"), 4) as CategoryLaw;
  out.forEach((share, k) => {
    const logDensity = law.logDensity(k + 1, row.values(inputs, linkOf("probit"))) as number;
    expect(Math.log(share)).toBeCloseTo(logDensity, 12);
  });
});
