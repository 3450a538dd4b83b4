/** Reads the arrays of a Zarr store as numbers or as text. */
import * as zarr from "zarrita";

import { UserError } from "../../../engine/core/UserError.js";
import { refuseTooLarge } from "../refuseTooLarge.js";
import type { OpenStore } from "./openStore.js";

/** An array that has been opened and not read yet. */
export interface StoredArray {
  /** Its path in the store, such as `posterior/theta`. */
  readonly path: string;
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly isText: boolean;
  readonly isFloat: boolean;
  /** What stands for elements of chunks that are not there is NaN; else a number, and programs leave chunks out that hold nothing else. */
  readonly fillsWithNaN: boolean;
  /** Chunks that its elements are read from. */
  readonly chunks: number;
  /** Its elements row by row. */
  numbers(): Promise<Float64Array>;
  texts(): Promise<string[]>;
  /** Those among them that were not there when they were read. */
  absentChunks(): number;
}

/**
 * Opens an array.
 *
 * @param file the store as a person named it, for errors
 * @throws UserError when it is no array, or its dimensions have no names.
 */
export async function openArray({ store, absentChunks }: OpenStore, file: string, path: string): Promise<StoredArray> {
  const stored = await zarr.open(zarr.root(store).resolve(path), { kind: "array" }).catch((error: Error) => {
    throw damaged(file, path, error);
  });
  const array = zarr.extendArray(stored, whole);
  const dims = array.dimensionNames ?? [];
  if (dims.length !== array.shape.length || dims.some((dim) => typeof dim !== "string")) {
    throw new UserError(
      `"${path}" in ${file} does not name its dimensions (_ARRAY_DIMENSIONS): write it with xarray or ArviZ.`,
    );
  }
  for (const shape of [array.shape, array.chunks]) {
    refuseTooLarge(`"${path}" in ${file}`, { numbers: shape.reduce((size, length) => size * length, 1), names: 0 });
  }
  const isText = array.is("string") || array.is("object");
  const read = async () => {
    const { data, shape, stride } = await zarr.get(array).catch((error: Error) => {
      throw damaged(file, path, error);
    });
    const elements = data as unknown as { readonly length: number; get?(i: number): unknown; [index: number]: unknown };
    const get = elements.get ? (i: number) => elements.get!(i) : (i: number) => elements[i];
    return { data, get, shape, stride };
  };
  return {
    path,
    dims: dims as string[],
    shape: array.shape,
    attributes: array.attrs as Record<string, unknown>,
    isText,
    isFloat: /^float/.test(array.dtype),
    chunks: array.shape.reduce((count, length, axis) => count * Math.ceil(length / array.chunks[axis]!), 1),
    fillsWithNaN: Number.isNaN(array.fillValue),
    absentChunks: () => absentChunks(path),
    async numbers() {
      const { data, get, shape, stride } = await read();
      if (data instanceof Float64Array && isRowMajor(shape, stride)) return data;
      const numbers = new Float64Array(shape.reduce((size, length) => size * length, 1));
      forEachPlace(shape, stride, (place, i) => (numbers[i] = Number(get(place))));
      return numbers;
    },
    async texts() {
      const { get, shape, stride } = await read();
      const texts: string[] = [];
      forEachPlace(shape, stride, (place) => texts.push(String(get(place))));
      return texts;
    },
  };
}

/** A chunk that is shorter than it should be would leave what is missing at 0. */
const whole = zarr.defineArrayExtension((array) => ({
  async getChunk(...question: Parameters<typeof array.getChunk>) {
    const chunk = await array.getChunk(...question);
    const size = chunk.shape.reduce((product, length) => product * length, 1);
    if (chunk.data.length < size) throw new Error("a chunk is too short");
    return chunk;
  },
}));

function isRowMajor(shape: readonly number[], stride: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis]! > 1 && stride[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

/** Calls back with the place of each element in memory, row by row. */
function forEachPlace(
  shape: readonly number[],
  stride: readonly number[],
  visit: (place: number, index: number) => void,
): void {
  const size = shape.reduce((product, length) => product * length, 1);
  const at = shape.map(() => 0);
  let place = 0;
  for (let i = 0; i < size; i++) {
    visit(place, i);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += stride[axis]!;
      if (++at[axis]! < shape[axis]!) break;
      place -= stride[axis]! * shape[axis]!;
      at[axis] = 0;
    }
  }
}

function damaged(file: string, path: string, error: Error): UserError {
  const cause = error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  return new UserError(`"${path}" in ${file} cannot be read (${cause}): was the store copied whole? Write it again.`);
}
