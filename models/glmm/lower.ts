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
import {
  elementsOf,
  lowerShares,
  lowerThresholds,
  namesOf,
  orderedIntercepts,
  thresholdDraws,
} from "./lowerOrdered.js";
import { lowerPredictor, type LoweredPredictor } from "./lowerPredictor.js";
import { partlySeen } from "./partlySeen.js";
import { jointGroups } from "./priors/jointGroups.js";
import { likelihoodWeights, precisionWeights } from "./rowWeights.js";
import { sizeOfInputs } from "./sizeOfInputs.js";

/** Declares the whole model in the words of a program. */
export function lower(scope: Lowering["scope"], model: ModelOnData): void {
  const started = startLowering(scope, model);
  const { frame, family, plan } = model;
  const early = earlySigma(started);
  const lowering: Lowering = early[0] ? { ...started, sigma: early[0].value } : started;
  const isPlain = blocksOf(plan).length === 0;
  // Blocks of effects need to know how precise the rows are.
  const first = isPlain ? frame.predictors : frame.predictors.slice(1);
  const intercepts = orderedIntercepts(lowering);
  const predictors = new Map<string, LoweredPredictor>(
    first.map((predictor, place) => [predictor.parameter, lowerPredictor(lowering, predictor, intercepts?.[place])]),
  );
  const auxiliaries = family.auxiliaries.flatMap((auxiliary) =>
    early.some(({ name }) => name === auxiliary.name) ? early : lowerAuxiliary(lowering, auxiliary, predictors),
  );
  const shares = family.shares && lowerShares(lowering, family.shares);
  const thresholds = frame.predictors[0]!.thresholds ? lowerThresholds(lowering) : undefined;
  const others = otherInputs(lowering, auxiliaries, { shares, thresholds });
  const etasAfter = frame.locations.slice(1).map((name) => predictors.get(name)!.eta);
  const inputsAt = (eta: Tensor) => ({
    eta,
    ...(etasAfter.length > 0 ? { etas: [eta, ...etasAfter] } : {}),
    ...withPrecision(lowering, others),
  });
  const lawOfOne = (eta: Tensor) => responseLaw(lowering, inputsAt(eta));
  const lawAt = (eta: Tensor) => weightedLaw(lowering, lawOfOne(eta), rowWeights(lowering));
  const [location] = frame.locations;
  if (!isPlain) {
    const mu = lowerLatentPredictor(lowering, plan, others);
    predictors.set(location!, mu);
    if (needsReference(plan)) scope.refer(referenceOf(lowering, mu, lawAt));
  }
  const { eta } = predictors.get(location!)!;
  if (model.inputs.has(inputNames.whichRow)) observeCollapsed(lowering, lawOfOne(eta));
  else {
    const observe = plan.integrated ? scope.observeIntegrated : scope.observe;
    observe(lawAt(eta), lowering.input(inputNames.response));
  }
  const inOrder = frame.predictors.map(({ parameter }) => predictors.get(parameter)!);
  const draws = [
    ...(thresholds ? [thresholdDraws(lowering, thresholds, predictors.get(location!)!)] : []),
    ...inOrder.flatMap((predictor) => predictor.draws),
    ...auxiliaries.flatMap(reported),
    ...(shares ? [{ kind: "auxiliary" as const, value: shares, names: namesOf(family.shares!) }] : []),
    ...lowering.shared,
  ];
  for (const kind of drawKinds) {
    for (const { value, names } of draws.filter((named) => named.kind === kind)) {
      scope.generate(`draws of ${names[0]}`, scope.tf.reshape(value, [names.length]), { names });
    }
  }
}

/** Sigma, where coefficients have a prior in its units. */
function earlySigma(lowering: Lowering): LoweredAuxiliary[] {
  const { family, priors, frame } = lowering;
  if (!jointGroups(priors, frame).some(({ bySigma }) => bySigma)) return [];
  return lowerAuxiliary(
    lowering,
    family.auxiliaries.find(({ name }) => name === "sigma")!,
    new Map(),
  );
}

