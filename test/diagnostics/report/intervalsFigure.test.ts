import { describe, expect, test } from "vitest";
import type { PlotVariable } from "../../../diagnostics/plots/PlotVariable.js";
import { intervalsFigure } from "../../../diagnostics/report/intervalsFigure.js";
import { quantile } from "../../../diagnostics/quantile.js";

/** Two chains of quantiles of a bell about a mean, in two orders. */
function variable(name: string, mean: number, sd: number): PlotVariable {
  const bell = Array.from({ length: 200 }, (_, i) => {
    const p = (i + 0.5) / 200;
    return mean + (sd * (Math.pow(p, 0.135) - Math.pow(1 - p, 0.135))) / 0.1975;
  });
  return { name, chains: [Float64Array.from(bell), Float64Array.from(bell.toReversed())] };
}

function spans(variables: readonly PlotVariable[]) {
  return (intervalsFigure(variables).panels ?? []).map((panel) => {
    if (panel.kind !== "interval") throw new Error("no interval");
    return panel;
  });
}

describe("intervals of several variables", () => {
  test("share an axis where it shows them all", () => {
    const shown = spans([variable("a", 0, 1), variable("b", 3, 2)]);
    expect(shown.map((panel) => panel.variable)).toEqual(["a", "b"]);
    expect(shown[0].span).toEqual(shown[1].span);
    expect(intervalsFigure([variable("a", 0, 1), variable("b", 3, 2)]).title).not.toMatch(/standard deviations/);
  });

  const unlike = [variable("intercept", 250, 7), variable("correlation", 0.1, 0.3)];

  test("are drawn in standard deviations where one would be a point, each row spanning its own unit", () => {
    const [large, small] = spans(unlike);
    expect(intervalsFigure(unlike).title).toMatch(/in standard deviations from their means$/);
    // The middles of the spans differ as the means do, their lengths as the standard deviations.
    expect(large.span.high - large.span.low).toBeCloseTo((7 / 0.3) * (small.span.high - small.span.low), 6);
    expect((large.span.high + large.span.low) / 2).toBeCloseTo(250, 3);
    expect((small.span.high + small.span.low) / 2).toBeCloseTo(0.1, 4);
  });

  test("keep their own units in the table", () => {
    const { columns, rows } = intervalsFigure(unlike).table;
    const at = (p: number) => quantile(unlike[0].chains, p).value;
    expect(columns).toEqual(["name", "estimate", "2.5%", "25%", "75%", "97.5%"]);
    expect(rows[0]).toEqual(["intercept", at(0.5), at(0.025), at(0.25), at(0.75), at(0.975)]);
  });
});
