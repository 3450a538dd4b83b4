import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { cellDensity, rampQuantile } from "../../../samplers/independence/cellDensity.js";
import { cubeAround } from "../../../samplers/independence/Cube.js";
import { refineCells, type Cells } from "../../../samplers/independence/refineCells.js";
import { scanAxis } from "../../../samplers/independence/scanAxis.js";
import { kolmogorov, kolmogorovLimit } from "../support/statistics.js";

/** A bump with its gradient, off the centre and not along the axes. */
function bump(point: Float64Array, gradient: Float64Array): number {
  const [u, v = 0] = point as unknown as [number, number?];
  const [a, b] = [(u - 0.2) / 0.15, (v + 0.1 - 0.5 * u) / 0.1];
  const value = Math.exp(-0.5 * (a * a + b * b));
  gradient[0] = value * (-a / 0.15 + (0.5 * b) / 0.1);
  if (gradient.length > 1) gradient[1] = (-value * b) / 0.1;
  return value;
}

const knots = [-1, -0.4, 0, 0.5, 1];
const cellsOf = (dimension: number, tolerance = 0.02, points = 400): Cells =>
  refineCells(bump, new Array(dimension).fill(knots), { tolerance, points });

/** Cell by cell: the cell of its lower corner and its sides. */
const boxes = ({ dimension, count, lower, width }: Cells) =>
  Array.from({ length: count }, (_, cell) => ({
    lower: lower.subarray(cell * dimension, (cell + 1) * dimension),
    width: width.subarray(cell * dimension, (cell + 1) * dimension),
  }));

describe.each([1, 2])("cells of dimension %i", (dimension) => {
  it("fill the cube, each place once", () => {
    const all = boxes(cellsOf(dimension));
    const volume = all.reduce((sum, { width }) => sum + width.reduce((product, side) => product * side, 1), 0);
    expect(volume).toBeCloseTo(2 ** dimension, 12);
    const rng = stream("1");
    for (let i = 0; i < 200; i++) {
      const point = Array.from({ length: dimension }, () => 2 * rng.uniform() - 1);
      const holding = all.filter(({ lower, width }) =>
        point.every((x, k) => x > lower[k]! && x < lower[k]! + width[k]!),
      );
      expect(holding).toHaveLength(1);
    }
  });

  it("are finer for a smaller tolerance, and no more than were allowed", () => {
    const [coarse, fine] = [cellsOf(dimension, 0.1), cellsOf(dimension, 0.01)];
    expect(fine.count).toBeGreaterThan(1.5 * coarse.count);
    expect(cellsOf(dimension, 1e-9, 60).count).toBeLessThan(120);
  });

  it("make a density that errs by about the tolerance", () => {
    const cells = cellsOf(dimension, 0.02, 4000);
    const proposal = cellDensity(cells);
    const gradient = new Float64Array(dimension);
    const rng = stream("2");
    const count = 4000;
    let error = 0;
    for (let i = 0; i < count; i++) {
      const point = Float64Array.from({ length: dimension }, () => 0);
      const density = proposal.draw(rng, point);
      error += Math.abs(bump(point, gradient) / density - 1) / count;
    }
    // Cells near the tolerance stop being halved at different times; 0.002 are spread evenly.
    expect(error).toBeLessThan(0.02 + 0.004);
    expect(error).toBeGreaterThan(0.002);
  });

  it("make a density whose mass is its integral, to 1e-12", () => {
    const cells = cellsOf(dimension);
    const proposal = cellDensity(cells);
    // The midpoint rule is exact for what is linear along each side.
    const integral = boxes(cells).reduce((sum, { lower, width }) => {
      const volume = width.reduce((product, side) => product * side, 1);
      return sum + volume * proposal.at(lower.map((start, k) => start + width[k]! / 2));
    }, 0);
    expect(integral / proposal.mass).toBeCloseTo(1, 12);
  });

  it("are drawn from by that density: 20,000 draws in each coordinate by Kolmogorov's test at the rate 1e-4", () => {
    const cells = cellsOf(dimension);
    const proposal = cellDensity(cells);
    const rng = stream("5");
    const point = new Float64Array(dimension);
    const draws = Array.from({ length: 20_000 }, () => {
      const density = proposal.draw(rng, point);
      expect(Math.abs(density / proposal.at(point) - 1)).toBeLessThan(1e-9);
      return point.slice();
    });
    for (let k = 0; k < dimension; k++) {
      // Distribution function of one coordinate on a fine grid, by the trapezium over the other.
      const cdf = marginalCdf(proposal, dimension, k);
      expect(
        kolmogorov(
          Float64Array.from(draws, (draw) => draw[k]!),
          cdf,
        ),
      ).toBeLessThan(kolmogorovLimit(1e-4));
    }
  });
});

