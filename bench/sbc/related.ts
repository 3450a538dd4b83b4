/** Models whose levels are related, and the shares of variance that are asked of them: heritability, phylogenetic signal. */
import { covariance, pedigree, tree } from "poolwise";
import { balanced, linear, meanOf, standardNormals, sumOver, valuesOf } from "./design.js";
import { simulatedPedigree, simulatedTree } from "./descent.js";
import { lgamma } from "./lgamma.js";
import { randomness, type Randomness } from "./randomness.js";
import type { SbcModel, Simulated, Values } from "./SbcModel.js";

/** An uncentred intercept for the prior of a centred one, and a slope. */
function population(random: Randomness, x: Float64Array, mean: number, sd: number): Map<string, number> {
  const slope = random.normal(0, sd);
  return new Map<string, number>([
    ["b_Intercept", random.normal(mean, sd) - slope * meanOf(x)],
    ["b_x", slope],
  ]);
}

/** The share of a variance in all of them, from standard deviations. */
const shareOf = (name: string, names: readonly string[]) => (values: Values) =>
  values(name) ** 2 / names.reduce((sum, one) => sum + values(one) ** 2, 0);

const gaussianLogLikelihood = (mean: Float64Array, sigma: number, response: Float64Array) =>
  sumOver(response, (y, row) => -Math.log(sigma) - ((y - mean[row]) / sigma) ** 2 / 2);

const poissonLogLikelihood = (logMean: Float64Array, response: Float64Array) =>
  sumOver(response, (y, row) => y * logMean[row] - Math.exp(logMean[row]) - lgamma(y + 1));

/** Animals with two records each, of a pedigree, and how alike their microbes are. */
function hosts(name: string) {
  const design = randomness(name);
  const relatives = simulatedPedigree(design, 10, 20);
  const animals = relatives.measured;
  // Likeness of microbes: a few gradients, of which effects are sums, and something of one's own; many entries are negative.
  const gradients = 5;
  const own = 0.25;
  const loadings = animals.map(() =>
    Array.from({ length: gradients }, () => design.normal(0, Math.sqrt((1 - own) / gradients))),
  );
  const likeness = loadings.map((a, i) =>
    loadings.map((b, j) => a.reduce((sum, one, k) => sum + one * b[k]!, i === j ? own : 0)),
  );
  const rows = 2 * animals.length;
  return {
    rows,
    g: balanced(animals.length, rows),
    structures: { P: pedigree(relatives.table), M: covariance(animals, likeness) },
    /** Adds the effects of all animals to the truth. */
    draw(random: Randomness, truth: Map<string, number>, genetic: number, microbial: number): void {
      const breeding = relatives.draw(random);
      const along = Array.from({ length: gradients }, () => random.normal(0, 1));
      animals.forEach((animal, i) => {
        truth.set(`r_g.P[${animal},Intercept]`, genetic * breeding.get(animal)!);
        const shared = along.reduce((sum, one, k) => sum + one * loadings[i]![k]!, 0);
        truth.set(`r_g.M[${animal},Intercept]`, microbial * (shared + random.normal(0, Math.sqrt(own))));
      });
    },
  };
}

/** What an animal's genes and microbes make of it. */
const ofAnimal = (values: Values, level: string) =>
  values(`r_g.P[${level},Intercept]`) + values(`r_g.M[${level},Intercept]`);

const gaussianHeritability = (): SbcModel => {
  const { rows, g, structures, draw } = hosts("pedigree and microbes");
  const x = standardNormals("heritability", rows);
  const eta = (values: Values) => linear(values, x, (row) => ofAnimal(values, g.level(row)));
  const sds = ["sd_g.P__Intercept", "sd_g.M__Intercept", "sigma"] as const;
  return {
    name: "heritability and microbiability, gaussian",
    formula: "y ~ x + (1 | gr(g, pedigree = P)) + (1 | gr(g, cov = M))",
    family: "gaussian(identity)",
    priors: ["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ normal(0, 1)", "sigma ~ gamma(4, 4)"],
    structures,
    shares: new Map([
      ["h2", shareOf(sds[0], sds)],
      ["m2", shareOf(sds[1], sds)],
    ]),
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, 0, 1);
      const [genetic, microbial] = [wider * random.halfNormal(1), wider * random.halfNormal(1)];
      const sigma = random.gamma(4, 4);
      truth.set(sds[0], genetic).set(sds[1], microbial).set("sigma", sigma);
      draw(random, truth, genetic, microbial);
      return { truth, response: eta(valuesOf(truth)).map((mean) => random.normal(mean, sigma)) };
    },
    logLikelihood: (values, response) => gaussianLogLikelihood(eta(values), values("sigma"), response),
  };
};

