/** The same network with fixed effects: no heterogeneity between studies. */
import { armDesign, binomialLogit, normal, program } from "poolwise";
import type { Arm } from "./model.js";

export default program<Arm>(
  ({ parameter, observe, generate, factor, data, indices, rows, tf }) => {
    const study = factor("study");
    const treatment = factor("treatment");
    const { baseline } = armDesign(study.index, treatment.index);

    const d = parameter("d", normal(0, 100), { dims: { treatment: treatment.levels.slice(1) } });
    const mu = parameter("mu", normal(0, 100), { dims: { study: study.levels } });

    const effect = tf.concat([tf.zeros([1]), d]);
    const contrast = tf.sub(
      tf.gather(effect, treatment.codes),
      tf.gather(effect, indices("baseline treatment", baseline)),
    );
    const eta = tf.add(tf.gather(mu, study.codes), contrast);

    observe(binomialLogit(data.sampleSize, eta), data.responders);
    generate("fitted", tf.sigmoid(eta), { dims: { arm: rows } });
  },
  { title: "Smoking cessation: fixed-effect network meta-analysis" },
);
