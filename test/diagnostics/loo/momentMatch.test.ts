import { describe, expect, test } from "vitest";
import { loo } from "../../../diagnostics/loo/loo.js";
import { momentMatch, type MovableDraws } from "../../../diagnostics/loo/momentMatch.js";
import { applyMove, moveKinds, moveTo, undoMove } from "../../../diagnostics/loo/moveDraws.js";
import { stream } from "../../../engine/random/stream.js";
import { pointwiseOf } from "./reference.js";

const logTwoPi = Math.log(2 * Math.PI);
const normalLog = (x: number, mean: number, variance: number): number =>
  -0.5 * (logTwoPi + Math.log(variance) + ((x - mean) * (x - mean)) / variance);

/**
 * y = x b + normal(0, 1), b ~ normal(0, 10² I): the posterior of b is normal, so are its draws here, and what the model predicts of a
 * row without it is known.
 */
function regression(rows: readonly (readonly number[])[], y: readonly number[], draws: number) {
  const d = rows[0].length;
  const posterior = (without: number) => {
    const precision = rows[0].map((_, i) => rows[0].map((_, j) => (i === j ? 0.01 : 0)));
    const linear = rows[0].map(() => 0);
    rows.forEach((row, r) => {
      if (r === without) return;
      row.forEach((a, i) => {
        linear[i] += a * y[r];
        row.forEach((b, j) => (precision[i][j] += a * b));
      });
    });
    const covariance = inverse2(precision);
    return { covariance, mean: covariance.map((line) => line.reduce((sum, c, j) => sum + c * linear[j], 0)) };
  };
  const { mean, covariance } = posterior(-1);
  const rng = stream("7", "moments");
  const l11 = Math.sqrt(covariance[0][0]);
  const l21 = covariance[1][0] / l11;
  const l22 = Math.sqrt(covariance[1][1] - l21 * l21);
  const positions = new Float64Array(draws * d);
  for (let i = 0; i < draws; i++) {
    const [a, b] = [rng.normal(), rng.normal()];
    positions[2 * i] = mean[0] + l11 * a;
    positions[2 * i + 1] = mean[1] + l21 * a + l22 * b;
  }
  const fit = (b: Float64Array, r: number) => rows[r].reduce((sum, x, j) => sum + x * b[j], 0);
  const source: MovableDraws = {
    positions,
    dimension: d,
    logLikelihoodOf: (b, r) => normalLog(y[r], fit(b, r), 1),
    logDensityOf: (b) =>
      b.reduce((sum, x) => sum + normalLog(x, 0, 100), 0) +
      y.reduce((sum, _, r) => sum + normalLog(y[r], fit(b, r), 1), 0),
  };
  const columns = y.map((_, r) =>
    Float64Array.from({ length: draws }, (_, i) => source.logLikelihoodOf(positions.subarray(i * d, (i + 1) * d), r)),
  );
  const exact = y.map((value, r) => {
    const without = posterior(r);
    const center = rows[r].reduce((sum, x, j) => sum + x * without.mean[j], 0);
    const variance = rows[r].reduce(
      (sum, a, i) => sum + rows[r].reduce((part, b, j) => part + a * b * without.covariance[i][j], 0),
      1,
    );
    return normalLog(value, center, variance);
  });
  return { source, pointwise: pointwiseOf(columns, 4), exact };
}

function inverse2([[a, b], [c, d]]: number[][]): number[][] {
  const determinant = a * d - b * c;
  return [
    [d / determinant, -b / determinant],
    [-c / determinant, a / determinant],
  ];
}

