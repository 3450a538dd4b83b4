/** Lowers a network meta-analysis to a program. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { normal } from "../../../engine/distributions/normal.js";
import { real } from "../../../engine/distributions/Support.js";
import type { LatentScope } from "../../program/latentScope.js";
import { inputNames, armRows } from "./networkInputs.js";
import { armSlab } from "./armSlab.js";
import { baselineLaw } from "./baselineLaw.js";
import { contrastSlab } from "./contrastSlab.js";
import { isJoint, jointCoefficients } from "./jointCoefficients.js";
import { latentFactor } from "./latentLaw.js";
import { lowerCoefficients } from "./lowerCoefficients.js";
import { lowerLatents } from "./lowerLatents.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import { networkReference } from "./networkReference.js";
import type { LoweredSlab, SlabRows } from "./SlabRows.js";
import { joined } from "./tensorSums.js";

/**
 * Declares the model in the words of a program: coefficients, heterogeneity, then slabs of studies with their baselines and deviations,
 * the likelihood of arms and of contrasts, and draws by their names.
 */
export function lowerNetwork(
  scope: LatentScope<Record<string, number>>,
  model: Omit<NetworkLowering, "scope" | "input">,
): void {
  const { slabs, network, declaration, priors, inputs } = model;
  const tensors = new Map<string, Tensor>();
  const lowering: NetworkLowering = {
    ...model,
    scope,
    input(name) {
      const known = tensors.get(name);
      if (known) return known;
      const tensor = scope.constant(name, inputs.get(name)!);
      tensors.set(name, tensor);
      return tensor;
    },
  };
  // Coefficients come first, unless they are sampled relative to what the slabs tell of them.
  const declared = isJoint(lowering) ? undefined : lowerCoefficients(lowering);
  const tau =
    declaration.effects === "random"
      ? scope.parameter("tau", priors.of("tau"), scaled(priors.of("tau"), network.unit))
      : undefined;
  const baselines = declaration.exchangeableBaselines
    ? {
        mean: scope.parameter("baseline", priors.of("baseline"), { unit: { scale: network.unit } }),
        sd: scope.parameter("sd_baseline", priors.of("sd_baseline"), scaled(priors.of("sd_baseline"), network.unit)),
        theta: declared!,
      }
    : undefined;
  const cuts = lowerCuts(lowering);
  const count = armRows(slabs);
  const told = count > 0 ? armsTold(lowering, count) : undefined;
  const rows = slabs.map((slab, i): SlabRows => {
    if (slab.kind === "contrasts") return contrastSlab(lowering, slab, i, tau);
    return armSlab(lowering, slab, i, {
      tau,
      theta: declared,
      baselines: baselineLaw(lowering, slab, i, baselines),
      told,
    });
  });
  const factors = rows.map((slab) => (slab.told ? latentFactor(slab) : undefined));
  const theta = declared ?? jointCoefficients(lowering, rows, factors, tau);
  const lowered = rows.map((slab, i) => slab.made(theta, lowerLatents(lowering, slab, factors[i], theta)));
  if (count > 0) observeArms(lowering, lowered, cuts);
  const means = lowered.flatMap(({ means: own }) => own);
  if (means.length > 0) {
    scope.observe(normal(joined(means), lowering.input(inputNames.contrastSd)), lowering.input(inputNames.contrasts));
  }
  report(lowering, lowered, tau !== undefined);
}

/** The unit of a positive number, unless its prior has ends. */
function scaled({ support }: Distribution, scale: number) {
  return support.kind === "positive" && scale !== 1 ? { unit: { scale } } : {};
}

/** What rows say of studies' latents: settings, in the order of the rows. */
function armsTold({ scope, inputs, isRelative }: NetworkLowering, count: number) {
  if (!isRelative) return undefined;
  return {
    precision: scope.setting(inputNames.precision, inputs.get(inputNames.precision)!, [count]),
    pull: scope.setting(inputNames.pull, inputs.get(inputNames.pull)!, [count]),
  };
}

