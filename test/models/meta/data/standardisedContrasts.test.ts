import { describe, expect, it } from "vitest";
import { standardisedContrasts } from "../../../../models/meta/data/standardisedContrasts.js";
import reference from "../../../reference/network/smd.json" with { type: "json" };
import { messageOf, read } from "./read.js";

/** Off by the roundings of two logarithms of gamma functions near 100: 200 · 2.2e-16, relative. */
const digits = 12;

describe("standardised mean differences", () => {
  it.each([
    [
      0,
      [
        { mean: -1.22, sd: 3.7, n: 54 },
        { mean: -1.53, sd: 4.28, n: 95 },
      ],
    ],
    [
      1,
      [
        { mean: -0.24, sd: 3, n: 128 },
        { mean: -0.59, sd: 3, n: 72 },
      ],
    ],
  ] as const)("of two arms agree with metafor's escalc, pair %i", (k, arms) => {
    const { differences, covariance } = standardisedContrasts("1", arms);
    expect(differences[0]).toBeCloseTo(reference.two.g[k]!, digits);
    expect(covariance[0]).toBeCloseTo(reference.two.variance[k]!, digits);
  });

  const csv = "study,treatment,mean,sd,n\n3,D,-1.2,4.3,81\n3,A,-0.3,4.4,76\n3,B,-2.6,4.3,71";

  it("of three arms have the covariance of Gleser and Olkin, with the standard deviation pooled over all", () => {
    const network = read(csv, { measure: "smd" });
    const { arms, contrasts } = network.studies[0]!;
    expect(arms).toEqual([
      { treatment: 0, row: 1, participants: 76 },
      { treatment: 1, row: 2, participants: 71 },
      { treatment: 2, row: 0, participants: 81 },
    ]);
    contrasts!.differences.forEach((value, k) => expect(value).toBeCloseTo(reference.three.g[k]!, digits));
    contrasts!.covariance.forEach((value, k) => expect(value).toBeCloseTo(reference.three.covariance[k]!, digits));
    expect(network.unit).toBe(1);
  });

  it("are the same from standard errors and sizes", () => {
    const errors = [[81, 4.3], [76, 4.4], [71, 4.3]].map(([n, sd]) => sd! / Math.sqrt(n!)); // prettier-ignore
    const bySe = `study,treatment,mean,se,n\n3,D,-1.2,${errors[0]},81\n3,A,-0.3,${errors[1]},76\n3,B,-2.6,${errors[2]},71`;
    const { contrasts } = read(bySe, { measure: "smd" }).studies[0]!;
    contrasts!.differences.forEach((value, k) => expect(value).toBeCloseTo(reference.three.g[k]!, digits));
  });

  it("that are given as differences are taken as they are", () => {
    const given = "study,treatment,smd,se\n1,A,,\n1,B,0.5,0.2";
    expect(read(given, { measure: "smd" }).studies[0]!.contrasts!.differences).toEqual(Float64Array.of(0.5));
  });

  it("need sizes of arms, and enough people for a standard deviation", () => {
    expect(messageOf("study,treatment,mean,se\n1,A,1,1\n1,B,1,1", { measure: "smd" })).toContain(
      "no column of numbers of people was found: name it with --n",
    );
    expect(messageOf("study,treatment,mean,se,n\n1,A,1,1,\n1,B,1,1,9", { measure: "smd" })).toContain(
      'study "1" lacks numbers of people (row 1), which standardised mean differences need',
    );
    expect(messageOf("study,treatment,mean,sd,n\n1,A,1,1,1\n1,B,1,1,2", { measure: "smd" })).toContain(
      'study "1" has 3 people in 2 arms, too few to standardise differences: leave it out, or use --measure md.',
    );
  });
});
