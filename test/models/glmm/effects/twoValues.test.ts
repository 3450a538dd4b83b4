/** Effects along a number that has two values. */
import { beforeAll, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { conditionalEffects } from "../../../../models/glmm/effects/index.js";
import { madeFit } from "../checking/madeFit.js";

beforeAll(() => loadTensorflow());

it("a number of two values is shown at these, one of three over its range, and a deviation from a mean too", () => {
  const table = tableFromColumns({
    y: [0.3, -1.2, 0.4, 2.2, 0.1, 0.9],
    sex: [2, 1, 1, 2, 2, 1],
    dose: [0, 1, 5, 0, 1, 5],
    time: [0, 2, 0, 2, 0, 2],
    herd: ["a", "a", "b", "b", "c", "c"],
  });
  const { posterior } = madeFit(["y ~ sex + dose + within(time | herd) + (1 | herd)"], table, {});
  const effects = conditionalEffects(posterior, { grid: 3 });
  expect(effects.map(({ effect, kind, rows }) => [effect, kind, rows.map(({ x }) => x)])).toEqual([
    ["sex", "number", [1, 2]],
    ["dose", "number", [0, 2.5, 5]],
    ["within(time | herd)", "number", [-1, 0, 1]],
  ]);
});
