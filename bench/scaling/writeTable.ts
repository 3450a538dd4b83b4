/** The data of a case as a CSV file: the same on every machine. */
import { closeSync, openSync, writeSync } from "node:fs";

import { stream } from "../../engine/random/stream.js";
import { caseName, type ScalingCase } from "./cases.js";

const rowsAtOnce = 10_000;

/**
 * Writes 0/1 responses of a logistic model with normal effects of the intercept and of x1. The first grouping column has its
 * levels in turn, so that each has as many rows; further ones are drawn, so that factors cross at random.
 */
export function writeTable(path: string, scalingCase: ScalingCase): void {
  const { rows, levels } = scalingCase;
  const rng = stream("1", caseName(scalingCase));
  const groups = Object.entries(levels).map(([name, count]) => ({
    name,
    count,
    effects: Float64Array.from({ length: count }, () => 0.8 * rng.normal()),
    slopes: Float64Array.from({ length: count }, () => 0.4 * rng.normal()),
  }));
  const file = openSync(path, "w");
  writeSync(file, `y,x1,x2,${groups.map(({ name }) => name).join(",")}\n`);
  for (let first = 0; first < rows; first += rowsAtOnce) {
    let text = "";
    for (let row = first; row < Math.min(rows, first + rowsAtOnce); row++) {
      const [x1, x2] = [rng.normal(), rng.normal()];
      const places = groups.map(({ count }, k) => (k === 0 ? row % count : Math.floor(count * rng.uniform())));
      const effect = groups.reduce(
        (sum, group, k) => sum + group.effects[places[k]!]! + group.slopes[places[k]!]! * x1,
        0,
      );
      const y = rng.uniform() < 1 / (1 + Math.exp(0.5 - 0.5 * x1 + 0.3 * x2 - effect)) ? 1 : 0;
      text += `${y},${x1.toFixed(6)},${x2.toFixed(6)},${groups.map(({ name }, k) => name + places[k]!).join(",")}\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
}
