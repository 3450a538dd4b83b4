/** Arrays of numbers in one binary file, byte for byte: little-endian, one after another, found again by an index. */

import { open } from "node:fs/promises";

import { UserError } from "../../engine/core/UserError.js";

export type NumberArray = Float64Array | Int32Array;

/** Where an array lies in the file. */
export interface ArrayPlace {
  readonly name: string;
  readonly kind: "float64" | "int32";
  /** Bytes from the start of the file, a multiple of 8. */
  readonly offset: number;
  readonly length: number;
}

/** Written and read in pieces, since one call handles at most 2 GB. */
const pieceBytes = 64 * 1024 * 1024;

/** Bytes of an array's memory, without copying; little-endian on every machine Node runs on. */
export function bytesOf(array: NumberArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Lays arrays out one after another, each at a multiple of eight bytes. */
export function placeArrays(arrays: ReadonlyMap<string, NumberArray>): readonly ArrayPlace[] {
  let offset = 0;
  return [...arrays].map(([name, array]) => {
    const kind = array instanceof Float64Array ? "float64" : "int32";
    const place: ArrayPlace = { name, kind, offset, length: array.length };
    offset += Math.ceil(array.byteLength / 8) * 8;
    return place;
  });
}

/** Writes arrays to a new file; returns where each lies. */
export async function writeNumbers(
  path: string,
  arrays: ReadonlyMap<string, NumberArray>,
): Promise<readonly ArrayPlace[]> {
  const places = placeArrays(arrays);
  const file = await open(path, "wx");
  try {
    for (const place of places) {
      const bytes = bytesOf(arrays.get(place.name)!);
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        const piece = bytes.subarray(start, start + pieceBytes);
        await file.write(piece, 0, piece.length, place.offset + start);
      }
    }
  } finally {
    await file.close();
  }
  return places;
}

/**
 * Reads the arrays of an index back, exactly.
 *
 * @throws UserError when the file is missing or shorter than its index says.
 */
export async function readNumbers(path: string, places: readonly ArrayPlace[]): Promise<Map<string, NumberArray>> {
  const arrays = new Map<string, NumberArray>();
  const file = await open(path, "r").catch((error: Error) => {
    throw new UserError(`${path} cannot be read (${error.message}): run the fit again`);
  });
  try {
    const { size } = await file.stat();
    for (const place of places) {
      // Asked before memory is, since the index may be damaged too.
      if (place.offset + byteLength(place) > size) throw new UserError(`${path} is cut short: run the fit again`);
      const array = place.kind === "float64" ? new Float64Array(place.length) : new Int32Array(place.length);
      const bytes = bytesOf(array);
      for (let start = 0; start < bytes.length;) {
        const wanted = Math.min(pieceBytes, bytes.length - start);
        const { bytesRead } = await file.read(bytes, start, wanted, place.offset + start);
        if (bytesRead === 0) throw new UserError(`${path} changed while it was read: try again`);
        start += bytesRead;
      }
      arrays.set(place.name, array);
    }
  } finally {
    await file.close();
  }
  return arrays;
}

function byteLength({ kind, length }: ArrayPlace): number {
  return kind === "float64" ? 8 * length : 4 * length;
}
