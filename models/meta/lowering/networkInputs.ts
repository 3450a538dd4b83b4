/** The data of a network by the names of the graph's inputs. */
import type { Arm, ArmOutcome, Network, Study } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";
import { baselineCentre, observedPredictor } from "./baselineCentre.js";
import type { BoundedBaseline } from "./boundedBaseline.js";
import type { Coefficients } from "./coefficientsOf.js";
import { independentContrasts } from "./independentContrasts.js";
import { sharedArmFactor } from "./sharedArmFactor.js";
import type { OneSided } from "./OneSided.js";
import type { OneSidedBaseline } from "./oneSidedBaseline.js";
import type { OneSidedEffect } from "./oneSidedEffects.js";
import { rowCount, type Slab } from "./slabsOf.js";

export const inputNames = {
  /** What each arm but the baseline arm adds to it by coefficient, row by row. */
  design: (slab: number) => `design of slab ${slab + 1}`,
  /** The same by which the study's baseline is multiplied. */
  baselineDesign: (slab: number) => `design on baselines of slab ${slab + 1}`,
  offset: (slab: number, arm: number) => `offset of slab ${slab + 1}, arm ${arm + 1}`,
  /** Where the baseline arm alone puts the study's baseline. */
  origin: (slab: number) => `origin of slab ${slab + 1}`,
  /** Of one-sided baselines: numbers of {@link OneSided}. */
  oneSided: (slab: number, what: keyof OneSided) => `${what} of one-sided baselines, slab ${slab + 1}`,
  /** Of bounded baselines: numbers of {@link BoundedBaseline}. */
  bounded: (slab: number, what: keyof BoundedBaseline) => `${what} of bounded baselines, slab ${slab + 1}`,
  /** What share of the push is an arm's. */
  pushShare: (slab: number, arm: number) => `share of arm ${arm + 1} in one-sided baselines, slab ${slab + 1}`,
  /** The same of effects. */
  oneSidedEffects: (what: keyof OneSided) => `${what} of one-sided effects`,
  /** Standard deviations of their priors, in which they are told. */
  oneSidedUnits: "units of one-sided effects",
  /** Coefficients that are added to a study's baseline where baselines have one law. */
  baselineShift: (slab: number) => `shift of baselines of slab ${slab + 1}`,
  /** 1 for each study without an arm of the reference, else 0. */
  lacksReference: (slab: number) => `studies without the reference, slab ${slab + 1}`,
  /** By row and arm, of contrasts. */
  transform: (slab: number, row: number, arm: number) => `transform of slab ${slab + 1}, ${row + 1}, ${arm + 1}`,
  loading: (slab: number, row: number, arm: number) => `loading of slab ${slab + 1}, ${row + 1}, ${arm + 1}`,
  contrasts: "contrasts",
  contrastSd: "standard deviations of contrasts",
  arms: (name: string) => `arms: ${name}`,
  /** Settings. */
  precision: "precision of the arms",
  pull: "pull of the arms",
  centre: "centre of baselines",
} as const;

/** What networks are lowered from. */
export interface NetworkOnData {
  readonly network: Network;
  readonly likelihood: Likelihood;
  readonly coefficients: Coefficients;
  readonly slabs: readonly Slab[];
  /** Baselines that are one-sided, by the place of the study. */
  readonly oneSided: ReadonlyMap<number, OneSidedBaseline>;
  /** Those that are bounded. */
  readonly bounded: ReadonlyMap<number, BoundedBaseline>;
  readonly oneSidedEffects: readonly OneSidedEffect[];
  /** Categories of ordered outcomes; 0 for others. */
  readonly categories: number;
}

/** All inputs and the settings that sampling starts with. */
export function networkInputs(data: NetworkOnData): ReadonlyMap<string, Float64Array> {
  const { network, likelihood, slabs, categories } = data;
  const inputs = new Map<string, Float64Array>();
  slabs.forEach((slab, i) => addSlab(inputs, data, slab, i));
  if (data.oneSidedEffects.length > 0) {
    inputs.set(
      inputNames.oneSidedUnits,
      Float64Array.from(data.oneSidedEffects, ({ unit }) => unit),
    );
  }
  for (const what of ["side", "edge", "width", "scale"] as const) {
    if (data.oneSidedEffects.length === 0) continue;
    inputs.set(
      inputNames.oneSidedEffects(what),
      Float64Array.from(data.oneSidedEffects, ({ law }) => law[what]),
    );
  }
  const arms = slabs.flatMap((slab) => (slab.kind === "arms" ? outcomesOf(network, slab) : []));
  if (arms.length > 0) {
    for (const { name, of } of likelihood.inputs(categories))
      inputs.set(inputNames.arms(name), Float64Array.from(arms, of));
    const muted = mutedArms(data);
    const told = arms.map((outcome, row) => ({ ...likelihood.empirical(outcome), weight: muted[row] ? 0 : 1 }));
    inputs.set(
      inputNames.precision,
      Float64Array.from(told, ({ precision, weight }) => precision * weight),
    );
    inputs.set(
      inputNames.pull,
      Float64Array.from(told, ({ eta, precision, weight }) => eta * precision * weight),
    );
    inputs.set(inputNames.centre, Float64Array.of(baselineCentre(network, likelihood)));
  }
  return inputs;
}

