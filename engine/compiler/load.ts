/** A compiled model from its artifact: memory filled, functions called; all that a worker needs. */
import type { CompiledModel, ModelArtifact } from "../core/CompiledModel.js";
import { normalsInput } from "../core/Graph.js";
import { explainDensity } from "./explainDensity.js";
import { samplerRoom } from "./samplerRoom.js";
import { outsideOf, wholeNumberBound } from "./wholeNumbers.js";

const pageBytes = 65_536;

/** Elements up to which a plain loop copies faster than a call of `set`. */
const shortCopy = 64;

interface Exports {
  prologue(): void;
  readonly evaluate: () => number;
  constrain(): void;
  constrainRows(count: number, first: number): void;
  logLikelihood(): void;
  logPrior(): void;
  reference(): void;
}

/**
 * Instantiates a compiled model with memory of its own.
 * @param artifact What `compile` gave; may have been posted to a worker.
 * @throws Error where the host has no WebAssembly SIMD (Node 16, every browser since 2023 has it).
 */
export function load(artifact: ModelArtifact): CompiledModel {
  const { dimension, layout, names, rows, blocks } = artifact;
  const room = samplerRoom(artifact);
  const pages = Math.ceil((room.address + room.bytes) / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const instance = new WebAssembly.Instance(artifact.module as WebAssembly.Module, { env: { memory } });
  const exports = instance.exports as unknown as Exports;
  const doubles = (offset: number, length: number) => new Float64Array(memory.buffer, offset, length);

  for (const { offset, kind, values } of layout.constants) {
    if (kind === "float64") doubles(offset, values.length).set(values);
    else new Int32Array(memory.buffer, offset, values.length).set(values);
  }
  // Places alone: the data are in the memory now, and what the functions below hold on to is kept as long as they are.
  const inputs = new Map(layout.inputs.map(({ values: _, ...place }) => [place.name, place]));
  let stale = true;
  const write = (name: string, values: ArrayLike<number>) => {
    const input = inputs.get(name);
    if (!input) throw new Error(`unknown input: "${name}"; known are ${[...inputs.keys()].join(", ")}.`);
    if (values.length !== input.length) {
      throw new Error(
        `input "${name}" has ${input.length} values, not ${values.length}: other shapes need a new trace.`,
      );
    }
    if (input.kind === "float64") doubles(input.offset, input.length).set(values);
    else {
      // Indices are kept as offsets of doubles in bytes.
      const target = new Int32Array(memory.buffer, input.offset, input.length);
      // All are looked at before any is written, so that a refusal leaves the data as it was.
      const outside = input.parts && outsideOf(input.parts, values);
      if (outside)
        throw new Error(`input "${name}": ${outside.value} is no whole number from 0 to ${outside.below - 1}.`);
      const [from, below] = input.below === undefined ? [-wholeNumberBound, wholeNumberBound] : [0, input.below];
      for (let i = 0; i < input.length; i++) {
        const value = values[i]!;
        if (Number.isInteger(value) && value >= from && value < below) continue;
        throw new Error(`input "${name}": ${value} is no whole number from ${from} to ${below - 1}.`);
      }
      for (let i = 0; i < input.length; i++) target[i] = 8 * values[i]!;
    }
    stale = true;
  };
  for (const input of layout.inputs) write(input.name, input.values);

  const positionMemory = doubles(layout.position, dimension);
  const gradientMemory = doubles(layout.gradient, dimension);
  const constrainedMemory = doubles(layout.constrained, names.length);
  const likelihoodMemory = doubles(layout.logLikelihood, rows);
  const priorMemory = doubles(layout.logPrior, blocks);
  const drawn = inputs.get(normalsInput);
  const normals = drawn ? doubles(drawn.offset, drawn.length) : new Float64Array(0);
  const copy = (from: Float64Array, to: Float64Array, length: number) => {
    if (length > shortCopy) to.set(from);
    else for (let i = 0; i < length; i++) to[i] = from[i]!;
  };
  const refresh = () => {
    if (stale) exports.prologue();
    stale = false;
  };
  const ready = (position: Float64Array) => {
    refresh();
    copy(position, positionMemory, dimension);
  };

  const { drawRows, reference: referencePlace } = layout;
  const rowMemory = {
    positions: doubles(drawRows.positions, drawRows.most * dimension),
    values: doubles(drawRows.values, drawRows.most * names.length),
    base: new Uint32Array(memory.buffer, drawRows.base, 4),
  };

  const { labels } = artifact;
  const model: CompiledModel = {
    dimension,
    names,
    rows,
    blocks,
    evaluate(position, gradient) {
      ready(position);
      const value = exports.evaluate();
      // Two sums, since an addition waits for the one before it.
      let even = value;
      let odd = 0;
      for (let i = 1; i < dimension; i += 2) {
        const slope = gradientMemory[i - 1]!;
        const next = gradientMemory[i]!;
        gradient[i - 1] = slope;
        gradient[i] = next;
        even += slope;
        odd += next;
      }
      if (dimension % 2 === 1) even += gradient[dimension - 1] = gradientMemory[dimension - 1]!;
      // One comparison for all: a NaN anywhere makes the sum NaN, and so do infinities of both signs.
      const sum = even + odd;
      return sum === sum ? value : -Infinity;
    },
    constrain(position, rng, out) {
      for (let i = 0; i < normals.length; i++) normals[i] = rng.normal();
      ready(position);
      exports.constrain();
      copy(constrainedMemory, out, names.length);
    },
    constrainRows(positions, base, first, out) {
      refresh();
      const { most } = drawRows;
      rowMemory.base.set(base);
      const count = names.length === 0 ? 0 : out.length / names.length;
      for (let done = 0; done < count; done += most) {
        const now = Math.min(most, count - done);
        rowMemory.positions.set(positions.subarray(done * dimension, (done + now) * dimension));
        exports.constrainRows(now, first + done);
        out.set(rowMemory.values.subarray(0, now * names.length), done * names.length);
      }
    },
    logLikelihood(position, out) {
      ready(position);
      exports.logLikelihood();
      copy(likelihoodMemory, out, rows);
    },
    logPrior(position, out) {
      ready(position);
      exports.logPrior();
      copy(priorMemory, out, blocks);
    },
    reference(position) {
      if (!referencePlace) return new Float64Array(0);
      normals.fill(0);
      ready(position);
      exports.reference();
      return doubles(referencePlace.offset, referencePlace.length).slice();
    },
    set: write,
    native: {
      memory,
      // The exported function itself, so that one module calls the other without JavaScript in between.
      evaluate: exports.evaluate,
      position: layout.position,
      gradient: layout.gradient,
      room,
      ...(artifact.trajectory ? { trajectory: artifact.trajectory } : {}),
      ready: refresh,
    },
    ...(labels ? { explain: (position) => explainDensity(model, labels, position) } : {}),
  };
  return model;
}
