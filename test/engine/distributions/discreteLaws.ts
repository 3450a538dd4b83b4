/** The laws of counts, categories and mixtures with points, by the names that test/reference/distributions/values-discrete.json has. */
import { acatLaw } from "../../../engine/distributions/acatLaw.js";
import { betaBinomialLaw } from "../../../engine/distributions/betaBinomial.js";
import { betaMeanLaw } from "../../../engine/distributions/betaMean.js";
import { binomialLogitLaw } from "../../../engine/distributions/binomialLogit.js";
import { categoricalLaw } from "../../../engine/distributions/categoricalLaw.js";
import { cumulativeLaw } from "../../../engine/distributions/cumulativeLaw.js";
import { dirichletMeanLaw } from "../../../engine/distributions/dirichletMeanLaw.js";
import { dirichletMultinomialLaw } from "../../../engine/distributions/dirichletMultinomialLaw.js";
import { gammaLogMeanLaw } from "../../../engine/distributions/gammaLogMean.js";
import { hurdle } from "../../../engine/distributions/hurdle.js";
import type { LatentScaleName } from "../../../engine/distributions/latentScales.js";
import type { Law } from "../../../engine/distributions/Law.js";
import { lognormalLaw } from "../../../engine/distributions/lognormal.js";
import { multinomialLaw } from "../../../engine/distributions/multinomialLaw.js";
import { negativeBinomialLinearLogLaw } from "../../../engine/distributions/negativeBinomialLinear.js";
import { negativeBinomialLogLaw } from "../../../engine/distributions/negativeBinomialLog.js";
import { orderedBetaLaw } from "../../../engine/distributions/orderedBeta.js";
import { poissonLogLaw } from "../../../engine/distributions/poissonLog.js";
import { positiveNegativeBinomial } from "../../../engine/distributions/positiveNegativeBinomial.js";
import { positivePoisson } from "../../../engine/distributions/positivePoisson.js";
import { sequentialLaw } from "../../../engine/distributions/sequentialLaw.js";
import { zeroInflated } from "../../../engine/distributions/zeroInflated.js";
import { zeroOneInflatedBetaLaw } from "../../../engine/distributions/zeroOneInflatedBeta.js";

/** Laws without categories. */
const single: readonly unknown[] = [
  negativeBinomialLinearLogLaw,
  betaBinomialLaw,
  zeroInflated(poissonLogLaw),
  zeroInflated(negativeBinomialLogLaw),
  zeroInflated(binomialLogitLaw),
  zeroInflated(betaBinomialLaw),
  hurdle(poissonLogLaw, positivePoisson),
  hurdle(negativeBinomialLogLaw, positiveNegativeBinomial),
  hurdle(gammaLogMeanLaw),
  hurdle(lognormalLaw),
  hurdle(betaMeanLaw),
  zeroOneInflatedBetaLaw,
  orderedBetaLaw,
];

/** Laws of K categories, by the start of their names. */
const categorical: Readonly<Record<string, (categories: number, link: LatentScaleName) => Law>> = {
  cumulative: (categories, link) => cumulativeLaw(link, categories),
  sratio: (categories, link) => sequentialLaw("sratio", link, categories),
  cratio: (categories, link) => sequentialLaw("cratio", link, categories),
  acat: (categories, link) => acatLaw(link, categories),
  categorical: (categories) => categoricalLaw(categories),
  multinomial: (categories) => multinomialLaw(categories),
  dirichlet: (categories) => dirichletMeanLaw(categories),
  dirichlet_multinomial: (categories) => dirichletMultinomialLaw(categories),
};

/** The law of a name, for as many categories as the parameters are of. */
export function discreteLaw(name: string, parameters: readonly string[]): Law {
  const found = (single as readonly Law[]).find((law) => law.name === name);
  if (found) return found;
  const [, kind, link] = /^(.*)_(\w+?)$/.exec(name) ?? [];
  const count = parameters.filter((parameter) => /^(threshold|eta)\d/.test(parameter)).length;
  return categorical[kind!]!(count + 1, link as LatentScaleName);
}
