/** Random trees, pedigrees and matrices, with the covariance of their levels worked out by the definition of each. */
import type { Rng } from "../../../../engine/core/Rng.js";
import type { StructureDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { matrix } from "./matrices.js";
import { oneOf, whole } from "./randomGaussian.js";

/** Covariance of the effects of two levels, of standard deviation 1. */
export type Covariance = (a: string, b: string) => number;

export interface Relatives {
  /** Levels that data may have. */
  readonly names: readonly string[];
  readonly declaration: StructureDeclaration;
  readonly covariance: Covariance;
}

interface Branch {
  /** A tip has one; an inner node may. */
  readonly name?: string;
  readonly length: number;
  readonly children: readonly Branch[];
}

export type TreeShape = "random" | "caterpillar" | "star" | "polytomies" | "ultrametric";

export interface TreeWishes {
  readonly tips: number;
  readonly shape: TreeShape;
  /** Share of branches within the tree, and of those to tips, of length 0. */
  readonly zero?: number;
  readonly scale?: "height" | "none";
  readonly rootEdge?: boolean;
  /** Whether inner nodes have names, so that data may lie at them. */
  readonly labelled?: boolean;
}

/** A tree by its shape: the covariance of two places is the path that they share from the root, its edge not counted. */
export function randomTree(rng: Rng, wishes: TreeWishes): Relatives {
  const { shape, zero = 0, scale = "height", rootEdge = false } = wishes;
  const root = shape === "ultrametric" ? coalescent(rng, wishes) : joined(rng, wishes, zero);
  const paths = new Map<string, readonly { readonly from: object; readonly length: number }[]>();
  const walk = (branch: Branch, above: readonly { readonly from: object; readonly length: number }[]): void => {
    if (branch.name !== undefined) paths.set(branch.name, above);
    for (const child of branch.children) walk(child, [...above, { from: child, length: child.length }]);
  };
  walk(root, []);
  const depthOf = (path: readonly { readonly length: number }[]) => path.reduce((sum, { length }) => sum + length, 0);
  const divisor = scale === "height" ? Math.max(...Array.from(paths.values(), depthOf)) : 1;
  const shared = Array.from(paths.values(), (first) =>
    Array.from(paths.values(), (second) => {
      let sum = 0;
      for (let i = 0; i < first.length && first[i]!.from === second[i]?.from; i++) sum += first[i]!.length;
      return sum / divisor;
    }),
  );
  const place = new Map(Array.from(paths.keys(), (name, i) => [name, i]));
  const text = `${newick(root)}${rootEdge ? ":0.7" : ""};`;
  // At the root itself there is no effect.
  const names = [...paths].flatMap(([name, path]) => (depthOf(path) > 0 ? [name] : []));
  const covariance: Covariance = (a, b) => shared[place.get(a)!]![place.get(b)!]!;
  return { names, covariance, declaration: { kind: "tree", text, scale, lengths: "given" } };
}

function newick({ name = "", children }: Branch): string {
  if (children.length === 0) return name;
  return `(${children.map((child) => `${newick(child)}:${child.length}`).join(",")})${name}`;
}

/** Subtrees are joined until one is left: two at a time, some, all at once, or always with a single tip. */
function joined(rng: Rng, { tips, shape, labelled }: TreeWishes, zero: number): Branch {
  const length = () => (rng.uniform() < zero ? 0 : Number((0.05 + rng.uniform()).toFixed(4)));
  let branches: Branch[] = Array.from({ length: tips }, (_, i) => ({ name: `s${i}`, length: length(), children: [] }));
  let inner = 0;
  while (branches.length > 1) {
    const count = Math.min(branches.length, shape === "star" ? tips : shape === "polytomies" ? 2 + whole(rng, 5) : 2);
    const chosen =
      shape === "caterpillar"
        ? branches.slice(0, count)
        : Array.from({ length: count }, () => branches.splice(whole(rng, branches.length), 1)[0]!);
    if (shape === "caterpillar") branches = branches.slice(count);
    const name = labelled ? { name: `n${inner++}` } : {};
    branches.unshift({ ...name, length: length(), children: chosen });
  }
  // Where all lengths are 0 there is no tree.
  const [root] = branches as [Branch];
  return root.children.some((child) => child.length > 0)
    ? root
    : { ...root, children: root.children.map((child) => ({ ...child, length: 0.3 })) };
}

/** All tips as far from the root: each join is a step further back. */
function coalescent(rng: Rng, { tips }: TreeWishes): Branch {
  let lineages = Array.from({ length: tips }, (_, i) => ({ name: `s${i}`, age: 0, children: [] as Branch[] }));
  let now = 0;
  while (lineages.length > 1) {
    // Sixteenths and their sums are exact.
    now += (1 + whole(rng, 8)) / 16;
    const pair = [0, 1].map(() => lineages.splice(whole(rng, lineages.length), 1)[0]!);
    const children = pair.map(({ name, age, children: own }): Branch => {
      return { ...(own.length === 0 ? { name } : {}), length: now - age, children: own };
    });
    lineages = [...lineages, { name: "", age: now, children }];
  }
  return { length: 0, children: lineages[0]!.children };
}

/** A pedigree with unknown parents, inbreeding and generations that overlap, listed out of order. */
export function randomPedigree(rng: Rng, animals: number): Relatives {
  const parents = Array.from({ length: animals }, (_, i) => {
    // Among the few before it, so that relatives meet.
    const one = () => (i < 3 || rng.uniform() < 0.2 ? -1 : Math.max(0, i - 1 - whole(rng, 8)));
    return [one(), one()] as const;
  });
  // A_ij = ½ (A_i,dam + A_i,sire) of the younger j, A_ii = 1 + ½ A_dam,sire (Henderson 1976).
  const relationship = matrix(animals, animals, () => 0);
  const entry = (i: number, j: number) => (i < 0 || j < 0 ? 0 : relationship[i]![j]!);
  parents.forEach(([dam, sire], i) => {
    for (let j = 0; j < i; j++) relationship[i]![j] = relationship[j]![i] = 0.5 * (entry(j, dam) + entry(j, sire));
    relationship[i]![i] = 1 + 0.5 * entry(dam, sire);
  });
  const name = (i: number) => (i < 0 ? null : `a${i}`);
  const order = shuffled(rng, animals);
  return {
    names: parents.map((_, i) => name(i)!),
    covariance: (a, b) => relationship[Number(a.slice(1))]![Number(b.slice(1))]!,
    declaration: {
      kind: "pedigree",
      animals: order.map((i) => name(i)!),
      dams: order.map((i) => name(parents[i]![0])),
      sires: order.map((i) => name(parents[i]![1])),
    },
  };
}

/** A relationship by markers, G Gᵀ/m + 0.05 I, about half of whose entries are negative. */
export function randomKinship(rng: Rng, size: number): Relatives {
  const markers = 2 * size;
  const g = Array.from({ length: size }, () => Array.from({ length: markers }, () => rng.normal()));
  const k = matrix(size, size, () => 0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = g[i]!.reduce((total, x, m) => total + x * g[j]![m]!, 0);
      k[i]![j] = k[j]![i] = sum / markers + (i === j ? 0.05 : 0);
    }
  }
  const names = shuffled(rng, size).map((i) => `k${i}`);
  const place = new Map(names.map((name, i) => [name, i]));
  return {
    names,
    covariance: (a, b) => k[place.get(a)!]![place.get(b)!]!,
    declaration: { kind: "cov", names, values: Float64Array.from(k.flat()) },
  };
}

