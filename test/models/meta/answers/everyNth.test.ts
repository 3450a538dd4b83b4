import { expect, it } from "vitest";

import { everyNth } from "../../../../models/meta/answers/everyNth.js";
import { fitStatistics } from "../../../../models/meta/answers/fitStatistics.js";
import { events, madeFit, madeNetwork } from "./madeNetwork.js";

const network = madeNetwork(
  ["A", "B"],
  [
    { name: "one", arms: [[0, events(9, 140)], [1, events(23, 150)]] }, // prettier-ignore
    { name: "two", arms: [[0, events(5, 40)], [1, events(3, 41)]] }, // prettier-ignore
  ],
);
const draws = {
  "d[B]": [0.2, 0.3, 0.6, 0.1, 0.5],
  "mu[one]": [-2.6, -2.5, -2.7, -2.4, -2.5],
  "mu[two]": [-2, -2.1, -1.8, -2.2, -1.9],
};

it("every second draw gives what a fit of these draws gives", () => {
  const some = Object.fromEntries(
    Object.entries(draws).map(([name, values]) => [name, values.filter((_, i) => i % 2 === 0)]),
  );
  const whole = madeFit(network, draws);
  expect(fitStatistics(everyNth(whole, 2))).toEqual(fitStatistics(madeFit(network, some)));
  expect(fitStatistics(whole, { mostDraws: 2 })).toEqual(fitStatistics(madeFit(network, some)));
  expect(fitStatistics(whole, { mostDraws: 2 }).residual_deviance).not.toBe(fitStatistics(whole).residual_deviance);
});
