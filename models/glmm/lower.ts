/** Lowers a GLMM to a program: parameters with their priors, predictors, the likelihood, and draws by their names. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { distribution, type Distribution } from "../../engine/distributions/Distribution.js";
import { above, positive } from "../../engine/distributions/Support.js";
import type { Auxiliary, AuxiliaryName, LawInputs } from "./Family.js";
import { inputNames } from "./inputs.js";
import { linkOf } from "./links.js";
import {
  drawKinds,
  startLowering,
  unitOfPositive,
  type Lowering,
  type ModelOnData,
  type NamedDraws,
} from "./Lowering.js";
import { blocksOf, needsReference } from "./latent/LatentPlan.js";
import { lowerLatentPredictor } from "./latent/lowerLatentPredictor.js";
import { referenceOf } from "./latent/reference.js";
import { lowerPredictor, type LoweredPredictor } from "./lowerPredictor.js";
import { likelihoodWeights, precisionWeights } from "./rowWeights.js";

/** Declares the whole model in the words of a program. */
export function lower(scope: Lowering["scope"], model: ModelOnData): void {
  const lowering = startLowering(scope, model);
  const { frame, family, plan } = model;
  const isPlain = blocksOf(plan).length === 0;
  // Blocks of effects need to know how precise the rows are.
  const first = isPlain ? frame.predictors : frame.predictors.slice(1);
  const predictors = new Map<string, LoweredPredictor>(
    first.map((predictor) => [predictor.parameter, lowerPredictor(lowering, predictor)]),
  );
  const auxiliaries = family.auxiliaries.flatMap((auxiliary) => lowerAuxiliary(lowering, auxiliary, predictors));
  const others = otherInputs(lowering, auxiliaries);
  const lawOfOne = (eta: Tensor) => responseLaw(lowering, { eta, ...withPrecision(lowering, others) });
  const lawAt = (eta: Tensor) => weightedLaw(lowering, lawOfOne(eta), rowWeights(lowering));
  if (!isPlain) {
    const mu = lowerLatentPredictor(lowering, plan, others);
    predictors.set("mu", mu);
    if (needsReference(plan)) scope.refer(referenceOf(lowering, mu, lawAt));
  }
  const { eta } = predictors.get("mu")!;
  if (model.inputs.has(inputNames.whichRow)) observeCollapsed(lowering, lawOfOne(eta));
  else {
    const observe = plan.integrated ? scope.observeIntegrated : scope.observe;
    observe(lawAt(eta), lowering.input(inputNames.response));
  }
  const inOrder = frame.predictors.map(({ parameter }) => predictors.get(parameter)!);
  const draws = [...inOrder.flatMap((predictor) => predictor.draws), ...auxiliaries.flatMap(reported)];
  for (const kind of drawKinds) {
    for (const { value, names } of draws.filter((named) => named.kind === kind)) {
      scope.generate(`draws of ${names[0]}`, scope.tf.reshape(value, [names.length]), { names });
    }
  }
}

/** A distributional parameter besides mu: one number, or one a row where it has a formula. */
interface LoweredAuxiliary {
  readonly name: AuxiliaryName;
  readonly value: Tensor;
  readonly hasFormula: boolean;
}

/** Nothing where the model has no such parameter, as no sigma beside `se(s)`. */
function lowerAuxiliary(
  lowering: Lowering,
  { name, above: bound, link }: Auxiliary,
  predictors: ReadonlyMap<string, LoweredPredictor>,
): LoweredAuxiliary[] {
  const predictor = predictors.get(name);
  if (predictor) return [{ name, value: linkOf(link!).inverse(predictor.eta) as Tensor, hasFormula: true }];
  const prior = lowering.prior(name);
  if (!prior) return [];
  const value = lowering.scope.parameter(name, prior.distribution, {
    support: bound === 0 ? positive : above(bound),
    reported: false,
    // A residual sd is in the units of the response.
    ...(name === "sigma" ? unitOfPositive(prior, lowering.element(inputNames.residualScale, 0)) : {}),
  });
  return [{ name, value, hasFormula: false }];
}

function reported({ name, value, hasFormula }: LoweredAuxiliary): NamedDraws[] {
  return hasFormula ? [] : [{ kind: "auxiliary", value, names: [name] }];
}

