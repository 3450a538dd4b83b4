import { describe, expect, it } from "vitest";
import { assembleChain, chainCollector, transferables, type DrawBlock } from "../../samplers/drawBlock.js";
import { samplerOptions } from "../../samplers/options.js";
import { runChain, type Constrain } from "../../samplers/runChain.js";
import { sampleChain } from "../../samplers/sampleChain.js";
import { halfNormal } from "./support/densities.js";

const density = halfNormal(2, "-Infinity");
const options = samplerOptions({ seed: "1", warmup: 60, draws: 40 });
const constrain: Constrain = (position, _draw, out) => (out[0] = position[0] * position[1]);

/** The blocks of a chain whose driver takes them after every `every` events, as they arrive on the other side of a port. */
function posted(every: number, limit = Infinity): DrawBlock[] {
  const collector = chainCollector(3);
  const blocks: DrawBlock[] = [];
  const post = () => {
    for (const block of collector.take()) blocks.push(structuredClone(block, { transfer: transferables(block) }));
  };
  let events = 0;
  for (const event of runChain(density, constrain, 1, options, 3)) {
    collector.add(event);
    if (++events % every === 0) post();
    if (events === limit) break;
  }
  post();
  return blocks;
}

describe("assembleChain", () => {
  it("gives the same chain whatever the blocks, and in whatever order they come", () => {
    const whole = sampleChain(density, constrain, 1, options, 3);
    expect(whole).toMatchObject({ chain: 3, drawCount: 40, rejected: { firstCause: "the log density was -Infinity" } });
    for (const every of [1, 7, 61, 1000]) expect(assembleChain(posted(every).reverse())).toEqual(whole);
  });

  it("gives what arrived of a chain that was stopped", () => {
    const short = assembleChain(posted(8, 75));
    const whole = sampleChain(density, constrain, 1, options, 3);
    // 60 of warmup, the report, 14 draws.
    expect(short.drawCount).toBe(14);
    expect(short.values).toEqual(whole.values.slice(0, 14));
    expect(short.warmup).toEqual(whole.warmup);
  });

  it("has no warmup report for a chain that was stopped before the end of warmup", () => {
    const short = assembleChain(posted(8, 30));
    expect(short.drawCount).toBe(0);
    expect(short.warmup).toBeUndefined();
  });

  it("refuses blocks with a gap, of different chains, or none", () => {
    const blocks = posted(10);
    expect(() => assembleChain(blocks.filter((_, i) => i !== blocks.length - 2))).toThrow(
      /draw \d+ of chain 3 is missing/,
    );
    expect(() => assembleChain([...blocks, { ...blocks[blocks.length - 1], chain: 4 }])).toThrow(/mixed/);
    expect(() => assembleChain([])).toThrow(/no blocks/);
  });
});

describe("chainCollector", () => {
  it("gives blocks of warmup with statistics alone, and nothing twice", () => {
    const blocks = posted(10);
    const warmup = blocks.filter(({ phase }) => phase === "warmup");
    expect(warmup.map(({ firstDraw, drawCount }) => [firstDraw, drawCount])).toEqual(
      [0, 10, 20, 30, 40, 50].map((first) => [first, 10]),
    );
    for (const block of warmup) {
      expect(block.positions.length).toBe(0);
      expect(block.statistics.stepSize.length).toBe(10);
    }
    expect(chainCollector(1).take()).toEqual([]);
  });
});