const poissonHeritability = (): SbcModel => {
  const { rows, g, structures, draw } = hosts("pedigree and microbes of counts");
  const observation = balanced(rows, rows);
  const x = standardNormals("heritability of counts", rows);
  const eta = (values: Values) =>
    linear(values, x, (row) => ofAnimal(values, g.level(row)) + values(`r_row[${observation.level(row)},Intercept]`));
  const sds = ["sd_g.P__Intercept", "sd_g.M__Intercept", "sd_row__Intercept"] as const;
  return {
    name: "heritability and microbiability, Poisson",
    formula: "y ~ x + (1 | gr(g, pedigree = P)) + (1 | gr(g, cov = M)) + (1 | row)",
    family: "poisson(log)",
    priors: ["Intercept ~ normal(1, 0.5)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.7)"],
    structures,
    shares: new Map([
      ["h2", shareOf(sds[0], sds)],
      ["m2", shareOf(sds[1], sds)],
    ]),
    columns: new Map([
      ["x", x],
      ["g", g.codes],
      ["row", observation.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, 1, 0.5);
      const [genetic, microbial, own] = sds.map(() => wider * random.halfNormal(0.7)) as [number, number, number];
      truth.set(sds[0], genetic).set(sds[1], microbial).set(sds[2], own);
      draw(random, truth, genetic, microbial);
      for (const name of observation.levels) truth.set(`r_row[${name},Intercept]`, random.normal(0, own));
      return { truth, response: eta(valuesOf(truth)).map((logMean) => random.poisson(Math.exp(logMean))) };
    },
    logLikelihood: (values, response) => poissonLogLikelihood(eta(values), response),
  };
};

const gaussianSignal = (): SbcModel => {
  const species = 30;
  const phylogeny = simulatedTree(randomness("tree of a gaussian trait"), species);
  const g = balanced(species, 2 * species);
  const x = standardNormals("phylogenetic signal, gaussian", 2 * species);
  const eta = (values: Values) => linear(values, x, (row) => values(`r_g[${g.level(row)},Intercept]`));
  const sds = ["sd_g__Intercept", "sigma"] as const;
  return {
    name: "phylogenetic signal, gaussian",
    formula: "y ~ x + (1 | gr(g, tree = t))",
    family: "gaussian(identity)",
    priors: ["Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ normal(0, 1)", "sigma ~ gamma(4, 4)"],
    structures: { t: tree(phylogeny.newick) },
    shares: new Map([["signal", shareOf(sds[0], sds)]]),
    columns: new Map([
      ["x", x],
      ["g", g.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, 0, 1);
      const [sd, sigma] = [wider * random.halfNormal(1), random.gamma(4, 4)];
      truth.set(sds[0], sd).set(sds[1], sigma);
      for (const [name, effect] of phylogeny.draw(random)) truth.set(`r_g[${name},Intercept]`, sd * effect);
      return { truth, response: eta(valuesOf(truth)).map((mean) => random.normal(mean, sigma)) };
    },
    logLikelihood: (values, response) => gaussianLogLikelihood(eta(values), values("sigma"), response),
  };
};

const poissonSignal = (): SbcModel => {
  const species = 30;
  const rows = 2 * species;
  const phylogeny = simulatedTree(randomness("tree of counts"), species);
  const g = balanced(species, rows);
  const observation = balanced(rows, rows);
  const x = standardNormals("phylogenetic signal, Poisson", rows);
  const eta = (values: Values) =>
    linear(
      values,
      x,
      (row) => values(`r_g[${g.level(row)},Intercept]`) + values(`r_row[${observation.level(row)},Intercept]`),
    );
  const sds = ["sd_g__Intercept", "sd_row__Intercept"] as const;
  return {
    name: "phylogenetic signal, Poisson",
    formula: "y ~ x + (1 | gr(g, tree = t)) + (1 | row)",
    family: "poisson(log)",
    priors: ["Intercept ~ normal(1, 0.5)", "b ~ normal(0, 0.5)", "sd ~ normal(0, 0.7)"],
    structures: { t: tree(phylogeny.newick) },
    shares: new Map([["signal", shareOf(sds[0], sds)]]),
    columns: new Map([
      ["x", x],
      ["g", g.codes],
      ["row", observation.codes],
    ]),
    simulate(random, wider = 1): Simulated {
      const truth = population(random, x, 1, 0.5);
      const [sd, own] = [wider * random.halfNormal(0.7), wider * random.halfNormal(0.7)];
      truth.set(sds[0], sd).set(sds[1], own);
      for (const [name, effect] of phylogeny.draw(random)) truth.set(`r_g[${name},Intercept]`, sd * effect);
      for (const name of observation.levels) truth.set(`r_row[${name},Intercept]`, random.normal(0, own));
      return { truth, response: eta(valuesOf(truth)).map((logMean) => random.poisson(Math.exp(logMean))) };
    },
    logLikelihood: (values, response) => poissonLogLikelihood(eta(values), response),
  };
};

/** Two kernels of the same animals, and a tree, each gaussian and Poisson with an effect of each observation. */
export const related: readonly SbcModel[] = [
  gaussianHeritability(),
  poissonHeritability(),
  gaussianSignal(),
  poissonSignal(),
];
