import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import type { TracedModel } from "../../../engine/core/Model.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import {
  binomialLogit,
  cauchy,
  halfCauchy,
  halfNormal,
  laplace,
  lkjCorrCholesky,
  logistic,
  multivariateNormal,
  normal,
  ordered,
  positive,
  program,
  studentT,
  type Parametrisation,
} from "../../../models/index.js";
import { evaluate, logNormal, schools, total } from "./evaluate.js";
import { testRng } from "../../engine/distributions/testRng.js";

beforeAll(async () => void (await loadTensorflow()));

const eightSchools = (parametrisation?: Parametrisation) =>
  program<{ y: number; sigma: number; school: string }>(({ parameter, observe, data }) => {
    const mu = parameter("mu", normal(0, 5));
    const tau = parameter("tau", halfCauchy(0, 5));
    const theta = parameter("theta", normal(mu, tau), {
      dims: { school: 8 },
      ...(parametrisation && { parametrisation }),
    });
    observe(normal(theta, data.sigma), data.y);
  });

describe("eight schools", () => {
  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const sigma = [15, 10, 16, 11, 9, 11, 10, 18];
  const z = [0.3, -1.2, 0.5, 0.1, 2, -0.7, 0.4, -0.2];
  const [mu, logTau] = [3.1, 0.7];
  const tau = Math.exp(logTau);

  it("is non-centred by default, with log density, gradient and draws as written by hand", () => {
    const model = eightSchools().trace(schools);
    const { logDensity, gradient, draws, logLikelihood, logPrior } = evaluate(model, [mu, logTau, ...z]);
    const theta = z.map((value) => mu + tau * value);
    const priorTau = Math.log(2 / (Math.PI * 5)) - Math.log1p((tau / 5) ** 2);
    const likelihood = theta.map((value, i) => logNormal(y[i]!, value, sigma[i]!));
    const byHand =
      logNormal(mu, 0, 5) + priorTau + logTau + total(z.map((value) => logNormal(value, 0, 1))) + total(likelihood);
    expect(logDensity).toBeCloseTo(byHand, 11);
    expect(model.names).toEqual(["mu", "tau", ...z.map((_, i) => `theta[${i + 1}]`)]);
    expect(draws.get("tau")).toBeCloseTo(tau, 14);
    theta.forEach((value, i) => expect(draws.get(`theta[${i + 1}]`)).toBeCloseTo(value, 13));
    likelihood.forEach((value, i) => expect(logLikelihood[i]).toBeCloseTo(value, 12));
    expect(model.rows).toBe(8);
    const score = theta.map((value, i) => (y[i]! - value) / sigma[i]! ** 2);
    expect(gradient[0]).toBeCloseTo(-mu / 25 + total(score), 12);
    z.forEach((value, i) => expect(gradient[2 + i]).toBeCloseTo(-value + tau * score[i]!, 12));
    // The log prior is of the values themselves, without Jacobians.
    expect(logPrior[1]).toBeCloseTo(priorTau, 12);
    expect(logPrior[2]).toBeCloseTo(total(theta.map((value) => logNormal(value, mu, tau))), 11);
    expect(model.blocks).toEqual([
      { name: "mu", offset: 0, length: 1 },
      { name: "tau", offset: 1, length: 1 },
      { name: "theta", offset: 2, length: 8, latent: "sampled" },
    ]);
  });

  it("is described as a statistician writes it", () => {
    expect(eightSchools().describe(schools)).toEqual({
      title: "program",
      lines: [
        "mu ~ normal(0, 5)",
        "tau ~ half-cauchy(0, 5)",
        "theta[school: 8] ~ normal(mu, tau), non-centred",
        "y ~ normal(theta, sigma), 8 rows",
      ],
    });
  });

  it("without its likelihood has the prior as its log density", () => {
    const at = [mu, logTau, ...z];
    const full = evaluate(eightSchools().trace(schools), at);
    const prior = evaluate(eightSchools().priorOnly().trace(schools), at);
    expect(prior.logDensity).toBeCloseTo(full.logDensity - total(full.logLikelihood), 11);
    expect(prior.logLikelihood).toEqual(full.logLikelihood);
  });

  it("names the columns it uses, also when cells are missing", () => {
    const holes = tableFromColumns({ y: [1, null, 3, 4, 5, 6, 7, 8], sigma: [1, 1, 1, 1, 1, 1, 1, 1], other: [...y] });
    expect(eightSchools().usedColumns(holes)).toEqual(["sigma", "y"]);
  });
});

