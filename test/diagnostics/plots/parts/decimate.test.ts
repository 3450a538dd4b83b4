import { expect, test } from "vitest";
import { decimate } from "../../../../diagnostics/plots/parts/decimate.js";
import { tracePlot } from "../../../../diagnostics/plots/index.js";

test("a short series stays whole", () => {
  expect(decimate([3, 1, 2], 2)).toEqual([
    { index: 0, value: 3 },
    { index: 1, value: 1 },
    { index: 2, value: 2 },
  ]);
});

test("every bucket keeps its lowest and highest value in their order, so no spike is lost", () => {
  const series = Float64Array.from({ length: 10_000 }, (_, i) => (i === 7777 ? 99 : i === 1234 ? -99 : i % 7));
  const kept = decimate(series, 50);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(kept).toContainEqual({ index: 7777, value: 99 });
  expect(kept).toContainEqual({ index: 1234, value: -99 });
  expect(kept.every((point, i) => i === 0 || point.index > kept[i - 1].index)).toBe(true);
});

test("values that are not finite are passed over, also where they fill a bucket", () => {
  const series = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? NaN : i));
  expect(decimate(series, 10).map(({ index }) => index)).toEqual([50, 59, 60, 69, 70, 79, 80, 89, 90, 99]);
});

test("a trace of a hundred thousand draws is as small as one of a thousand", () => {
  const trace = (draws: number): number => {
    const chain = Float64Array.from({ length: draws }, (_, i) => (i * 7919) % 1009);
    return tracePlot([chain, chain, chain, chain], { title: "x", width: 392, rhat: 1 }).svg.length;
  };
  expect(trace(100_000)).toBeLessThan(1.2 * trace(1000));
  expect(trace(100_000)).toBeLessThan(25_000);
});

test("a trace says its R-hat and whether the chains agree", () => {
  const ramp = Float64Array.from({ length: 100 }, (_, i) => (i * 7919) % 101);
  const { description } = tracePlot([ramp, ramp.map((x) => x + 1000)], { title: "x" });
  expect(description).toMatch(/R-hat 1\.\d{3}: the chains disagree/);
  expect(tracePlot([ramp, ramp], { title: "x", rhat: 1.0042 }).description).toContain("R-hat 1.004: the chains agree");
});

test("a trace of 4 chains of 1000 draws with 200 divergent ones stays below 25 KB", () => {
  const chains = [1, 2, 3, 4].map((k) => Float64Array.from({ length: 1000 }, (_, i) => ((i + k) * 7919) % 1009));
  const divergent = chains.map((chain) => chain.map((_, i) => (i % 20 === 0 ? 1 : 0)));
  const { svg, description } = tracePlot(chains, { title: "x", divergent });
  expect(svg.length).toBeLessThan(25_000);
  expect(description).toContain("200 draws diverged");
});

test("a trace of a hundred chains stays below 70 KB, and numbers of chains do not overlap", () => {
  const chains = Array.from({ length: 100 }, (_, k) =>
    Float64Array.from({ length: 500 }, (_, i) => ((i + k) * 7919) % 1009),
  );
  const { svg } = tracePlot(chains, { title: "x" });
  expect(svg.length).toBeLessThan(70_000);
  const numbers = [...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" text-anchor="middle" font-size="11"[^>]*>(\d+)</g)]
    .map(([, x, text]) => [Number(x), Number(text)])
    .filter(([x, text]) => x > 700 && text <= 100);
  expect(numbers.length).toBeGreaterThan(1);
  numbers.slice(1).forEach(([x], i) => expect(x - numbers[i][0]).toBeGreaterThanOrEqual(20));
});
