/** Random Gaussian models whose levels are related by a random tree, pedigree or matrix. */
import type { Rng } from "../../../../engine/core/Rng.js";
import type { Table } from "../../../../engine/core/Table.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import type { GaussianCase } from "./integratedModel.js";
import { oneOf, whole } from "./randomGaussian.js";
import type { Relatives } from "./relatives.js";

export interface RelatedWishes {
  /** Related terms of which one is taken, with `gr(s, …)` for the group. */
  readonly terms?: readonly string[];
  /** Terms that may stand beside it. */
  readonly beside?: readonly string[];
  readonly noise?: readonly ("sigma" | "se" | "se and sigma" | "formula")[];
  /** Records of each of all levels, with an x of 1 or −1, and of both where there are two: all levels are told of equally. */
  readonly balanced?: 1 | 2;
  /** Whether intercept and coefficients have normal priors; by chance if not given. */
  readonly normal?: boolean;
}

const related = { tree: "tree", pedigree: "pedigree", cov: "cov", precision: "precision" } as const;

/** The same for the same seed. */
export function randomRelated(
  seed: number,
  of: (rng: Rng) => Relatives,
  wishes: RelatedWishes = {},
): GaussianCase & { readonly title: string } {
  const {
    terms = ["(1 | gr)", "(x | gr)", "(x || gr)", "(0 + x | gr)"],
    beside = ["(1 | s)", "(1 | obs)", "(1 | g)"],
    noise = ["sigma", "sigma", "se", "se and sigma", "formula"],
    balanced = undefined,
    normal = undefined,
  } = wishes;
  const rng = testRng(seed);
  const relatives = of(rng);
  const table = balanced ? balancedTable(rng, relatives.names, balanced) : unbalancedTable(rng, relatives.names);
  const others = beside.filter(() => rng.uniform() < 0.4);
  const residual = oneOf(rng, noise);
  const left = residual === "se" ? "y | se(e)" : residual === "se and sigma" ? "y | se(e, sigma = TRUE)" : "y";
  const { kind } = relatives.declaration;
  const gr = `gr(s, ${related[kind]} = R)`;
  const isNormal = normal ?? rng.uniform() < 0.5;
  const population = oneOf(rng, ["1", "x", "x + z"]);
  const formulas = [
    `${left} ~ ${[population, oneOf(rng, terms).replace("gr", gr), ...others].join(" + ")}`,
    ...(residual === "formula" ? ["sigma ~ x"] : []),
  ];
  return {
    title: `${seed}: ${formulas.join("; ")}, ${relatives.names.length} levels, ${table.rows} rows`,
    seed,
    formulas,
    priors: [
      ...(isNormal ? ["Intercept ~ normal(0.3, 2)"] : []),
      ...(population === "1" ? [] : [`b ~ ${isNormal ? "normal(0.1, 1.5)" : "student_t(4, 0, 1)"}`]),
    ],
    table,
    structures: { R: relatives.declaration },
    related: new Map([[others.includes("(1 | s)") ? "s.R" : "s", relatives.covariance]]),
  };
}

/** None, one or several rows for each level. */
function unbalancedTable(rng: Rng, names: readonly string[]): Table {
  const s = names.flatMap((name, i) => new Array<string>(i < 2 ? 2 : oneOf(rng, [0, 1, 1, 1, 3])).fill(name));
  s.sort(() => rng.uniform() - 0.5);
  return columnsOf(rng, s, () => rng.normal());
}

function balancedTable(rng: Rng, names: readonly string[], records: 1 | 2): Table {
  const sorted = [...names].sort();
  if (records === 1) return columnsOf(rng, sorted, () => oneOf(rng, [-1, 1]));
  let row = 0;
  return columnsOf(rng, [...sorted, ...sorted], () => (row++ < sorted.length ? -1 : 1));
}

function columnsOf(rng: Rng, s: readonly string[], x: () => number): Table {
  const rows = s.length;
  const numbers = (one: () => number) => Array.from({ length: rows }, one);
  return tableFromColumns({
    y: numbers(() => 0.5 + rng.normal()),
    x: numbers(x),
    z: numbers(() => 2 + 0.5 * rng.normal()),
    e: numbers(() => 0.3 + rng.uniform()),
    g: numbers(() => whole(rng, 4)).map((level) => `g${level}`),
    obs: s.map((_, row) => `o${row}`),
    s,
  });
}
