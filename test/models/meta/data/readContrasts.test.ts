import { describe, expect, it } from "vitest";
import type { Contrasts } from "../../../../models/meta/data/Network.js";
import { messageOf, read } from "./read.js";

const head = "study,treatment,diff,diff_se,n";

/** Means and squared standard errors of four arms, from which every difference follows. */
const means = [-0.3, -2.6, -1.2, 0.7];
const variances = [0.25, 0.3, 0.2, 0.4];

/** A study's rows with differences from one arm, in an order of arms. */
function rowsFrom(base: number, order: readonly number[]): string {
  const rows = order.map((arm) => {
    const own = Math.sqrt(variances[arm]!);
    const error = Math.sqrt(variances[arm]! + variances[base]!);
    return arm === base ? `1,T${arm},,${own},30` : `1,T${arm},${means[arm]! - means[base]!},${error},30`;
  });
  return [head, ...rows].join("\n");
}

function expectClose(
  contrasts: Contrasts,
  { differences, covariance }: { differences: number[]; covariance: number[] },
) {
  // A few roundings of numbers near one.
  contrasts.differences.forEach((value, k) => expect(value).toBeCloseTo(differences[k]!, 12));
  contrasts.covariance.forEach((value, k) => expect(value).toBeCloseTo(covariance[k]!, 12));
  expect([contrasts.differences.length, contrasts.covariance.length]).toEqual([differences.length, covariance.length]);
}