/** Thresholds of ordered outcomes after the first, which is 0: sums of positive gaps. */
function lowerCuts({ scope, categories, priors }: NetworkLowering): readonly Tensor[] {
  const { tf } = scope;
  if (categories < 3) return [];
  const names = Array.from({ length: categories - 2 }, (_, k) => `cut[${k + 2}]`);
  const gaps = scope.parameter("gap", priors.of("cut"), { dims: { threshold: names.length }, reported: false });
  const cuts: Tensor[] = [];
  names.forEach((_, k) => {
    const gap = tf.slice(gaps as never, [k], [1]) as Tensor;
    cuts.push(k === 0 ? gap : (tf.add(cuts[k - 1]!, gap) as Tensor));
  });
  scope.generate("cut", cuts.length === 1 ? cuts[0]! : (tf.concat([...cuts] as never[]) as Tensor), { names });
  return cuts.map((cut) => tf.reshape(cut as never, []) as Tensor);
}

function observeArms(lowering: NetworkLowering, lowered: readonly LoweredSlab[], cuts: readonly Tensor[]): void {
  const { scope, likelihood, categories, input } = lowering;
  const eta = scope.tf.concat(lowered.flatMap(({ predictors }) => predictors) as never[]) as Tensor;
  const [observed, ...others] = likelihood.inputs(categories).map(({ name }) => input(inputNames.arms(name))) as [
    Tensor,
    ...Tensor[],
  ];
  const logDensity = (at: Tensor): Tensor => likelihood.logDensity(at, [observed, ...others], cuts);
  scope.observe(
    {
      name: likelihood.name,
      parameters: {},
      support: real,
      eventShape: [],
      logDensity: (() => logDensity(eta)) as Distribution["logDensity"],
      random: () => NaN,
    },
    observed,
  );
  if (lowering.isRelative) scope.refer(networkReference(lowering, eta, logDensity));
}

/** Baselines and deviations under their names, in the order of the table. */
function report({ scope, network, slabs }: NetworkLowering, lowered: readonly LoweredSlab[], isRandom: boolean): void {
  const { tf } = scope;
  const order = network.studies.map(() => [] as { readonly value: Tensor; readonly place: number }[]);
  const mu = order.map(() => undefined as undefined | { readonly value: Tensor; readonly place: number });
  slabs.forEach(({ studies }, i) => {
    studies.forEach((study, place) => {
      if (lowered[i]!.baseline) mu[study] = { value: lowered[i]!.baseline!, place };
      order[study] = lowered[i]!.deltas.map((value) => ({ value, place }));
    });
  });
  const gathered = (asked: readonly { readonly value: Tensor; readonly place: number }[], what: string): Tensor => {
    const distinct = [...new Set(asked.map(({ value }) => value))];
    const starts = new Map<Tensor, number>();
    let start = 0;
    for (const value of distinct) {
      starts.set(value, start);
      start += value.size;
    }
    const all = distinct.length === 1 ? distinct[0]! : (tf.concat(distinct as never[]) as Tensor);
    const places = asked.map(({ value, place }) => starts.get(value)! + place);
    return tf.gather(all, scope.indices(`order of ${what}`, places) as never) as Tensor;
  };
  const named = (name: string, asked: Parameters<typeof gathered>[0], names: readonly string[]): void => {
    if (asked.length > 0) scope.generate(name, gathered(asked, name), { names });
  };
  const { studies, treatments } = network;
  const hasBaseline = studies.map((study, s) => [study, mu[s]] as const).filter(([, value]) => value !== undefined);
  named(
    "mu",
    hasBaseline.map(([, value]) => value!),
    hasBaseline.map(([{ name }]) => `mu[${name}]`),
  );
  if (!isRandom) return;
  const names = studies.flatMap(({ name, arms }) =>
    arms.slice(1).map(({ treatment }) => `delta[${name},${treatments[treatment]}]`),
  );
  named("delta", order.flat(), names);
}
