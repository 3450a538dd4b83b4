/** Predictions for a level that a fit did not have, beside the law they must have. */
import { linpred, predict, predictionArray, tableFromColumns, type Posterior } from "poolwise";
import { normalCdf } from "../../engine/math/normalCdf.js";
import { fitModel } from "./fitModel.js";
import { decimals, markdownTable } from "./markdown.js";

const days = [0, 1, 3, 5, 7, 9];

/** The section, and the fit that it needs. */
export async function newLevelSection(): Promise<string> {
  const posterior = await fitModel("sleepstudy", { seed: 1, draws: 5000 });
  const newdata = tableFromColumns({ Days: days, Subject: days.map(() => "new") });
  // (days × draws), row by row.
  const drawn = predictionArray(predict(posterior, { newdata }));
  const population = predictionArray(linpred(posterior, { newdata, groups: "none" }));
  const law = lawOf(posterior);
  const count = law.sigma.length;
  const residuals = days.map((_, i) =>
    Float64Array.from({ length: count }, (_, s) => drawn[i * count + s] - population[i * count + s]),
  );
  const rows = days.map((day, i) => {
    const variance = Float64Array.from({ length: count }, (_, s) => law.variance(s, day, day) + law.sigma[s] ** 2);
    const standardised = residuals[i]!.map((residual, s) => residual / Math.sqrt(variance[s]));
    const eta = population.subarray(i * count, (i + 1) * count);
    const own = drawn.subarray(i * count, (i + 1) * count);
    return {
      Days: day,
      "mean X b": decimals(mean(eta), 2),
      "mean predicted": decimals(mean(own), 2),
      "sd by the law": decimals(Math.sqrt(mean(variance) + varianceOf(eta)), 2),
      "sd predicted": decimals(Math.sqrt(varianceOf(own)), 2),
      "z of mean": decimals(mean(standardised) * Math.sqrt(count), 2),
      "z of variance": decimals((mean(standardised.map((z) => z ** 2)) - 1) / Math.sqrt(2 / count), 2),
      "p of normality": decimals(kolmogorov(standardised), 2),
    };
  });
  const [first, last] = [0, days.length - 1];
  const expected = mean(Float64Array.from({ length: count }, (_, s) => law.variance(s, days[first]!, days[last]!)));
  const shared = mean(residuals[first]!.map((residual, s) => residual * residuals[last]![s]));
  const products = residuals[first]!.map((residual, s) => residual * residuals[last]![s]);
  const error = Math.sqrt(varianceOf(products) / count);
  return `## A new level

\`predict\` for a subject that the sleep study did not have, \`Reaction ~ Days + (Days | Subject)\`, ${count.toLocaleString("en")} draws. Given a draw of the
parameters, the response at d days has the law N(X b, z'Σz + σ²) with z = (1, d), and Σ from the draw's standard deviations and
correlation. Given the draws, the predictions are independent, so that they are tested exactly: \`z of mean\` and \`z of variance\` are
standard normal when predictions minus X b, over the law's standard deviation, have mean 0 and variance 1; \`p of normality\` is of
Kolmogorov's test of the same numbers.

${markdownTable(rows)}

Two rows of one new subject share its effects: between the first and the last day the covariance is ${decimals(shared, 0)} ± ${decimals(error, 0)}
(one standard error), by the law ${decimals(expected, 0)}.`;
}

/** The law of a new subject, by draw. */
function lawOf({ draws }: Posterior) {
  const all = (name: string) => {
    const place = draws.names.indexOf(name);
    return Float64Array.from(
      draws.chains.flatMap(({ values, drawCount }) =>
        Array.from({ length: drawCount }, (_, i) => values[i * draws.names.length + place]!),
      ),
    );
  };
  const intercept = all("sd_Subject__Intercept");
  const slope = all("sd_Subject__Days");
  const correlation = all("cor_Subject__Intercept__Days");
  return {
    sigma: all("sigma"),
    /** Covariance of the effects at two days. */
    variance: (s: number, a: number, b: number) =>
      intercept[s] ** 2 + (a + b) * correlation[s] * intercept[s] * slope[s] + a * b * slope[s] ** 2,
  };
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: ArrayLike<number>): number {
  const centre = mean(values);
  return mean(Array.from(values, (value) => (value - centre) ** 2));
}

/** Probability of so large a Kolmogorov distance from the standard normal distribution, for many values. */
function kolmogorov(values: Float64Array): number {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const distance = sorted.reduce((most, value, i) => {
    const p = normalCdf(value);
    return Math.max(most, p - i / n, (i + 1) / n - p);
  }, 0);
  let probability = 0;
  for (let k = 1; k <= 100; k++) probability += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * distance * distance * n);
  return Math.min(1, probability);
}
