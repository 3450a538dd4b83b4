/** Log densities written with tensorflow.js operations, for tests of tracing and compiling. */
import type { TraceContext, TraceOutputs } from "../../engine/autodiff/trace.js";
import {
  lgamma,
  log1mexp,
  erf,
  erfc,
  normalLogCdf,
  cholesky,
  logDeterminant,
  logSumExp,
  triangularSolve,
  tf,
  digamma,
} from "../../engine/autodiff/ops.js";
import type { Tensor, Tensor1D } from "../../engine/autodiff/ops.js";

export interface TestModel {
  readonly name: string;
  readonly dimension: number;
  build(context: TraceContext): TraceOutputs;
}

/** Numbers that look random and are the same everywhere: the fractional parts of multiples of the golden ratio. */
export function scattered(count: number, seed = 1): number[] {
  return Array.from({ length: count }, (_, i) => ((i + seed * 17) * 0.6180339887498949) % 1);
}

const part = (x: Tensor, start: number, size: number) => tf().slice(x, [start], [size]);
const scalar = (x: Tensor, at: number) => tf().reshape(part(x, at, 1), []);
const normalLog = (x: Tensor, mean: Tensor | number, sd: Tensor | number) =>
  tf().sub(tf().mul(-0.5, tf().square(tf().div(tf().sub(x, mean), sd))), tf().log(tf().add(sd, tf().zerosLike(x))));

function outputs(logDensity: Tensor, position: Tensor, rows?: Tensor): TraceOutputs {
  return {
    logDensity,
    constrained: tf().exp(position),
    logLikelihood: rows ?? tf().mul(position, 2),
    logPrior: tf().reshape(logDensity, [1]),
  };
}

const eightSchools: TestModel = {
  name: "eight schools",
  dimension: 10,
  build({ position, data }) {
    const y = data("y", [28, 8, -3, 7, -1, 1, 18, 12]);
    const sigma = data("sigma", [15, 10, 16, 11, 9, 11, 10, 18]);
    const mu = scalar(position, 0);
    const logTau = scalar(position, 1);
    const z = part(position, 2, 8);
    const tau = tf().exp(logTau);
    const theta = tf().add(mu, tf().mul(tau, z));
    const rows = normalLog(y, theta, sigma);
    const prior = tf().add(
      tf().sum(tf().mul(-0.5, tf().square(z))),
      tf().add(
        tf().mul(-0.5, tf().square(tf().div(mu, 5))),
        tf().sub(logTau, tf().log1p(tf().square(tf().div(tau, 5)))),
      ),
    );
    return outputs(tf().add(tf().sum(rows), prior), position, rows);
  },
};

/** Bernoulli-logit with correlated slopes by group. */
export function logit(rows: number, groups: number): TestModel {
  return {
    name: `logit ${rows}`,
    dimension: 5 + 2 + 1 + 2 * groups,
    build({ position, data, integers }) {
      const u = scattered(rows * 5, 3);
      const x = data(
        "x",
        u.slice(0, rows * 4).map((v) => v * 2 - 1),
        [rows, 4],
      );
      const x1 = data(
        "x1",
        u
          .filter((_, i) => i % 4 === 0)
          .slice(0, rows)
          .map((v) => v * 2 - 1),
      );
      const y = data(
        "y",
        u.slice(rows * 4).map((v) => (v > 0.5 ? 1 : 0)),
      );
      const g = integers(
        "g",
        Array.from({ length: rows }, (_, i) => (i * 7) % groups),
      );
      const b = part(position, 0, 4);
      const intercept = scalar(position, 4);
      const sd = tf().exp(part(position, 5, 2));
      const rho = tf().tanh(scalar(position, 7));
      const z = tf().reshape(part(position, 8, 2 * groups), [2, groups]);
      const [z1, z2] = tf().unstack(z) as [Tensor, Tensor];
      const [sd1, sd2] = tf().unstack(sd) as [Tensor, Tensor];
      const r1 = tf().mul(sd1, z1);
      const r2 = tf().mul(sd2, tf().add(tf().mul(rho, z1), tf().mul(tf().sqrt(tf().sub(1, tf().square(rho))), z2)));
      const eta = tf().add(
        tf().add(tf().reshape(tf().matMul(x, tf().reshape(b, [4, 1])), [rows]), intercept),
        tf().add(tf().gather(r1, g), tf().mul(x1, tf().gather(r2, g))),
      );
      const likelihood = tf().sub(tf().mul(y, eta), tf().softplus(eta));
      const prior = tf().add(
        tf().sum(tf().mul(-0.5, tf().square(z))),
        tf().sub(tf().sum(tf().mul(-0.02, tf().square(b))), tf().sum(sd)),
      );
      return outputs(tf().add(tf().sum(likelihood), prior), position, likelihood);
    },
  };
}

