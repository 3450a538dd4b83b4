/** Random-effects network meta-analysis of smoking cessation, binomial with logit link: the model of `poolwise nma` written out as a program. */
import { armDesign, binomialLogit, halfNormal, normal, program } from "poolwise";

/** One row for each arm of each trial. */
export interface Arm {
  study: number;
  treatment: string;
  responders: number;
  sampleSize: number;
}

export default program<Arm>(
  ({ parameter, observe, generate, factor, data, constant, indices, rows, tf }) => {
    const study = factor("study");
    const treatment = factor("treatment");
    const arms = armDesign(study.index, treatment.index);
    const compared = Array.from(arms.compared, (row) => [study.index[row]!, treatment.index[row]!] as const);

    const d = parameter("d", normal(0, 100), { dims: { treatment: treatment.levels.slice(1) } });
    const tau = parameter("tau", halfNormal(0, 5));
    const mu = parameter("mu", normal(0, 100), { dims: { study: study.levels } });
    const u = parameter("u", normal(0, tau), { dims: { comparison: arms.effects } });

    // The reference has effect 0, and so has the deviation of a baseline arm.
    const effect = tf.concat([tf.zeros([1]), d]);
    const deviate = tf.concat([tf.zeros([1]), u]);
    const deviations = arms.terms.map((term, k) =>
      tf.mul(constant(`weight ${k + 1}`, term.weight), tf.gather(deviate, indices(`effect ${k + 1}`, term.effect))),
    );
    const contrast = tf.sub(
      tf.gather(effect, treatment.codes),
      tf.gather(effect, indices("baseline treatment", arms.baseline)),
    );
    const delta = tf.add(contrast, tf.addN(deviations));
    const eta = tf.add(tf.gather(mu, study.codes), delta);

    observe(binomialLogit(data.sampleSize, eta), data.responders);
    generate("delta", tf.gather(delta, indices("compared", arms.compared)), {
      dims: { arm: compared.map(([s, t]) => `${study.levels[s]},${treatment.levels[t]}`) },
    });
    generate("fitted", tf.sigmoid(eta), { dims: { arm: rows } });
  },
  { title: "Smoking cessation: random-effects network meta-analysis" },
);