describe("moment matching", () => {
  // The last row pulls at both coefficients with nearly all there is to know of their difference, and lies far off.
  const rows = [...Array.from({ length: 20 }, (_, i) => [1, (i - 9.5) / 15]), [1, 6]];
  const rng = stream("5", "rows");
  const y = rows.map(([, x], r) => 1 + 0.5 * x + rng.normal() + (r === 20 ? 20 : 0));
  const { source, pointwise, exact } = regression(rows, y, 4000);
  const first = loo(pointwise);
  const { loo: matched, matched: observations } = momentMatch(source, first);

  test("is needed here: importance sampling alone is off by more than 1, and says so", () => {
    expect(first.unreliable).toEqual([20]);
    expect(Math.abs(first.pointwise.elpd[20] - exact[20])).toBeGreaterThan(1);
  });

  test("brings Pareto k below the threshold and the elpd to the known one", () => {
    expect(matched.unreliable).toEqual([]);
    expect(matched.warnings).toEqual([]);
    expect(matched.pointwise.paretoK[20]).toBeLessThan(first.threshold);
    expect(observations.map(({ observation }) => observation)).toEqual([20]);
    expect(observations[0].moves.length).toBeGreaterThan(0);
    // Four Monte Carlo standard errors.
    const { elpd, mcse } = observations[0];
    expect(Math.abs(elpd - exact[20])).toBeLessThan(4 * mcse);
    expect(mcse).toBeLessThan(0.1);
    expect(Math.abs(first.pointwise.elpd[20] - exact[20])).toBeGreaterThan(40 * mcse);
  });

  test("leaves other observations, their influence and what is predicted with the observation as they were", () => {
    expect([...matched.pointwise.elpd.subarray(0, 20)]).toEqual([...first.pointwise.elpd.subarray(0, 20)]);
    expect([...matched.pointwise.influence]).toEqual([...first.pointwise.influence]);
    const lpd = (record: typeof first) => record.pointwise.elpd[20] + record.pointwise.p[20];
    expect(lpd(matched)).toBeCloseTo(lpd(first), 12);
    expect(matched.elpd.value - first.elpd.value).toBeCloseTo(
      matched.pointwise.elpd[20] - first.pointwise.elpd[20],
      10,
    );
  });

  test("without covariances gets there in more moves, none of them of a covariance", () => {
    const [{ elpd, mcse, moves }] = momentMatch(source, first, { covariance: false }).matched;
    expect(moves).not.toContain("covariance");
    expect(Math.abs(elpd - exact[20])).toBeLessThan(4 * mcse);
  });

  test("stopped before it helps, changes nothing, and the warning stays", () => {
    const { loo: same, matched: some } = momentMatch(source, first, { mostMoves: 1 });
    expect(some[0].moves).toEqual([]);
    expect(same.unreliable).toEqual([20]);
    expect(same.warnings).toEqual(first.warnings);
    expect([...same.pointwise.elpd]).toEqual([...first.pointwise.elpd]);
  });

  test("changes nothing where k is fine, unless asked", () => {
    const done: number[] = [];
    const same = momentMatch(source, first, { observations: [3], onProgress: (count) => done.push(count) });
    expect(same.matched[0].moves).toEqual([]);
    expect([...same.loo.pointwise.elpd]).toEqual([...first.pointwise.elpd]);
    expect(done).toEqual([0, 1]);
  });

  test("agrees with importance sampling and the known answer on the other observations", () => {
    exact.slice(0, 20).forEach((value, r) => {
      expect(Math.abs(first.pointwise.elpd[r] - value)).toBeLessThan(5 * first.pointwise.mcse[r] + 1e-3);
    });
  });

  test("refuses positions that are not those of the record", () => {
    expect(() => momentMatch({ ...source, positions: source.positions.subarray(2) }, first)).toThrow(
      "4000 positions of 2 coordinates are needed, there are 7998 numbers",
    );
  });
});

describe.each(moveKinds)("moving draws to the weighted %s", (kind) => {
  const rng = stream("3", "points");
  const points = { dimension: 3, values: Float64Array.from({ length: 600 }, (_, i) => rng.normal() * (1 + (i % 3))) };
  const raw = Float64Array.from({ length: 200 }, (_, i) =>
    Math.exp(0.5 * points.values[3 * i] + 0.2 * points.values[3 * i + 2]),
  );
  const total = raw.reduce((sum, x) => sum + x, 0);
  const weights = raw.map((x) => x / total);
  const move = moveTo(points, weights, kind)!;
  const moved = applyMove(points, move);

  const moment = (values: Float64Array, w: (i: number) => number, i: number, j: number): number => {
    const mean = (c: number) => Array.from(raw.keys()).reduce((sum, r) => sum + w(r) * values[3 * r + c], 0);
    const [a, b] = [mean(i), mean(j)];
    return Array.from(raw.keys()).reduce((sum, r) => sum + w(r) * (values[3 * r + i] - a) * (values[3 * r + j] - b), 0);
  };
  const even = () => 1 / 200;
  const given = (i: number) => weights[i];

  test("gives them those moments", () => {
    for (let j = 0; j < 3; j++) {
      const mean = (values: Float64Array, w: (i: number) => number) =>
        Array.from(raw.keys()).reduce((sum, r) => sum + w(r) * values[3 * r + j], 0);
      expect(mean(moved.values, even)).toBeCloseTo(mean(points.values, given), 10);
    }
    const pairs = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const));
    const matching = pairs.filter(([i, j]) => kind === "covariance" || (kind === "variance" && i === j));
    for (const [i, j] of matching) {
      expect(moment(moved.values, even, i, j)).toBeCloseTo(moment(points.values, given, i, j), 10);
    }
  });

  test("can be undone", () => {
    undoMove(moved, move).values.forEach((x, i) => expect(x).toBeCloseTo(points.values[i], 10));
  });

  test("changes volumes by the ratio of the roots of the determinants", () => {
    const determinant = (values: Float64Array) => {
      const c = (i: number, j: number) => moment(values, even, i, j);
      return (
        c(0, 0) * (c(1, 1) * c(2, 2) - c(1, 2) * c(2, 1)) -
        c(0, 1) * (c(1, 0) * c(2, 2) - c(1, 2) * c(2, 0)) +
        c(0, 2) * (c(1, 0) * c(2, 1) - c(1, 1) * c(2, 0))
      );
    };
    expect(move.logVolume).toBeCloseTo(0.5 * Math.log(determinant(moved.values) / determinant(points.values)), 9);
  });
});
