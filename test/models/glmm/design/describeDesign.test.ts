import { describe, expect, it } from "vitest";
import { describeDesign } from "../../../../models/glmm/design/describeDesign.js";
import { encoderOf, table } from "./support.js";

describe("describeDesign", () => {
  const data = table({ y: [1, 0, 2], n: [3, 3, 4], x: [0.123456, 0, 2], g: ["u", "v", "u"] });
  const { frame, encode } = encoderOf("y | trials(n) ~ x + (x | g)", data, { family: "binomial" });

  it("shows the first rows, names, sizes, means, levels and the number of cells that are not 0", () => {
    expect(describeDesign(frame, 2)).toBe(
      [
        "Response: 3 rows",
        "row  y  trials",
        "  1  1       3",
        "  2  0       3",
        "  …",
        "",
        "X of mu: 3 rows, 1 column beside the intercept, centred at the means below; 2 of 3 cells are not 0",
        " row       x",
        "   1  0.1235",
        "   2       0",
        "   …",
        "mean  0.7078",
        "",
        "Z of g: 3 rows, 2 levels × 2 effects (Intercept, x, correlated); 5 of 12 cells are not 0",
        "levels: u, v",
        "row  g  Intercept       x",
        "  1  u          1  0.1235",
        "  2  v          1       0",
        "  …",
      ].join("\n"),
    );
  });

  it("marks new levels", () => {
    expect(describeDesign(encode(table({ x: [1], g: ["w"] })))).toContain("w (new)");
  });
});
