/** Small networks whose posteriors are known by integration, fitted with and without what makes sampling fast. */
import { describe, expect, it } from "vitest";
import { fit, networkModel, nma, parseCsv, readTable, type NmaOptions } from "poolwise";
import { summarise, type SummaryRow } from "poolwise/diagnostics";
import { networkDeclaration } from "../../src/network/networkDeclaration.js";

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Trials A-B, A-C and A-B-C of means with known standard errors. */
const means = {
  study: ["ab", "ab", "ac", "ac", "abc", "abc", "abc"],
  treatment: ["A", "B", "A", "C", "A", "B", "C"],
  mean: [0.3, 1.1, -0.2, 1.9, 0.5, 0.6, 1.4],
  se: [0.3, 0.25, 0.4, 0.35, 0.2, 0.3, 0.25],
  x: [-1, -1, 2, 2, 0.5, 0.5, 0.5],
};
const studies = [0, 0, 1, 1, 2, 2, 2];
/** Effects that the arm adds to its study's baseline arm A, by coefficient. */
const designs: Readonly<
  Record<string, { readonly names: readonly string[]; readonly rows: readonly (readonly number[])[] }>
> = {
  consistency: {
    names: ["d[B]", "d[C]"],
    rows: [
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 1],
      [0, 0],
      [1, 0],
      [0, 1],
    ],
  },
  // x is centred at its mean over studies, 0.5.
  covariate: {
    names: ["d[B]", "d[C]", "beta[x]"],
    rows: [
      [0, 0, 0],
      [1, 0, -1.5],
      [0, 0, 0],
      [0, 1, 1.5],
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ],
  },
};
const [sdMu, sdD, sdBeta, scaleTau] = [10, 3, 2, 1.5];

/**
 * Moments of coefficients and tau: given tau all is normal, with y ~ N(X b, V + Z Z' 10² + tau² R) in which R has 1 on the diagonal of arms
 * other than the baseline and 1/2 between those of one study; tau is integrated out by the trapezoidal rule.
 */
function exactMoments(name: string): ReadonlyMap<string, Moments> {
  const { names, rows } = designs[name]!;
  const priorSd = names.map((one) => (one.startsWith("beta") ? sdBeta : sdD));
  const isBaseline = studies.map((study, i) => studies.indexOf(study) === i);
  const n = studies.length;
  const step = 0.005;
  const parts = Array.from({ length: 2400 }, (_, k) => {
    const tau = (k + 0.5) * step;
    const covariance = Array.from({ length: n }, (__, i) =>
      Array.from({ length: n }, (___, j) => {
        if (studies[i] !== studies[j]) return 0;
        const effects = isBaseline[i] || isBaseline[j] ? 0 : tau * tau * (i === j ? 1 : 0.5);
        return sdMu * sdMu + effects + (i === j ? means.se[i]! ** 2 : 0);
      }),
    );
    // Coefficients have prior N(0, S²): precision X' C⁻¹ X + S⁻², mean its inverse times X' C⁻¹ y.
    const { inverse, logDeterminant } = invert(covariance);
    const weighted = (v: readonly number[]) => inverse.map((row) => dot(row, v));
    const columns = names.map((_, c) => rows.map((row) => row[c]!));
    const precision = columns.map((a, i) => {
      const w = weighted(a);
      return columns.map((b, j) => dot(w, b) + (i === j ? 1 / priorSd[i]! ** 2 : 0));
    });
    const right = columns.map((a) => dot(weighted(a), means.mean));
    const posterior = invert(precision);
    const centre = posterior.inverse.map((row) => dot(row, right));
    const fit = dot(weighted(means.mean), means.mean) - dot(centre, right);
    const logWeight = -0.5 * (logDeterminant + posterior.logDeterminant + fit) - (0.5 * tau * tau) / scaleTau ** 2;
    return { tau, logWeight, centre, variances: posterior.inverse.map((row, i) => row[i]!) };
  });
  const most = Math.max(...parts.map(({ logWeight }) => logWeight));
  const weights = parts.map(({ logWeight }) => Math.exp(logWeight - most));
  const moments = (
    mean: (part: (typeof parts)[number]) => number,
    variance: (part: (typeof parts)[number]) => number,
  ) => {
    const total = weights.reduce((sum, w) => sum + w, 0);
    const first = parts.reduce((sum, part, k) => sum + weights[k]! * mean(part), 0) / total;
    const second = parts.reduce((sum, part, k) => sum + weights[k]! * (mean(part) ** 2 + variance(part)), 0) / total;
    return { mean: first, sd: Math.sqrt(second - first * first) };
  };
  return new Map([
    ...names.map(
      (one, i) =>
        [
          one,
          moments(
            ({ centre }) => centre[i]!,
            ({ variances }) => variances[i]!,
          ),
        ] as const,
    ),
    [
      "tau",
      moments(
        ({ tau }) => tau,
        () => 0,
      ),
    ] as const,
  ]);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** Inverse and log determinant of a positive definite matrix, by Gauss-Jordan. */
function invert(matrix: readonly (readonly number[])[]) {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  let logDeterminant = 0;
  for (let k = 0; k < n; k++) {
    const pivot = work[k]![k]!;
    logDeterminant += Math.log(pivot);
    work[k] = work[k]!.map((x) => x / pivot);
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = work[i]![k]!;
      work[i] = work[i]!.map((x, j) => x - factor * work[k]![j]!);
    }
  }
  return { inverse: work.map((row) => row.slice(n)), logDeterminant };
}