/** A distributional parameter besides mu: one number, or one a row where it has a formula. */
interface LoweredAuxiliary {
  readonly name: AuxiliaryName;
  readonly value: Tensor;
  readonly isReported: boolean;
  /** Its linear predictor, where it is a probability with a formula. */
  readonly logit?: Tensor;
}

/** Nothing where the model has no such parameter, as no sigma beside `se(s)`. */
function lowerAuxiliary(
  lowering: Lowering,
  { name, link, fixed }: Auxiliary,
  predictors: ReadonlyMap<string, LoweredPredictor>,
): LoweredAuxiliary[] {
  const predictor = predictors.get(name);
  if (predictor) {
    const value = linkOf(link!).inverse(predictor.eta) as Tensor;
    return [{ name, value, isReported: false, ...(link === "logit" ? { logit: predictor.eta } : {}) }];
  }
  if (fixed !== undefined) return [{ name, value: lowering.scope.tf.scalar(fixed), isReported: false }];
  const prior = lowering.prior(name);
  if (!prior) return [];
  const { above: lowest, below } = prior.slot;
  const bounded = lowest !== undefined && below === undefined;
  const value = lowering.scope.parameter(name, prior.distribution, {
    ...(bounded ? { support: lowest === 0 ? positive : above(lowest) } : {}),
    reported: false,
    // A residual sd is in the units of the response.
    ...(/^sigma\d*$/.test(name) ? unitOfPositive(prior, lowering.element(inputNames.residualScale, 0)) : {}),
  });
  return [{ name, value, isReported: true }];
}

function reported({ name, value, isReported }: LoweredAuxiliary): NamedDraws[] {
  return isReported ? [{ kind: "auxiliary", value, names: [name] }] : [];
}

/** The law of the response, with the part that few values share worked out once for each of them. */
function responseLaw(lowering: Lowering, inputs: LawInputs<Tensor>): Distribution {
  const { scope, input, inputs: given, family, link, frame } = lowering;
  if (given.has(inputNames.distinct)) {
    const tabulated = family.tabulated!(link)!;
    const part = tabulated.part(input(inputNames.distinct), inputs) as Tensor;
    const byRow = scope.tf.gather(part, input(inputNames.whichDistinct) as never) as Tensor;
    return distribution(tabulated.law, tabulated.values(inputs, byRow));
  }
  const law = distribution(family.law(link, sizeOfInputs(inputs)), family.values(inputs, link));
  const { censoring, truncation } = frame.response!;
  return censoring || truncation ? partlySeen(lowering, law) : law;
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
function otherInputs(
  lowering: Lowering,
  auxiliaries: readonly LoweredAuxiliary[],
  { shares, thresholds }: { readonly shares: Tensor | undefined; readonly thresholds: Tensor | undefined },
): OtherInputs {
  const { scope, input, frame, family } = lowering;
  const { tf } = scope;
  const { response } = frame;
  const given = new Map(auxiliaries.map(({ name, value }) => [name, value]));
  const logits = auxiliaries.flatMap(({ name, logit }) => (logit ? [[name, logit] as const] : []));
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
    ...(logits.length > 0 ? { logits: Object.fromEntries(logits) } : {}),
    ...(shares ? { shares: elementsOf(lowering, shares) } : {}),
    ...(thresholds ? { thresholds: elementsOf(lowering, thresholds) } : {}),
    ...(family.knots ? { knots: elementsOf(lowering, input(inputNames.knots)) } : {}),
    ...(response?.columns ? { columns: response.columns.map((_, k) => input(inputNames.responseColumn(k + 1))) } : {}),
    ...(response?.trials ? { trials: input(inputNames.trials) } : {}),
    ...(response?.rate ? { rate: input(inputNames.rate) } : {}),
  };
}
