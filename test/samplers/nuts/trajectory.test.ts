/** The real tree code, run on integers: with every word of directions and every outcome of its coins enumerated. */
import { describe, expect, it } from "vitest";
import {
  sampleTrajectory,
  START,
  trajectoryMemory,
  type Coin,
  type Path,
  type TrajectoryOutcome,
} from "../../../samplers/nuts/trajectory.js";

/** A world on the integers: the weight of each, where paths diverge, and which stretches turn. */
interface World {
  readonly weight: (position: number) => number;
  readonly divergent: (position: number) => boolean;
  /** Whether low … high turns; `forwards` says from which side it was walked, which should not matter. */
  readonly turning: (low: number, high: number, forwards: boolean) => boolean;
}

interface Line {
  readonly world: World;
  readonly positions: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly visited: number[];
  readonly startWeight: number;
}

/** Throws rather than expects: this runs millions of times. */
function insist(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}

function join(line: Line, a: number, b: number, c: number, d: number, sum: number): boolean {
  const { positions, low, high, world } = line;
  const [pa, pb, pc, pd] = [positions[a], positions[b], positions[c], positions[d]];
  insist(Math.abs(pb - pc) === 1 && pd - pc === pb - pa, "the halves touch and are equally long");
  low[sum] = Math.min(pa, pd);
  high[sum] = Math.max(pa, pd);
  return world.turning(low[sum], high[sum], pd > pa);
}

const integers: Path<Line> = {
  move(line, from, to, direction) {
    const position = line.positions[from] + direction;
    line.positions[to] = position;
    line.visited.push(position);
    return line.world.divergent(position) ? NaN : line.world.weight(position) / line.startWeight;
  },
  joinPoints: (line, point, neighbour, sum) => join(line, point, point, neighbour, neighbour, sum),
  joinStretches(line, first, last, nextFirst, nextLast, sum) {
    const { positions, low, high } = line;
    const spans = (slot: number, a: number, b: number) =>
      low[slot] === Math.min(positions[a], positions[b]) && high[slot] === Math.max(positions[a], positions[b]);
    insist(spans(sum, first, last) && spans(sum + 1, nextFirst, nextLast), "the sums belong to the stretches named");
    return join(line, first, last, nextFirst, nextLast, sum);
  },
};

function run(world: World, start: number, maxDepth: number, directions: number, coin: Coin) {
  const memory = trajectoryMemory(maxDepth);
  const line: Line = {
    world,
    positions: new Int32Array(memory.pointSlots),
    low: new Int32Array(memory.sumSlots),
    high: new Int32Array(memory.sumSlots),
    visited: [],
    startWeight: world.weight(start),
  };
  line.positions[START] = start;
  const outcome = sampleTrajectory(integers, line, memory, directions, coin);
  return { outcome, line, position: line.positions[outcome.chosen], free: memory.freeCount, slots: memory.pointSlots };
}

/** P(start → t) for every t, exact up to rounding: all 2^maxDepth words, all outcomes of all coins. */
function transitionProbabilities(world: World, start: number, maxDepth: number): Map<number, number> {
  const probabilities = new Map<number, number>();
  const words = 2 ** maxDepth;
  for (let directions = 0; directions < words; directions++) {
    const script: boolean[] = [];
    do {
      let asked = 0;
      let probability = 1 / words;
      const coin: Coin = (p) => {
        if (!(p > 0)) return false;
        if (p >= 1) return true;
        const outcome = (script[asked] ??= true);
        asked++;
        probability *= outcome ? p : 1 - p;
        return outcome;
      };
      const { position } = run(world, start, maxDepth, directions, coin);
      probabilities.set(position, (probabilities.get(position) ?? 0) + probability);
      script.length = asked;
    } while (nextScript(script));
  }
  return probabilities;
}

/** The next path through the tree of coin outcomes, true before false; false when there is none. */
function nextScript(script: boolean[]): boolean {
  while (script.length > 0 && !script[script.length - 1]) script.pop();
  if (script.length === 0) return false;
  script[script.length - 1] = false;
  return true;
}

