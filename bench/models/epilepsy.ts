/** Seizure counts by patient and visit, simulated: Poisson-log with patient and observation-level effects. */
import { tf } from "../../engine/autodiff/ops.js";
import { densityOnly, element, part, scattered, type BenchModel } from "./BenchModel.js";

const patients = 59;
const rows = 4 * patients;
const u = scattered(6 * rows, 11);
const x = Float64Array.from({ length: 4 * rows }, (_, i) => 2 * u[i]! - 1);
const y = Float64Array.from({ length: rows }, (_, i) => Math.floor(12 * u[4 * rows + i]! * u[5 * rows + i]!));
const patient = Int32Array.from({ length: rows }, (_, i) => Math.floor(i / 4));
const dimension = 5 + 2 + patients + rows;

export const epilepsy: BenchModel = {
  name: "epilepsy-like Poisson",
  rows,
  dimension,

  build({ position, data, integers }) {
    const intercept = element(position, 0);
    const b = part(position, 1, 4);
    const logSd = part(position, 5, 2);
    const [sdPatient, sdRow] = tf().unstack(tf().exp(logSd));
    const zPatient = part(position, 7, patients);
    const zRow = part(position, 7 + patients, rows);
    const fixed = tf().reshape(tf().matMul(data("x", x, [rows, 4]), tf().reshape(b, [4, 1])), [rows]);
    const eta = tf().addN([
      tf().add(fixed, intercept),
      tf().gather(tf().mul(sdPatient!, zPatient), integers("patient", patient)),
      tf().mul(sdRow!, zRow),
    ]);
    const likelihood = tf().sum(tf().sub(tf().mul(data("y", y), eta), tf().exp(eta)));
    const normals = tf().mul(-0.02, tf().sum(tf().square(part(position, 0, 5))));
    const standard = tf().mul(-0.5, tf().sum(tf().square(part(position, 7, patients + rows))));
    const scales = tf().sum(tf().sub(logSd, tf().exp(logSd)));
    return densityOnly(tf().addN([likelihood, normals, standard, scales]), position);
  },

  handWritten(q, g) {
    const sdPatient = Math.exp(q[5]!);
    const sdRow = Math.exp(q[6]!);
    let density = q[5]! - sdPatient + q[6]! - sdRow;
    for (let k = 0; k < 5; k++) {
      density -= 0.02 * q[k]! * q[k]!;
      g[k] = -0.04 * q[k]!;
    }
    for (let k = 7; k < dimension; k++) {
      density -= 0.5 * q[k]! * q[k]!;
      g[k] = -q[k]!;
    }
    let slopePatient = 0;
    let slopeRow = 0;
    for (let i = 0; i < rows; i++) {
      const p = 7 + patient[i]!;
      const o = 7 + patients + i;
      const at = 4 * i;
      const fixed = x[at]! * q[1]! + x[at + 1]! * q[2]! + x[at + 2]! * q[3]! + x[at + 3]! * q[4]!;
      const eta = q[0]! + fixed + sdPatient * q[p]! + sdRow * q[o]!;
      const mean = Math.exp(eta);
      const residual = y[i]! - mean;
      density += y[i]! * eta - mean;
      g[0]! += residual;
      for (let k = 0; k < 4; k++) g[k + 1]! += residual * x[at + k]!;
      g[p]! += residual * sdPatient;
      g[o]! += residual * sdRow;
      slopePatient += residual * q[p]!;
      slopeRow += residual * q[o]!;
    }
    g[5] = slopePatient * sdPatient + 1 - sdPatient;
    g[6] = slopeRow * sdRow + 1 - sdRow;
    return density;
  },
};
