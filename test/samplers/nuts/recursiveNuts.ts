/** NUTS as the papers define it, recursive and in plain momenta: slow and easy to compare with the page. */
import type { LogDensity } from "../../../engine/core/LogDensity.js";

interface Point {
  readonly q: number[];
  readonly p: number[];
  readonly g: number[];
  readonly energy: number;
}

interface Tree {
  readonly first: Point;
  readonly last: Point;
  readonly rho: number[];
  readonly weight: number;
  readonly chosen: Point;
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
const plus = (a: readonly number[], b: readonly number[]) => a.map((x, i) => x + b[i]);

/**
 * One transition: Betancourt 2017 with Stan's three U-turn checks, each on velocities M⁻¹p and sums of momenta p. `coin`
 * is asked in the order of the recursion, after the U-turn checks inside a doubling and before none at the top.
 */
export function recursiveNuts(
  density: LogDensity,
  inverseMetric: readonly number[],
  stepSize: number,
  maxDepth: number,
  position: readonly number[],
  momentum: readonly number[],
  directions: number,
  coin: (probability: number) => boolean,
): { q: number[]; energy: number; steps: number; depth: number } {
  const evaluate = (q: number[], half: (g: number[]) => number[]): Point => {
    const gradient = new Float64Array(q.length);
    const value = density.evaluate(Float64Array.from(q), gradient);
    const g = [...gradient];
    const p = half(g);
    return { q, p, g, energy: 0.5 * dot(p, velocity(p)) - value };
  };
  const velocity = (p: readonly number[]) => p.map((x, i) => inverseMetric[i] * x);
  const leapfrog = ({ q, p, g }: Point, e: number): Point => {
    const middle = p.map((x, i) => x + 0.5 * e * g[i]);
    return evaluate(
      plus(
        q,
        velocity(middle).map((v) => e * v),
      ),
      (g1) => middle.map((x, i) => x + 0.5 * e * g1[i]),
    );
  };
  const goesOn = (a: Point, b: Point, rho: readonly number[]) =>
    dot(velocity(a.p), rho) > 0 && dot(velocity(b.p), rho) > 0;
  const turning = (a: Tree, b: Tree) =>
    !(
      goesOn(a.first, b.last, plus(a.rho, b.rho)) &&
      goesOn(a.first, b.first, plus(a.rho, b.first.p)) &&
      goesOn(a.last, b.last, plus(b.rho, a.last.p))
    );

  const start = evaluate([...position], () => [...momentum]);
  let steps = 0;
  const build = (from: Point, depth: number, direction: number): Tree | undefined => {
    if (depth === 0) {
      const point = leapfrog(from, direction * stepSize);
      steps++;
      if (!(point.energy - start.energy <= 1000)) return undefined;
      return { first: point, last: point, rho: point.p, weight: Math.exp(start.energy - point.energy), chosen: point };
    }
    const a = build(from, depth - 1, direction);
    const b = a && build(a.last, depth - 1, direction);
    if (!a || !b || turning(a, b)) return undefined;
    const weight = a.weight + b.weight;
    const chosen = coin(b.weight / weight) ? b.chosen : a.chosen;
    return { first: a.first, last: b.last, rho: plus(a.rho, b.rho), weight, chosen };
  };

  let tree: Tree = { first: start, last: start, rho: start.p, weight: 1, chosen: start };
  for (let depth = 0; depth < maxDepth; depth++) {
    const forward = ((directions >>> depth) & 1) === 1;
    const oriented = forward ? tree : { ...tree, first: tree.last, last: tree.first };
    const next = build(oriented.last, depth, forward ? 1 : -1);
    if (!next) return { q: tree.chosen.q, energy: tree.chosen.energy, steps, depth };
    const takes = next.weight >= tree.weight || coin(next.weight / tree.weight);
    const joined = {
      rho: plus(tree.rho, next.rho),
      weight: tree.weight + next.weight,
      chosen: takes ? next.chosen : tree.chosen,
    };
    const turned = turning(oriented, next);
    tree = forward
      ? { ...joined, first: tree.first, last: next.last }
      : { ...joined, first: next.last, last: tree.last };
    if (turned) return { q: tree.chosen.q, energy: tree.chosen.energy, steps, depth: depth + 1 };
  }
  return { q: tree.chosen.q, energy: tree.chosen.energy, steps, depth: maxDepth };
}