/** A fixed pseudo-random number in [0, 1) for some integers. */
function hash(...numbers: number[]): number {
  let h = 0x9e3779b9;
  for (const n of numbers) {
    h = Math.imul(h ^ (n + 0x7ed55d16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return (h >>> 0) / 2 ** 32;
}

const calm: World = { weight: () => 1, divergent: () => false, turning: () => false };
const always: Coin = () => true;
const never: Coin = () => false;

/** Largest violation of w(s) P(s → t) = w(t) P(t → s), and of Σ_t P(s → t) = 1, over the starts given. */
function imbalance(world: World, starts: readonly number[], maxDepth: number): number {
  const usable = starts.filter((s) => world.weight(s) > 0 && !world.divergent(s));
  const rows = new Map(usable.map((s) => [s, transitionProbabilities(world, s, maxDepth)]));
  let worst = 0;
  for (const s of usable) {
    const row = rows.get(s)!;
    worst = Math.max(worst, Math.abs([...row.values()].reduce((sum, p) => sum + p, 0) - 1));
    for (const t of usable) {
      const there = world.weight(s) * (row.get(t) ?? 0);
      const back = world.weight(t) * (rows.get(t)!.get(s) ?? 0);
      worst = Math.max(worst, Math.abs(there - back));
    }
  }
  return worst;
}

const range = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, i) => low + i);

describe("sampleTrajectory", () => {
  it("visits points in the order that the direction bits say, lowest bit first", () => {
    expect(run(calm, 0, 3, 0b101, never).line.visited).toEqual([1, -1, -2, 2, 3, 4, 5]);
    expect(run(calm, 0, 3, 0b000, never).line.visited).toEqual([-1, -2, -3, -4, -5, -6, -7]);
    expect(run(calm, 10, 2, 0b10, never).line.visited).toEqual([9, 11, 12]);
  });

  it("stops after maxDepth doublings and reports depth and steps", () => {
    const expected: Partial<TrajectoryOutcome> = { depth: 4, steps: 15, diverged: false };
    expect(run(calm, 0, 4, 0, never).outcome).toMatchObject(expected);
  });

  it("keeps a doubling whose join with the old trajectory turns, and stops there", () => {
    const world = { ...calm, turning: (low: number, high: number) => high - low >= 3 };
    const { outcome, position } = run(world, 0, 10, 0b11, always);
    expect(outcome).toMatchObject({ depth: 2, steps: 3, diverged: false });
    expect(position).toBe(3);
  });

  it("rejects a doubling that turns inside and counts the steps taken in it", () => {
    const world = { ...calm, turning: (low: number) => low === 2 };
    const { outcome, position } = run(world, 0, 10, 0b11, always);
    expect(outcome).toMatchObject({ depth: 1, steps: 3, diverged: false });
    expect(position).toBe(1);
  });

  it("rejects a doubling that diverges, says so, and never chooses from it", () => {
    const world = { ...calm, divergent: (position: number) => position === 6 };
    const { outcome, position } = run(world, 0, 10, 0b111, always);
    expect(outcome).toMatchObject({ depth: 2, steps: 6, diverged: true });
    expect(position).toBeLessThanOrEqual(3);
  });

  it("chooses uniformly inside a doubling and prefers the new half at the top when all weights are equal", () => {
    // Equal halves are always taken at the top, so the last doubling is uniform: 1/2 each of -4 … -1 and 1 … 4, and so on.
    const probabilities = transitionProbabilities(calm, 0, 1);
    expect([...probabilities].sort()).toEqual([
      [-1, 0.5],
      [1, 0.5],
    ]);
    const two = transitionProbabilities(calm, 0, 2);
    expect(two.get(0)).toBeUndefined();
    expect(two.get(3)).toBeCloseTo(1 / 8, 15);
    expect(two.get(2)).toBeCloseTo(1 / 4, 15);
  });

  it("gives up no point that is still referred to, and loses no slot", () => {
    for (let word = 0; word < 64; word++) {
      const { free, slots } = run(calm, 0, 6, word, (p) => hash(word, p) < p);
      // Alive at the end: both ends and the point chosen, which may be one of them.
      expect(slots - free).toBeGreaterThanOrEqual(2);
      expect(slots - free).toBeLessThanOrEqual(3);
    }
  });

  it("runs to the full depth of 10 within its slots", () => {
    const { outcome, line } = run(calm, 0, 10, 0b1001101011, (p) => hash(p) < p);
    expect(outcome.steps).toBe(1023);
    expect(new Set(line.visited).size).toBe(1023);
  });

  // Sums of at most 2^10 products of rounded probabilities: errors near 1e-14.
  const TOLERANCE = 1e-12;

  it("is in detailed balance with uneven weights when nothing turns or diverges (all words and coins, depth 3)", () => {
    for (let seed = 0; seed < 5; seed++) {
      const world = { ...calm, weight: (x: number) => 0.05 + hash(seed, x) };
      expect(imbalance(world, range(-8, 8), 3)).toBeLessThan(TOLERANCE);
    }
  });

  it("is in detailed balance with turning stretches anywhere (all words and coins, depth 3)", () => {
    for (let seed = 0; seed < 25; seed++) {
      const world = {
        ...calm,
        weight: (x: number) => 0.05 + hash(seed, x),
        turning: (low: number, high: number) => hash(seed, low, high) < 0.15,
      };
      expect(imbalance(world, range(-8, 8), 3)).toBeLessThan(TOLERANCE);
    }
  });

  it("is in detailed balance with divergent points, turning stretches and weights of 0 (all words and coins, depth 3)", () => {
    for (let seed = 100; seed < 125; seed++) {
      const world = {
        weight: (x: number) => (hash(seed, x, 1) < 0.1 ? 0 : 0.05 + hash(seed, x)),
        divergent: (x: number) => hash(seed, x, 2) < 0.1,
        turning: (low: number, high: number) => hash(seed, low, high) < 0.1,
      };
      expect(imbalance(world, range(-8, 8), 3)).toBeLessThan(TOLERANCE);
    }
  });

  it("is in detailed balance at depth 4 (all words and coins)", () => {
    for (let seed = 200; seed < 202; seed++) {
      const world = {
        weight: (x: number) => 0.05 + hash(seed, x),
        divergent: (x: number) => hash(seed, x, 2) < 0.08,
        turning: (low: number, high: number) => hash(seed, low, high) < 0.1,
      };
      expect(imbalance(world, range(0, 3), 4)).toBeLessThan(TOLERANCE);
    }
  });

  it("is out of balance when turning depends on the side walked from, so the proof can fail", () => {
    const world = {
      ...calm,
      weight: (x: number) => 0.05 + hash(1, x),
      turning: (low: number, high: number, forwards: boolean) => forwards && hash(1, low, high) < 0.15,
    };
    expect(imbalance(world, range(-8, 8), 3)).toBeGreaterThan(1e-3);
  });
});
