import { describe, expect, it } from "vitest";
import type { Extension } from "../../../../models/glmm/prediction/Extension.js";
import { kernelExtension } from "../../../../models/glmm/prediction/kernelExtension.js";
import type { Kernel } from "../../../../models/glmm/structures/Kernel.js";
import { stream } from "../../../../engine/random/stream.js";
import { backward, choleskyOf, forward, matrix, product, transposed, type Matrix } from "../latent/matrices.js";
import { denseKernelAt, descentCovariance, kernelAt, randomDescent } from "./kernels.js";

/** M by columns, one a known level, and R by columns, one a normal. */
function mapsOf(extension: Extension, known: number, places: number): { mean: Matrix; root: Matrix } {
  const effectsOf = (level: number, normal: number) => {
    const w = Float64Array.from(extension.needed, (needed) => (needed === level ? 1 : 0));
    const z = Float64Array.from({ length: extension.normals }, (_, k) => (k === normal ? 1 : 0));
    const out = new Float64Array(places).fill(NaN);
    extension.write(w, z, out);
    return Array.from(out);
  };
  const columns = Array.from({ length: known }, (_, level) => effectsOf(level, -1));
  const normals = Array.from({ length: extension.normals }, (_, k) => effectsOf(-1, k));
  return {
    mean: transposed(columns),
    root: normals.length === 0 ? matrix(places, 1, () => 0) : transposed(normals),
  };
}

/** K_nf K_ff⁻¹ and K_nn − K_nf K_ff⁻¹ K_fn, computed densely. */
function conditional(covariance: Matrix, fitted: readonly number[], places: readonly number[]) {
  const part = (a: readonly number[], b: readonly number[]) =>
    matrix(a.length, b.length, (i, j) => covariance[a[i]!]![b[j]!]!);
  const factor = choleskyOf(part(fitted, fitted));
  const mean = part(places, fitted).map((row) => backward(factor, forward(factor, row)));
  const [own, shared] = [part(places, places), part(fitted, places)];
  const explained = product(mean, shared);
  return { mean, covariance: matrix(places.length, places.length, (i, j) => own[i]![j]! - explained[i]![j]!) };
}

function largestGap(a: Matrix, b: Matrix): number {
  expect([a.length, a[0]?.length]).toEqual([b.length, b[0]?.length]);
  return Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i]![j]!))));
}

/** Distinct nodes in random order. */
function shuffled(nodes: number, seed: string): number[] {
  const rng = stream(seed, "order");
  return Array.from({ length: nodes }, (_, i) => [rng.uniform(), i] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, i]) => i);
}

function gapsOf(kernel: Kernel, covariance: Matrix, fitted: readonly number[], places: readonly number[]) {
  const { mean, root } = mapsOf(kernelExtension(kernel, fitted.length), fitted.length, places.length);
  const exact = conditional(covariance, fitted, places);
  return {
    mean: largestGap(mean, exact.mean),
    covariance: largestGap(product(root, transposed(root)), exact.covariance),
  };
}

describe("effects at places of a kernel given those of its levels", () => {
  // Dense elimination of some forty variances between 0.05 and 1.05 keeps about twelve digits.
  const tolerance = 1e-11;

  it("have the mean and covariance of the dense conditional normal, in trees and in pedigrees", () => {
    for (const parentsPerNode of [1, 2] as const) {
      for (let seed = 1; seed <= 20; seed += 1) {
        const nodes = 4 + 2 * seed;
        const descent = randomDescent(nodes, parentsPerNode, `${seed}`);
        const order = shuffled(nodes, `${seed}`);
        // A third fitted, a third asked for, a third neither.
        const third = Math.floor(nodes / 3);
        const [fitted, places] = [order.slice(0, third), order.slice(third, 2 * third)];
        const gaps = gapsOf(kernelAt(descent, [...fitted, ...places]), descentCovariance(descent), fitted, places);
        expect(gaps.mean).toBeLessThan(tolerance);
        expect(gaps.covariance).toBeLessThan(tolerance);
      }
    }
  });

  it("have the same law by a dense covariance", () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const descent = randomDescent(24, 2, `${seed}`);
      const order = shuffled(24, `${seed}`);
      const [fitted, places] = [order.slice(0, 10), order.slice(10, 17)];
      const gaps = gapsOf(denseKernelAt(descent, [...fitted, ...places]), descentCovariance(descent), fitted, places);
      expect(gaps.mean).toBeLessThan(tolerance);
      expect(gaps.covariance).toBeLessThan(tolerance);
    }
  });

  it("are those of the known level at the same node, with no noise", () => {
    const descent = randomDescent(6, 1, "3");
    const extension = kernelExtension(kernelAt(descent, [2, 5, 4, 5, 2]), 3);
    const out = new Float64Array(2).fill(NaN);
    extension.write(
      Float64Array.from(extension.needed, (level) => [0.25, -7, 11][level]!),
      new Float64Array(extension.normals),
      out,
    );
    expect(Array.from(out)).toEqual([-7, 0.25]);
    expect(extension.normals).toBe(0);
    const dense = kernelExtension({ ...denseKernelAt(descent, [2, 5, 4]), node: Int32Array.of(0, 1, 2, 1, 0) }, 3);
    dense.write(Float64Array.of(0.25, -7, 11), new Float64Array(0), out);
    expect(Array.from(out)).toEqual([-7, 0.25]);
  });

  it("share a draw where two places are one, and come from the first of known levels that are one", () => {
    const descent = randomDescent(7, 1, "4");
    const extension = kernelExtension(kernelAt(descent, [1, 1, 3, 6, 6]), 3);
    const known = Float64Array.from(extension.needed, (level) => [2, NaN, 5][level]!);
    const z = Float64Array.from({ length: extension.normals }, (_, k) => 1 + k);
    const out = new Float64Array(2);
    extension.write(known, z, out);
    expect(out[0]).toBe(out[1]);
    expect(Number.isFinite(out[0])).toBe(true);
  });

  it("take as many normals as there are unknown nodes from the new place up to the root", () => {
    // A caterpillar: node 2k + 1 is a tip at the inner node 2k, which hangs below 2k − 2. All tips are fitted but the last.
    const pairs = 50;
    const parents = Array.from({ length: pairs }, (_, k) => [2 * k - 2, 2 * k].map((p) => Math.max(p, -1))).flat();
    const descent = {
      nodes: 2 * pairs,
      parents: Int32Array.from(parents),
      parentsPerNode: 1,
      variance: new Float64Array(2 * pairs).fill(0.5),
    } as const;
    const tips = Array.from({ length: pairs }, (_, k) => 2 * k + 1);
    const high = kernelExtension(kernelAt(descent, [...tips.slice(2), tips[1]!]), pairs - 2);
    // The tip, and the two inner nodes above it.
    expect(high.normals).toBe(3);
  });
});
