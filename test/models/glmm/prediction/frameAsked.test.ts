/** Which columns new data need, by the groups whose effects enter. */
import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../../engine/data/table.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { frameAsked } from "../../../../models/glmm/prediction/frameAsked.js";
import { covariance, tree } from "../../../../models/glmm/structures/index.js";
import { samplePosterior } from "../../../support/samplePosterior.js";

const K = covariance(["u", "v"], [1, 0.5, 0.5, 1]);
const t = tree("((a:1,b:1):1,c:2);");
const model = glmm("y ~ x + (1 | g) + (z | gr(g, tree = t)) + (w | gr(h, cov = K))", { structures: { K, t } });
const data = tableFromColumns({
  ...{ y: [1, 2, 4, 3], x: [0, 1, 0, 2], z: [1, 2, 3, 4], w: [4, 3, 2, 1] },
  ...{ g: ["a", "b", "c", "a"], h: ["u", "v", "u", "v"] },
});
const fitted = fittedGlmm({ ...samplePosterior(), declaration: model.declaration, data });

const frameFor = (columns: Record<string, (string | number)[]>, ...groups: readonly string[]) =>
  frameAsked(fitted, columns, (group) => groups.includes(group));

describe("new data", () => {
  it("need the columns of the groups that enter, called by their names, and no others", () => {
    expect(frameFor({ x: [1, 2] }).rows).toBe(2);
    expect(frameFor({ x: [1], g: ["b"] }, "g").groups[0]!.levels[1]).toBe("b");
    expect(() => frameFor({ x: [1], g: ["b"] }, "g.t")).toThrow(/column "z"/);
    expect([...frameFor({ x: [1], g: ["b"], z: [7] }, "g.t").groups[1]!.columns[1]!]).toEqual([7]);
    expect(() => frameFor({ x: [1], h: ["u"] }, "h")).toThrow(/column "w"/);
    expect([...frameFor({ x: [1], h: ["v"], w: [2] }, "h").groups[2]!.index]).toEqual([1]);
  });
});