describe("parametrisations", () => {
  const laws = {
    normal: (location: never, scale: never) => normal(location, scale),
    student_t: (location: never, scale: never) => studentT(4, location, scale),
    cauchy: (location: never, scale: never) => cauchy(location, scale),
    laplace: (location: never, scale: never) => laplace(location, scale),
    logistic: (location: never, scale: never) => logistic(location, scale),
  };
  const model = (law: keyof typeof laws, parametrisation: Parametrisation): TracedModel =>
    program(({ parameter, observe, data }) => {
      const mu = parameter("mu", normal(0, 5));
      const tau = parameter("tau", halfNormal(0, 5));
      const theta = parameter("theta", laws[law](mu as never, tau as never), { dims: { i: 3 }, parametrisation });
      observe(normal(theta, 1), data("y"));
    }).trace(tableFromColumns({ y: [1, 2, -1] }));
  const [mu, logTau] = [0.8, -0.4];
  const tau = Math.exp(logTau);
  const theta = [0.5, -2, 3.3];

  it.each(Object.keys(laws) as (keyof typeof laws)[])(
    "of %s give the same density of the same values, up to the Jacobian of the map between them",
    (law) => {
      const centred = evaluate(model(law, "centred"), [mu, logTau, ...theta]);
      for (const w of [0, 0.3, 1]) {
        const z = theta.map((value) => w * mu + (value - mu) / tau ** (1 - w));
        const weighted = evaluate(model(law, { weight: w }), [mu, logTau, ...z]);
        const jacobian = theta.length * (1 - w) * logTau;
        expect(weighted.logDensity).toBeCloseTo(centred.logDensity + jacobian, 11);
        theta.forEach((value, i) => expect(weighted.draws.get(`theta[${i + 1}]`)).toBeCloseTo(value, 13));
        weighted.logPrior.forEach((value, i) => expect(value).toBeCloseTo(centred.logPrior[i]!, 11));
      }
      const z = theta.map((value) => (value - mu) / tau);
      const noncentred = evaluate(model(law, "noncentred"), [mu, logTau, ...z]);
      expect(noncentred.logDensity).toBeCloseTo(centred.logDensity + theta.length * logTau, 11);
      noncentred.logPrior.forEach((value, i) => expect(value).toBeCloseTo(centred.logPrior[i]!, 11));
    },
  );

  it("a centring weight is a setting: changing it needs no new trace", () => {
    const traced = model("normal", { weight: 0.5 });
    const z = theta.map((value) => (value - mu) / tau);
    const changed = evaluate(traced, [mu, logTau, ...z], { "centring:theta": [0, 0, 0] });
    const noncentred = evaluate(model("normal", "noncentred"), [mu, logTau, ...z]);
    expect(changed.logDensity).toBeCloseTo(noncentred.logDensity, 12);
    changed.gradient.forEach((value, i) => expect(value).toBeCloseTo(noncentred.gradient[i]!, 12));
  });

  it("the gradient of a weighted parametrisation agrees with central differences", () => {
    const traced = model("student_t", { weight: [0.2, 0.5, 0.9] });
    const at = [mu, logTau, 0.4, -1.1, 0.9];
    const { gradient } = evaluate(traced, at);
    at.forEach((_, i) => {
      const moved = (by: number): number =>
        evaluate(
          traced,
          at.map((value, j) => (i === j ? value + by : value)),
        ).logDensity;
      expect(gradient[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
    });
  });
});

describe("ordered parameters", () => {
  const table = tableFromColumns({ y: [1] });
  const position = [0.8, -0.4, 0.2, -1, 0.5];
  const [m, s] = [0.8, Math.exp(-0.4)];
  const cuts = [0.2, 0.2 + Math.exp(-1), 0.2 + Math.exp(-1) + Math.exp(0.5)];
  const hierarchical = program(({ parameter }) => {
    const mean = parameter("m", normal(0, 1));
    const sd = parameter("s", halfNormal(0, 1));
    parameter("c", normal(mean, sd), { dims: { k: 3 }, support: ordered });
  });

  it("with a hierarchical prior increase, and have the prior and Jacobian written by hand", () => {
    const { draws, logDensity, gradient } = evaluate(hierarchical.trace(table), position);
    cuts.forEach((cut, i) => expect(draws.get(`c[${i + 1}]`)).toBeCloseTo(cut, 14));
    const halfPrior = logNormal(s, 0, 1) + Math.log(2) - 0.4;
    const others = logNormal(m, 0, 1) + halfPrior - 1 + 0.5;
    const density = others + total(cuts.map((cut) => logNormal(cut, m, s)));
    // Of 3! orders one is kept.
    expect(logDensity).toBeCloseTo(density + Math.log(6), 12);
    expect(gradient[0]).toBeCloseTo(-m + total(cuts.map((cut) => (cut - m) / s ** 2)), 12);
  });

  it("are normalised when their elements share a law: the density of two integrates to 1", () => {
    const model = program(({ parameter }) => {
      parameter("c", normal(0.3, 0.8), { dims: { k: 2 }, support: ordered });
    }).trace(table);
    const graph = interpret(model.graph);
    const step = 0.1;
    let sum = 0;
    for (let x = -5; x < 5; x += step) {
      for (let z = -20; z < 4; z += step) sum += Math.exp(graph.evaluate(Float64Array.of(x, z), new Float64Array(2)));
    }
    // The trapezoid rule is exact to rounding for smooth densities; e^(-20) of the steps is cut off.
    expect(sum * step * step).toBeCloseTo(1, 7);
  });

  it("of rows of vectors have a constant for each row, and none where elements have locations of their own", () => {
    const logPrior = (build: Parameters<typeof program>[0], at: number[]): number =>
      evaluate(program(build).trace(table), at).logPrior[0]!;
    const rows = logPrior(
      ({ parameter }) => void parameter("c", normal(0, 1), { dims: { g: 2, k: 2 }, support: ordered }),
      [0, 0, 1, 0],
    );
    expect(rows).toBeCloseTo(total([0, 1, 1, 2].map((x) => logNormal(x, 0, 1))) + 2 * Math.log(2), 12);
    const own = logPrior(
      ({ parameter, constant }) =>
        void parameter("c", normal(constant("m", [0, 1]), 1), { dims: { k: 2 }, support: ordered }),
      [0, 0],
    );
    expect(own).toBeCloseTo(logNormal(0, 0, 1) + logNormal(1, 1, 1), 12);
  });

  it("are described without a parametrisation, and refuse one", () => {
    expect(hierarchical.describe(table).lines[2]).toBe("c[k: 3] ~ normal(m, s), in increasing order");
    const act = (): unknown =>
      program(({ parameter }) => {
        const options = { dims: { k: 3 }, support: ordered, parametrisation: "centred" } as const;
        parameter("c", normal(parameter("m", normal(0, 1)), 1), options);
      }).trace(table);
    expect(act).toThrow(
      'the parameter "c" cannot be centred: it lives on vectors in increasing order, and only a parameter on all real ' +
        "numbers can be; leave parametrisation out.",
    );
  });
});

describe("what a program can hold", () => {
  it("a binomial GLMM with a design matrix of the person's own, a factor, potentials and generated quantities", () => {
    const table = tableFromColumns({
      x: [0, 1, 2, 0, 1, 2],
      n: [5, 8, 2, 9, 9, 4],
      y: [0, 3, 2, 1, 9, 2],
      group: ["b", "a", "b", "c", "a", "c"],
    });
    const model = program<{ x: number; n: number; y: number; group: string }>((scope) => {
      const { parameter, observe, data, factor, column, constant, generate, logDensity, rows } = scope;
      const group = factor("group");
      expect(group.levels).toEqual(["a", "b", "c"]);
      const design = Array.from(column("x")).flatMap((x) => [1, x]);
      const X = constant("X", design, [rows, 2]);
      const beta = parameter("beta", normal(0, 2), { dims: { coefficient: ["Intercept", "x"] } });
      const sd = parameter("sd", normal(1, 2), { support: positive });
      const r = parameter("r", normal(0, sd), { dims: { group: group.levels } });
      const population = scope.tf.reshape(scope.tf.matMul(X as never, scope.tf.reshape(beta, [2, 1]) as never), [rows]);
      observe(binomialLogit(data.n, scope.tf.add(population, scope.tf.gather(r, group.codes))), data.y);
      generate("odds", scope.tf.exp(beta), { dims: { coefficient: ["Intercept", "x"] } });
      logDensity(scope.tf.mul(sd, -0.1));
    }).trace(table);
    const position = [0.2, -0.4, 0.3, 1, -0.5, 0.7];
    const { logDensity, draws } = evaluate(model, position);
    expect([...draws.keys()]).toEqual([
      "beta[Intercept]",
      "beta[x]",
      "sd",
      "r[a]",
      "r[b]",
      "r[c]",
      "odds[Intercept]",
      "odds[x]",
    ]);
    const sd = Math.exp(0.3);
    const r = [1, -0.5, 0.7];
    const lchoose = (n: number, k: number): number =>
      total(Array.from({ length: k }, (_, i) => Math.log((n - i) / (i + 1))));
    const likelihood = [0, 1, 2, 0, 1, 2].map((x, i) => {
      const [n, y] = [[5, 8, 2, 9, 9, 4][i]!, [0, 3, 2, 1, 9, 2][i]!];
      const eta = 0.2 - 0.4 * x + sd * r[[1, 0, 1, 2, 0, 2][i]!]!;
      return lchoose(n, y) + y * eta - n * Math.log1p(Math.exp(eta));
    });
    // P(normal(1, 2) > 0) by R: pnorm(0, 1, 2, lower.tail = FALSE)
    const byHand =
      logNormal(0.2, 0, 2) +
      logNormal(-0.4, 0, 2) +
      logNormal(sd, 1, 2) -
      Math.log(0.691462461274013) +
      0.3 +
      total(r.map((value) => logNormal(value, 0, 1))) +
      total(likelihood) -
      0.1 * sd;
    expect(logDensity).toBeCloseTo(byHand, 11);
    expect(draws.get("odds[x]")).toBeCloseTo(Math.exp(-0.4), 14);
  });

  it("correlated effects, ordered thresholds and multivariate likelihoods", () => {
    const model = program(({ parameter, observe, constant, tf }) => {
      const L = parameter("L", lkjCorrCholesky(3, 2));
      const cut = parameter("cut", normal(0, 3), { dims: { cut: 4 }, support: ordered });
      const first = tf.slice(cut as never, [0], [3]);
      observe(multivariateNormal(first, { cholesky: L }), constant("Y", [1, 2, 3, -1, 0, 1], [2, 3]));
    }).trace(tableFromColumns({ y: [1] }));
    expect(model.names.slice(0, 4)).toEqual(["L[1,1]", "L[1,2]", "L[1,3]", "L[2,1]"]);
    expect(model.dimension).toBe(3 + 4);
    expect(model.rows).toBe(2);
    const rng = testRng(8);
    const position = Array.from({ length: 7 }, () => 0.5 * rng.normal());
    const { gradient } = evaluate(model, position);
    position.forEach((_, i) => {
      const moved = (by: number): number =>
        evaluate(
          model,
          position.map((value, j) => (i === j ? value + by : value)),
        ).logDensity;
      expect(gradient[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
    });
  });

  it("hostile names", () => {
    const table = tableFromColumns(
      new Map<string, (number | string)[]>([
        ["__proto__", [1, 2]],
        ["constructor", ["toString", "__proto__"]],
        ["then", [3, 4]],
        ["name", [1, 1]],
      ]),
    );
    const model = program(({ parameter, observe, data, factor }) => {
      const levels = factor("constructor").levels;
      const mu = parameter("__proto__", normal(0, 1), { dims: { g: levels } });
      observe(normal(mu, data["then"]!), data("__proto__"));
    });
    expect(model.trace(table).names).toEqual(["__proto__[__proto__]", "__proto__[toString]"]);
    expect(model.usedColumns(table)).toEqual(["constructor", "then", "__proto__"]);
  });
});

it("names the row of a stray text among numbers", () => {
  const table = tableFromColumns({ y: [1, 2, "seven", 4] as never });
  expect(() => program(({ data }) => void data["y"]).trace(table)).toThrow(
    '"y" holds "seven" in row 3, where most cells are numbers: correct the cell.',
  );
});

it("says in its description that there is no likelihood", () => {
  const model = program(({ parameter }) => void parameter("mu", normal(0, 1)));
  expect(model.describe(schools).lines).toContain("there is no likelihood: draws are from the prior");
});

describe("mistakes are told in a person's words", () => {
  type Body = Parameters<typeof program<Record<string, number>>>[0];
  const refusals: [string, Body, string][] = [
    ["a misspelt column", ({ data }) => void data["sgima"], 'unknown column "sgima": did you mean "sigma"?'],
    [
      "a column far from any",
      ({ data }) => void data["temperature"],
      'unknown column "temperature": the columns are y, sigma, school.',
    ],
    [
      "text used as a number",
      ({ data }) => void data["school"],
      'the column "school" holds text, so it is no number: use factor("school").',
    ],
    [
      "a misspelt option of a parameter",
      ({ parameter }) => void parameter("mu", normal(0, 1), { dim: { school: 8 } } as never),
      'the parameter "mu" has an unknown option "dim", did you mean "dims"; known are dims, support, parametrisation, names, reported, unit.',
    ],
    [
      "a tensor where JavaScript needs a number",
      ({ parameter }) => void ((parameter("mu", normal(0, 1)) as unknown as number) + 1),
      "+, *, > and Math.exp do",
    ],
    [
      "the same name twice",
      ({ parameter }) => {
        parameter("mu", normal(0, 1));
        parameter("mu", normal(0, 1));
      },
      'the name "mu" is used twice, for a parameter and a parameter; rename one.',
    ],
    [
      "a vector as the mean of a number",
      ({ parameter }) => {
        const a = parameter("a", normal(0, 1), { dims: { i: 3 } });
        parameter("b", normal(a, 1));
      },
      'the location of "b" has shape [3], but it has no dims; give it dims of that shape, or make the location fit.',
    ],
    [
      "dims that do not fit the prior's vector",
      ({ parameter }) => void parameter("x", multivariateNormal([0, 0], { covariance: [[1, 0], [0, 1]] }), { dims: { i: 3 } }), // prettier-ignore
      'the dims of "x" have shape [3], but its prior multivariate_normal has [2]; the last dims must be the prior\'s.',
    ],
    [
      "a size that is no size",
      ({ parameter }) => void parameter("x", normal(0, 1), { dims: { i: 0 } }),
      'dimension "i" of "x" must be a whole number above 0 or a list of labels; it is 0.',
    ],
    [
      "labels that repeat",
      ({ parameter }) => void parameter("x", normal(0, 1), { dims: { i: ["a", "b", "a"] } }),
      'dimension "i" of "x" has the label "a" twice; labels must differ.',
    ],
    [
      "values that do not fit the parameters",
      ({ parameter, observe, data }) => {
        const a = parameter("a", normal(0, 1), { dims: { i: 3 } });
        observe(normal(a, 1), data["y"]!);
      },
      'the location of normal has shape [3], which does not fit: "y" has shape [8].',
    ],
    [
      "parameters that would repeat the values",
      ({ parameter, observe, data }) => {
        const a = parameter("a", normal(0, 1), { dims: { i: 3, j: 1 } });
        observe(normal(a, 1), data["y"]!);
      },
      'the location of normal has shape [3, 1], which would repeat the values: "y" has shape [8].',
    ],
    [
      "data outside the support",
      ({ parameter, observe, data }) => {
        observe(halfNormal(0, parameter("s", halfNormal(0, 1))), data["y"]!);
      },
      '"y" holds -3 in row 3, but half-normal is a law of numbers above 0.',
    ],
    [
      "more successes than trials",
      ({ parameter, observe, constant }) => {
        observe(binomialLogit(constant("n", [4, 4]), parameter("a", normal(0, 1))), constant("k", [3, 5]));
      },
      '"k" holds 5 in row 2, more than its 4 trials.',
    ],
    ["no parameter at all", ({ observe, data }) => observe(normal(0, 1), data["y"]!), "declares no parameter"],
    [
      "a parametrisation that has no meaning",
      ({ parameter }) => void parameter("x", normal(0, 1), { parametrisation: "centred" }),
      'the parameter "x" cannot be centred: its prior normal needs a location and a scale',
    ],
    [
      "a discrete parameter",
      ({ parameter }) => void parameter("x", binomialLogit(3, 0)),
      'the parameter "x" has the distribution binomial_logit of whole numbers, which has no gradient; sum it out.',
    ],
    [
      "a constant with a column's name",
      ({ constant }) => void constant("y", [1]),
      'the constant "y" has the name of a column of the table; rename it.',
    ],
    [
      "a constant of the wrong shape",
      ({ constant }) => void constant("X", [1, 2, 3], [2, 2]),
      'the constant "X" has 3 numbers, but its shape is [2, 2].',
    ],
    [
      "a promise",
      (async ({ parameter }: { parameter: (name: string, d: unknown) => unknown }) => {
        parameter("mu", normal(0, 1));
        await Promise.resolve();
      }) as unknown as Body,
      "the program returned a promise; it must be synchronous",
    ],
    [
      "a value that is read",
      ({ parameter }) => void parameter("mu", normal(0, 1)).dataSync(),
      "a model cannot read the value of a tensor",
    ],
  ];
  it.each(refusals)("%s", (_, body, message) => {
    const act = (): unknown => program(body).trace(schools);
    expect(act).toThrow(message);
    expect(act).toThrow(expect.objectContaining({ kind: "UserError" }));
  });

  it("missing cells, with their count and the mend", () => {
    const holes = tableFromColumns({ y: [1, null, 3, null], sigma: [1, 1, 1, 1] });
    const act = (): unknown =>
      program(({ parameter, observe, data }) => observe(normal(parameter("mu", normal(0, 1)), 1), data["y"]!)).trace(
        holes,
      );
    expect(act).toThrow(
      'the column "y" has 2 missing cells, first in row 2: fill them, or leave their rows out with --na drop (in TypeScript na: "drop").',
    );
  });

  it("words spoken after the program has returned", async () => {
    let late: (() => void) | undefined;
    program(({ parameter }) => {
      parameter("mu", normal(0, 1));
      late = () => void parameter("nu", normal(0, 1));
    }).trace(schools);
    expect(late!).toThrow("parameter was called after the program had returned; call it inside.");
  });

  it("two draws of one name", () => {
    const model = program(({ parameter, generate }) => {
      const a = parameter("a", normal(0, 1), { dims: { i: 1 } });
      generate("a[1]", tf().sum(a));
    });
    expect(() => model.trace(schools)).toThrow('two draws would have the name "a[1]"');
  });
});

describe("the editor marks what is wrong", () => {
  it("a misspelt column, text used as a number, and a promise", () => {
    type Columns = { y: number; school: string };
    const body = () =>
      program<Columns>(({ parameter, observe, data, factor }) => {
        const mu = parameter("mu", normal(0, 1));
        observe(normal(mu, 1), data.y);
        // @ts-expect-error there is no such column
        observe(normal(mu, 1), data.yy);
        // @ts-expect-error there is no such column
        observe(normal(mu, 1), data("yy"));
        // @ts-expect-error the column holds text
        observe(normal(mu, 1), data.school);
        // @ts-expect-error there is no such column
        factor("schol");
        // @ts-expect-error a distribution is needed
        parameter("x", 3);
        // @ts-expect-error there is no such parametrisation
        parameter("z", normal(mu, 1), { parametrisation: "centered" });
      });
    // @ts-expect-error a program must be synchronous
    const asynchronous = () => program(async () => undefined);
    expect([body, asynchronous]).toHaveLength(2);
  });
});
