/** Advice that only a fit can tell. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Posterior } from "../../../../engine/core/Posterior.js";
import { drawGamma } from "../../../../engine/distributions/draw/drawGamma.js";
import { drawPoisson } from "../../../../engine/distributions/draw/drawPoisson.js";
import { exp } from "../../../../engine/math/exp.js";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../../engine/math/solveTriangular.js";
import { stream } from "../../../../engine/random/stream.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { addedColumns } from "../../../../models/glmm/advice/addedColumns.js";
import { advice, adviceAfter, adviceText } from "../../../../models/glmm/advice/index.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import { fit } from "../../../../src/fit.js";
import { node } from "../../../../src/platform/node/node.js";
import { tableNamed, wellBehaved } from "./tables.js";

const quick = { chains: 2, warmup: 300, draws: 300, workers: 0, seed: 1 };

type Columns = Parameters<typeof tableFromColumns>[0];

const fitted = (columns: Columns, formula: string, options: GlmmOptions = {}): Promise<Posterior> =>
  fit(glmm(formula, options), tableFromColumns(columns), quick, node);
const causes = ({ warnings }: Pick<Posterior, "warnings">): readonly string[] =>
  warnings.map(({ cause }) => cause).filter((cause) => !/ess|rhat|divergences|ebfmi/.test(cause));

/** Levels whose effects go along with their mean of x as `confounding` says, with 8 rows each. */
function grouped(levels: number, confounding: number) {
  const rng = stream("5", "grouped", levels, confounding);
  const rows = Array.from({ length: levels }, (_, level) => {
    const mean = rng.normal();
    const effect = 0.7 * rng.normal() + confounding * mean;
    return Array.from({ length: 8 }, () => {
      const x = mean + rng.normal();
      return { x, eta: 0.5 * x + effect, y: 0.5 * x + effect + rng.normal(), g: `g${level}` };
    });
  }).flat();
  return {
    x: rows.map(({ x }) => x),
    y: rows.map(({ y }) => y),
    g: rows.map(({ g }) => g),
    eta: rows.map(({ eta }) => eta),
  };
}

describe("a predictor that is confounded with a group", () => {
  const { x, y, g } = grouped(25, 1.5);

  it("is named with the coefficient that is a mixture and the terms to write instead", async () => {
    const posterior = await fitted({ x, y, g }, "y ~ x + (1 | g)");
    expect(causes(posterior)).toEqual(["confounded_predictor"]);
    const [warning] = posterior.warnings.filter(({ cause }) => cause === "confounded_predictor");
    expect(warning!.variables).toEqual(["b_x"]);
    expect(warning!.text).toContain('x is confounded with "g"');
    expect(warning!.text).toContain("Write within(x | g) + between(x | g) in place of x");
  });

  it("has two slopes whose difference is told where the formula has both", async () => {
    const posterior = await fitted({ x, y, g }, "y ~ within(x | g) + between(x | g) + (1 | g)");
    expect(causes(posterior)).toEqual(["within_between_differ"]);
    const [warning] = posterior.warnings.filter(({ cause }) => cause === "within_between_differ");
    expect(warning!.variables).toEqual(["b_within_x", "b_between_x"]);
  });

  it("draws nothing where effects of groups have nothing to do with it, split or not", async () => {
    const plain = grouped(25, 0);
    expect(causes(await fitted(plain, "y ~ x + (1 | g)"))).toEqual([]);
    expect(causes(await fitted(plain, "y ~ within(x | g) + between(x | g) + (1 | g)"))).toEqual([]);
  });
});

describe("the coefficient of a column that is added", () => {
  it("is that of generalised least squares with the covariance of all rows written out, with slopes and crossed groups", async () => {
    const { x, y, g } = grouped(12, 0.5);
    const h = g.map((_, row) => `h${row % 7}`);
    const posterior = await fitted({ x, y, g, h }, "y ~ x + (x | g) + (1 | h)");
    const column = Float64Array.from(x, (value, row) => value * value + (row % 3));
    const [added] = addedColumns(fittedGlmm(posterior), [column])!;
    const at = meansOf(posterior);
    const sd = [at("sd_g__Intercept"), at("sd_g__x")] as const;
    const covariance = sd[0] * sd[1] * at("cor_g__Intercept__x");
    const rows = x.length;
    const V = new Float64Array(rows * rows);
    for (let i = 0; i < rows; i += 1) {
      for (let j = 0; j < rows; j += 1) {
        const own = i === j ? at("sigma") ** 2 : 0;
        const ofG = sd[0] ** 2 + covariance * (x[i]! + x[j]!) + sd[1] ** 2 * x[i]! * x[j]!;
        V[i * rows + j] = own + (g[i] === g[j] ? ofG : 0) + (h[i] === h[j] ? at("sd_h__Intercept") ** 2 : 0);
      }
    }
    const factor = cholesky(V, rows);
    const whitened = [new Float64Array(rows).fill(1), Float64Array.from(x), column].map((one) =>
      solveTriangular(factor, one),
    );
    const { estimate, error } = lastCoefficient(whitened, solveTriangular(factor, Float64Array.from(y)));
    // Two ways to the same numbers, through matrices of condition 1e4.
    expect(added!.estimate / estimate).toBeCloseTo(1, 8);
    expect(added!.error / error).toBeCloseTo(1, 8);
  });
});

