/** Bernoulli regression with an intercept and a slope for each group, correlated with one another. */
import { bernoulliLogit, halfStudentT, lkjCorrCholesky, normal, program, studentT, type Analyse } from "poolwise";

/** One row for each observation. */
interface Observation {
  y: number;
  x1: number;
  x2: number;
  x3: number;
  x4: number;
  g: number;
}

const predictors = ["x1", "x2", "x3", "x4"] as const;
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

// Names and meanings are those of the formula y ~ x1 + x2 + x3 + x4 + (x1 | g) in brms.
export default program<Observation>(
  ({ parameter, observe, generate, factor, data, column, constant, tf }) => {
    const group = factor("g");
    const means = predictors.map((name) => mean(column(name)));

    // The intercept is that of an average row: it is nearly independent of the slopes, and has a prior one can think of.
    const intercept = parameter("Intercept", studentT(3, 0, 2.5));
    const slopes = predictors.map((name) => parameter(`b_${name}`, normal(0, 5)));
    const population = slopes.map((slope, k) => tf.mul(slope, tf.sub(data[predictors[k]!], means[k]!)));

    // Rows of `effects` are groups: effects = z (diag(sd) L)ᵀ, where L Lᵀ is the correlation of intercept and slope.
    const sd = [parameter("sd_g__Intercept", halfStudentT(3, 0, 2.5)), parameter("sd_g__x1", halfStudentT(3, 0, 2.5))];
    const cholesky = parameter("L", lkjCorrCholesky(2, 2));
    const z = parameter("z", normal(0, 1), { dims: { g: group.levels, term: ["Intercept", "x1"] } });
    const effects = tf.mul(tf.matMul(z, cholesky, false, true), tf.stack(sd));
    const [ownIntercept, ownSlope] = tf.unstack(tf.gather(effects, group.codes), 1);

    const eta = tf.add(intercept, tf.addN([...population, ownIntercept!, tf.mul(ownSlope!, data.x1)]));
    observe(bernoulliLogit(eta), data.y);

    const weights = constant("means of predictors", means);
    generate("b_Intercept", tf.sub(intercept, tf.sum(tf.mul(tf.stack(slopes), weights))));
    generate("cor_g__Intercept__x1", tf.reshape(tf.slice(cholesky, [1, 0], [1, 1]), []));
    generate("r_g", effects, { dims: { g: group.levels, term: ["Intercept", "x1"] } });
  },
  { title: "Correlated intercepts and slopes by group" },
);

/** What the report shows first. */
export const analyse: Analyse = () => ({
  main: [
    "b_Intercept",
    ...predictors.map((name) => `b_${name}`),
    "sd_g__Intercept",
    "sd_g__x1",
    "cor_g__Intercept__x1",
  ],
});