const specials: TestModel = {
  name: "special functions",
  dimension: 7,
  build({ position: p, data }) {
    const x = data("x", [0.5, 1.5, 2.5, 3.7, 4.1, 0.2, 9]);
    const e = tf().exp(p);
    const terms = [
      lgamma(tf().add(e, x)),
      digamma(tf().add(e, x)),
      tf().neg(log1mexp(tf().neg(e))),
      erf(p),
      erfc(tf().mul(p, 0.5)),
      normalLogCdf(p),
      tf().pow(tf().add(e, 1), tf().tanh(p)),
      tf().pow(e, 3),
      tf().sin(p),
      tf().cos(p),
      tf().atan(p),
      tf().log1p(e),
      tf().expm1(p),
      tf().softplus(p),
      tf().sigmoid(p),
      tf().maximum(p, 0.1),
      tf().minimum(p, x),
      tf().squaredDifference(p, scalar(p, 0)),
      tf().abs(p),
      tf().rsqrt(e),
      tf().where(tf().greater(p, 0), tf().log(tf().maximum(p, 1e-300)), tf().zerosLike(p)),
      tf().clipByValue(p, -0.5, 0.5),
    ];
    const total = terms.reduce((sum, term) => tf().add(sum, tf().sum(term)), tf().scalar(0) as Tensor);
    return outputs(tf().add(total, logSumExp(p)), p);
  },
};

const matrices: TestModel = {
  name: "matrices",
  dimension: 12,
  build({ position: p }) {
    const half = tf().reshape(part(p, 0, 9), [3, 3]);
    const a = tf().add(tf().matMul(half, half, false, true), tf().mul(tf().eye(3), 2));
    const l = cholesky(a);
    const b = part(p, 9, 3);
    const whitened = triangularSolve(l, b);
    const back = triangularSolve(l, tf().reshape(part(p, 0, 6), [3, 2]), { transpose: true });
    const softened = tf().logSoftmax(tf().reshape(p, [3, 4]));
    const density = tf().sub(tf().mul(-0.5, tf().sum(tf().square(whitened))), logDeterminant(a));
    const extra = tf().add(tf().sum(tf().square(back)), tf().sum(tf().mul(softened, tf().reshape(p, [3, 4]))));
    const running = tf().sum(tf().square(tf().cumsum(tf().reshape(p, [3, 4]), 1, true, true)));
    return outputs(tf().sub(density, tf().add(extra, running)), p);
  },
};

const arrangements: TestModel = {
  name: "arrangements",
  dimension: 12,
  build({ position: p, integers, data }) {
    const m = tf().reshape(p, [3, 4]);
    const g = integers("g", [2, 0, 1, 2, 2]);
    const weights = data("w", scattered(20), [5, 4]);
    const terms = [
      tf().mul(tf().gather(m, g), weights),
      tf().square(tf().gather(tf().transpose(m), tf().tensor1d([3, 1, 1], "int32"))),
      tf().square(tf().tile(m, [2, 3])),
      tf().square(tf().concat([m, tf().mul(m, m)], 1)),
      tf().square(tf().stack(tf().unstack(m, 1), 0)),
      tf().exp(tf().sum(m, 0)),
      tf().square(tf().mean(m, 1)),
      tf().square(tf().sub(m, tf().max(m, 1, true))),
      tf().square(
        tf().pad(
          m,
          [
            [1, 0],
            [0, 2],
          ],
          0.25,
        ),
      ),
      tf().square(tf().slice(m, [1, 1], [2, 2])),
      tf().mul(tf().reverse(m, 1), m),
      tf().square(tf().gather(m, integers("h", [3, 0]), 1)),
      tf().square(tf().unsortedSegmentSum(tf().gather(m, g), g as Tensor1D, 3)),
      tf().matMul(tf().tensor2d(scattered(30 * 3), [30, 3]), m),
      tf().broadcastTo(tf().slice(m, [0, 0], [1, 4]), [6, 4]),
      tf().add(tf().cast(integers("i", [4, 5, 6]), "float32"), tf().square(tf().slice(p, [0], [3]))),
    ];
    const total = terms.reduce((sum, term) => tf().add(sum, tf().sum(term)), tf().scalar(0) as Tensor);
    return outputs(tf().neg(total), p);
  },
};

export const testModels: readonly TestModel[] = [eightSchools, logit(101, 7), specials, matrices, arrangements];
