/** Reads draws from an InferenceData in a Zarr store, as ArviZ, PyMC and we write it. */
import * as zarr from "zarrita";

import type { ChainDraws, SamplerStatistics } from "../../../engine/core/Draws.js";
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import { isUserError, UserError } from "../../../engine/core/UserError.js";
import { allStatistics } from "../../../engine/data/draws/chainRows.js";
import type { DrawsFile } from "../../../engine/data/draws/DrawsFile.js";
import type { DrawsOrigin } from "../../../engine/data/draws/ReadDraws.js";
import {
  depthReachedNames,
  inferenceNames,
  maxTreeDepthAttribute,
  nameAttribute,
  orderAttribute,
} from "../zarr/inferenceNames.js";
import { refuseTooLarge } from "../refuseTooLarge.js";
import { openStore, type OpenStore } from "../zarr/openStore.js";
import { openArray, type StoredArray } from "../zarr/readArray.js";

/**
 * The draws in the group `posterior`, with the sampler's statistics in `sample_stats`; the log likelihood in `log_likelihood` is read when asked
 * for. Elements of an array are named by their coordinates, `theta[Choate]`, or from 0 where it has none.
 *
 * @param kind whether the store is a folder or a zip file
 * @throws UserError naming the file and the array: no group `posterior`, arrays of other shapes than (chain, draw, …), text in place of numbers.
 */
export async function readZarrDraws(path: string, kind: "folder" | "zip"): Promise<DrawsFile> {
  return inStore(path, kind, (open) => readInference(open, path, kind));
}

async function inStore<T>(path: string, kind: "folder" | "zip", use: (open: OpenStore) => Promise<T>): Promise<T> {
  const broken = (error: unknown) =>
    isUserError(error)
      ? error
      : new UserError(`${path} is no whole Zarr store (${(error as Error).message}): write it again.`);
  const open = await openStore(path, kind).catch((error: unknown) => {
    throw broken(error);
  });
  try {
    return await use(open);
  } catch (error) {
    throw broken(error);
  } finally {
    await open.close();
  }
}

async function readInference(open: OpenStore, path: string, kind: "folder" | "zip"): Promise<DrawsFile> {
  const groups = await open.children("");
  if (!groups.includes("posterior")) {
    const has = groups.length > 0 ? `it has ${groups.slice(0, 6).join(", ")}` : "it is empty";
    throw new UserError(`${path} has no group "posterior" (${has}): save a whole InferenceData with its posterior.`);
  }
  const posterior = await openGroup(open, path, "posterior");
  const { chains, draws } = posterior;
  const parts = await readVariables(posterior, path);
  const stats = groups.includes("sample_stats") ? await readStatistics(open, path, posterior) : undefined;
  const { origin, program } = originOf({ ...(await attributes(open, "")), ...posterior.attributes });
  const numbers = await chainNumbers(posterior);
  const width = parts.reduce((sum, part) => sum + part.names.length, 0);
  return {
    name: path,
    variables: parts.flatMap((part) => part.names),
    chains: Array.from({ length: chains }, (_, c): ChainDraws => {
      const statistics = statisticsOf(stats?.values, c, draws);
      return {
        chain: numbers[c]!,
        drawCount: draws,
        values: valuesOf(parts, c, draws, width),
        positions: new Float64Array(0),
        statistics,
        gradients: statistics.numLeapfrog.reduce((sum, n) => sum + n, 0) || 0,
        rejected: { count: 0 },
      };
    }),
    maxTreeDepth: stats?.maxTreeDepth ?? 0,
    origin,
    ...(program === undefined ? {} : { program }),
    ...(groups.includes("log_likelihood")
      ? { logLikelihoods: () => inStore(path, kind, (again) => readLogLikelihoods(again, path)) }
      : {}),
  };
}

/** A group of draws: its arrays over (chain, draw, …) and the coordinates of their dimensions. */
interface DrawsGroup {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly arrays: readonly StoredArray[];
  readonly coordinates: ReadonlyMap<string, StoredArray>;
  readonly chains: number;
  readonly draws: number;
}

async function attributes(open: OpenStore, group: string): Promise<Readonly<Record<string, unknown>>> {
  const opened = await zarr.open(zarr.root(open.store).resolve(group === "" ? "/" : group), { kind: "group" });
  return opened.attrs as Record<string, unknown>;
}

