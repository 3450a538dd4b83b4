import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { autocovariance, meanAutocovariance } from "../../diagnostics/autocovariance.js";
import { ebfmi } from "../../diagnostics/ebfmi.js";
import { ess } from "../../diagnostics/ess.js";
import { essBulk } from "../../diagnostics/essBulk.js";
import { essQuantile } from "../../diagnostics/essQuantile.js";
import { fft, inverseFft } from "../../diagnostics/fft.js";
import { mad } from "../../diagnostics/mad.js";
import { isConstant, mean, standardDeviation } from "../../diagnostics/moments.js";
import { quantile } from "../../diagnostics/quantile.js";
import { rankNormalise } from "../../diagnostics/rankNormalise.js";
import { rhat, rhatTail } from "../../diagnostics/rhat.js";
import { isRhatByChance, rhatBound } from "../../diagnostics/rhatByChance.js";
import { sortOrder } from "../../diagnostics/sortOrder.js";
import { splitChains } from "../../diagnostics/splitChains.js";
import { normals } from "./draws.js";
import { readReference } from "./reference.js";

const chain = (...values: number[]) => Float64Array.from(values);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const small = readReference<{
  scales: { x: number[]; z_scale: number[]; autocovariance: number[] };
  bfmi: { energy: number[]; bfmi_mean: number }[];
}>("small.json");

describe("splitting", () => {
  test("halves keep their order, and the middle draw of an odd number is left out", () => {
    const halves = splitChains([chain(1, 2, 3, 4, 5, 6, 7), chain(8, 9, 10, 11, 12, 13, 14)]);
    expect(halves.map((half) => [...half])).toEqual([
      [1, 2, 3],
      [5, 6, 7],
      [8, 9, 10],
      [12, 13, 14],
    ]);
  });
});

describe("sorting", () => {
  const bySpec = (values: Float64Array) => [...values].sort((a, b) => a - b).map((x) => x + 0);
  const sortedBy = (values: Float64Array) => [...sortOrder(values)].map((i) => values[i] + 0);

  test("the order sorts any numbers, ties and zeros of both signs included, and is a permutation", () => {
    fc.assert(
      fc.property(
        fc.float64Array({ noNaN: true, maxLength: 60 }),
        fc.array(fc.constantFrom(0, -0, 1, 1, -1, 5e-324, -5e-324, 1e308), { maxLength: 20 }),
        (a, b) => {
          const values = Float64Array.from([...a, ...b]);
          expect(sortedBy(values)).toEqual(bySpec(values));
          expect(new Set(sortOrder(values)).size).toBe(values.length);
        },
      ),
    );
  });

  test("numbers that differ only in their lowest bits are sorted", () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => 1e9 + ((i * 1237) % 3000) * 2 ** -22);
    expect(sortedBy(values)).toEqual(bySpec(values));
  });

  test("numbers so near that the repair gives up are sorted all the same", () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => 1 + ((i * 1237) % 3000) * 2 ** -52);
    expect(sortedBy(values)).toEqual(bySpec(values));
  });
});

describe("rank normalisation", () => {
  test("scores of ten numbers with ties are those of R's posterior", () => {
    const [z] = rankNormalise([Float64Array.from(small.scales.x)]);
    // 15 digits are printed.
    small.scales.z_scale.forEach((expected, i) => expect(z[i]).toBeCloseTo(expected, 13));
  });

  test("any increasing function leaves R-hat and bulk ESS as they are", () => {
    const chains = [1, 2, 3].map((seed) => normals(seed, 50));
    const cubed = chains.map((c) => c.map((x) => x * x * x));
    expect(essBulk(cubed)).toEqual(essBulk(chains));
    expect(rankNormalise(cubed)).toEqual(rankNormalise(chains));
  });
});

