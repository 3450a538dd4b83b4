/** The data of a case as a CSV file: the same on every machine. */
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";

import { stream } from "../../engine/random/stream.js";
import type { Rng } from "../../engine/core/Rng.js";
import { caseName, type ScalingCase } from "./cases.js";
import { randomTree } from "./randomTree.js";

const rowsAtOnce = 10_000;

/** Where the tree of a case lies, whose table is at a path. */
export function treePath(path: string): string {
  return path.replace(/csv$/, "nwk");
}

/**
 * Writes responses of a model with normal effects of the intercept and of x1, or of the intercept along a tree, which is written beside
 * it. The first grouping column has its levels in turn, so that each has as many rows; further ones are drawn, so that factors
 * cross at random.
 */
export function writeTable(path: string, scalingCase: ScalingCase): void {
  const { rows, levels, family, onTree } = scalingCase;
  const rng = stream("1", caseName(scalingCase));
  const groups = Object.entries(levels).map(([name, count]) => {
    if (name === onTree) return { name, count, effects: effectsOnTree(path, name, count, rng), slopes: undefined };
    const normals = (scale: number) => Float64Array.from({ length: count }, () => scale * rng.normal());
    return { name, count, effects: normals(0.8), slopes: normals(0.4) };
  });
  const file = openSync(path, "w");
  writeSync(file, `y,x1,x2,${groups.map(({ name }) => name).join(",")}\n`);
  for (let first = 0; first < rows; first += rowsAtOnce) {
    let text = "";
    for (let row = first; row < Math.min(rows, first + rowsAtOnce); row++) {
      const [x1, x2] = [rng.normal(), rng.normal()];
      const places = groups.map(({ count }, k) => (k === 0 ? row % count : Math.floor(count * rng.uniform())));
      const effect = groups.reduce(
        (sum, group, k) => sum + group.effects[places[k]!]! + (group.slopes?.[places[k]!] ?? 0) * x1,
        0,
      );
      const y = responses[family](-0.5 + 0.5 * x1 - 0.3 * x2 + effect, rng);
      text += `${y},${x1.toFixed(6)},${x2.toFixed(6)},${groups.map(({ name }, k) => name + places[k]!).join(",")}\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
}

/** Effects of tips whose standard deviation is near 1/2, with their tree in a file. */
function effectsOnTree(path: string, name: string, tips: number, rng: Rng): Float64Array {
  const { newick, effects } = randomTree(tips, name, rng);
  writeFileSync(treePath(path), newick + "\n");
  const scale = 0.5 / Math.sqrt(effects.reduce((sum, effect) => sum + effect * effect, 0) / tips);
  return effects.map((effect) => scale * effect);
}

/** A response by the linear predictor. */
const responses = {
  bernoulli: (eta: number, rng: Rng) => (rng.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0),
  gaussian: (eta: number, rng: Rng) => (eta + rng.normal()).toFixed(6),
  /** As many arrivals as there are within a time of 1. */
  poisson: (eta: number, rng: Rng) => {
    const rate = Math.exp(eta);
    let count = 0;
    for (let time = -Math.log(rng.uniform()); time < rate; time -= Math.log(rng.uniform())) count += 1;
    return count;
  },
} as const;
