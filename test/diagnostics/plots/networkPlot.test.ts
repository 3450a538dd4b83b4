import { describe, expect, test } from "vitest";
import { networkPlot } from "../../../diagnostics/plots/index.js";
import { textWidth } from "../../../diagnostics/plots/parts/textWidth.js";

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The bold labels of a drawing as boxes, and its nodes as circles. */
function partsOf(svg: string): { labels: Box[]; nodes: { x: number; y: number; r: number }[] } {
  const labels = [
    ...svg.matchAll(
      /<text x="([\d.-]+)" y="([\d.-]+)"( text-anchor="end")? font-weight="600"[^>]*>(?:<title>[^<]*<\/title>)?([^<]+)</g,
    ),
  ].map(([, x, baseline, end, text]): Box => {
    const width = textWidth(text, 12, true);
    const left = end === undefined ? Number(x) : Number(x) - width;
    return { left, right: left + width, top: Number(baseline) - 10, bottom: Number(baseline) + 3 };
  });
  const nodes = [...svg.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"/g)].map(([, x, y, r]) => ({
    x: Number(x),
    y: Number(y),
    r: Number(r),
  }));
  return { labels, nodes };
}

describe.each([1, 2, 3, 4, 7, 12, 22, 40])("a network of %i treatments", (n) => {
  const nodes = Array.from({ length: n }, (_, i) => ({
    label: `Treatment ${i} ${"in a long name ".repeat(i % 4)}`.trim(),
    participants: 10 + ((i * 911) % 3000),
  }));
  const edges = nodes.slice(1).map(({ label }, i) => ({ from: nodes[0].label, to: label, studies: 1 + (i % 5) }));
  const { svg } = networkPlot(nodes, edges, { title: "Network" });
  const parts = partsOf(svg);

  test("labels every node", () => {
    expect(parts.nodes).toHaveLength(n);
    expect(parts.labels).toHaveLength(n);
  });

  test("keeps labels off the nodes", () => {
    const touching = parts.labels.filter((box) =>
      parts.nodes.some(({ x, y, r }) => {
        const dx = Math.max(box.left - x, 0, x - box.right);
        const dy = Math.max(box.top - y, 0, y - box.bottom);
        return dx * dx + dy * dy < r * r;
      }),
    );
    expect(touching).toEqual([]);
  });

  test("keeps labels apart and inside the drawing", () => {
    const width = Number(/width="(\d+)"/.exec(svg)![1]);
    for (const [i, a] of parts.labels.entries()) {
      expect(a.left).toBeGreaterThanOrEqual(0);
      expect(a.right).toBeLessThanOrEqual(width);
      for (const b of parts.labels.slice(i + 1)) {
        const overlap = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        expect(overlap).toBe(false);
      }
    }
  });
});

test("the area of a node is proportional to its participants", () => {
  const nodes = [
    { label: "a", participants: 1000 },
    { label: "b", participants: 250 },
  ];
  const [a, b] = partsOf(networkPlot(nodes, [], { title: "x" }).svg).nodes;
  expect(a.r / b.r).toBeCloseTo(2, 2);
});

test("on a crowded circle nodes do not cover one another", () => {
  const nodes = Array.from({ length: 40 }, (_, i) => ({ label: `t${i}`, participants: 1000 }));
  const circles = partsOf(networkPlot(nodes, [], { title: "x" }).svg).nodes;
  for (const [i, a] of circles.entries())
    for (const b of circles.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.r + b.r);
});

describe("studies of several arms", () => {
  const nodes = ["a", "b", "c", "d"].map((label) => ({ label }));
  const { svg, table, description } = networkPlot(nodes, [], {
    title: "x",
    multiArm: [
      ["c", "a", "b"],
      ["a", "b", "c"],
      ["a", "b"],
      ["d", "a", "c", "b"],
    ],
  });

  test("are shaded as polygons whose corners are their nodes, each set once", () => {
    const polygons = [...svg.matchAll(/<path d="M([^"]*)z"[^>]*fill-opacity/g)].map(([, d]) => d.split("L"));
    expect(polygons.map((corners) => corners.length)).toEqual([3, 4]);
    const places = partsOf(svg).nodes.map(({ x, y }) => `${x} ${y}`);
    expect(polygons[1]).toEqual(places);
  });

  test("are counted in the table and in words", () => {
    expect(table.rows).toEqual([
      ["a – b – c", 2],
      ["a – b – c – d", 1],
    ]);
    expect(description).toContain("3 studies have three or more arms");
  });
});

test("numbers on lines keep apart where lines cross, and can be left out", () => {
  const nodes = Array.from({ length: 6 }, (_, i) => ({ label: `t${i}` }));
  const edges = nodes.flatMap(({ label: from }, i) =>
    nodes.slice(i + 1).map(({ label: to }) => ({ from, to, studies: 3 })),
  );
  const numbersOf = (numbers?: boolean) =>
    [
      ...networkPlot(nodes, edges, { title: "x", ...(numbers === undefined ? {} : { numbers }) }).svg.matchAll(
        /<text x="([\d.-]+)" y="([\d.-]+)"[^>]*>3</g,
      ),
    ].map(([, x, y]) => [Number(x), Number(y)]);
  expect(numbersOf(false)).toEqual([]);
  const places = numbersOf();
  expect(places).toHaveLength(15);
  const touching = places.filter(([x, y], i) =>
    places.slice(i + 1).some(([px, py]) => Math.abs(x - px) < 8 && Math.abs(y - py) < 11),
  );
  expect(touching).toEqual([]);
});
