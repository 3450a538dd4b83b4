/** Eight schools: effects of coaching with known standard errors, pooled by a common distribution of schools. */
import { halfCauchy, normal, program } from "poolwise";

/** One row for each school. */
interface School {
  /** Estimated effect of coaching, in points of the test. */
  y: number;
  /** Its standard error. */
  sigma: number;
  school: number;
}

// Names are those of the formula y | se(sigma) ~ 1 + (1 | school) in brms.
export default program<School>(
  ({ parameter, observe, factor, data, tf }) => {
    const school = factor("school");

    const mean = parameter("b_Intercept", normal(0, 5));
    const sd = parameter("sd_school__Intercept", halfCauchy(0, 5));
    const deviation = parameter("r_school", normal(0, sd), { dims: { school: school.levels, term: ["Intercept"] } });

    const effect = tf.add(mean, tf.gather(tf.reshape(deviation, [-1]), school.codes));
    observe(normal(effect, data.sigma), data.y);
  },
  { title: "Eight schools: coaching for the SAT-V" },
);
