/** Random Gaussian mixed models with random data. */
import type { Rng } from "../../../../engine/core/Rng.js";
import type { Table } from "../../../../engine/core/Table.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { testRng } from "../../../engine/distributions/testRng.js";

export interface RandomModel {
  readonly formulas: readonly string[];
  readonly priors: readonly string[];
  readonly table: Table;
}

const rows = 22;

/** The same for the same seed. */
export function randomGaussian(seed: number): RandomModel {
  const rng = testRng(seed);
  const [scale, far] = [oneOf(rng, [1e-3, 0.1, 1, 30, 1e3]), oneOf(rng, [0, 0, 1, 10, -30])];
  const location = far * scale;
  const table = tableOf(rng, location, scale);
  const covariates = ["x", "z", "b"].slice(0, whole(rng, 4));
  const start = oneOf(rng, ["1", "1", "0", "0 + Intercept"]);
  const offset = rng.uniform() < 0.3 ? ["offset(o)"] : [];
  const noise = oneOf(rng, ["sigma", "sigma", "sigma", "se", "se and sigma", "formula", "se and formula"]);
  const known = noise === "se" ? "y | se(s)" : "y | se(s, sigma = TRUE)";
  const weighted = oneOf(rng, ["y", "y", "y", "y | weights(w, precision)", "y | weights(w, frequency)"]);
  const left = noise.startsWith("se") ? known : weighted;
  const right = [start, ...covariates, ...offset, ...groupTerms(rng)].join(" + ");
  const sigma = noise.endsWith("formula")
    ? [oneOf(rng, ["sigma ~ x", "sigma ~ 1", ...(scale === 1 ? ["sigma ~ 0 + b"] : [])])]
    : [];
  const number = (x: number) => Number(x.toPrecision(4));
  const normal = (centre: number, spread: number) =>
    `normal(${number(centre + spread * rng.normal())}, ${number(spread * (0.5 + 2 * rng.uniform()))})`;
  const law = (centre: number, spread: number) =>
    rng.uniform() < 0.7 ? normal(centre, spread) : normal(centre, spread).replace("normal(", "student_t(4, ");
  const coefficients = [...(start === "0 + Intercept" ? ["Intercept"] : []), ...covariates];
  const priors = [
    // A default prior as wide as the response is far would leave the dense side few digits.
    ...(start === "1" && rng.uniform() < 0.8 ? [`Intercept ~ ${law(location, scale)}`] : []),
    ...(coefficients.length > 0 && (start === "0 + Intercept" || rng.uniform() < 0.5) ? [`b ~ ${law(0, scale)}`] : []),
    ...(covariates.length > 0 && rng.uniform() < 0.5 ? [`b[${covariates[0]!}] ~ ${normal(0, scale)}`] : []),
    ...(rng.uniform() < 0.5 ? [`sd ~ exponential(${number(1 / scale)})`] : []),
  ];
  return { formulas: [`${left} ~ ${right}`, ...sigma], priors, table };
}

function groupTerms(rng: Rng): string[] {
  const terms = [
    oneOf(rng, ["(1 | g)", "(x | g)", "(x || g)", "(x + b | g)", "(0 + z | g)", "(1 | g/h)", "(z | g/h)"]),
    oneOf(rng, ["(1 | k)", "(x | k)", "(z || k)", "(0 + b | k)"]),
    oneOf(rng, ["(1 | m)", "(z | m)"]),
  ];
  return terms.slice(0, 1 + whole(rng, 3));
}

/** Unbalanced groups: k crosses g, h lies within g, m is coarse. */
function tableOf(rng: Rng, location: number, scale: number): Table {
  const numbers = (of: () => number) => Array.from({ length: rows }, of);
  const levels = (count: number) => numbers(() => whole(rng, count)).map((level) => `l${level}`);
  return tableFromColumns({
    y: numbers(() => location + scale * rng.normal()),
    x: numbers(() => rng.normal()),
    z: numbers(() => 3 + 0.3 * rng.normal()),
    b: numbers(() => whole(rng, 2)),
    o: numbers(() => scale * rng.normal()),
    s: numbers(() => scale * (0.2 + rng.uniform())),
    w: numbers(() => 1 + whole(rng, 4)),
    g: levels(6),
    h: levels(2),
    k: levels(5),
    m: levels(3),
  });
}

export const whole = (rng: Rng, below: number): number => Math.floor(below * rng.uniform());
export const oneOf = <T>(rng: Rng, values: readonly T[]): T => values[whole(rng, values.length)]!;