describe("autocovariance", () => {
  test("is that of R's posterior", () => {
    const actual = autocovariance(Float64Array.from(small.scales.x));
    // 15 digits of numbers up to 5.5 are printed.
    small.scales.autocovariance.forEach((expected, t) => expect(actual[t]).toBeCloseTo(expected, 13));
  });

  test("agrees with its definition at every lag, below and beyond where the transform takes over", () => {
    const series = [normals(1, 97), normals(2, 97), normals(3, 97)];
    const direct = (x: Float64Array, t: number) => {
      const m = mean(x);
      let sum = 0;
      for (let i = 0; i + t < x.length; i++) sum += (x[i] - m) * (x[i + t] - m);
      return sum / x.length;
    };
    const lagged = meanAutocovariance(series);
    const whole = autocovariance(series[0]);
    for (let t = 0; t < 97; t++) {
      const expected = (direct(series[0], t) + direct(series[1], t) + direct(series[2], t)) / 3;
      // About a hundred additions of numbers near 1.
      expect(Math.abs(lagged(t) - expected)).toBeLessThan(1e-14);
      expect(Math.abs(whole[t] - direct(series[0], t))).toBeLessThan(1e-14);
    }
  });

  test("of a constant series is zero, also where the constant is not a sum of few powers of two", () => {
    expect([...autocovariance(new Float64Array(50).fill(0.1))]).toEqual(new Array(50).fill(0));
  });

  test("the transform and its inverse give back any array times its length", () => {
    for (const size of [1, 2, 4, 64, 1024]) {
      const re = normals(size, size);
      const im = normals(size + 1, size);
      const [a, b] = [re.slice(), im.slice()];
      fft(a, b);
      inverseFft(a, b);
      // log2(size) stages of rounding.
      for (let i = 0; i < size; i++)
        expect(Math.abs(a[i] / size - re[i]) + Math.abs(b[i] / size - im[i])).toBeLessThan(1e-14);
    }
  });
});

describe("effective sample size", () => {
  test("of independent draws is near their number, of an autoregression near the theoretical share", () => {
    const independent = [1, 2, 3, 4].map((seed) => normals(seed, 1000));
    const autoregression = [1, 2, 3, 4].map((seed) => {
      const noise = normals(seed + 10, 4000);
      const x = new Float64Array(4000);
      for (let i = 1; i < 4000; i++) x[i] = 0.5 * x[i - 1] + noise[i];
      return x;
    });
    // The standard error of an ESS estimate is some percent here; four of them are allowed.
    expect(essBulk(independent).value / 4000).toBeGreaterThan(0.85);
    expect(essBulk(independent).value / 4000).toBeLessThan(1.15);
    // (1 - φ)/(1 + φ) = 1/3.
    expect(essBulk(autoregression).value / 16000).toBeGreaterThan(0.28);
    expect(essBulk(autoregression).value / 16000).toBeLessThan(0.38);
  });

  test("of draws that alternate is capped at S log10(S)", () => {
    const alternating = Float64Array.from({ length: 1000 }, (_, i) => (i % 2) + 1e-3 * (i % 7));
    expect(ess([alternating]).value).toBeCloseTo(3000, 9);
  });

  test("does not depend on the scale, however small", () => {
    const chains = [1, 2].map((seed) => normals(seed, 100));
    const tiny = chains.map((c) => c.map((x) => x * 2 ** -100));
    expect(ess(tiny).value).toBe(ess(chains).value);
    expect(rhat(tiny).value).toBe(rhat(chains).value);
  });

  test("needs six draws per chain", () => {
    expect(ess([chain(1, 2, 0, 4, 3)]).reason).toBe("tooShort");
    expect(ess([chain(1, 2, 0, 4, 3, 1)]).value).toBeGreaterThan(0);
  });

  test("refuses chains of different lengths and probabilities outside [0, 1]", () => {
    expect(() => rhat([chain(1, 2, 3, 4), chain(1, 2, 3)])).toThrow(RangeError);
    expect(() => essQuantile([chain(1, 2, 3, 4)], 1.5)).toThrow(RangeError);
    expect(() => quantile([chain(1, 2, 3, 4)], NaN)).toThrow(RangeError);
  });
});

describe("R-hat", () => {
  test("is near 1 for equal distributions and above 1.01 when a chain is shifted, scaled or trending", () => {
    const chains = [1, 2, 3, 4].map((seed) => normals(seed, 500));
    const others = chains.slice(0, 3);
    expect(rhat(chains).value).toBeLessThan(1.01);
    expect(rhat([...others, chains[3].map((x) => x + 1)]).value).toBeGreaterThan(1.05);
    expect(rhat([...others, chains[3].map((x) => 3 * x)]).value).toBeGreaterThan(1.05);
    expect(rhat(chains.map((c) => c.map((x, i) => x + i / 250))).value).toBeGreaterThan(1.05);
  });

  test("of two values that mirror each other at the median is that of the bulk", () => {
    const chains = [chain(0, 1, 0, 1, 1, 0, 1, 0), chain(1, 0, 0, 1, 0, 1, 1, 0)];
    expect(rhatTail(chains).value).toBeNaN();
    expect(rhat(chains).value).toBeGreaterThan(0.5);
  });

  test("is NaN for an infinite draw, which ranks would hide", () => {
    const chains = [normals(1, 20), normals(2, 20)];
    chains[0][3] = Infinity;
    expect(rhat(chains)).toEqual({ value: NaN, reason: "nonfinite" });
    expect(quantile(chains, 0.5).value).toBeLessThan(2);
    expect(quantile(chains, 1).reason).toBe("nonfinite");
    expect(mad(chains).value).toBeGreaterThan(0);
  });

  test("without draws says so", () => {
    expect(rhat([]).reason).toBe("noDraws");
    expect(essBulk([chain(), chain()]).reason).toBe("noDraws");
    expect(mad([]).reason).toBe("noDraws");
  });
});

