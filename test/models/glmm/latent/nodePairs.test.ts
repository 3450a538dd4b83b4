import { expect, it } from "vitest";
import type { Frame } from "../../../../models/glmm/Frame.js";
import { inputNames } from "../../../../models/glmm/inputs.js";
import { nodePairs } from "../../../../models/glmm/latent/nodePairs.js";

const frameOf = (...groups: readonly { levels: number; index: readonly number[] }[]) =>
  ({
    groups: groups.map(({ levels, index }) => ({
      levels: Array.from({ length: levels }, (_, i) => `${i}`),
      index: Int32Array.from(index),
    })),
  }) as unknown as Frame;

it("lists the pairs of levels that share rows, by the first and then the second, and the pair of each row", () => {
  const frame = frameOf({ levels: 3, index: [2, 0, 2, 0, 2] }, { levels: 4, index: [1, 3, 0, 3, 1] });
  expect(nodePairs(frame, 0, 1)).toEqual({
    first: 0,
    second: 1,
    firstNodes: Int32Array.of(0, 2, 2),
    secondNodes: Int32Array.of(3, 0, 1),
    index: Int32Array.of(2, 0, 1, 0, 2),
  });
});

it("is an input called by nodes, of which levels may be a few", () => {
  expect(inputNames.nodePairs(0, 1)).toBe("nodes of terms 1 and 2");
});

it("has one pair for each level of a term that lies within the other", () => {
  const frame = frameOf({ levels: 2, index: [0, 0, 1, 1, 1] }, { levels: 3, index: [2, 2, 0, 1, 0] });
  const { firstNodes, secondNodes } = nodePairs(frame, 1, 0);
  expect([...firstNodes]).toEqual([0, 1, 2]);
  expect([...secondNodes]).toEqual([1, 1, 0]);
});

it("tells many levels apart whose product exceeds 32 bits", () => {
  const many = 100_000;
  const frame = frameOf({ levels: many, index: [99_999, 0, 99_999] }, { levels: many, index: [99_999, 1, 0] });
  const { firstNodes, secondNodes, index } = nodePairs(frame, 0, 1);
  expect([...firstNodes]).toEqual([0, 99_999, 99_999]);
  expect([...secondNodes]).toEqual([1, 0, 99_999]);
  expect([...index]).toEqual([2, 0, 1]);
});
