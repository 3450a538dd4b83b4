/** 10,000 Bernoulli rows with correlated slopes by 200 groups, simulated. */
import { tf } from "../../engine/autodiff/ops.js";
import { densityOnly, element, part, scattered, type BenchModel } from "./BenchModel.js";

const rows = 10_000;
const groups = 200;
const u = scattered(6 * rows, 5);
const x = Float64Array.from({ length: 4 * rows }, (_, i) => 3 * u[i]! - 1.5);
const x1 = Float64Array.from({ length: rows }, (_, i) => x[4 * i]!);
const y = Float64Array.from({ length: rows }, (_, i) => (u[4 * rows + i]! < 0.4 ? 1 : 0));
const group = Int32Array.from({ length: rows }, (_, i) => Math.floor(groups * u[5 * rows + i]!));
const zAt = 8;
const dimension = zAt + 2 * groups;

export const logit10k: BenchModel = {
  name: "logit10k",
  rows,
  dimension,

  build({ position, data, integers }) {
    const intercept = element(position, 0);
    const b = part(position, 1, 4);
    const logSd = part(position, 5, 2);
    const [sd1, sd2] = tf().unstack(tf().exp(logSd));
    const rho = tf().tanh(element(position, 7));
    const z1 = part(position, zAt, groups);
    const z2 = part(position, zAt + groups, groups);
    const r1 = tf().mul(sd1!, z1);
    const rest = tf().sqrt(tf().sub(1, tf().square(rho)));
    const r2 = tf().mul(sd2!, tf().add(tf().mul(rho, z1), tf().mul(rest, z2)));
    const g = integers("group", group);
    const fixed = tf().reshape(tf().matMul(data("x", x, [rows, 4]), tf().reshape(b, [4, 1])), [rows]);
    const eta = tf().addN([
      tf().add(fixed, intercept),
      tf().gather(r1, g),
      tf().mul(data("x1", x1), tf().gather(r2, g)),
    ]);
    const likelihood = tf().sum(tf().sub(tf().mul(data("y", y), eta), tf().softplus(eta)));
    const normals = tf().mul(-0.02, tf().sum(tf().square(part(position, 0, 5))));
    const standard = tf().mul(-0.5, tf().sum(tf().square(part(position, zAt, 2 * groups))));
    const scales = tf().sum(tf().sub(logSd, tf().exp(logSd)));
    const correlation = tf().mul(2, tf().log(tf().sub(1, tf().square(rho))));
    return densityOnly(tf().addN([likelihood, normals, standard, scales, correlation]), position);
  },

  handWritten(q, g) {
    const sd1 = Math.exp(q[5]!);
    const sd2 = Math.exp(q[6]!);
    const rho = Math.tanh(q[7]!);
    const rest = Math.sqrt(1 - rho * rho);
    let density = q[5]! - sd1 + q[6]! - sd2 + 2 * Math.log(1 - rho * rho);
    for (let k = 0; k < 5; k++) {
      density -= 0.02 * q[k]! * q[k]!;
      g[k] = -0.04 * q[k]!;
    }
    for (let k = zAt; k < dimension; k++) {
      density -= 0.5 * q[k]! * q[k]!;
      g[k] = 0;
    }
    let [g0, g1, g2, g3, g4] = [g[0]!, g[1]!, g[2]!, g[3]!, g[4]!];
    const [b0, b1, b2, b3, b4] = [q[0]!, q[1]!, q[2]!, q[3]!, q[4]!];
    // Slopes with respect to the effects are collected by group first, then carried back to z.
    for (let i = 0; i < rows; i++) {
      const at = 4 * i;
      const j = zAt + group[i]!;
      const z1 = q[j]!;
      const effect2 = sd2 * (rho * z1 + rest * q[j + groups]!);
      const v1 = x[at]!;
      const v2 = x[at + 1]!;
      const v3 = x[at + 2]!;
      const v4 = x[at + 3]!;
      const eta = b0 + v1 * b1 + v2 * b2 + v3 * b3 + v4 * b4 + sd1 * z1 + v1 * effect2;
      const e = Math.exp(-Math.abs(eta));
      density += y[i]! * eta - (Math.max(eta, 0) + Math.log1p(e));
      const residual = y[i]! - (eta >= 0 ? 1 : e) / (1 + e);
      g0 += residual;
      g1 += residual * v1;
      g2 += residual * v2;
      g3 += residual * v3;
      g4 += residual * v4;
      g[j]! += residual;
      g[j + groups]! += residual * v1;
    }
    g[0] = g0;
    g[1] = g1;
    g[2] = g2;
    g[3] = g3;
    g[4] = g4;
    let slope1 = 0;
    let slope2 = 0;
    let slopeRho = 0;
    for (let k = zAt; k < zAt + groups; k++) {
      const z1 = q[k]!;
      const z2 = q[k + groups]!;
      const r1 = g[k]!;
      const r2 = g[k + groups]!;
      slope1 += r1 * z1;
      slope2 += r2 * (rho * z1 + rest * z2);
      slopeRho += r2 * sd2 * (z1 - (rho / rest) * z2);
      g[k] = r1 * sd1 + r2 * sd2 * rho - z1;
      g[k + groups] = r2 * sd2 * rest - z2;
    }
    g[5] = slope1 * sd1 + 1 - sd1;
    g[6] = slope2 * sd2 + 1 - sd2;
    g[7] = slopeRho * (1 - rho * rho) - 4 * rho;
    return density;
  },
};