/** By sums over 2000 places of the coordinate and 200 of the other: an error of 1e-3 in the far tails, less elsewhere. */
function marginalCdf(proposal: ReturnType<typeof cellDensity>, dimension: number, axis: number) {
  const [steps, others] = [1000, dimension === 1 ? 1 : 100];
  const reached = new Float64Array(steps + 1);
  const point = new Float64Array(dimension);
  for (let i = 0; i < steps; i++) {
    let sum = 0;
    for (let j = 0; j < others; j++) {
      point.fill(-1 + (2 * (j + 0.5)) / others);
      point[axis] = -1 + (2 * (i + 0.5)) / steps;
      sum += proposal.at(point);
    }
    reached[i + 1] = reached[i]! + sum;
  }
  return (x: number) => {
    const place = ((x + 1) / 2) * steps;
    const i = Math.min(steps - 1, Math.floor(place));
    return (reached[i]! + (place - i) * (reached[i + 1]! - reached[i]!)) / reached[steps]!;
  };
}

describe("cellDensity", () => {
  it("is positive everywhere, also where every corner is 0", () => {
    const proposal = cellDensity(cellsOf(1));
    expect(proposal.at(Float64Array.of(-0.999))).toBeGreaterThan(0.0005 * proposal.mass);
  });
});

describe("rampQuantile", () => {
  it("solves for the quantile of a linear density, flat, steep, or 0 at an end", () => {
    for (const [a, b] of [
      [1, 1],
      [1, 1 + 1e-14],
      [0, 3],
      [3, 0],
      [1e-12, 1],
      [5, 2],
    ] as const)
      // prettier-ignore
      for (const u of [1e-9, 0.2, 0.5, 0.999999]) {
        const t = rampQuantile(a, b, u);
        expect((a * t + 0.5 * (b - a) * t * t) / (0.5 * (a + b))).toBeCloseTo(u, 12);
      }
  });
});

describe("cubeAround", () => {
  const cube = cubeAround(Float64Array.of(3, -1), Float64Array.of(2, 0, -0.7, 0.5));

  it("goes to a position and back, to 1e-12, as far as 1e6 scales", () => {
    for (const scale of [1e-3, 1, 100, 1e6]) {
      const position = Float64Array.of(3 + scale, -1 - 2 * scale);
      const [point, back] = [new Float64Array(2), new Float64Array(2)];
      cube.toPoint(position, point);
      cube.toPosition(point, back);
      // Near the rim a rounding of the point is magnified by its distance.
      const tolerance = 1e-12 * Math.max(1, scale * scale);
      for (const k of [0, 1]) expect(Math.abs(back[k]! - position[k]!)).toBeLessThan(tolerance);
    }
  });

  it("stretches as the determinant of its derivatives, and pulls gradients back, by central differences to 1e-6", () => {
    const point = Float64Array.of(0.4, -0.7);
    const h = 1e-6;
    const at = (k: number, step: number) => {
      const moved = point.slice();
      moved[k]! += step;
      const position = new Float64Array(2);
      cube.toPosition(moved, position);
      // Any log density: here x - y² / 2.
      return { position, value: position[0]! - 0.5 * position[1]! ** 2 + Math.log(cube.stretch(moved)) };
    };
    const columns = [0, 1].map((k) => [0, 1].map((i) => (at(k, h).position[i]! - at(k, -h).position[i]!) / (2 * h)));
    const determinant = columns[0]![0]! * columns[1]![1]! - columns[0]![1]! * columns[1]![0]!;
    // The constant factor is the determinant of F.
    expect(determinant / (2 * 0.5)).toBeCloseTo(cube.stretch(point), 6);
    const gradient = Float64Array.of(1, -at(0, 0).position[1]!);
    const pulled = new Float64Array(2);
    cube.pullBack(point, gradient, pulled);
    for (const k of [0, 1]) expect(pulled[k]).toBeCloseTo((at(k, h).value - at(k, -h).value) / (2 * h), 5);
  });
});

describe("scanAxis", () => {
  const toLine = (v: number) => v / (1 - v * v);

  it("goes as far as the log density is within 25 of its maximum, in growing steps", () => {
    const knots = scanAxis((v) => -0.5 * toLine(v) * toLine(v), 1.6);
    expect(knots.slice(1, -1).map((v) => Math.round(100 * toLine(v)) / 100)).toEqual([
      -8.39, -5.24, -3.28, -2.05, -1.28, -0.8, -0.5, 0, 0.5, 0.8, 1.28, 2.05, 3.28, 5.24, 8.39,
    ]);
    expect([knots[0], knots.at(-1)]).toEqual([-1, 1]);
  });

  it("goes on to a second mode, and ends at an edge or at 64 scales", () => {
    const knots = scanAxis((v) => (toLine(v) < 0 ? -Infinity : -Math.min(24, toLine(v))), 1.6);
    expect(toLine(knots[1]!)).toBeCloseTo(-0.5, 12);
    expect(toLine(knots.at(-2)!)).toBeGreaterThan(40);
    expect(toLine(knots.at(-2)!)).toBeLessThan(64);
  });
});