describe("R-hat by chance", () => {
  test("of converged chains stays under the bound for all of many variables, in nearly all fits", () => {
    let passed = 0;
    for (let fit = 0; fit < 20; fit++) {
      let all = true;
      for (let v = 0; v < 20; v++) {
        const chains = [0, 1, 2, 3].map((c) => normals(1000 * fit + 10 * v + c, 400));
        if (!isRhatByChance(chains, 20)) all = false;
      }
      if (all) passed++;
    }
    // 95 % are expected; 16 or fewer of 20 has a probability of 0.02.
    expect(passed).toBeGreaterThan(16);
  });

  test("does not excuse a chain that sits elsewhere, or one that never moves", () => {
    const chains = [1, 2, 3, 4].map((seed) => normals(seed, 200));
    expect(isRhatByChance([...chains.slice(0, 3), chains[3].map((x) => x + 1)], 1000)).toBe(false);
    expect(isRhatByChance([...chains.slice(0, 3), new Float64Array(200)], 1000)).toBe(false);
  });

  test("the bound is 1.025 for one variable with the recommended 400 effective draws, and falls with more", () => {
    // χ²(7) has its 99 % quantile at 18.475: sqrt(499/500 + 8/400 · 18.475/7) = 1.0251.
    expect(rhatBound(400, 8, 500, 1)).toBeCloseTo(1.0251, 3);
    expect(rhatBound(4000, 8, 500, 1)).toBeLessThan(1.003);
  });
});

describe("simple statistics", () => {
  test("E-BFMI has the values that ArviZ and MCMCDiagnosticTools.jl expect", () => {
    for (const { energy, bfmi_mean: expected } of small.bfmi) {
      expect(ebfmi(Float64Array.from(energy)).value).toBeCloseTo(expected, 10);
    }
  });

  test("E-BFMI says why it cannot be computed", () => {
    expect(ebfmi(chain()).reason).toBe("noDraws");
    expect(ebfmi(chain(1, 2)).reason).toBe("tooShort");
    expect(ebfmi(chain(2, 2, 2)).reason).toBe("constant");
    expect(ebfmi(chain(NaN, NaN, NaN)).reason).toBe("notRecorded");
    expect(ebfmi(chain(1, NaN, 3)).reason).toBe("nonfinite");
  });

  test("quantiles interpolate as R's type 7 and never leave the range of the draws", () => {
    expect(quantile([chain(4, 1), chain(3, 2)], 0.25).value).toBe(1.75);
    expect(quantile([chain(5)], 0.3).value).toBe(5);
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, p) => {
          const { value } = quantile([Float64Array.from(x)], p);
          expect(value).toBeGreaterThanOrEqual(Math.min(...x));
          expect(value).toBeLessThanOrEqual(Math.max(...x));
        },
      ),
    );
  });

  test("mad is R's: 1.4826 times the median distance from the median", () => {
    expect(mad([chain(1, 2, 3, 4, 100)]).value).toBe(1.4826);
    expect(mad([chain(1, 2), chain(4, 9)]).value).toBeCloseTo(1.4826 * 1.5, 12);
  });

  test("the mean of equal numbers is that number, and the deviation zero", () => {
    const equal = new Float64Array(1000).fill(0.1);
    expect(mean(equal)).toBe(0.1);
    expect(standardDeviation(equal)).toBe(0);
  });

  test("constancy is relative: neither tiny scales nor one unit in the last place mislead it", () => {
    expect(isConstant([chain(1, 1 + 2 ** -52)])).toBe(true);
    expect(isConstant([chain(1e-20, 2e-20)])).toBe(false);
    expect(isConstant([chain(0, 0, -0)])).toBe(true);
  });
});
