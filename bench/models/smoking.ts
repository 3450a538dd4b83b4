/** The smoking-cessation network: binomial-logit arms, random effects with the multi-arm correlation. */
import { readFileSync } from "node:fs";
import { tf } from "../../engine/autodiff/ops.js";
import { densityOnly, element, part, type BenchModel } from "./BenchModel.js";

const lines = readFileSync(new URL("../../examples/smoking-cessation/smoking.csv", import.meta.url), "utf8")
  .replaceAll('"', "")
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(","));
const study = Int32Array.from(lines, ([s]) => Number(s) - 1);
const treatment = Int32Array.from(lines, ([, t]) => "ABCD".indexOf(t!));
const r = Float64Array.from(lines, ([, , events]) => Number(events));
const n = Float64Array.from(lines, ([, , , total]) => Number(total));
const rows = lines.length;
const studies = 24;

// Arms beyond a study's first, numbered from 1; 0 stands for no random effect.
const baseline = Int32Array.from(study, (s) => treatment[study.indexOf(s)]!);
let effects = 0;
const own = Int32Array.from(study, (s, i) => (study.indexOf(s) === i ? 0 : ++effects));
const previous = Int32Array.from(own, (k, i) => (k > 0 && own[i - 1]! > 0 && study[i - 1] === study[i] ? k - 1 : 0));
const ownWeight = Float64Array.from(previous, (k) => (k > 0 ? Math.sqrt(0.75) : 1));
const previousWeight = Float64Array.from(previous, (k) => (k > 0 ? 0.5 : 0));
const dimension = studies + 3 + 1 + effects;

export const smoking: BenchModel = {
  name: "smoking network",
  rows,
  dimension,

  build({ position, data, integers }) {
    const mu = part(position, 0, studies);
    const d = tf().concat([tf().zeros([1]), part(position, studies, 3)]);
    const logTau = element(position, studies + 3);
    const tau = tf().exp(logTau);
    const z = tf().concat([tf().zeros([1]), part(position, studies + 4, effects)]);
    const contrast = tf().sub(
      tf().gather(d, integers("treatment", treatment)),
      tf().gather(d, integers("baseline", baseline)),
    );
    const deviation = tf().add(
      tf().mul(data("ownWeight", ownWeight), tf().gather(z, integers("own", own))),
      tf().mul(data("previousWeight", previousWeight), tf().gather(z, integers("previous", previous))),
    );
    const eta = tf().addN([tf().gather(mu, integers("study", study)), contrast, tf().mul(tau, deviation)]);
    const likelihood = tf().sum(tf().sub(tf().mul(data("r", r), eta), tf().mul(data("n", n), tf().softplus(eta))));
    const normals = tf().mul(-0.5e-4, tf().sum(tf().square(part(position, 0, studies + 3))));
    const standard = tf().mul(-0.5, tf().sum(tf().square(part(position, studies + 4, effects))));
    const priorTau = tf().sub(logTau, tf().mul(0.02, tf().square(tau)));
    return densityOnly(tf().addN([likelihood, normals, standard, priorTau]), position);
  },

  handWritten(q, g) {
    const tauAt = studies + 3;
    const tau = Math.exp(q[tauAt]!);
    let density = q[tauAt]! - 0.02 * tau * tau;
    let slopeTau = 0;
    for (let k = 0; k < tauAt; k++) {
      density -= 0.5e-4 * q[k]! * q[k]!;
      g[k] = -1e-4 * q[k]!;
    }
    for (let k = tauAt + 1; k < dimension; k++) {
      density -= 0.5 * q[k]! * q[k]!;
      g[k] = -q[k]!;
    }
    for (let i = 0; i < rows; i++) {
      const t = treatment[i]!;
      const b = baseline[i]!;
      const k = own[i]!;
      const p = previous[i]!;
      let deviation = 0;
      if (k > 0) deviation += ownWeight[i]! * q[tauAt + k]!;
      if (p > 0) deviation += previousWeight[i]! * q[tauAt + p]!;
      const contrast = (t > 0 ? q[studies + t - 1]! : 0) - (b > 0 ? q[studies + b - 1]! : 0);
      const eta = q[study[i]!]! + contrast + tau * deviation;
      const e = Math.exp(-Math.abs(eta));
      density += r[i]! * eta - n[i]! * (Math.max(eta, 0) + Math.log1p(e));
      const residual = r[i]! - (n[i]! * (eta >= 0 ? 1 : e)) / (1 + e);
      g[study[i]!]! += residual;
      if (t > 0) g[studies + t - 1]! += residual;
      if (b > 0) g[studies + b - 1]! -= residual;
      if (k > 0) g[tauAt + k]! += residual * tau * ownWeight[i]!;
      if (p > 0) g[tauAt + p]! += residual * tau * previousWeight[i]!;
      slopeTau += residual * deviation;
    }
    g[tauAt] = slopeTau * tau + 1 - 0.04 * tau * tau;
    return density;
  },
};