async function openGroup(open: OpenStore, path: string, name: string): Promise<DrawsGroup> {
  const attrs = await attributes(open, name);
  const all: StoredArray[] = [];
  for (const child of await open.children(name)) all.push(await openArray(open, path, `${name}/${child}`));
  const order = new Map(
    (Array.isArray(attrs[orderAttribute]) ? attrs[orderAttribute] : []).map((child, i) => [child, i]),
  );
  const placeOf = ({ path: place }: StoredArray) => order.get(ownName(place)) ?? order.size;
  const arrays = all
    .filter(({ dims }) => dims.includes("chain") && dims.includes("draw"))
    .sort((a, b) => placeOf(a) - placeOf(b));
  const [first] = arrays;
  if (first === undefined) {
    throw new UserError(`the group "${name}" of ${path} has no variables over the dimensions chain and draw.`);
  }
  const [chains, draws] = [sizeOf(first, "chain"), sizeOf(first, "draw")];
  if (chains * draws === 0)
    throw new UserError(`${path} holds no draws: "${first.path}" has ${chains} chains of ${draws}.`);
  const numbers = arrays.reduce((sum, { shape }) => sum + shape.reduce((size, length) => size * length, 1), 0);
  refuseTooLarge(`the group "${name}" of ${path}`, { numbers, names: numbers / (chains * draws) });
  for (const array of arrays) {
    if (sizeOf(array, "chain") === chains && sizeOf(array, "draw") === draws) continue;
    throw new UserError(
      `"${array.path}" in ${path} has ${sizeOf(array, "chain")} chains of ${sizeOf(array, "draw")} draws where "${first.path}" has ` +
        `${chains} of ${draws}: were stores mixed? Write it again.`,
    );
  }
  const coordinates = new Map(
    all
      .filter(({ path: place, dims }) => dims.length === 1 && dims[0] === ownName(place))
      .map((array) => [array.dims[0]!, array]),
  );
  return { name, attributes: attrs, arrays, coordinates, chains, draws };
}

const ownName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
const sizeOf = ({ dims, shape }: StoredArray, dim: string) => shape[dims.indexOf(dim)] ?? 0;

/** A variable with names of its elements and all its draws, (chain × draw × element). */
interface VariableDraws {
  readonly names: readonly string[];
  readonly values: Float64Array;
}

async function readVariables(group: DrawsGroup, path: string): Promise<VariableDraws[]> {
  const parts: VariableDraws[] = [];
  for (const array of group.arrays) {
    const own = array.attributes[nameAttribute];
    const name = typeof own === "string" ? own : ownName(array.path);
    const labels = await elementLabels(array, group);
    const names = labels === undefined ? [name] : labels.map((label) => `${name}[${label}]`);
    parts.push({ names, values: await drawsOf(array, path) });
  }
  return parts;
}

/** Labels of the elements of one draw, row by row; undefined for a single number. */
async function elementLabels({ dims, shape }: StoredArray, { coordinates }: DrawsGroup): Promise<string[] | undefined> {
  let labels: string[] | undefined;
  for (const [axis, dim] of dims.entries()) {
    if (dim === "chain" || dim === "draw") continue;
    const own = await coordinateLabels(coordinates.get(dim), shape[axis]!);
    labels = labels === undefined ? own : labels.flatMap((label) => own.map((next) => `${label},${next}`));
  }
  return labels;
}

async function coordinateLabels(coordinate: StoredArray | undefined, size: number): Promise<string[]> {
  if (coordinate === undefined || coordinate.shape[0] !== size)
    return Array.from({ length: size }, (_, i) => String(i));
  return coordinate.isText ? coordinate.texts() : Array.from(await coordinate.numbers(), String);
}

/** All draws of an array as (chain × draw × element), whatever the order of its dimensions. */
async function drawsOf(array: StoredArray, path: string, isStatistic = false): Promise<Float64Array> {
  if (array.isText) {
    throw new UserError(`"${array.path}" in ${path} holds text where numbers are expected: leave it out of the group.`);
  }
  const numbers = await array.numbers();
  const { dims, shape } = array;
  refuseAbsent(array, path, isStatistic);
  if (dims[0] === "chain" && dims[1] === "draw") return numbers;
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const rest = dims.flatMap((dim, axis) => (dim === "chain" || dim === "draw" ? [] : [axis]));
  let places = [0];
  for (const axis of [dims.indexOf("chain"), dims.indexOf("draw"), ...rest]) {
    places = places.flatMap((place) => Array.from({ length: shape[axis]! }, (_, i) => place + i * steps[axis]!));
  }
  return Float64Array.from(places, (place) => numbers[place]!);
}

/**
 * Chunks that are not there are no error to Zarr, which fills in a value: programs leave out those of nothing but zeros. Draws of a variable are all there, or
 * are one number throughout; a statistic of the sampler may be unknown throughout.
 */
function refuseAbsent(array: StoredArray, path: string, isStatistic: boolean): void {
  const absent = array.absentChunks();
  if (absent === 0 || !array.isFloat) return;
  if (absent === array.chunks && (isStatistic || !array.fillsWithNaN)) return;
  throw new UserError(
    `"${array.path}" in ${path} lacks ${absent} of its ${array.chunks} ${array.chunks === 1 ? "chunk" : "chunks"}, and with them draws: was the ` +
      `store copied whole? Write it again, or leave the variable out.`,
  );
}

