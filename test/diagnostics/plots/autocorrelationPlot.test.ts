import { expect, test } from "vitest";
import { autocorrelationPlot } from "../../../diagnostics/plots/index.js";
import { autoregressive } from "./madeDraws.js";

test("the table holds the autocorrelations that R's acf gives", () => {
  const { table } = autocorrelationPlot([Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6)], { title: "x", lags: 3 });
  // acf(c(3, 1, 4, 1, 5, 9, 2, 6), lag.max = 3)
  const expected = [1, -0.175236406619385, 0.0443262411347518, 0.14568557919622];
  expect(table.columns).toEqual(["lag", "chain 1"]);
  expected.forEach((rho, lag) => expect(table.rows[lag][1]).toBeCloseTo(rho, 12));
});

test("words say at which lag each chain becomes like independent draws, and which never does", () => {
  const quick = autoregressive(0.5, 3);
  const slow = autoregressive(0.999, 1);
  const mixed = autocorrelationPlot([...quick, ...slow], { title: "x" }).description;
  expect(mixed).toMatch(/It falls to that of independent draws at lag \d to \d, but not up to lag 60 in chain 4\./);
  expect(autocorrelationPlot(slow, { title: "x" }).description).toContain("the chains mix slowly");
  // ρ at lag 1 of 1000 draws is known to about 0.03.
  expect(autocorrelationPlot(quick, { title: "x" }).description).toMatch(/Neighbouring draws: 0\.[45]\d/);
});

test("of many chains the slowest are drawn, and the table has all", () => {
  const chains = [...autoregressive(0.1, 9), ...autoregressive(0.99, 1, 1000, 8)];
  const { svg, table, description } = autocorrelationPlot(chains, { title: "x" });
  expect(svg).toContain(">chain 10<");
  expect(svg.match(/>chain \d+</g)).toHaveLength(8);
  expect(table.columns).toHaveLength(11);
  expect(description).toContain("Drawn are the 8 chains where it lasts longest");
});
