/** Models with related levels of every kind, alone and crossed, for all ways of sampling effects. */
import type { Table } from "../../../../engine/core/Table.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import type { StructureDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import type { EffectsCase } from "./effectsLaw.js";
import { oneOf, whole } from "./randomGaussian.js";
import {
  randomKinship,
  randomPedigree,
  randomPrecision,
  randomTree,
  type Covariance,
  type Relatives,
} from "./relatives.js";

const rng = testRng(77);
const tree = randomTree(rng, { tips: 16, shape: "polytomies", zero: 0.15, labelled: true });
const pedigree = randomPedigree(rng, 18);
const kinship = randomKinship(rng, 9);
const precision = randomPrecision(rng, 12);

const structures = { T: tree.declaration, P: pedigree.declaration, K: kinship.declaration, Q: precision.declaration };

/** Levels of four groups at random, none of some, several of others; every response fits its family. */
function tableOf(count: number, groups: Readonly<Record<string, Relatives>>): Table {
  const numbers = (of: (row: number) => number) => Array.from({ length: count }, (_, row) => of(row));
  const levels = Object.entries(groups).map(
    ([name, { names }]) => [name, numbers(() => whole(rng, names.length))] as const,
  );
  return tableFromColumns({
    x: numbers(() => rng.normal()),
    real: numbers(() => 1 + rng.normal()),
    count: numbers(() => whole(rng, 6)),
    binary: numbers(() => whole(rng, 2)),
    g: numbers(() => whole(rng, 3)).map((level) => `g${level}`),
    obs: numbers((row) => row).map((row) => `o${row}`),
    ...Object.fromEntries(levels.map(([name, drawn]) => [name, drawn.map((i) => groups[name]!.names[i]!)])),
  });
}

const table = tableOf(34, { t: tree, p: pedigree, k: kinship, q: precision });

const of = (
  formula: EffectsCase["formula"],
  family: string,
  related: Readonly<Record<string, Relatives>>,
): EffectsCase => ({
  formula,
  options: { family, structures: named(formula) },
  table,
  related: new Map(Object.entries(related).map(([name, { covariance }]): [string, Covariance] => [name, covariance])),
});

/** The structures that a formula names. */
function named(formula: EffectsCase["formula"]): Readonly<Record<string, StructureDeclaration>> {
  return Object.fromEntries(Object.entries(structures).filter(([name]) => String(formula).includes(`= ${name})`)));
}

/** Each kind of law with each family, and effects that are correlated within levels. */
export const relatedCases: readonly EffectsCase[] = [
  of("count ~ x + (1 | gr(t, tree = T))", "poisson", { t: tree }),
  of("binary ~ x + (x | gr(t, tree = T)) + (1 | t) + (1 | obs)", "bernoulli", { "t.T": tree }),
  of("count ~ (x || gr(t, tree = T)) + (1 | g)", "negbinomial", { t: tree }),
  of("count ~ x + (x | gr(p, pedigree = P))", "poisson", { p: pedigree }),
  of("binary ~ (1 | gr(p, pedigree = P)) + (1 | p)", "bernoulli", { "p.P": pedigree }),
  of("count ~ x + (x | gr(k, cov = K))", "poisson", { k: kinship }),
  of("count ~ x + (0 + x | gr(k, cov = K)) + (1 | g)", "negbinomial", { k: kinship }),
  of("count ~ (x || gr(q, precision = Q))", "poisson", { q: precision }),
  of("real ~ x + (x | gr(q, precision = Q)) + (1 | gr(k, cov = K))", "gaussian", { q: precision, k: kinship }),
  of("count ~ x + (1 | gr(t, tree = T)) + (1 | gr(p, pedigree = P)) + (1 | gr(k, cov = K))", "poisson", {
    t: tree,
    p: pedigree,
    k: kinship,
  }),
];

/** Related effects in the predictor of sigma. */
export const sigmaCases: readonly EffectsCase[] = [
  of(["real ~ x", "sigma ~ (1 | gr(t, tree = T))"], "gaussian", { t: tree }),
  of(["real ~ x + (1 | gr(k, cov = K))", "sigma ~ x + (x | gr(p, pedigree = P))"], "gaussian", {
    k: kinship,
    p: pedigree,
  }),
];

const [first, second] = [randomKinship(rng, 80), randomKinship(rng, 80)];
const renamed: Relatives = {
  ...second,
  names: first.names,
  declaration: { ...second.declaration, names: first.names } as Relatives["declaration"],
  covariance: (a, b) => second.covariance(second.names[first.names.indexOf(a)]!, second.names[first.names.indexOf(b)]!),
};

/** A record for each of eighty levels with two kernels: too dear for a factor of one, or of both. */
const largeTable = tableFromColumns({
  k: [...first.names].sort(),
  x: first.names.map(() => oneOf(rng, [-1, 1])),
  real: first.names.map(() => 1 + rng.normal()),
  count: first.names.map(() => whole(rng, 6)),
});

/** Models of these, with the structures K and M that a formula names. */
export function largeKernels(formula: string, family: string): EffectsCase {
  const kernels = { K: first, M: renamed };
  const used = Object.entries(kernels).filter(([name]) => formula.includes(`= ${name})`));
  const isAlone = formula.split("(").length === 3;
  return {
    formula,
    options: {
      family,
      structures: Object.fromEntries(used.map(([name, { declaration }]) => [name, declaration])),
      ...(family === "gaussian" ? { priors: ["Intercept ~ normal(1, 3)"] } : {}),
    },
    table: largeTable,
    related: new Map(used.map(([name, { covariance }]) => [isAlone ? "k" : `k.${name}`, covariance])),
  };
}