/** 1 for each row of arms that pushes an effect to one side: as a normal observation it would tell what is not so. */
export function mutedArms({ network, slabs, oneSidedEffects }: NetworkOnData): Uint8Array {
  const muted = new Set(oneSidedEffects.flatMap(({ arms }) => [...arms]));
  return Uint8Array.from(
    slabs.flatMap((slab) => (slab.kind === "arms" ? armsOf(network, slab).map((arm) => Number(muted.has(arm))) : [])),
  );
}

/** What was observed of a slab's arms, in the order of its rows. */
function outcomesOf(network: Network, slab: Slab): ArmOutcome[] {
  return armsOf(network, slab).map(({ outcome }) => outcome!);
}

/** Arms in the order of a slab's rows. */
function armsOf({ studies }: Network, slab: Slab): Arm[] {
  return Array.from({ length: slab.arms }, (_, j) => slab.studies.map((place) => studies[place]!.arms[j]!)).flat();
}

function addSlab(inputs: Map<string, Float64Array>, data: NetworkOnData, slab: Slab, i: number): void {
  const { network, coefficients, likelihood } = data;
  const studies = slab.studies.map((place) => [network.studies[place]!, place] as const);
  const others = Array.from({ length: slab.arms - 1 }, (_, j) => j + 1);
  const rows = (of: (study: Study, place: number, arm: number) => Float64Array): Float64Array =>
    Float64Array.from(others.flatMap((arm) => studies.flatMap(([study, place]) => [...of(study, place, arm)])));
  inputs.set(
    inputNames.design(i),
    rows((study, place, arm) => {
      const first = coefficients.design(study, place, study.arms[0]!);
      return coefficients.design(study, place, study.arms[arm]!).map((value, k) => value - first[k]!);
    }),
  );
  if (slab.kind === "contrasts")
    return addContrasts(
      inputs,
      studies.map(([study]) => study),
      i,
      slab.arms - 1,
    );
  inputs.set(
    inputNames.baselineDesign(i),
    rows((study, _, arm) => coefficients.baselineDesign(study, study.arms[arm]!)),
  );
  inputs.set(
    inputNames.baselineShift(i),
    Float64Array.from(studies.flatMap(([study, place]) => [...coefficients.design(study, place, study.arms[0]!)])),
  );
  inputs.set(
    inputNames.lacksReference(i),
    Float64Array.from(studies, ([{ arms }]) => (arms[0]!.treatment > 0 ? 1 : 0)),
  );
  inputs.set(
    inputNames.origin(i),
    Float64Array.from(studies, ([{ arms }]) => observedPredictor(likelihood, arms[0]!.outcome!)),
  );
  if (slab.baselines === "bounded") {
    for (const what of ["centre", "spread"] as const) {
      inputs.set(
        inputNames.bounded(i, what),
        Float64Array.from(slab.studies, (place) => data.bounded.get(place)![what]),
      );
    }
  }
  if (slab.baselines === "one-sided") {
    for (const what of ["side", "edge", "width", "scale"] as const) {
      inputs.set(
        inputNames.oneSided(i, what),
        Float64Array.from(slab.studies, (place) => data.oneSided.get(place)!.law[what]),
      );
    }
    for (let arm = 0; arm < slab.arms; arm++) {
      inputs.set(
        inputNames.pushShare(i, arm),
        Float64Array.from(slab.studies, (place) => data.oneSided.get(place)!.shares[arm]!),
      );
    }
  }
  const { offset } = likelihood;
  if (!offset) return;
  for (let arm = 0; arm < slab.arms; arm++) {
    inputs.set(
      inputNames.offset(i, arm),
      Float64Array.from(studies, ([{ arms }]) => offset(arms[arm]!.outcome!)),
    );
  }
}

function addContrasts(inputs: Map<string, Float64Array>, studies: readonly Study[], i: number, size: number): void {
  const independent = studies.map(({ contrasts }) => independentContrasts(contrasts!.covariance, size));
  const factor = sharedArmFactor(size);
  const entry = (of: (study: number) => number): Float64Array => Float64Array.from(studies, (_, s) => of(s));
  const means: Float64Array[] = [];
  const deviations: Float64Array[] = [];
  for (let row = 0; row < size; row++) {
    const transformed = (s: number, of: (arm: number) => number): number => {
      let sum = 0;
      for (let arm = 0; arm <= row; arm++) sum += independent[s]!.transform[row * size + arm]! * of(arm);
      return sum;
    };
    for (let arm = 0; arm <= row; arm++) {
      inputs.set(
        inputNames.transform(i, row, arm),
        entry((s) => independent[s]!.transform[row * size + arm]!),
      );
      inputs.set(
        inputNames.loading(i, row, arm),
        entry((s) => transformed(s, (k) => factor[k * size + arm]!)),
      );
    }
    means.push(entry((s) => transformed(s, (arm) => studies[s]!.contrasts!.differences[arm]!)));
    deviations.push(entry((s) => independent[s]!.sd[row]!));
  }
  append(inputs, inputNames.contrasts, means);
  append(inputs, inputNames.contrastSd, deviations);
}

/** Slabs of contrasts come one after the other, as their rows do. */
function append(inputs: Map<string, Float64Array>, name: string, pieces: readonly Float64Array[]): void {
  inputs.set(
    name,
    Float64Array.from([inputs.get(name) ?? new Float64Array(0), ...pieces].flatMap((piece) => [...piece])),
  );
}

/** Rows of data that are arms; the others are contrasts. */
export function armRows(slabs: readonly Slab[]): number {
  return rowCount(slabs.filter(({ kind }) => kind === "arms"));
}
