import { describe, expect, it } from "vitest";

import { coefficientsOf } from "../../../../models/meta/lowering/coefficientsOf.js";
import { slabsOf } from "../../../../models/meta/lowering/slabsOf.js";
import type { NetworkDeclaration } from "../../../../models/meta/NetworkDeclaration.js";
import { read } from "../data/read.js";

const network = read(
  `study,treatment,r,n,x
   1,A,3,39,2
   1,C,8,38,2
   2,A,14,116,4
   2,B,11,120,4
   2,C,9,114,4
   3,B,11,60,9
   3,C,7,55,9`,
  { covariates: ["x"] },
);

const declared: NetworkDeclaration = {
  kind: "nma",
  columns: {},
  measure: "md",
  covariates: ["x"],
  effects: "random",
  model: "consistency",
  interaction: "shared",
  baselineRisk: false,
  exchangeableBaselines: false,
  priors: [],
  priorOnly: false,
};

const designs = (changes: Partial<NetworkDeclaration>) => {
  const { list, design } = coefficientsOf(network, { ...declared, ...changes });
  return {
    names: list.map(({ name }) => name),
    rows: network.studies.map((study, place) => study.arms.map((arm) => Array.from(design(study, place, arm)))),
  };
};

describe("coefficients of a network", () => {
  it("are effects against the reference and one interaction, with the covariate about its mean", () => {
    const { names, rows } = designs({});
    expect(names).toEqual(["d[B]", "d[C]", "beta[x]"]);
    // The mean of 2, 4 and 9 is 5.
    expect(rows[1]).toEqual([
      [0, 0, 0],
      [1, 0, -1],
      [0, 1, -1],
    ]);
    expect(rows[2]).toEqual([
      [1, 0, 4],
      [0, 1, 4],
    ]);
  });

  it("are one for each comparison with a study's first arm where mean effects are unrelated", () => {
    const { names, rows } = designs({ model: "ume", covariates: [] });
    expect(names.slice(0, 3)).toEqual(["d[A,B]", "d[A,C]", "d[B,C]"]);
    expect(rows[1]!.map((row) => row.slice(0, 3))).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(rows[2]!.map((row) => row.slice(0, 3))).toEqual([
      [0, 0, 0],
      [0, 0, 1],
    ]);
  });

  it("have omega in the later treatment's arm of every study with both treatments of the split", () => {
    const { names, rows } = designs({ model: "nodesplit", split: ["C", "B"] });
    expect(names.indexOf("omega")).toBe(2);
    expect(rows.map((arms) => arms.map((row) => row[2]))).toEqual([
      [0, 0],
      [0, 0, 1],
      [0, 1],
    ]);
  });

  it("give each treatment an interaction of its own where these are independent", () => {
    const { names, rows } = designs({ interaction: "independent" });
    expect(names).toEqual(["d[B]", "d[C]", "beta[B,x]", "beta[C,x]"]);
    expect(rows[2]).toEqual([
      [1, 0, 4, 0],
      [0, 1, 0, 4],
    ]);
  });

  it("are refused for a split that no study makes", () => {
    expect(() => designs({ model: "nodesplit", split: ["A", "Z"] })).toThrow(
      'the comparison to split names "Z", which is no treatment: the treatments are A, B, C.',
    );
  });
});

describe("slabs", () => {
  it("hold studies of one shape, with rows one after the other", () => {
    expect(slabsOf(network).map(({ kind, studies, rows, start }) => ({ kind, studies, rows, start }))).toEqual([
      { kind: "arms", studies: [0, 2], rows: 2, start: 0 },
      { kind: "arms", studies: [1], rows: 3, start: 4 },
    ]);
  });
});
