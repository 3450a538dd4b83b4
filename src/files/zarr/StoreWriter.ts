/** Writes a Zarr store of version 2 into a folder, which ArviZ and xarray open. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import FileSystemStore from "@zarrita/storage/fs";
import * as zarr from "zarrita";

/** Kinds of elements, as NumPy names them. */
export type ElementType = "<f8" | "<i8" | "|b1";

/** A store that is being written. */
export interface StoreWriter {
  /** Makes a group; `""` is the outermost, which comes first. */
  group(path: string, attributes: Attributes): Promise<void>;
  /**
   * Makes an array and writes it in pieces along its first dimensions.
   *
   * @param chunks size of a piece; pieces come in the order of their places, row by row, and each is as large as it says or, at the end of a dimension, smaller
   */
  array(path: string, declared: ArrayDeclaration, pieces: Iterable<Piece>): Promise<void>;
  /** Makes an array of one dimension that holds text. */
  texts(path: string, dim: string, texts: readonly string[]): Promise<void>;
  /** Writes what all groups and arrays say into one file, so that a reader need not look for them. */
  finish(): Promise<void>;
}

/** What an array says of itself. */
export interface ArrayDeclaration {
  readonly type: ElementType;
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  /** As large as the array where it is left out. */
  readonly chunks?: readonly number[];
  readonly attributes?: Attributes;
}

/** Elements of a part of an array, row by row. */
export interface Piece {
  /** Where the part begins, by dimension. */
  readonly from: readonly number[];
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export type Attributes = Readonly<Record<string, unknown>>;

/**
 * A writer of a store in a folder, which is made. The metadata of version 2 is written here, since the library makes arrays of version 3 alone; it opens them
 * and writes their chunks. Nothing is compressed: random digits do not become shorter.
 */
export async function storeWriter(folder: string): Promise<StoreWriter> {
  await mkdir(folder);
  const store = new FileSystemStore(folder);
  const metadata: Record<string, unknown> = {};
  const writeJson = async (key: string, value: unknown) => {
    metadata[key] = value;
    await writeFile(join(folder, key), JSON.stringify(value, finite), { flag: "wx" });
  };
  const declare = async (
    path: string,
    type: string,
    { dims, shape, chunks, attributes }: Omit<ArrayDeclaration, "type">,
  ) => {
    await mkdir(join(folder, path));
    await writeJson(`${path}/.zarray`, {
      zarr_format: 2,
      shape,
      // A dimension of no elements still has pieces of one.
      chunks: (chunks ?? shape).map((size) => Math.max(1, size)),
      dtype: type,
      compressor: null,
      filters: null,
      order: "C",
      dimension_separator: ".",
      // xarray takes this value for a missing one: there is none among whole numbers and truth values.
      fill_value: type === "<f8" ? "NaN" : null,
    });
    await writeJson(`${path}/.zattrs`, { ...attributes, _ARRAY_DIMENSIONS: dims });
  };
  return {
    async group(path, attributes) {
      if (path !== "") await mkdir(join(folder, path));
      const prefix = path === "" ? "" : `${path}/`;
      await writeJson(`${prefix}.zgroup`, { zarr_format: 2 });
      await writeJson(`${prefix}.zattrs`, attributes);
    },
    async array(path, declared, pieces) {
      await declare(path, declared.type, declared);
      const array = await zarr.open.v2(zarr.root(store).resolve(path), { kind: "array" });
      for (const { from, shape, values } of pieces) {
        const selection = from.map((start, axis) => zarr.slice(start, start + shape[axis]!));
        const data = elements(declared.type, values);
        await zarr.set(array, selection, { data, shape: [...shape], stride: strides(shape) } as never);
      }
    },
    async texts(path, dim, texts) {
      const points = texts.map((text) => Array.from(text, (character) => character.codePointAt(0)!));
      const width = points.reduce((most, { length }) => Math.max(most, length), 1);
      await declare(path, `<U${width}`, { dims: [dim], shape: [texts.length] });
      // Written as they stand: the library counts a character outside the basic plane as two.
      const units = new Uint32Array(texts.length * width);
      points.forEach((row, i) => units.set(row, i * width));
      await writeFile(join(folder, path, "0"), new Uint8Array(units.buffer), { flag: "wx" });
    },
    finish: () =>
      writeFile(join(folder, ".zmetadata"), JSON.stringify({ zarr_consolidated_format: 1, metadata }, finite), {
        flag: "wx",
      }),
  };
}

function strides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}

function elements(type: ElementType, values: Float64Array): Float64Array | BigInt64Array | zarr.BoolArray {
  if (type === "<f8") return values;
  if (type === "<i8") return BigInt64Array.from(values, (value) => BigInt(value));
  const flags = new zarr.BoolArray(values.length);
  values.forEach((value, i) => flags.set(i, value !== 0));
  return flags;
}

/** JSON has no words for these numbers; Python reads and writes them so. */
function finite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
