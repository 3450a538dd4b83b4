/** Trees and pedigrees for simulating: their text or table, and effects handed down from parents. */
import type { Randomness } from "./randomness.js";

export interface SimulatedTree {
  readonly newick: string;
  /** Effects of the tips `1`, `2`, …, of standard deviation 1 at the tip farthest from the root, by Brownian motion. */
  draw(random: Randomness): Map<string, number>;
}

interface Node {
  /** In the list of nodes; −1 for the root, which is not in it. */
  readonly parent: number;
  readonly length: number;
}

/** A tree that is not ultrametric, grown from its root: each new tip starts from a node that is there, so that many have three branches. */
export function simulatedTree(random: Randomness, tips: number): SimulatedTree {
  const nodes: Node[] = [];
  const isLeaf: boolean[] = [];
  // A leaf that is chosen splits in two; an inner node that is chosen gets one branch more.
  const branch = (parent: number) => {
    nodes.push({ parent, length: 0.1 + random.exponential(1) });
    isLeaf.push(true);
  };
  branch(-1);
  branch(-1);
  while (isLeaf.filter(Boolean).length < tips) {
    const chosen = Math.floor(random.uniform() * nodes.length);
    branch(chosen);
    if (isLeaf[chosen]) branch(chosen);
    isLeaf[chosen] = false;
  }
  const leaves = nodes.flatMap((_, node) => (isLeaf[node] ? [node] : []));
  const names = new Map(leaves.map((node, place) => [node, String(place + 1)]));
  const depths: number[] = [];
  for (const { parent, length } of nodes) depths.push((parent < 0 ? 0 : depths[parent]!) + length);
  const height = Math.max(...leaves.map((node) => depths[node]!));
  const text = (node: number): string => {
    const children = nodes.flatMap(({ parent }, child) => (parent === node ? [text(child)] : []));
    const below = children.length === 0 ? names.get(node)! : `(${children.join(",")})`;
    return node < 0 ? `${below};` : `${below}:${nodes[node]!.length}`;
  };
  return {
    newick: text(-1),
    draw(random_) {
      const effects: number[] = [];
      for (const { parent, length } of nodes) {
        effects.push((parent < 0 ? 0 : effects[parent]!) + Math.sqrt(length / height) * random_.normal(0, 1));
      }
      return new Map(leaves.map((node) => [names.get(node)!, effects[node]!]));
    },
  };
}

export interface SimulatedPedigree {
  readonly table: {
    readonly animal: readonly string[];
    readonly dam: readonly (string | null)[];
    readonly sire: readonly (string | null)[];
  };
  /** Names of the animals of the second and third generation. */
  readonly measured: readonly string[];
  /** Breeding values of all animals, of standard deviation 1 in the founders. */
  draw(random: Randomness): Map<string, number>;
}

/**
 * Three generations; half-siblings mate in the second, so that many of the third are inbred. Their breeding values are half of each
 * parent's, and a Mendelian half of the founders' variance, since no parent is inbred.
 */
export function simulatedPedigree(random: Randomness, second: number, third: number): SimulatedPedigree {
  const founders = ["s1", "s2", "d1", "d2", "d3", "d4"];
  const pick = (names: readonly string[]) => names[Math.floor(random.uniform() * names.length)]!;
  const middle = Array.from({ length: second }, (_, i) => String(i + 1));
  const last = Array.from({ length: third }, (_, i) => String(second + i + 1));
  const parents = new Map<string, readonly [dam: string, sire: string]>();
  for (const name of middle) parents.set(name, [pick(founders.slice(2)), pick(founders.slice(0, 2))]);
  // Odd ones are dams, even ones sires.
  const [dams, sires] = [1, 0].map((odd) => middle.filter((name) => Number(name) % 2 === odd)) as [string[], string[]];
  for (const name of last) parents.set(name, [pick(dams), pick(sires)]);
  const animal = [...founders, ...middle, ...last];
  return {
    table: {
      animal,
      dam: animal.map((name) => parents.get(name)?.[0] ?? null),
      sire: animal.map((name) => parents.get(name)?.[1] ?? null),
    },
    measured: [...middle, ...last],
    draw(random_) {
      const values = new Map<string, number>();
      for (const name of animal) {
        const pair = parents.get(name);
        const mean = pair ? (values.get(pair[0])! + values.get(pair[1])!) / 2 : 0;
        values.set(name, mean + Math.sqrt(pair ? 0.5 : 1) * random_.normal(0, 1));
      }
      return values;
    },
  };
}