describe("differences from a study's first arm", () => {
  const fromT0 = {
    differences: [-2.3, -0.9, 1],
    // Squared error of the shared arm off the diagonal.
    covariance: [0.55, 0.25, 0.25, 0.25, 0.45, 0.25, 0.25, 0.25, 0.65],
  };

  it.each([
    [0, [0, 1, 2, 3]],
    [0, [3, 0, 2, 1]],
    [2, [2, 0, 1, 3]],
    [3, [1, 0, 3, 2]],
  ])("become differences from the network's first, with their covariance, from arm %i in rows %o", (base, order) => {
    const [study] = read(rowsFrom(base, order)).studies;
    expect(study!.arms.map(({ treatment }) => treatment)).toEqual([0, 1, 2, 3]);
    expect(study!.arms.map(({ participants }) => participants)).toEqual([30, 30, 30, 30]);
    expectClose(study!.contrasts!, fromT0);
  });

  it("change with the reference as the arms' variances do", () => {
    const [study] = read(rowsFrom(0, [0, 1, 2]), { reference: "T1" }).studies;
    expectClose(study!.contrasts!, { differences: [2.3, 1.4], covariance: [0.55, 0.3, 0.3, 0.5] });
  });

  it("of two arms need no error of the first, and change sign with the order", () => {
    const csv = `${head}\n1,B,,,30\n1,A,0.5,0.3,30`;
    expectClose(read(csv).studies[0]!.contrasts!, { differences: [-0.5], covariance: [0.09] });
  });

  it("of two arms are kept with a warning where the first's error, which is not needed, cannot be", () => {
    const network = read(`${head}\n1,A,,0.4,30\n1,B,0.5,0.3,30`);
    expectClose(network.studies[0]!.contrasts!, { differences: [0.5], covariance: [0.09] });
    expect(network.warnings).toMatchObject([{ cause: "doubtful_errors" }]);
  });

  it("may be on the scale of any likelihood", () => {
    const csv = `${head}\n1,A,,,30\n1,B,0.5,0.3,30`;
    expect(read(csv).likelihood).toBe("normal-identity");
    expect(read(csv, { likelihood: "binomial-cloglog" })).toMatchObject({ likelihood: "binomial-cloglog", unit: 1 });
  });

  it("may have their errors in a column that is called se", () => {
    const csv = "study,treatment,logHR,se\n1,A,,\n1,B,0.5,0.3";
    expectClose(read(csv).studies[0]!.contrasts!, { differences: [0.5], covariance: [0.09] });
  });

  it("may share their errors' column with means of other studies", () => {
    const [first, second] = read(
      "study,treatment,mean,std.err,diff\n1,A,1,0.2,\n1,B,2,0.3,\n2,A,,0.2,\n2,B,,0.4,1",
    ).studies;
    expect(first!.arms[1]!.outcome).toEqual({ kind: "mean", mean: 2, se: 0.3 });
    expectClose(second!.contrasts!, { differences: [1], covariance: [0.16] });
  });

  it("leave a column of people alone that holds text", () => {
    const csv = "study,treatment,diff,se,population\n1,A,,,adults\n1,B,0.5,0.3,children";
    expect(read(csv).studies[0]!.arms[0]).not.toHaveProperty("participants");
  });

  it("of three arms without the first's error take a correlation that is given, and say so", () => {
    const csv = `${head}\n1,A,,,30\n1,B,0.5,0.3,30\n1,C,0.4,0.5,30\n2,A,,,30\n2,B,0.2,0.4,30`;
    const network = read(csv, { correlation: 0.5 });
    expectClose(network.studies[0]!.contrasts!, { differences: [0.5, 0.4], covariance: [0.09, 0.075, 0.075, 0.25] });
    expect(network.warnings).toMatchObject([{ cause: "assumed_correlation" }]);
    expect(network.warnings![0]!.text).toContain('study "1", which does not tell it, is taken to be 0.5');
  });

  it.each([
    [
      "no covariance",
      "1,A,,,\n1,B,0.5,0.3,\n1,C,0.4,0.5,",
      'study "1" has three arms or more and does not tell how its differences are correlated, since the standard error of the arm that ' +
        'they share is missing: give its first arm\'s own in "diff_se" of row 1, or all pairs with --comparator, or assume one with ' +
        "--correlation 0.5.",
    ],
    [
      "no first arm",
      "1,A,0.1,0.2,\n1,B,0.5,0.3,",
      'study "1" (rows 1 and 2) has no arm whose "diff" is empty: give the arm that the others are compared with a row without a ' +
        "difference, or name the column of what is compared with --comparator.",
    ],
    [
      "two first arms",
      "1,A,,0.2,\n1,B,0.5,0.3,\n1,C,,0.3,",
      'study "1" has 2 arms whose "diff" is empty (rows 1 and 3): only the arm that the others are compared with has no difference, so ' +
        "fill in the rest.",
    ],
    [
      "no error",
      "1,A,,0.2,\n1,B,0.5,,",
      'cells are missing (1 in "diff_se"; row 2): fill them, or leave out that row.',
    ],
    [
      "a negative error",
      "1,A,,0.2,\n1,B,0.5,-0.3,",
      'the column "diff_se" holds -0.3 in row 2 where a number above zero is needed: a standard error is positive, so correct it.',
    ],
    [
      "an error smaller than that of its part",
      "1,A,,0.4,\n1,B,0.5,0.5,\n1,C,0.4,0.3,",
      'study "1": the standard error of its first arm, 0.4 in row 1, is not below that of the difference in row 3, 0.3, of which it is a ' +
        'part: correct "diff_se" in one of them.',
    ],
    [
      "one arm",
      "1,A,,0.4,\n1,B,0.5,0.5,\n2,B,0.5,0.5,",
      'study "2" has one arm only, "B" in row 3, and compares nothing: add a row for the arm it is compared with, or name that ' +
        "treatment's column with --comparator, or leave it out.",
    ],
    [
      "an arm listed twice",
      "1,A,,0.4,\n1,B,0.5,0.5,\n1,B,0.5,0.5,",
      'study "1" lists the treatment "B" twice (rows 2 and 3)',
    ],
  ])("with %s are refused", (_, rows, message) => {
    expect(messageOf(`${head}\n${rows}`)).toContain(message);
  });
});