/** A precision of few entries, those of a graph with some negative and some positive weights, as all its entries or as places. */
export function randomPrecision(rng: Rng, size: number, form: "full" | "places" = "places"): Relatives {
  const q = matrix(size, size, (i, j) => (i === j ? 0.5 + rng.uniform() : 0));
  for (let e = 0; e < 2 * size; e++) {
    const [i, j] = [whole(rng, size), whole(rng, size)];
    if (i === j) continue;
    const weight = oneOf(rng, [-1, 1]) * (0.2 + rng.uniform());
    // A sum of squares (w_i + s w_j)² |weight| keeps it definite.
    q[i]![i]! += Math.abs(weight);
    q[j]![j]! += Math.abs(weight);
    q[i]![j]! += weight;
    q[j]![i]! += weight;
  }
  const inverse = inverseOf(q);
  const names = Array.from({ length: size }, (_, i) => `q${i}`);
  const lower = q.flatMap((row, i) =>
    row.slice(0, i + 1).flatMap((value, j) => (value === 0 ? [] : [{ i, j, value }])),
  );
  return {
    names,
    covariance: (a, b) => inverse[Number(a.slice(1))]![Number(b.slice(1))]!,
    declaration:
      form === "full"
        ? { kind: "precision", names, values: Float64Array.from(q.flat()) }
        : {
            kind: "precision",
            names,
            values: Float64Array.from(lower, ({ value }) => value),
            places: { rows: Int32Array.from(lower, ({ i }) => i), columns: Int32Array.from(lower, ({ j }) => j) },
          },
  };
}

/** By Gauss and Jordan; the matrix is definite, so that no pivots are needed. */
function inverseOf(a: readonly (readonly number[])[]): number[][] {
  const size = a.length;
  const rows = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < size; k++) {
    const pivot = rows[k]![k]!;
    rows[k] = rows[k]!.map((x) => x / pivot);
    for (let i = 0; i < size; i++) {
      const factor = rows[i]![k]!;
      if (i !== k && factor !== 0) rows[i] = rows[i]!.map((x, j) => x - factor * rows[k]![j]!);
    }
  }
  return rows.map((row) => row.slice(size));
}

function shuffled(rng: Rng, size: number): number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = whole(rng, i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
