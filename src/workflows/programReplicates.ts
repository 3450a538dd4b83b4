/** Replicates of what a program observed: responses drawn from its laws with the parameters of posterior draws. */
import { load } from "../../engine/compiler/load.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Replicates } from "../../engine/core/Replicates.js";
import type { Rng } from "../../engine/core/Rng.js";
import { numberedStreams } from "../../engine/random/numberedStreams.js";
import { evenChains } from "../../diagnostics/evenChains.js";
import { lawMean } from "../../engine/distributions/lawMean.js";
import { outcomeOf } from "../../engine/distributions/outcomeOf.js";
import type { ProgramModel } from "../../models/program/program.js";
import type { LawNumbers, ObservedLaw } from "../../models/program/traceLaws.js";
import { preparedOf, sampledArtifact } from "../preparedOf.js";
import { withInputs } from "../withInputs.js";
import { spacedDraws } from "../../engine/data/spacedDraws.js";

export interface ReplicateOptions {
  /** Draws that are replicated, evenly spaced. */
  readonly draws?: number;
}

/** Draws that the expected response is averaged over. */
const mostExpected = 400;

/**
 * Replicates of each observed response of a program, which is traced and compiled once more for the parameters of its laws; those kept
 * with a fit that was saved. Which draws they are of is numbered through the even chains, one after another; each has a stream of
 * random numbers of its own. Responses whose law has no random draw, or that are themselves parameters, are left out.
 *
 * Undefined for a posterior whose program is no longer known.
 *
 * @example
 * const [first] = (await programReplicates(posterior, { draws: 50 })) ?? [];
 */
export async function programReplicates(
  posterior: Posterior,
  { draws: wanted = 50 }: ReplicateOptions = {},
): Promise<readonly Replicates[] | undefined> {
  const prepared = preparedOf(posterior);
  const sampled = sampledArtifact(posterior);
  if (prepared?.model.kind !== "program" || sampled === undefined) return posterior.replicates;
  // A model that was prepared here has loaded what traces it.
  const traced = (prepared.model as ProgramModel).traceLaws(prepared.data);
  if (traced.laws.length === 0 || traced.length === 0) return [];
  const { compile } = await import("../../engine/compiler/compile.js");
  const names = Array.from({ length: traced.length }, (_, place) => String(place));
  // Coordinates are those that were sampled in; data are the same.
  const settings = new Map(sampled.layout.inputs.map(({ name, values }) => [name, values]));
  const model = load(withInputs(compile(traced.graph, names), settings));

  const { chains, draws: perChain } = evenChains(posterior.draws);
  const total = chains.length * perChain;
  const replicated = spacedDraws(total, wanted);
  const averaged = spacedDraws(total, Math.max(mostExpected, replicated.length));
  const { seed } = posterior.provenance;
  const effects = chains.map(({ chain }) => numberedStreams(seed, chain, "draw"));
  const responses = chains.map(({ chain }) => numberedStreams(seed, chain, "replicates"));
  const out = new Float64Array(traced.length);
  const at = (number: number): Rng => {
    const [chain, draw] = [Math.floor(number / perChain), number % perChain];
    const { positions } = chains[chain]!;
    const position = positions.subarray(draw * model.dimension, (draw + 1) * model.dimension);
    model.constrain(position, effects[chain]!.stream(draw), out);
    return responses[chain]!.stream(draw);
  };

  at(replicated[0]!);
  const gathered = traced.laws.flatMap((law) => gather(law, out, replicated) ?? []);
  for (const [place, number] of replicated.entries()) {
    const rng = at(number);
    for (const one of gathered) one.replicate(out, place, rng);
  }
  for (const number of averaged) {
    at(number);
    for (const one of gathered) one.expect(out, averaged.length);
  }
  return gathered.flatMap((one) => one.finish());
}

/** Collects what one observed law gives, draw by draw. */
interface Gathered {
  replicate(out: Float64Array, place: number, rng: Rng): void;
  expect(out: Float64Array, count: number): void;
  /** Nothing for a response that changed from draw to draw. */
  finish(): readonly Replicates[];
}

/** @param first the traced output at the first draw that is replicated */
function gather(law: ObservedLaw, first: Float64Array, draws: Int32Array): Gathered {
  const { name, distribution, rows, width, parameters } = law;
  const size = rows * width;
  const shift = distribution.name === "categorical" ? 1 : 0;
  const observed = Float64Array.from(numbersAt(law.observed, first, size));
  const isFixed = !("offset" in law.observed);
  let changed = false;
  const trialsNumbers = parameters.find((parameter) => parameter.name === "trials");
  const trials =
    trialsNumbers && Float64Array.from({ length: rows }, (_, row) => numberOf(trialsNumbers, first, row) as number);
  const values = new Float64Array(draws.length * size);
  const mean = width === 1 && distribution.law ? lawMean(distribution.law.name) : undefined;
  const expected = mean && new Float64Array(rows);
  const numbers: Record<string, number | ArrayLike<number>> = {};
  const fill = (out: Float64Array, row: number) => {
    for (const parameter of parameters) numbers[parameter.name] = numberOf(parameter, out, row);
    return numbers;
  };
  return {
    replicate(out, place, rng) {
      if (!isFixed) changed ||= observed.some((value, i) => value !== numbersAt(law.observed, out, size)[i]);
      for (let row = 0; row < rows; row += 1) {
        const drawn = drawnOrNaN(distribution, rng, fill(out, row));
        const start = place * size + row * width;
        if (typeof drawn === "number") values[start] = drawn + shift;
        else values.set(drawn, start);
      }
    },
    expect(out, count) {
      if (!expected) return;
      for (let row = 0; row < rows; row += 1) {
        expected[row] = expected[row]! + mean!(fill(out, row) as Record<string, number>) / count;
      }
    },
    finish() {
      if (changed) return [];
      const outcome = outcomeOf(distribution, trials);
      return [
        {
          name,
          outcome,
          observed: shift === 0 ? observed : observed.map((value) => value + shift),
          draws,
          values,
          ...(expected ? { expected } : {}),
          ...(trials && outcome === "bounded" ? { trials } : {}),
        },
      ];
    },
  };
}

/** NaN where the parameters of a draw are none that the law can have, as an infinite rate. */
function drawnOrNaN(
  { drawWith }: ObservedLaw["distribution"],
  rng: Rng,
  numbers: Readonly<Record<string, number | ArrayLike<number>>>,
): number | Float64Array {
  for (const value of Object.values(numbers)) {
    if (typeof value === "number" && !Number.isFinite(value)) return NaN;
  }
  return drawWith!(rng, numbers);
}

function numberOf(
  { width, byRow, numbers }: ObservedLaw["parameters"][number],
  out: Float64Array,
  row: number,
): number | ArrayLike<number> {
  const size = Math.max(width, 1);
  const start = byRow ? row * size : 0;
  if ("offset" in numbers) {
    const from = numbers.offset + start;
    return width === 0 ? out[from]! : out.subarray(from, from + width);
  }
  return width === 0 ? numbers[start]! : Array.prototype.slice.call(numbers, start, start + width);
}

function numbersAt(numbers: LawNumbers, out: Float64Array, size: number): ArrayLike<number> {
  return "offset" in numbers ? out.subarray(numbers.offset, numbers.offset + size) : numbers;
}
