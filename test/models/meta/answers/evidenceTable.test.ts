import { describe, expect, it } from "vitest";
import { evidenceTable } from "../../../../models/meta/answers/evidenceTable.js";
import { splitSummary } from "../../../../models/meta/answers/splitSummary.js";
import { events, madeFit, madeNetwork } from "./madeNetwork.js";

const trial = (name: string, a: number, b: number) =>
  ({ name, arms: [[a, events(3, 20)], [b, events(5, 20)]] }) as const; // prettier-ignore
const network = madeNetwork(
  ["A", "B", "C", "D"],
  [trial("1", 0, 1), trial("2", 0, 2), trial("3", 1, 2), trial("4", 2, 3)],
);
const baselines = Object.fromEntries(["1", "2", "3", "4"].map((name) => [`mu[${name}]`, [-1, -1, -1, -1]]));
const effects = { "d[B]": [1, 1, 1, 1], "d[C]": [2, 2, 2, 2], "d[D]": [3, 3, 3, 3] };
const consistency = madeFit(network, { ...effects, ...baselines });
const split = madeFit(
  network,
  { ...effects, ...baselines, "d[C]": [1, 2, 3, 4], omega: [1, -1, 2, 2] },
  { model: "nodesplit", split: ["C", "B"] },
);

describe("splitSummary", () => {
  const summary = splitSummary(consistency, split);

  it("has direct evidence of indirect evidence plus omega, draw by draw, the earlier treatment first", () => {
    expect([summary.from, summary.to]).toEqual(["B", "C"]);
    expect(summary.indirect.mean).toBeCloseTo(1.5, 12);
    expect(summary.direct.mean).toBeCloseTo(2.5, 12);
    // Draws 1, 0, 4, 5 of direct evidence: R's sd.
    expect(summary.direct.sd).toBeCloseTo(2.3804761428476167, 12);
    expect(summary.network.mean).toBe(1);
  });

  it("has a two-sided p-value, and the fit of the split model", () => {
    expect(summary.p_value).toBe(0.5);
    expect(summary.fit.data_points).toBe(8);
    expect(summary.fit.tau).toBeNull();
    expect(summary.fit.DIC).toBeCloseTo(summary.fit.residual_deviance + summary.fit.pD, 12);
  });

  it("refuses a fit that splits nothing", () => {
    expect(() => splitSummary(consistency, consistency)).toThrow("needs a fit that splits a comparison");
  });
});

describe("evidenceTable", () => {
  it("says of each comparison what evidence it has, and gives the estimates that are known", () => {
    const rows = evidenceTable(consistency, [splitSummary(consistency, split)]);
    expect(rows.map(({ from, to, evidence, studies }) => `${from}${to} ${evidence} ${studies}`)).toEqual([
      "AB direct and indirect 1",
      "AC direct and indirect 1",
      "AD indirect only 0",
      "BC direct and indirect 1",
      "BD indirect only 0",
      "CD direct only 1",
    ]);
    expect(rows[0]).toMatchObject({ direct: null, indirect: null, omega: null });
    expect(rows[2]!.indirect).toEqual(rows[2]!.network);
    expect(rows[2]!.direct).toBeNull();
    expect(rows[3]!.direct!.mean).toBeCloseTo(2.5, 12);
    expect(rows[3]!.p_value).toBe(0.5);
    expect(rows[5]!.direct).toEqual(rows[5]!.network);
  });
});
