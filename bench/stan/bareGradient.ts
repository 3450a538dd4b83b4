/**
 * Prints the seconds of one log density with its gradient, of the model of models.json named as the argument: of the density as
 * declared, or with the optimisations listed as the second argument.
 */
import { readTable, glmm } from "poolwise";
import { readModels } from "./models.js";
import { withoutGeometry } from "./withoutGeometry.js";

const built = (path: string) => import(`${process.cwd()}/dist/${path}.js`);
const { prepare } = (await built("src/prepare")) as typeof import("../../src/prepare.js");
const { load } = (await built("engine/compiler/load")) as typeof import("../../engine/compiler/load.js");

const [{ data, formula, family, priors, factors }] = readModels([process.argv[2]!]) as [
  ReturnType<typeof readModels>[0],
];
const { artifact, traced } = await prepare(glmm(formula, { family, priors, factors }), await readTable(data), {
  optimise: (process.argv[3]?.split(",") ?? withoutGeometry) as never,
});
const density = load(artifact);
const position = Float64Array.from({ length: traced.dimension }, (_, i) => Math.sin(i + 1) / 3);
const gradient = new Float64Array(traced.dimension);
if (!Number.isFinite(density.evaluate(position, gradient))) throw new Error("the density is not finite");

/** Best of several runs of at least this many milliseconds. */
const runMilliseconds = 100;
let best = Infinity;
for (let run = 0; run < 5; run++) {
  let count = 0;
  let elapsed = 0;
  const start = performance.now();
  for (; elapsed < runMilliseconds; count += 16) {
    for (let i = 0; i < 16; i++) density.evaluate(position, gradient);
    elapsed = performance.now() - start;
  }
  best = Math.min(best, elapsed / count);
}
console.log(best / 1000);
