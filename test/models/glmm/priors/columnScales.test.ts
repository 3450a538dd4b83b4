/** By what default priors are divided where columns make one another up. */
import { describe, expect, it } from "vitest";
import { columnScale } from "../../../../models/glmm/priors/columnScale.js";
import { columnScales } from "../../../../models/glmm/priors/columnScales.js";
import { predictor } from "./frames.js";

/** Every year at both levels, so that all products have closed forms. */
const span = 21;
const rows = 2 * span;
const year = Array.from({ length: rows }, (_, i) => 2000 + (i % span));
const f = Array.from({ length: rows }, (_, i) => Number(i >= span));
const byHand = (compute: (year: number, f: number) => number) => year.map((value, i) => compute(value, f[i]!));
const mean = 2010;
/** Of 0 … 20. */
const variance = (span * span - 1) / 12;
const sd = Math.sqrt((variance * rows) / (rows - 1));

describe("columnScales", () => {
  it("are those of the columns alone where none is nearly made up by others", () => {
    const columns = { f, x: byHand((value) => value - mean), "f:x": byHand((value, at) => at * (value - mean)) };
    const model = predictor(columns);
    expect(columnScales(model)).toEqual(model.columns.map(columnScale));
  });

  it("are what others leave of the contrast and the slopes of f * year", () => {
    const scales = columnScales(predictor({ f, year, "f:year": byHand((value, at) => at * value) }));
    // With c = f − 1/2 and d = year − mean: of f the columns d and mean c + c d leave s²/(mean² + s²), of f:year is left c d, of
    // year d/2, since d and c d have a product with neither f nor each other.
    expect(scales[0]).toBeCloseTo(Math.sqrt(variance / (mean * mean + variance)), 12);
    expect(scales[1]).toBeCloseTo(sd, 9);
    expect(scales[2]! / (sd / 2)).toBeCloseTo(1, 8);
  });

  it("are free of where the numbers of an interaction lie", () => {
    const of = (shift: number) => {
      const x = byHand((value, at) => value - mean + shift + at);
      const z = byHand((value, at) => ((value * 7) % 11) - at);
      return columnScales(predictor({ x, z, "x:z": x.map((value, i) => value * z[i]!) }));
    };
    expect(of(5000)[2]! / of(1000)[2]!).toBeCloseTo(1, 6);
  });

  it("keep an intercept that is a coefficient as wide as numbers far from 0 need it", () => {
    const columns = { Intercept: byHand(() => 1), year };
    const scales = columnScales(predictor(columns, { intercept: "coefficient" }));
    expect(scales[0]).toBeCloseTo(Math.sqrt(variance / (mean * mean + variance)), 12);
    expect(scales[1]! / sd).toBeCloseTo(1, 8);
  });

  it("of copies are those of each alone, since nothing but the prior tells them apart", () => {
    const model = predictor({ year, twice: byHand((value) => 2 * value), f });
    expect(columnScales(model)).toEqual(model.columns.map(columnScale));
  });

  it("of contrasts with a rare reference level stay 1 beside numbers", () => {
    const level = Array.from({ length: rows }, (_, i) => (i === 0 ? 0 : 1 + (i % 2)));
    const dummy = (wanted: number) => level.map((value) => Number(value === wanted));
    expect(columnScales(predictor({ f1: dummy(1), f2: dummy(2), year })).slice(0, 2)).toEqual([1, 1]);
  });
});
