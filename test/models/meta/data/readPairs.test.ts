import { describe, expect, it } from "vitest";
import { messageOf, read } from "./read.js";

const head = "studlab,treat1,treat2,TE,seTE";
const means = [-0.3, -2.6, -1.2, 0.7];
const variances = [0.25, 0.3, 0.2, 0.4];

/** All pairs of arms, the differences of some replaced. */
function pairs(arms: readonly number[], replaced: ReadonlyMap<string, number> = new Map(), sign = 1): string {
  const rows = arms.flatMap((to, k) =>
    arms.slice(0, k).map((from) => {
      const difference = replaced.get(`${to}${from}`) ?? means[to]! - means[from]!;
      const error = Math.sqrt(variances[to]! + variances[from]!);
      return sign > 0 ? `1,T${to},T${from},${difference},${error}` : `1,T${from},T${to},${-difference},${error}`;
    }),
  );
  return [head, ...rows].join("\n");
}

describe("all pairs of a study", () => {
  const expected = {
    differences: [-2.3, -0.9, 1],
    covariance: [0.55, 0.25, 0.25, 0.25, 0.45, 0.25, 0.25, 0.25, 0.65],
  };

  it.each([
    ["in order", [0, 1, 2, 3], 1],
    ["in another order", [3, 1, 0, 2], 1],
    ["the other way round", [2, 3, 1, 0], -1],
  ] as const)("tell the differences from its first arm and their covariance, %s", (_, arms, sign) => {
    const [study] = read(pairs(arms, new Map(), sign)).studies;
    expect(study!.arms.map(({ treatment }) => treatment)).toEqual([0, 1, 2, 3]);
    // A few roundings of numbers near one.
    study!.contrasts!.differences.forEach((value, k) => expect(value).toBeCloseTo(expected.differences[k]!, 12));
    study!.contrasts!.covariance.forEach((value, k) => expect(value).toBeCloseTo(expected.covariance[k]!, 12));
  });

  it("may be off by their rounding, and no more", () => {
    const table = (last: number) => `${head}\n1,B,A,0.12,0.2\n1,C,A,0.31,0.2\n1,C,B,${last},0.2`;
    for (const last of [0.18, 0.2]) expect(() => read(table(last))).not.toThrow();
    expect(messageOf(table(0.21))).toContain("contradict one another by");
  });

  it("of which two agree with no third are refused with all three, when nothing tells which is wrong", () => {
    expect(messageOf(`${head}\n1,B,A,0.12,0.2\n1,C,A,0.31,0.2\n1,C,B,0.6,0.2`)).toBe(
      'study "1": the differences B against A 0.12 in row 1, C against B 0.6 in row 3, C against A 0.31 in row 2 contradict one another ' +
        "by 0.41: correct one of them.",
    );
  });

  it("of which one has the wrong sign are refused with its row", () => {
    const text = messageOf(`${head}\n1,B,A,0.12,0.2\n1,C,A,0.31,0.2\n1,C,B,-0.19,0.2`);
    expect(text).toContain("row 3 seems wrong: with its sign changed they agree.");
  });

  it("of which one contradicts all others are refused with its row, of four arms", () => {
    const text = messageOf(pairs([0, 1, 2, 3], new Map([["21", 9.5]])));
    expect(text).toContain("row 3 seems wrong, since all others agree.");
  });

  it("whose errors no arms could give are refused with the one that is too large", () => {
    expect(messageOf(`${head}\n1,B,A,0.12,0.2\n1,C,A,0.31,0.2\n1,C,B,0.19,0.5`)).toBe(
      'study "1": the standard errors of its pairs contradict one another, no variances of arms could give them: that of "C" against ' +
        '"B", 0.5 in row 3, seems too large.',
    );
  });

  it("that are all but some are refused", () => {
    const csv = pairs([0, 1, 2, 3]).split("\n").slice(0, 5).join("\n");
    expect(messageOf(csv)).toContain(
      'study "1" gives 4 of the 6 pairs of its 4 arms (rows 1, 2, 3 and 4): give all of them',
    );
  });
});

describe("pairs that share one arm", () => {
  const csv = `${head}\n1,B,A,0.5,0.3\n1,C,A,0.4,0.5`;

  it("take a correlation that is given", () => {
    const { contrasts } = read(csv, { correlation: 0.5 }).studies[0]!;
    expect([...contrasts!.differences]).toEqual([0.5, 0.4]);
    [0.09, 0.075, 0.075, 0.25].forEach((value, k) => expect(contrasts!.covariance[k]).toBeCloseTo(value, 14));
  });

  it("are refused without it", () => {
    expect(messageOf(csv)).toBe(
      'study "1" has three arms or more and does not tell how its differences are correlated, since the standard error of the arm that ' +
        "they share is missing: give the differences of all its pairs, or assume one with --correlation 0.5.",
    );
  });
});

describe("a table of pairs", () => {
  it("of two-arm studies has a row for each, treatment less comparator", () => {
    const network = read(`${head}\nx,B,A,0.5,0.3\ny,A,C,0.4,0.5`);
    expect(network.treatments).toEqual(["A", "B", "C"]);
    expect(network.studies.map(({ contrasts }) => [...contrasts!.differences])).toEqual([[0.5], [-0.4]]);
  });

  it("may also have studies with a row for each arm", () => {
    const network = read("study,treatment,comparator,diff,diff_se\n1,B,A,0.5,0.3\n2,A,,,\n2,C,,0.4,0.2");
    expect(network.studies.map(({ contrasts }) => [...contrasts!.differences])).toEqual([[0.5], [0.4]]);
  });

  it.each([
    [
      "a pair twice",
      "1,B,A,0.5,0.3\n1,A,B,-0.5,0.3",
      'study "1" compares "A" with "B" twice (rows 1 and 2): leave one row',
    ],
    [
      "a treatment with itself",
      "1,B,B,0.5,0.3\n1,A,B,0.5,0.3",
      'row 1 compares "B" with itself: correct one of its treatments.',
    ],
    [
      "a missing comparator",
      "1,B,A,0.5,0.3\n1,C,,0.5,0.3",
      'study "1" has no "treat2" in row 2: each row of it is a pair',
    ],
    ["an error of zero", "1,B,A,0.5,0", 'the column "seTE" holds 0 in row 1 where a number above zero is needed'],
    ["a missing difference", "1,B,A,,0.3\n1,C,A,1,0.3", 'cells are missing (1 in "TE"; row 1)'],
  ])("with %s is refused", (_, rows, message) => {
    expect(messageOf(`${head}\n${rows}`)).toContain(message);
  });
});