function valuesOf(parts: readonly VariableDraws[], chain: number, draws: number, width: number): Float64Array {
  const values = new Float64Array(draws * width);
  let offset = 0;
  for (const { names, values: all } of parts) {
    const size = names.length;
    for (let i = 0; i < draws; i++) {
      const from = (chain * draws + i) * size;
      values.set(all.subarray(from, from + size), i * width + offset);
    }
    offset += size;
  }
  return values;
}

type StatisticValues = ReadonlyMap<keyof SamplerStatistics, Float64Array>;

async function readStatistics(
  open: OpenStore,
  path: string,
  posterior: DrawsGroup,
): Promise<{ readonly values: StatisticValues; readonly maxTreeDepth: number }> {
  const group = await openGroup(open, path, "sample_stats");
  if (group.chains !== posterior.chains || group.draws !== posterior.draws) {
    throw new UserError(
      `the group "sample_stats" of ${path} has ${group.chains} chains of ${group.draws} draws where "posterior" has ` +
        `${posterior.chains} of ${posterior.draws}: were they cut differently? Write the store again.`,
    );
  }
  const find = (names: readonly string[]) =>
    names.flatMap(
      (name) => group.arrays.find((array) => ownName(array.path) === name && array.dims.length === 2) ?? [],
    )[0];
  const values = new Map<keyof SamplerStatistics, Float64Array>();
  for (const [key, names] of Object.entries(inferenceNames)) {
    const array = find(names);
    if (array !== undefined) values.set(key as keyof SamplerStatistics, await drawsOf(array, path, true));
  }
  const reached = find(depthReachedNames);
  const limit = Number(group.attributes[maxTreeDepthAttribute]);
  const depths = values.get("treeDepth");
  if (limit > 0) return { values, maxTreeDepth: limit };
  return { values, maxTreeDepth: reached && depths ? limitOf(depths, await drawsOf(reached, path, true)) : 0 };
}

/** The limit of the tree depth, where only whether it was reached is known: that depth, or any above the deepest. */
function limitOf(depths: Float64Array, reached: Float64Array): number {
  let limit = Infinity;
  let deepest = 0;
  depths.forEach((depth, i) => {
    if (reached[i] === 1) limit = Math.min(limit, depth);
    deepest = Math.max(deepest, depth);
  });
  return Number.isFinite(limit) ? limit : deepest + 1;
}

function statisticsOf(values: StatisticValues | undefined, chain: number, draws: number): SamplerStatistics {
  const own = new Map([...(values ?? [])].map(([key, all]) => [key, all.slice(chain * draws, (chain + 1) * draws)]));
  return allStatistics(own, draws);
}

/** Numbers of the chains from 1: ArviZ counts from 0. */
async function chainNumbers({ coordinates, chains }: DrawsGroup): Promise<readonly number[]> {
  const coordinate = coordinates.get("chain");
  const plain = Array.from({ length: chains }, (_, c) => c + 1);
  if (coordinate === undefined || coordinate.isText || coordinate.shape[0] !== chains) return plain;
  const numbers = Array.from(await coordinate.numbers());
  const whole = numbers.every((n) => Number.isInteger(n) && n >= 0) && new Set(numbers).size === chains;
  return whole ? numbers.map((n) => n + 1) : plain;
}

function originOf(attrs: Readonly<Record<string, unknown>>): {
  readonly origin: DrawsOrigin;
  readonly program?: string;
} {
  const library = attrs["inference_library"];
  if (typeof library !== "string") return { origin: "other" };
  const origin = library === "poolwise" ? "poolwise" : /stan/i.test(library) ? "cmdstan" : "other";
  return { origin, program: library };
}

/** The group `log_likelihood`, by response. */
async function readLogLikelihoods(open: OpenStore, path: string): Promise<ReadonlyMap<string, Pointwise>> {
  const group = await openGroup(open, path, "log_likelihood");
  const { chains, draws } = group;
  const found = new Map<string, Pointwise>();
  for (const array of group.arrays) {
    const values = await drawsOf(array, path);
    const labels = (await elementLabels(array, group)) ?? [""];
    const count = labels.length;
    found.set(ownName(array.path), {
      chains,
      drawsPerChain: draws,
      count,
      labels,
      *columns() {
        const column = new Float64Array(chains * draws);
        for (let j = 0; j < count; j++) {
          for (let i = 0; i < column.length; i++) column[i] = values[i * count + j]!;
          yield column;
        }
      },
    });
  }
  return found;
}
