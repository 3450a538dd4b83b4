/** The Dirichlet-multinomial law: counts of categories whose probabilities are themselves Dirichlet. */
import { add, lgamma, log, multiply, subtract } from "./algebra.js";
import type { CompositionLaw } from "./CompositionLaw.js";
import { dirichletMeanLaw } from "./dirichletMeanLaw.js";
import { drawMultinomial } from "./draw/drawMultinomial.js";
import { logRising } from "./logRising.js";
import { logSumExpOf } from "./logSumExpOf.js";
import { multinomialLaw } from "./multinomialLaw.js";
import { numberedNames, numberedValues } from "./numbered.js";

/**
 * Counts in columns 1..K of which the probabilities are Dirichlet with means proportional to 1, e^eta2, …, e^etaK and precision phi, as
 * brms's dirichlet_multinomial. For large phi it is the multinomial law.
 *
 * @param categories K, at least 2
 */
export function dirichletMultinomialLaw(categories: number): CompositionLaw {
  const etas = numberedNames("eta", 2, categories);
  const columns = numberedNames("column", 2, categories);
  const multinomial = multinomialLaw(categories);
  const dirichlet = dirichletMeanLaw(categories);
  const shares = new Float64Array(categories);
  const drawAll: CompositionLaw["drawAll"] = (rng, numbers, out) => {
    dirichlet.drawAll(rng, numbers, shares);
    drawMultinomial(rng, numbers["trials"]!, shares, out);
  };
  return {
    ...multinomial,
    name: "dirichlet_multinomial_logit",
    parameters: { ...multinomial.parameters, phi: "positive" },
    logDensity(y, values) {
      const heights = [0, ...numberedValues(etas, values)];
      const logTotal = logSumExpOf(heights);
      const logPhi = log(values["phi"]!);
      const counts = [y, ...numberedValues(columns, values)];
      const total = counts.reduce(add);
      const ways = counts.reduce((sum, count) => subtract(sum, lgamma(add(count, 1))), lgamma(add(total, 1)));
      const terms = counts.map((count, k) => {
        const logShare = subtract(heights[k]!, logTotal);
        return add(logRising(add(logPhi, logShare), count), multiply(count, logShare));
      });
      return add(ways, subtract(terms.reduce(add), logRising(logPhi, total)));
    },
    drawAll,
    random(rng, numbers) {
      const out = new Float64Array(categories);
      drawAll(rng, numbers, out);
      return out[0]!;
    },
  };
}
