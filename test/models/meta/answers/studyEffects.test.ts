import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { comparisonAdjusted } from "../../../../models/meta/answers/comparisonAdjusted.js";
import { studyEffects } from "../../../../models/meta/answers/studyEffects.js";
import type { ArmOutcome } from "../../../../models/meta/data/Network.js";
import type { LikelihoodName } from "../../../../models/meta/likelihoods/Likelihood.js";
import { likelihoodOf } from "../../../../models/meta/likelihoods/likelihoods.js";
import { events, madeFit, madeNetwork, mean } from "./madeNetwork.js";

const { studyEffects: metafor } = JSON.parse(
  readFileSync(new URL("../../../reference/answers/values.json", import.meta.url), "utf8"),
) as { studyEffects: Record<string, [number, number]> };

function effectOf(likelihood: LikelihoodName, from: ArmOutcome, to: ArmOutcome) {
  const network = madeNetwork(["A", "B"], [{ name: "one", arms: [[0, from], [1, to]] }], likelihood); // prettier-ignore
  return studyEffects(network, likelihoodOf(likelihood))[0]!;
}

describe("studyEffects", () => {
  it("agree with metafor's escalc for odds ratios, risk ratios and rate ratios", () => {
    const rate = (r: number, exposure: number): ArmOutcome => ({ kind: "rate", events: r, exposure });
    const cases = [
      [effectOf("binomial-logit", events(9, 140), events(23, 150)), metafor.or, false],
      [effectOf("binomial-logit", events(0, 50), events(7, 45)), metafor.orZero, true],
      [effectOf("binomial-logit", events(12, 12), events(9, 11)), metafor.orAll, true],
      [effectOf("binomial-log", events(9, 140), events(23, 150)), metafor.rr, false],
      [effectOf("poisson-log", rate(11, 180), rate(4, 210)), metafor.irr, false],
      [effectOf("poisson-log", rate(0, 180), rate(4, 210)), metafor.irrZero, true],
    ] as const;
    for (const [{ estimate, se, corrected }, [value, error], isCorrected] of cases.map(
      ([effect, expected, flag]) => [effect, expected!, flag] as const,
    )) {
      expect(estimate).toBeCloseTo(value, 12);
      expect(se).toBeCloseTo(error, 12);
      expect(corrected).toBe(isCorrected);
    }
  });

  it("of risk ratios with a zero add half a person to either side, as is done for odds", () => {
    const { estimate, se } = effectOf("binomial-log", events(0, 50), events(7, 45));
    expect(estimate).toBeCloseTo(metafor.rrZero![0], 12);
    expect(se).toBeCloseTo(metafor.rrZero![1], 12);
  });

  it("of hazards do not depend on the unit of follow-up, and are those of probit by the delta method", () => {
    const years = effectOf("binomial-cloglog", events(9, 140, 2), events(23, 150, 3));
    const months = effectOf("binomial-cloglog", events(9, 140, 24), events(23, 150, 36));
    expect(months.estimate).toBeCloseTo(years.estimate, 12);
    const hazard = (p: number, t: number) => -Math.log(1 - p) / t;
    expect(years.estimate).toBeCloseTo(Math.log(hazard(23 / 150, 3) / hazard(9 / 140, 2)), 12);
    // Half the people at p = ½: the slope of the normal curve is 1/√(2π), so that the variance is 2π/4n.
    const { se, estimate } = effectOf("binomial-probit", events(50, 100), events(100, 200));
    expect(estimate).toBeCloseTo(0, 12);
    expect(se).toBeCloseTo(Math.sqrt((2 * Math.PI) / 400 + (2 * Math.PI) / 800), 12);
  });

  it("of contrasts are those given, between the other arms with their covariance", () => {
    const contrasts = { differences: Float64Array.of(1, 0.4), covariance: Float64Array.of(2, 0.6, 0.6, 1) };
    const network = madeNetwork(["A", "B", "C"], [{ name: "x", arms: [[0], [1], [2]], contrasts }]);
    const effects = studyEffects(network, likelihoodOf("binomial-logit"));
    expect(effects.map(({ from, to, against_baseline: first }) => [from + to, first])).toEqual([
      ["AB", true],
      ["AC", true],
      ["BC", false],
    ]);
    expect(effects[2]!.estimate).toBeCloseTo(-0.6, 12);
    expect(effects[2]!.se).toBeCloseTo(Math.sqrt(2 + 1 - 1.2), 12);
  });
});

describe("comparisonAdjusted", () => {
  it("takes off what the network says of each comparison", () => {
    const network = madeNetwork(
      ["A", "B", "C"],
      [
        { name: "one", arms: [[0, mean(0, 0.3)], [1, mean(1, 0.4)], [2, mean(3, 0.3)]] }, // prettier-ignore
        { name: "two", arms: [[1, mean(1, 0.3)], [2, mean(2, 0.4)]] }, // prettier-ignore
      ],
      "normal-identity",
    );
    const fitted = madeFit(network, { "d[B]": [0.5, 0.7], "d[C]": [2, 3] });
    const points = comparisonAdjusted(fitted);
    expect(points.map(({ study, from, to }) => `${study} ${from}${to}`)).toEqual(["one AB", "one AC", "two BC"]);
    [0.4, 0.5, 1 - 1.9].forEach((value, k) => expect(points[k]!.difference).toBeCloseTo(value, 12));
    expect(points[2]!.se).toBeCloseTo(0.5, 12);
  });
});
