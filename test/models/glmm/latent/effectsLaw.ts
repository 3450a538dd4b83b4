/** The prior law of sampled effects that a traced density amounts to, beside the one that it should. */
import { expect } from "vitest";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../../engine/core/CompiledModel.js";
import type { GeometryOptions, TracedModel } from "../../../../engine/core/Model.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import type { Table } from "../../../../engine/core/Table.js";
import { effectDraw } from "../../../../models/glmm/drawNames.js";
import type { GroupTerm } from "../../../../models/glmm/Frame.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import { settingNames } from "../../../../models/glmm/latent/latentInputs.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { covarianceWithin, isIntegrated, type Draws } from "./denseModel.js";
import { likelihoodOf } from "./likelihoods.js";
import { logJacobian } from "./logJacobian.js";
import { choleskyOf, dot, forward, matrix } from "./matrices.js";
import type { Covariance } from "./relatives.js";

export interface EffectsCase {
  readonly formula: string | readonly string[];
  readonly options: GlmmOptions;
  readonly table: Table;
  readonly related: ReadonlyMap<string, Covariance>;
  readonly geometry?: GeometryOptions;
  /** Of the model without its likelihood. */
  readonly priorOnly?: boolean;
}

export interface SampledEffects {
  readonly one: EffectsCase;
  readonly model: GlmmModel;
  readonly traced: TracedModel;
  readonly compiled: CompiledModel;
  readonly position: Float64Array;
  drawsAt(position: Float64Array): Draws;
}

/** Traces a model at a random position, and with random numbers for what the rows say of conditioned effects. */
export function sampledEffects(one: EffectsCase): SampledEffects {
  const { formula, options, table, geometry = {}, priorOnly = false } = one;
  const declared: GlmmModel = glmm(formula as string, options);
  const model = priorOnly ? declared.priorOnly() : declared;
  const traced = model.trace(table, geometry);
  const compiled = load(compile(traced.graph, traced.names));
  const rng = testRng(11);
  const settings = traced.coordinates?.settings?.(compiled.reference(new Float64Array(traced.dimension)));
  for (const [name, { length }] of settings ?? []) {
    const isWeight = name === settingNames.weight;
    const of = () => (isWeight ? 2 * rng.uniform() : rng.normal());
    compiled.set(name, Float64Array.from({ length }, of));
  }
  const out = new Float64Array(traced.names.length);
  const drawsAt = (at: Float64Array): Draws => {
    compiled.constrain(at, { normal: () => 0 } as Rng, out);
    return new Map(traced.names.map((name, i) => [name, out[i]!]));
  };
  const position = Float64Array.from({ length: traced.dimension }, () => 0.5 * rng.normal());
  return { one, model, traced, compiled, position, drawsAt };
}

/** Effects that have places in the position: their names, the covariance that they should have, and what they add to. */
function sampledTerms({ one, model, traced, drawsAt, position }: SampledEffects) {
  const { frame } = model.encoder(one.table);
  const terms = frame.groups.filter(({ parameter, group }) => parameter !== "mu" || !isIntegrated(traced, group));
  const draws = drawsAt(position);
  const effects = terms.flatMap((term) => {
    const within = covarianceWithin(term, draws);
    return term.levels.flatMap((level, at) =>
      term.coefficients.map((name, k) => ({ term, level, at, k, name: effectDraw(term, level, name), within })),
    );
  });
  const between = ({ group }: GroupTerm, a: string, b: string) => {
    return one.related.get(group)?.(a, b) ?? (a === b ? 1 : 0);
  };
  const covariance = matrix(effects.length, effects.length, (i, j) => {
    const [a, b] = [effects[i]!, effects[j]!];
    return a.term === b.term ? a.within[a.k]![b.k]! * between(a.term, a.level, b.level) : 0;
  });
  return { effects, covariance };
}

/**
 * That the density of the coordinates of effects, divided by the likelihood and by the priors of all else, is the normal density
 * of effects with mean 0 and the covariance that is known, whatever the map from coordinates to effects. It is normal in the
 * coordinates, since effects are linear in them: so its precision is what its slope changes by, and from that follow the mean and the
 * covariance of effects, and that it is a density at all.
 */
export function expectEffectsLaw(made: SampledEffects): void {
  const { one, model, traced, compiled, position, drawsAt } = made;
  const { effects, covariance } = sampledTerms(made);
  const places = traced.blocks.flatMap(({ latent, offset, length }) =>
    latent ? Array.from({ length }, (_, i) => offset + i) : [],
  );
  expect(places.length).toBeGreaterThan(0);
  const effectsAt = (at: Float64Array): readonly number[] => {
    const draws = drawsAt(at);
    return effects.map(({ name }) => draws.get(name)!);
  };
  const centre = effectsAt(position);
  /** Effects by coordinate: how far each moves them. */
  const moves = places.map((place) => {
    const moved = effectsAt(position.with(place, position[place]! + 1));
    return moved.map((u, i) => u - centre[i]!);
  });

  const priors = new Float64Array(traced.blocks.length);
  const gradient = new Float64Array(traced.dimension);
  /** Log density without likelihood and the other priors, and its slope by the coordinates of effects. */
  const lawAt = (at: Float64Array) => {
    const draws = drawsAt(at);
    const likelihood = one.priorOnly ? undefined : likelihoodOf(model, one.table, traced, draws, one.related);
    compiled.logPrior(at, priors);
    const others = traced.blocks.reduce((sum, { latent }, i) => sum + (latent ? 0 : priors[i]!), 0);
    const all = compiled.evaluate(at, gradient);
    const byEffect = effects.map(({ term, at: level, k }) => {
      const slopes = likelihood?.slopes.get(term.parameter);
      return (slopes ?? []).reduce((sum, slope, row) => {
        return term.index[row] === level ? sum + slope * (term.columns[k]?.[row] ?? 1) : sum;
      }, 0);
    });
    return {
      value: all - (likelihood?.value ?? 0) - others - logJacobian(model, one.table, traced, at, draws),
      slope: places.map((place, j) => gradient[place]! - dot(moves[j]!, byEffect)),
    };
  };
  const { value, slope } = lawAt(position);
  const precision = places.map((place) => {
    const moved = lawAt(position.with(place, position[place]! + 1)).slope;
    return moved.map((x, j) => slope[j]! - x);
  });
  const root = choleskyOf(precision);
  const logRoot = root.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  const half = forward(root, slope);
  const total = value + 0.5 * dot(half, half) + 0.5 * places.length * Math.log(2 * Math.PI) - logRoot;
  expect(Math.abs(total)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
  // L⁻¹ Aᵀ, by effect.
  const halves = effects.map((_, i) =>
    forward(
      root,
      moves.map((move) => move[i]!),
    ),
  );
  const sd = covariance.map((row, i) => Math.sqrt(row[i]!));
  halves.forEach((own, i) => {
    expect(Math.abs(centre[i]! + dot(own, half))).toBeLessThan(1e-8 * sd[i]!);
    for (let j = 0; j <= i; j++) {
      expect(Math.abs(dot(own, halves[j]!) - covariance[i]![j]!)).toBeLessThan(1e-8 * sd[i]! * sd[j]!);
    }
  });
}