describe("counts", () => {
  const { x, g, eta } = grouped(25, 0);
  const rng = stream("6", "counts");
  const poisson = eta.map((value) => drawPoisson(rng, exp(0.5 + value / 2)));
  const mixed = eta.map((value) => drawPoisson(rng, (exp(0.5 + value / 2) * drawGamma(rng, 1.5)) / 1.5));

  it("that vary more than a Poisson law allows are told, with the ratio and families that allow it", async () => {
    const posterior = await fitted({ x, g, n: mixed }, "n ~ x + (1 | g)", { family: "poisson" });
    expect(causes(posterior)).toEqual(["overdispersion"]);
    expect(posterior.warnings.find(({ cause }) => cause === "overdispersion")!.text).toMatch(
      /^"n" varies more than a Poisson law allows.* chi-square is [1-9]\.\d+ times .*"negbinomial"/,
    );
    expect(causes(await fitted({ x, g, n: mixed }, "n ~ x + (1 | g)", { family: "negbinomial" }))).toEqual([]);
  });

  it("of a Poisson law are passed over, and many zeros are a note", async () => {
    expect(causes(await fitted({ x, g, n: poisson }, "n ~ x + (1 | g)", { family: "poisson" }))).toEqual([]);
    const inflated = mixed.map((count, row) => (row % 3 === 0 ? 0 : count + 2));
    const posterior = await fitted({ x, g, n: inflated }, "n ~ x + (1 | g)", { family: "poisson" });
    expect(adviceAfter(posterior).notes.map(({ cause }) => cause)).toContain("many_zeros");
  });
});

describe("well-behaved tables", () => {
  const chosen = wellBehaved.filter(({ name }) => ["sleepstudy", "cbpp", "Orthodont", "epil"].includes(name));
  it.each(chosen)("draw no advice after they are fitted: $name", async ({ name, model }) => {
    expect(adviceAfter(await fit(model, tableNamed(name), quick, node)).warnings).toEqual([]);
  });
});

describe("advice", () => {
  let posterior: Posterior;
  beforeAll(async () => {
    const { x, y } = grouped(25, 0);
    const batch = y.map((_, row) => (row % 2 === 0 ? "a" : "b"));
    posterior = await fitted({ x, y, batch }, "y ~ x + (1 | batch)");
  });

  it("on few levels has the overlap of prior and posterior once there is one, and only once", () => {
    const told = posterior.warnings.find(({ cause }) => cause === "few_levels")!;
    expect(told.text).toMatch(/ The area that prior and posterior share is \d+ % of sd_batch__Intercept\.$/);
    expect(advice(posterior).warnings).toEqual([told]);
  });

  it("is printed as paragraphs no wider than asked, warnings before notes", () => {
    const text = adviceText(advice(posterior), { width: 60 });
    expect(text.split("\n").every((line) => line.length <= 60)).toBe(true);
    expect(text).toMatch(/^! "batch" has 2 levels[\s\S]*\n- Coefficients describe how/);
    expect(adviceText({ warnings: [], notes: [] })).toBe("Nothing to be advised of was found in model and data.");
  });
});

/** Posterior means by name. */
function meansOf({ draws }: Posterior): (name: string) => number {
  return (name) => {
    const at = draws.names.indexOf(name);
    const all = draws.chains.flatMap(({ values, drawCount }) =>
      Array.from({ length: drawCount }, (_, draw) => values[draw * draws.names.length + at]!),
    );
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  };
}

/** Least squares: the last coefficient and its standard error for rows of variance 1. */
function lastCoefficient(columns: readonly Float64Array[], y: Float64Array) {
  const size = columns.length;
  const inner = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const factor = cholesky(Float64Array.from(columns.flatMap((a) => columns.map((b) => inner(a, b)))), size);
  const right = solveTriangular(
    factor,
    Float64Array.from(columns, (column) => inner(column, y)),
  );
  const last = factor[size * size - 1]!;
  return { estimate: right[size - 1]! / last, error: 1 / last };
}
