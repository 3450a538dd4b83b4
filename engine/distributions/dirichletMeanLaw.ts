/** The Dirichlet law of shares, by predictors of their means and a precision. */
import { add, exp, lgamma, log, multiply, subtract } from "./algebra.js";
import { categoricalLaw } from "./categoricalLaw.js";
import type { CompositionLaw } from "./CompositionLaw.js";
import { drawLogGamma } from "./draw/drawLogGamma.js";
import { lgammaOfExp } from "./lgammaOfExp.js";
import { logSumExpOf } from "./logSumExpOf.js";
import { exp as expNumber } from "../math/exp.js";
import { numberedDomains, numberedNames, numberedValues } from "./numbered.js";
import { interval, open } from "./Support.js";

/**
 * Shares in columns 1..K that sum to 1, Dirichlet with means proportional to 1, e^eta2, …, e^etaK and concentrations phi times these, as
 * brms's dirichlet.
 *
 * @param categories K, at least 2
 * @example dirichletMeanLaw(2).logDensity(0.3, { eta2: 0.4, phi: 5, column2: 0.7 })
 */
export function dirichletMeanLaw(categories: number): CompositionLaw {
  const etas = numberedNames("eta", 2, categories);
  const columns = numberedNames("column", 2, categories);
  const { probabilities } = categoricalLaw(categories);
  const drawAll: CompositionLaw["drawAll"] = (rng, numbers, out) => {
    probabilities(numbers, out);
    // Gammas over their sum, on the log scale: with small concentrations all of them may underflow.
    let largest = -Infinity;
    for (let k = 0; k < categories; k += 1) {
      const concentration = out[k]! * numbers["phi"]!;
      out[k] = concentration > 0 ? drawLogGamma(rng, concentration) : -Infinity;
      largest = Math.max(largest, out[k]!);
    }
    let total = 0;
    for (let k = 0; k < categories; k += 1) total += out[k] = expNumber(out[k]! - largest);
    for (let k = 0; k < categories; k += 1) out[k] = out[k]! / total;
  };
  return {
    name: "dirichlet_logit",
    categories,
    parameters: { ...numberedDomains(etas, "real"), phi: "positive", ...numberedDomains(columns, "probability") },
    support: () => interval(0, 1),
    edges: () => open,
    logDensity(y, values) {
      const heights = [0, ...numberedValues(etas, values)];
      const logTotal = logSumExpOf(heights);
      const phi = values["phi"]!;
      const logPhi = log(phi);
      const terms = [y, ...numberedValues(columns, values)].map((share, k) => {
        const logConcentration = add(logPhi, subtract(heights[k]!, logTotal));
        const kernel = multiply(subtract(exp(logConcentration), 1), log(share));
        return subtract(kernel, lgammaOfExp(logConcentration));
      });
      return add(lgamma(phi), terms.reduce(add));
    },
    probabilities,
    drawAll,
    random(rng, numbers) {
      const out = new Float64Array(categories);
      drawAll(rng, numbers, out);
      return out[0]!;
    },
  };
}
