import { describe, expect, it } from "vitest";
import { comparisonsToSplit } from "../../../../models/meta/answers/comparisonsToSplit.js";
import { directEvidence } from "../../../../models/meta/answers/directEvidence.js";
import { events, madeNetwork } from "./madeNetwork.js";

/** Trials by the digits of their arms: `134` has the treatments 1, 3 and 4. */
function trials(treatments: number, designs: readonly string[]) {
  return madeNetwork(
    Array.from({ length: treatments }, (_, t) => `${t + 1}`),
    designs.map((arms, i) => ({
      name: `trial ${i + 1}`,
      arms: [...arms].map((digit) => [Number(digit) - 1, events(1, 10)] as const),
    })),
  );
}

const pairs = (treatments: number, designs: readonly string[]) =>
  comparisonsToSplit(trials(treatments, designs)).map(([from, to]) => from + to);

describe("comparisonsToSplit", () => {
  it("are the 14 of the thrombolytics network that NICE DSU TSD 4 splits", () => {
    const designs = ["134", "12", "129", "14", "15", "17", "27", "37", "36", "35", "18", "19", "38", "39", "28", "29"];
    const published = ["12", "13", "15", "17", "18", "19", "27", "28", "29", "34", "35", "37", "38", "39"];
    expect(pairs(9, designs)).toEqual(published);
  });

  it("are all six of the smoking network (Lu & Ades 2006)", () => {
    expect(pairs(4, ["134", "234", "13", "12", "14", "23", "24", "34"])).toEqual(["12", "13", "14", "23", "24", "34"]);
  });

  it("are none of a star and of one trial of all treatments", () => {
    expect(pairs(4, ["12", "13", "14"])).toEqual([]);
    expect(pairs(3, ["123"])).toEqual([]);
  });

  it("are those that trials of two arms go round, where a trial of three makes the comparison", () => {
    expect(pairs(3, ["123", "12", "13"])).toEqual(["23"]);
  });

  it("are those of a loop that trials of two arms close, whatever a trial of three says", () => {
    expect(pairs(3, ["12", "13", "23"])).toEqual(["12", "13", "23"]);
    // Without 123 and 12, treatments 1 and 2 are still connected by 13 and 23.
    expect(pairs(3, ["123", "12", "13", "23"])).toEqual(["12", "13", "23"]);
    // Without 123 nothing compares 2 with 1 but 12, and without both nothing does.
    expect(pairs(3, ["123", "12"])).toEqual([]);
  });
});

describe("directEvidence", () => {
  it("counts studies and the people of the two arms, those of trials of several arms among them", () => {
    const evidence = directEvidence(trials(3, ["123", "12", "12"]));
    expect(evidence.map(({ from, to, studies, participants }) => [from + to, studies.length, participants])).toEqual([
      ["12", 3, 60],
      ["13", 1, 20],
      ["23", 1, 20],
    ]);
  });

  it("has no number of people where a study does not tell", () => {
    const network = madeNetwork(
      ["A", "B"],
      [{ name: "x", arms: [[0], [1]], contrasts: { differences: Float64Array.of(1), covariance: Float64Array.of(1) } }],
    );
    expect(directEvidence(network)).toEqual([{ from: "A", to: "B", studies: ["x"], participants: null }]);
  });
});
