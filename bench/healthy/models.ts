/** Models that fit their data and are easily sampled: what is said against their draws is a false alarm. */
import {
  bernoulliLogit,
  binomial,
  glmm,
  halfCauchy,
  halfNormal,
  normal,
  poisson,
  program,
  readTable,
  type Model,
  type TableInput,
} from "poolwise";
import { randomness } from "../sbc/randomness.js";

/** A model with data that it fits. */
export interface HealthyModel {
  readonly name: string;
  readonly model: Model;
  readonly table: TableInput;
  /** Left out of the bound on false alarms, with the reason, since its draws are not always without fault. */
  readonly hard?: string;
}

const schools = {
  school: ["A", "B", "C", "D", "E", "F", "G", "H"],
  y: [28, 8, -3, 7, -1, 1, 18, 12],
  sigma: [15, 10, 16, 11, 9, 11, 10, 18],
};

/** All of them, in the order in which they are tried. */
export async function healthyModels(): Promise<readonly HealthyModel[]> {
  return [
    {
      name: "sleepstudy",
      model: glmm("Reaction ~ Days + (Days | Subject)"),
      table: await readTable("examples/sleep-deprivation/sleepstudy.csv"),
    },
    {
      name: "cbpp",
      model: glmm("incidence | trials(size) ~ factor(period) + (1 | herd)", { family: binomial("logit") }),
      table: await readTable("examples/herds/cbpp.csv"),
    },
    { name: "eight schools", model: glmm("y | se(sigma) ~ 1 + (1 | school)"), table: schools },
    {
      name: "counts, an effect for each",
      model: glmm("y ~ x + (1 | site) + (1 | row)", { family: poisson("log") }),
      table: counts(),
    },
    { name: "regression, 10 coefficients", model: regression, table: measurements() },
    { name: "logistic regression", model: logistic, table: successes() },
    {
      name: "eight schools, half-Cauchy",
      model: schoolsByHand,
      table: schools,
      hard: "a few transitions do diverge where tau is small or very large",
    },
  ];
}

/** Counts of twelve sites that vary more than Poisson's. */
function counts(): Record<string, (number | string)[]> {
  const random = randomness("counts");
  const sites = Array.from({ length: 12 }, () => random.normal(0, 0.5));
  const rows = Array.from({ length: 96 }, (_, row) => {
    const x = random.normal(0, 1);
    const y = random.poisson(Math.exp(1.5 + 0.4 * x + sites[row % 12]! + random.normal(0, 0.4)));
    return { x, y, site: `s${row % 12}`, row: `r${row}` };
  });
  const column = (name: "x" | "y" | "site" | "row") => rows.map((row) => row[name]);
  return { x: column("x"), y: column("y"), site: column("site"), row: column("row") };
}

/** Columns x1, x2, … of standard normals, and the sums of their products with 1, -0.5, 0.25, …. */
function predictors(seed: string, many: number, rows: number): { columns: Record<string, number[]>; eta: number[] } {
  const random = randomness(seed);
  const columns: Record<string, number[]> = {};
  const eta = new Array<number>(rows).fill(0);
  for (let k = 0; k < many; k++) {
    const column = eta.map(() => random.normal(0, 1));
    column.forEach((x, i) => (eta[i] = eta[i]! + x * (-0.5) ** k));
    columns[`x${k + 1}`] = column;
  }
  return { columns, eta };
}

function measurements(): Record<string, number[]> {
  const random = randomness("measurements");
  const { columns, eta } = predictors("measured", 10, 100);
  return { ...columns, y: eta.map((mean) => 2 + random.normal(mean, 1.5)) };
}

function successes(): Record<string, number[]> {
  const random = randomness("successes");
  const { columns, eta } = predictors("succeeded", 3, 150);
  return { ...columns, y: eta.map((logit) => random.bernoulli(1 / (1 + Math.exp(-0.3 - logit)))) };
}

const regression = program<Record<string, number>>(({ parameter, observe, data, tf }) => {
  const intercept = parameter("intercept", normal(0, 10));
  const sigma = parameter("sigma", halfNormal(0, 5));
  let mean = tf.mul(intercept, tf.onesLike(data("x1")));
  for (let k = 1; k <= 10; k++) mean = tf.add(mean, tf.mul(parameter(`b${k}`, normal(0, 5)), data(`x${k}`)));
  observe(normal(mean, sigma), data("y"));
});

const logistic = program<Record<string, number>>(({ parameter, observe, data, tf }) => {
  const intercept = parameter("intercept", normal(0, 2.5));
  let logit = tf.mul(intercept, tf.onesLike(data("x1")));
  for (let k = 1; k <= 3; k++) logit = tf.add(logit, tf.mul(parameter(`b${k}`, normal(0, 2.5)), data(`x${k}`)));
  observe(bernoulliLogit(logit), data("y"));
});

const schoolsByHand = program<{ y: number; sigma: number }>(({ parameter, observe, data }) => {
  const mu = parameter("mu", normal(0, 5));
  const tau = parameter("tau", halfCauchy(0, 5));
  const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 } });
  observe(normal(theta, data.sigma), data.y);
});
