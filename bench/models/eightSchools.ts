/** Eight schools, non-centred. */
import { tf } from "../../engine/autodiff/ops.js";
import { densityOnly, element, part, type BenchModel } from "./BenchModel.js";

const y = Float64Array.of(28, 8, -3, 7, -1, 1, 18, 12);
const sigma = Float64Array.of(15, 10, 16, 11, 9, 11, 10, 18);

export const eightSchools: BenchModel = {
  name: "eight_schools",
  rows: 8,
  dimension: 10,

  build({ position, data }) {
    const mu = element(position, 0);
    const logTau = element(position, 1);
    const z = part(position, 2, 8);
    const tau = tf().exp(logTau);
    const residual = tf().div(tf().sub(data("y", y), tf().add(mu, tf().mul(tau, z))), data("sigma", sigma));
    const likelihood = tf().mul(-0.5, tf().sum(tf().square(residual)));
    const effects = tf().mul(-0.5, tf().sum(tf().square(z)));
    const priorMu = tf().mul(-0.5, tf().square(tf().div(mu, 5)));
    const priorTau = tf().sub(logTau, tf().log1p(tf().square(tf().div(tau, 5))));
    return densityOnly(tf().addN([likelihood, effects, priorMu, priorTau]), position);
  },

  handWritten(q, g) {
    const mu = q[0]!;
    const tau = Math.exp(q[1]!);
    const scaled = tau / 5;
    let density = -0.5 * (mu / 5) * (mu / 5) + q[1]! - Math.log1p(scaled * scaled);
    let slopeMu = -mu / 25;
    let slopeTau = 0;
    for (let j = 0; j < 8; j++) {
      const z = q[j + 2]!;
      const s = sigma[j]!;
      const residual = (y[j]! - mu - tau * z) / s;
      const weighted = residual / s;
      density -= 0.5 * (residual * residual + z * z);
      slopeMu += weighted;
      slopeTau += weighted * z;
      g[j + 2] = weighted * tau - z;
    }
    g[0] = slopeMu;
    g[1] = slopeTau * tau + 1 - (2 * scaled * scaled) / (1 + scaled * scaled);
    return density;
  },
};