/** Two-arm trials A-B, A-C and B-C of few events. */
const counts = {
  study: ["1", "1", "2", "2", "3", "3"],
  treatment: ["A", "B", "A", "C", "B", "C"],
  events: [3, 7, 5, 4, 0, 6],
  total: [20, 22, 30, 28, 15, 18],
};

/**
 * Moments of d[B], d[C] and tau on a grid: g(δ) is the likelihood of a trial whose arms differ by δ, its baseline integrated out, and
 * L(m, tau) that of a trial whose mean effect is m.
 */
function gridMoments(): ReadonlyMap<string, Moments> {
  const logLogistic = (x: number) => (x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)));
  const logBinomial = (y: number, n: number, eta: number) => y * logLogistic(eta) + (n - y) * logLogistic(-eta);
  const deltas = Array.from({ length: 281 }, (_, i) => -14 + 0.1 * i);
  const trial = (first: number) => {
    const [y1, y2] = [counts.events[first]!, counts.events[first + 1]!];
    const [n1, n2] = [counts.total[first]!, counts.total[first + 1]!];
    return deltas.map((delta) => {
      let sum = 0;
      for (let mu = -30; mu <= 20; mu += 0.1) {
        sum += Math.exp(logBinomial(y1, n1, mu) + logBinomial(y2, n2, mu + delta) - (0.5 * mu * mu) / sdMu ** 2);
      }
      return sum;
    });
  };
  const trials = [trial(0), trial(2), trial(4)];
  // Effects of a coarse grid of d, and their differences, are points of the grid of δ.
  const ds = Array.from({ length: 57 }, (_, i) => -7 + 0.25 * i);
  const sums = { w: 0, b: 0, bb: 0, c: 0, cc: 0, t: 0, tt: 0 };
  for (let k = 0; k < 60; k++) {
    const tau = 0.05 + 0.1 * k;
    const kernel = deltas.map((x) => Math.exp((-0.5 * x * x) / tau ** 2));
    // The normal law of δ about m, made to sum to 1 on the grid, which is as fine as it needs to be above tau 0.1.
    const total = kernel.reduce((sum, w) => sum + w, 0);
    const likelihood = (g: readonly number[], m: number) => {
      let sum = 0;
      deltas.forEach((delta, i) => {
        const z = (delta - m) / tau;
        if (Math.abs(z) < 9) sum += g[i]! * Math.exp(-0.5 * z * z);
      });
      return sum / total;
    };
    const table = (g: readonly number[]) =>
      new Map(Array.from({ length: 113 }, (_, i) => [i, likelihood(g, -14 + 0.25 * i)]));
    const [ab, ac, bc] = trials.map(table) as [Map<number, number>, Map<number, number>, Map<number, number>];
    ds.forEach((b, i) =>
      ds.forEach((c, j) => {
        const prior = Math.exp((-0.5 * (b * b + c * c)) / sdD ** 2 - (0.5 * tau * tau) / scaleTau ** 2);
        const w = prior * ab.get(i + 28)! * ac.get(j + 28)! * bc.get(j - i + 56)!;
        sums.w += w;
        sums.b += w * b;
        sums.bb += w * b * b;
        sums.c += w * c;
        sums.cc += w * c * c;
        sums.t += w * tau;
        sums.tt += w * tau * tau;
      }),
    );
  }
  const moments = (first: number, second: number) => ({
    mean: first / sums.w,
    sd: Math.sqrt(second / sums.w - (first / sums.w) ** 2),
  });
  return new Map([
    ["d[B]", moments(sums.b, sums.bb)],
    ["d[C]", moments(sums.c, sums.cc)],
    ["tau", moments(sums.t, sums.tt)],
  ]);
}

const priors = [`mu ~ normal(0, ${sdMu})`, `d ~ normal(0, ${sdD})`, `tau ~ half_normal(${scaleTau})`];

