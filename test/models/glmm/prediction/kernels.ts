/** Kernels and structures made by hand, beside their covariances computed plainly. */
import { descentLaw } from "../../../../models/glmm/structures/descentLaw.js";
import type { Descent } from "../../../../models/glmm/structures/Descent.js";
import type { Kernel } from "../../../../models/glmm/structures/Kernel.js";
import type { Structure } from "../../../../models/glmm/structures/Structure.js";
import { stream } from "../../../../engine/random/stream.js";
import { matrix, type Matrix } from "../latent/matrices.js";

/** A descent of random parents: in trees one before the child or none, in pedigrees up to two, equal ones too. */
export function randomDescent(nodes: number, parentsPerNode: 1 | 2, seed: string): Descent {
  const rng = stream(seed, "descent");
  const parents = Int32Array.from({ length: nodes * parentsPerNode }, (_, p) => {
    const child = Math.floor(p / parentsPerNode);
    return Math.floor(rng.uniform() * (child + 1)) - 1;
  });
  return { nodes, parents, parentsPerNode, variance: Float64Array.from({ length: nodes }, () => 0.05 + rng.uniform()) };
}

/** Covariance of all nodes, by the definition of a descent from the first node on. */
export function descentCovariance({ nodes, parents, parentsPerNode, variance }: Descent): Matrix {
  const covariance = matrix(nodes, nodes, () => 0);
  const mean = (i: number, of: (parent: number) => number) => {
    let sum = 0;
    for (const parent of parents.subarray(i * parentsPerNode, (i + 1) * parentsPerNode)) {
      if (parent >= 0) sum += of(parent) / parentsPerNode;
    }
    return sum;
  };
  for (let i = 0; i < nodes; i += 1) {
    for (let j = 0; j < i; j += 1) covariance[i]![j] = covariance[j]![i] = mean(i, (parent) => covariance[parent]![j]!);
    covariance[i]![i] = variance[i]! + mean(i, (parent) => covariance[parent]![i]!);
  }
  return covariance;
}

/** The kernel of levels that lie at these nodes. */
export function kernelAt(descent: Descent, node: readonly number[]): Kernel {
  const covariance = descentCovariance(descent);
  return {
    node: Int32Array.from(node),
    nodes: descent.nodes,
    variances: Float64Array.from(node, (i) => covariance[i]![i]!),
    law: descentLaw(descent),
  };
}

/** The same levels by their covariance; no two at one node. */
export function denseKernelAt(descent: Descent, node: readonly number[]): Kernel {
  const covariance = descentCovariance(descent);
  const values = node.flatMap((i) => node.map((j) => covariance[i]![j]!));
  return {
    node: Int32Array.from(node.keys()),
    nodes: node.length,
    variances: Float64Array.from(node, (i) => covariance[i]![i]!),
    law: { kind: "dense", covariance: Float64Array.from(values) },
  };
}

/** A structure of a descent whose nodes have these names; of others there is none. */
export function structureAt(descent: Descent, names: readonly string[], inner: readonly string[] = []): Structure {
  return {
    kind: "tree",
    name: "t",
    notes: [],
    names: names.filter((name) => !inner.includes(name)),
    inner,
    kernelOf(asked) {
      const unknown = asked.find((name) => !names.includes(name));
      if (unknown !== undefined) throw new Error(`no place ${unknown}`);
      return kernelAt(
        descent,
        asked.map((name) => names.indexOf(name)),
      );
    },
  };
}
