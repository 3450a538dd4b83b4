/** How often advice that only a fit can tell is given where it should not be, and where it should: 200 simulated tables of each kind. */
import { fit, update } from "poolwise";
import { adviceAfter, glmm, type GlmmOptions } from "poolwise/models";
import { exp } from "../../engine/math/exp.js";
import { sigmoid } from "../../engine/math/sigmoid.js";
import { drawBinomial } from "../../engine/distributions/draw/drawBinomial.js";
import { drawPoisson } from "../../engine/distributions/draw/drawPoisson.js";
import { drawGamma } from "../../engine/distributions/draw/drawGamma.js";
import type { Rng } from "../../engine/core/Rng.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { stream } from "../../engine/random/stream.js";

interface Kind {
  readonly name: string;
  readonly cause: "confounded_predictor" | "overdispersion";
  readonly formula: string;
  readonly options: GlmmOptions;
  readonly levels: number;
  readonly each: number;
  /** How far the group's effects go along with the mean of x. */
  readonly confounding: number;
  response(eta: number, rng: Rng): number;
}

const normal = (eta: number, rng: Rng): number => eta + rng.normal();
const single = (eta: number, rng: Rng): number => (rng.uniform() < sigmoid(eta) ? 1 : 0);
const poisson = (eta: number, rng: Rng): number => drawPoisson(rng, exp(0.7 + 0.5 * eta));
const trials = (eta: number, rng: Rng): number => drawBinomial(rng, 10, sigmoid(eta));
const gammaPoisson = (eta: number, rng: Rng): number =>
  drawPoisson(rng, (exp(0.7 + 0.5 * eta) * drawGamma(rng, 2)) / 2);

const formula = "y ~ x + (1 | g)";
const ofTrials = "y | trials(n) ~ x + (1 | g)";
const shape = { levels: 20, each: 6, confounding: 0 };
const kinds: readonly Kind[] = [
  { name: "normal, not confounded", cause: "confounded_predictor", formula, options: {}, ...shape, response: normal },
  {
    name: "normal, 8 levels of 5",
    cause: "confounded_predictor",
    formula,
    options: {},
    ...shape,
    levels: 8,
    each: 5,
    response: normal,
  },
  {
    name: "single trials, not confounded",
    cause: "confounded_predictor",
    formula,
    options: { family: "bernoulli" },
    ...shape,
    levels: 40,
    response: single,
  },
  {
    name: "Poisson, not confounded",
    cause: "confounded_predictor",
    formula,
    options: { family: "poisson" },
    ...shape,
    response: poisson,
  },
  {
    name: "normal, confounded by 1",
    cause: "confounded_predictor",
    formula,
    options: {},
    ...shape,
    confounding: 1,
    response: normal,
  },
  {
    name: "normal, confounded by 2",
    cause: "confounded_predictor",
    formula,
    options: {},
    ...shape,
    confounding: 2,
    response: normal,
  },
  { name: "Poisson", cause: "overdispersion", formula, options: { family: "poisson" }, ...shape, response: poisson },
  {
    name: "binomial of 10",
    cause: "overdispersion",
    formula: ofTrials,
    options: { family: "binomial" },
    ...shape,
    response: trials,
  },
  {
    name: "negative binomial of shape 2 as Poisson",
    cause: "overdispersion",
    formula,
    options: { family: "poisson" },
    ...shape,
    response: gammaPoisson,
  },
];

const tables = 200;
const quick = { chains: 2, warmup: 300, draws: 300, workers: 0, seed: 1 };

for (const kind of kinds) {
  const model = glmm(kind.formula, kind.options);
  const first = await fit(model, tableOf(kind, 0), quick);
  let told = 0;
  for (let k = 1; k <= tables; k += 1) {
    const posterior = await update(first, tableOf(kind, k), { seed: k, workers: 0 });
    told += Number(adviceAfter(posterior).warnings.some(({ cause }) => cause === kind.cause));
  }
  console.log(`${kind.cause}, ${kind.name}: ${told} of ${tables} (${(100 * told) / tables} %)`);
}

/** x varies within levels and between them, by as much. */
function tableOf(kind: Kind, table: number) {
  const rng = stream("11", "error rates of advice", kind.name, table);
  const rows: { y: number; x: number; g: string; n: number }[] = [];
  for (let level = 0; level < kind.levels; level += 1) {
    const mean = rng.normal();
    const effect = 0.8 * rng.normal() + kind.confounding * mean;
    for (let row = 0; row < kind.each; row += 1) {
      const x = mean + rng.normal();
      rows.push({ x, y: kind.response(0.5 * x + effect, rng), g: `g${level}`, n: 10 });
    }
  }
  const column = <Name extends "y" | "x" | "g" | "n">(name: Name) => rows.map((row) => row[name]);
  return tableFromColumns({ y: column("y"), x: column("x"), g: column("g"), n: column("n") });
}
