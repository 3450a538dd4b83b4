import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../../engine/autodiff/ops.js";
import { distribution } from "../../../../engine/distributions/Distribution.js";
import { families } from "../../../../models/glmm/families/families.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { compiled, type Density } from "../../../engine/autodiff/density.js";
import { pairs } from "./references.js";

const counts = [0, 3, 1, 3, 0, 0, 41, 3];
const distinct = [0, 1, 3, 41];
const position = [0.4, -0.2, 1.3, 0.9, 2.1, -0.6, 3.2, 0.1, 0.7];

beforeAll(async () => void (await loadTensorflow()));

/** Predictors by row, then the logarithm of one auxiliary number. */
function inputsAt(all: Tensor) {
  const n = counts.length;
  const eta = tf().slice(all as never, [0], [n]);
  return { eta, shape: tf().exp(tf().reshape(tf().slice(all as never, [n], [1]), [])) };
}

const tabulating = pairs.filter(([name, link]) => families.get(name)!.tabulated?.(linkOf(link)));

it("negbinomial(log) has a part that is taken for distinct counts", () => {
  expect(tabulating).toEqual([["negbinomial", "log"]]);
});

describe.each(tabulating)("the tabulated law of %s(%s)", (name, linkName) => {
  const row = families.get(name)!;
  const link = linkOf(linkName);
  const { part, law, values } = row.tabulated!(link)!;

  const direct: Density = ({ position: all, data }) => {
    const y = data("y", counts);
    return tf().sum(distribution(row.law(link), row.values(inputsAt(all), link)).logDensity(y));
  };
  const tabulated: Density = ({ position: all, data }) => {
    const y = data("y", counts);
    const inputs = inputsAt(all);
    const parts = part(data("distinct", distinct), inputs) as Tensor;
    const places = counts.map((count) => distinct.indexOf(count));
    const byRow = tf().gather(parts, tf().tensor1d(places, "int32"));
    return tf().sum(distribution(law, values(inputs, byRow)).logDensity(y));
  };

  it("has the density and slopes of the family's own law", () => {
    const [one, other] = [compiled(position, direct), compiled(position, tabulated)];
    expect(other.value).toBeCloseTo(one.value, 11);
    other.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(one.gradient[i]!, 11));
    // The shape enters through the part and directly: without either its slope would differ.
    expect(Math.abs(one.gradient.at(-1)!)).toBeGreaterThan(0.1);
  });
});