// 4.5 standard errors: of the 44 figures of this file one strays by chance in 3,000 runs.
function expectMoments(rows: readonly SummaryRow[], exact: ReadonlyMap<string, Moments>) {
  for (const [variable, { mean, sd }] of exact) {
    const row = rows.find((one) => one.variable === variable)!;
    expect(Math.abs(row.mean! - mean) / row.mcse_mean!, `${variable} mean ${row.mean} for ${mean}`).toBeLessThan(4.5);
    expect(Math.abs(row.sd! - sd) / row.mcse_sd!, `${variable} sd ${row.sd} for ${sd}`).toBeLessThan(4.5);
  }
}

describe.each(["all", "none"] as const)("with --optimise %s", (optimise) => {
  const run = { draws: 2500, seed: 1, workers: 0, optimise } as const;

  it("means of three trials, one of three arms, have the moments of integration", async () => {
    const { posterior } = await nma(means, { priors, ...run });
    expectMoments(summarise(posterior.draws), exactMoments("consistency"));
  });

  it("the same with a covariate", async () => {
    const options: NmaOptions = { covariate: "x", priors: [...priors, `beta ~ normal(0, ${sdBeta})`], ...run };
    expectMoments(summarise((await nma(means, options)).posterior.draws), exactMoments("covariate"));
  });

  it("the same known by contrasts, their covariance that of the common arm", async () => {
    const first = studies.map((study) => studies.indexOf(study));
    const lines = studies.map((_, i) => {
      const isFirst = first[i] === i;
      const diff = isFirst ? "" : means.mean[i]! - means.mean[first[i]!]!;
      const error = isFirst ? means.se[i]! : Math.hypot(means.se[i]!, means.se[first[i]!]!);
      return `${means.study[i]},${means.treatment[i]},${diff},${error}`;
    });
    const table = parseCsv(["study,treatment,diff,se", ...lines].join("\n"));
    const { posterior } = await nma(table, { diff: "diff", diffSe: "se", priors: priors.slice(1), ...run });
    // The baseline's own prior, of sd 10, tells so little that it is left out: it moves means by 0.002.
    const exact = exactMoments("consistency");
    for (const [variable, { mean, sd }] of exact) {
      const row = summarise(posterior.draws).find((one) => one.variable === variable)!;
      expect(Math.abs(row.mean! - mean), variable).toBeLessThan(4.5 * row.mcse_mean! + 0.005);
      expect(Math.abs(row.sd! - sd), variable).toBeLessThan(4.5 * row.mcse_sd! + 0.005);
    }
  });

  it("counts of three trials have the moments of a grid", async () => {
    const { posterior } = await nma(counts, { priors, ...run });
    expectMoments(summarise(posterior.draws), gridMoments());
  });
});

describe("the posterior is the same with --optimise none", () => {
  const smoking = "examples/smoking-cessation/smoking.csv";
  const cases: readonly (readonly [string, string, NmaOptions, Readonly<Record<string, unknown>>])[] = [
    ["unrelated mean effects", smoking, {}, { model: "ume" }],
    ["a split comparison", smoking, {}, { model: "nodesplit", split: ["C", "D"] }],
    [
      "a covariate",
      "test/reference/nma/published-bcg_vaccine.csv",
      { ...{ study: "studyn", treatment: "trtc", events: "r", total: "n" }, covariate: "latitude" },
      {},
    ],
  ];

  it.each(cases)("of %s", async (_, path, options, changes) => {
    const table = await readTable(path);
    const model = networkModel(networkDeclaration(options)).with(changes);
    const fits = await Promise.all(
      (["all", "none"] as const).map((optimise) =>
        fit(model, table, { seed: 3, draws: optimise === "all" ? 1000 : 600, workers: 0, optimise, adaptDelta: 0.9 }),
      ),
    );
    const [all, none] = fits.map(({ draws }) => summarise(draws));
    expect(none!.map(({ variable }) => variable).sort()).toEqual(all!.map(({ variable }) => variable).sort());
    all!.forEach((ours) => {
      const theirs = none!.find(({ variable }) => variable === ours.variable)!;
      // 4.5 standard errors: of some 350 figures one strays by chance in 400 runs. sds of the plain geometry are not surer than 10 %.
      const mean = Math.abs(ours.mean! - theirs.mean!) / Math.hypot(ours.mcse_mean!, theirs.mcse_mean!);
      expect(mean, ours.variable).toBeLessThan(4.5);
      const sdError = Math.max(4.5 * Math.hypot(ours.mcse_sd!, theirs.mcse_sd!), 0.1 * ours.sd!);
      expect(Math.abs(ours.sd! - theirs.sd!), ours.variable).toBeLessThan(sdError);
    });
  });
});
