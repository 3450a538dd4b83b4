/** Opens a Zarr store on disk, a folder or a zip file, and mends what its arrays say where readers differ. */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

import FileSystemStore from "@zarrita/storage/fs";
import ZipFileStore from "@zarrita/storage/zip";
import type { AbsolutePath, AsyncReadable } from "zarrita";

/** A store with the names of what it holds. */
export interface OpenStore {
  readonly store: AsyncReadable;
  /** Names of what lies directly in a group, `""` for the outermost; empty where there is no such group. */
  children(group: string): Promise<readonly string[]>;
  /** Chunks of an array that were asked for and are not there, which Zarr takes for its fill value. */
  absentChunks(array: string): number;
  close(): Promise<void>;
}

/** @throws whatever the file system or the zip file has to say. */
export async function openStore(path: string, kind: "folder" | "zip"): Promise<OpenStore> {
  return kind === "folder" ? folderStore(path) : zipStore(path);
}

function folderStore(path: string): OpenStore {
  return {
    ...mended(new FileSystemStore(path)),
    async children(group) {
      const entries = await readdir(join(path, group), { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    },
    close: () => Promise.resolve(),
  };
}

async function zipStore(path: string): Promise<OpenStore> {
  const handle = await open(path, "r");
  const { size } = await handle.stat();
  let names: readonly string[] = [];
  const reader = {
    getLength: () => Promise.resolve(size),
    async read(offset: number, length: number) {
      const bytes = new Uint8Array(length);
      await handle.read(bytes, 0, length, offset);
      return bytes;
    },
  };
  const store = new ZipFileStore(reader, {
    transformEntries(entries) {
      names = Object.keys(entries);
      return entries;
    },
  });
  try {
    // The list of entries is read with the first question.
    await store.has("/.zgroup");
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    ...mended(store),
    children(group) {
      const prefix = group === "" ? "" : `${group}/`;
      const inside = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
      const folders = inside.filter((name) => name.includes("/")).map((name) => name.split("/")[0]!);
      return Promise.resolve([...new Set(folders)]);
    },
    close: () => handle.close(),
  };
}

/**
 * The store, with two things put right in what its arrays say. Version 2 allows no value for chunks that were never written, which are then
 * taken for 0 (xarray writes integers and truth values so). And text of a fixed width, which xarray writes for coordinates, has a name in version 3 that the
 * library does not know, though it knows the type. Chunks that blosc compressed are looked at before it reads them: what lies beyond the end of one that was cut off would
 * pass for numbers.
 */
function mended(store: AsyncReadable): Pick<OpenStore, "store" | "absentChunks"> {
  const byBlosc = new Set<string>();
  const absent = new Set<string>();
  const reading: AsyncReadable = {
    async get(key: AbsolutePath, options) {
      const bytes = await store.get(key, options);
      if (bytes === undefined) {
        absent.add(key);
        return undefined;
      }
      const change = /\/\.zarray$/.test(key) ? withFill : /\/zarr\.json$/.test(key) ? withTextType : undefined;
      if (change === undefined) {
        if ([...byBlosc].some((array) => key.startsWith(array))) checkBlosc(bytes);
        return bytes;
      }
      const metadata = change(JSON.parse(new TextDecoder().decode(bytes)) as Json);
      if (isByBlosc(metadata)) byBlosc.add(key.slice(0, key.lastIndexOf("/") + 1));
      return new TextEncoder().encode(JSON.stringify(metadata));
    },
  };
  return {
    store: reading,
    absentChunks: (array) =>
      [...absent].filter(
        (key) => key.startsWith(`/${array}/`) && /^(c\/)?\d+([./]\d+)*$/.test(key.slice(array.length + 2)),
      ).length,
  };
}

/** The last of the codecs is the first to read. */
function isByBlosc({ compressor, codecs }: Json): boolean {
  const last = Array.isArray(codecs) ? (codecs[codecs.length - 1] as { name?: string }) : undefined;
  return (compressor as { id?: string } | null)?.id === "blosc" || last?.name === "blosc";
}

/** Bytes 12 to 15 of the header say how long the chunk is. */
function checkBlosc(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 16 || view.getUint32(12, true) !== bytes.length)
    throw new Error("a chunk was cut off or is damaged");
}

type Json = Record<string, unknown>;

function withFill(metadata: Json): Json {
  if (metadata["fill_value"] !== null) return metadata;
  const text = /^[<>|][USO]/.test(String(metadata["dtype"]));
  return { ...metadata, fill_value: text ? "" : 0 };
}

function withTextType(metadata: Json): Json {
  const type = metadata["data_type"] as
    { name?: string; configuration?: { length_bytes?: number } } | string | undefined;
  if (typeof type !== "object" || type.name !== "fixed_length_utf32") return metadata;
  return { ...metadata, data_type: `v2:U${(type.configuration?.length_bytes ?? 0) / 4}` };
}