/** The law of the response, with the part that few values share worked out once for each of them. */
function responseLaw({ scope, input, inputs: given, family, link }: Lowering, inputs: LawInputs): Distribution {
  if (!given.has(inputNames.distinct)) return distribution(family.law(link), family.values(inputs, link));
  const tabulated = family.tabulated!(link)!;
  const part = tabulated.part(input(inputNames.distinct), inputs) as Tensor;
  const byRow = scope.tf.gather(part, input(inputNames.whichDistinct) as never) as Tensor;
  return distribution(tabulated.law, tabulated.values(inputs, byRow));
}

/** Observes distinct rows, each as often as it stands; the log likelihood by row is that of all rows, each counted once. */
function observeCollapsed(lowering: Lowering, law: Distribution): void {
  const { scope, input, inputs } = lowering;
  const response = input(inputNames.response);
  const counted = weightedLaw(lowering, law, rowWeights(lowering));
  scope.logDensity((counted.logDensityInside ?? counted.logDensity)(response));
  const given = inputs.has(inputNames.givenWeights) ? input(inputNames.givenWeights) : undefined;
  const byRow = (logDensity: Tensor) => scope.tf.gather(logDensity, input(inputNames.whichRow) as never) as Tensor;
  scope.observeIntegrated(withLogDensity(weightedLaw(lowering, law, given), byRow), response);
}

/** What the log likelihood of each row is multiplied by; undefined where every row stands for itself. */
function rowWeights({ input, frame }: Lowering): Tensor | undefined {
  return likelihoodWeights(frame.response!) && input(inputNames.weights);
}

/** A law whose log density counts as often as the weights say. */
function weightedLaw(
  { scope: { tf }, family, link }: Lowering,
  law: Distribution,
  weights: Tensor | undefined,
): Distribution {
  if (!weights) return law;
  // A row of weight 0 may have a mean that there is none of, as if it were not there.
  const mayBeUndefined = family.mean === "positive" && (link.name === "identity" || link.name === "inverse");
  return withLogDensity(law, (logDensity) => {
    const weighted = tf.mul(weights, logDensity);
    return mayBeUndefined ? tf.where(tf.greater(weights, 0), weighted, tf.scalar(0)) : weighted;
  });
}

/** A law with something done to its log density. */
function withLogDensity(law: Distribution, change: (logDensity: Tensor) => Tensor): Distribution {
  const { logDensity, logDensityInside } = law;
  const changed = (before: Distribution["logDensity"]) =>
    ((x: Tensor) => change(before(x) as Tensor)) as Distribution["logDensity"];
  return {
    ...law,
    logDensity: changed(logDensity),
    ...(logDensityInside ? { logDensityInside: changed(logDensityInside) } : {}),
  };
}

/** Sigma by row, sigma/√w, where weights divide the variance; known standard errors have been told of them already. */
function withPrecision({ scope: { tf }, input, frame }: Lowering, others: OtherInputs): OtherInputs {
  const response = frame.response!;
  if (!precisionWeights(response) || response.se) return others;
  return { ...others, sigma: tf.div(others.sigma!, tf.sqrt(input(inputNames.weights))) as Tensor };
}

type OtherInputs = Omit<LawInputs<Tensor>, "eta">;

/** What the law of the response is told besides its predictor, of a row of weight 1. */
function otherInputs({ scope, input, frame }: Lowering, auxiliaries: readonly LoweredAuxiliary[]): OtherInputs {
  const { tf } = scope;
  const { response } = frame;
  const given = new Map(auxiliaries.map(({ name, value }) => [name, value]));
  if (response?.se) {
    const se = input(inputNames.standardError);
    const sigma = given.get("sigma");
    // Weights say how precise a row is beside its known standard error: se² + sigma²/w.
    const variance = () => {
      const square = tf.square(sigma!);
      return precisionWeights(response) ? tf.div(square, input(inputNames.weights)) : square;
    };
    given.set("sigma", sigma ? tf.sqrt(tf.add(tf.square(se), variance())) : se);
  }
  return {
    ...Object.fromEntries(given),
    ...(response?.trials ? { trials: input(inputNames.trials) } : {}),
    ...(response?.rate ? { rate: input(inputNames.rate) } : {}),
  };
}
