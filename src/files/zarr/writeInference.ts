/** Writes a fit as an InferenceData in a Zarr store, with the names of ArviZ's groups and dimensions. */
import { evenChains, type EvenChains } from "../../../diagnostics/evenChains.js";
import type { Draws, SamplerStatistics } from "../../../engine/core/Draws.js";
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import type { Replicates } from "../../../engine/core/Replicates.js";
import type { Column } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { arrayNames } from "./arrayNames.js";
import { inferenceNames, maxTreeDepthAttribute, nameAttribute, orderAttribute } from "./inferenceNames.js";
import { storeWriter, type Attributes, type Piece, type StoreWriter } from "./StoreWriter.js";
import { variableArrays, type VariableArray } from "./variableArrays.js";

/** What is known of a fit besides its draws. */
export interface InferenceDetails {
  /** Log likelihood by draw and observation, by the name of the response. */
  readonly logLikelihoods?: ReadonlyMap<string, Pointwise>;
  /** Responses drawn from the fitted model; what was observed is written with them. */
  readonly replicates?: readonly Replicates[];
  /** Columns of the data that are responses; the others are constants. */
  readonly responses?: readonly string[];
  /** Names of dimensions by what stands before the bracket: `theta` -> `["school"]`. */
  readonly dims?: ReadonlyMap<string, readonly string[]>;
}

/** Doubles of a piece of what may be large. */
const pieceLength = 4_194_304;

/**
 * Writes groups `posterior`, `sample_stats`, and what is known of `log_likelihood`, `posterior_predictive`, `observed_data` and `constant_data`, to a folder that
 * does not exist yet. Chains are cut to one length, as in summaries. Variables `theta[a]`, `theta[b]` become one array `theta` with coordinates.
 *
 * @throws UserError when no chain has draws.
 */
export async function writeInference(
  folder: string,
  { draws, provenance, timing, data }: Pick<Posterior, "draws"> & Partial<Posterior>,
  details: InferenceDetails = {},
): Promise<void> {
  const even = evenChains(draws);
  if (even.draws === 0) throw new UserError(`there are no draws to write to ${folder}: run the fit again.`);
  const writer = await storeWriter(folder);
  const version = provenance?.versions["poolwise"];
  const made = {
    created_by: "poolwise",
    inference_library: "poolwise",
    ...(version === undefined ? {} : { inference_library_version: version }),
  };
  await writer.group("", made);
  const run = {
    ...(provenance ? { tuning_steps: provenance.warmup, seed: provenance.seed } : {}),
    ...(timing ? { sampling_time: timing.seconds.sampling } : {}),
  };
  await writePosterior(writer, draws, even, { ...made, ...run }, details.dims);
  await writeStatistics(writer, even, {
    ...made,
    ...(draws.maxTreeDepth > 0 ? { [maxTreeDepthAttribute]: draws.maxTreeDepth } : {}),
  });
  if (details.logLikelihoods && details.logLikelihoods.size > 0)
    await writeLogLikelihoods(writer, even, made, details.logLikelihoods);
  await writeResponses(
    writer,
    even,
    made,
    details.replicates ?? [],
    [...(data?.columns.values() ?? [])],
    details.responses ?? [],
  );
  await writer.finish();
}

/** Coordinates of the draws: ArviZ counts from 0. */
async function writeDrawCoordinates(writer: StoreWriter, group: string, { chains, draws }: EvenChains): Promise<void> {
  await writeNumbers(
    writer,
    `${group}/chain`,
    "chain",
    chains.map(({ chain }) => chain - 1),
  );
  await writeNumbers(
    writer,
    `${group}/draw`,
    "draw",
    Array.from({ length: draws }, (_, i) => i),
  );
}

async function writeNumbers(writer: StoreWriter, path: string, dim: string, numbers: readonly number[]): Promise<void> {
  const values = Float64Array.from(numbers);
  await writer.array(path, { type: "<i8", dims: [dim], shape: [values.length] }, whole([values.length], values));
}

function whole(shape: readonly number[], values: Float64Array): Piece[] {
  return values.length === 0 ? [] : [{ from: shape.map(() => 0), shape, values }];
}

/** Labels of a dimension, as numbers where they all are whole ones. */
async function writeLabels(writer: StoreWriter, path: string, dim: string, labels: readonly string[]): Promise<void> {
  if (labels.every((label) => /^(0|[1-9]\d{0,14})$/.test(label)))
    return writeNumbers(writer, path, dim, labels.map(Number));
  await writer.texts(path, dim, labels);
}

async function writePosterior(
  writer: StoreWriter,
  draws: Draws,
  even: EvenChains,
  attributes: Attributes,
  dims: InferenceDetails["dims"],
): Promise<void> {
  const arrays = variableArrays(draws.names, dims);
  const coordinates = new Map(
    arrays.flatMap((array) => array.dims.map((dim, axis) => [dim, array.labels[axis]!] as const)),
  );
  const names = arrayNames(
    arrays.map(({ base }) => base),
    ["chain", "draw", ...coordinates.keys()],
  );
  await writer.group("posterior", { ...attributes, [orderAttribute]: names });
  await writeDrawCoordinates(writer, "posterior", even);
  for (const [dim, labels] of coordinates) await writeLabels(writer, `posterior/${dim}`, dim, labels);
  for (const [i, array] of arrays.entries()) {
    const sizes = array.labels.map(({ length }) => length);
    const shape = [even.chains.length, even.draws, ...sizes];
    await writer.array(
      `posterior/${names[i]!}`,
      {
        type: "<f8",
        dims: ["chain", "draw", ...array.dims],
        shape,
        chunks: [1, ...shape.slice(1)],
        ...(names[i] === array.base ? {} : { attributes: { [nameAttribute]: array.base } }),
      },
      chainPieces(array, even, draws.names.length, shape.slice(1)),
    );
  }
}

/** The draws of an array, a chain at a time. */
function* chainPieces(
  { places }: VariableArray,
  even: EvenChains,
  width: number,
  shape: readonly number[],
): Generator<Piece> {
  for (const [c, { values }] of even.chains.entries()) {
    const piece = new Float64Array(even.draws * places.length);
    for (let i = 0; i < even.draws; i++) {
      for (let k = 0; k < places.length; k++) piece[i * places.length + k] = values[i * width + places[k]!]!;
    }
    yield { from: [c, ...shape.map(() => 0)], shape: [1, ...shape], values: piece };
  }
}

/** Statistics that are whole numbers or truth values wherever they are known. */
const statisticTypes: Partial<Record<keyof SamplerStatistics, "<i8" | "|b1">> = {
  treeDepth: "<i8",
  numLeapfrog: "<i8",
  divergent: "|b1",
};

async function writeStatistics(writer: StoreWriter, even: EvenChains, attributes: Attributes): Promise<void> {
  const shape = [even.chains.length, even.draws];
  await writer.group("sample_stats", attributes);
  await writeDrawCoordinates(writer, "sample_stats", even);
  for (const [key, [name]] of Object.entries(inferenceNames)) {
    const values = new Float64Array(shape[0]! * shape[1]!);
    even.chains.forEach(({ statistics }, c) => {
      values.set(statistics[key as keyof SamplerStatistics].subarray(0, even.draws), c * even.draws);
    });
    if (values.every((value) => Number.isNaN(value))) continue;
    const exact = statisticTypes[key as keyof SamplerStatistics];
    const type = exact && values.every((value) => Number.isInteger(value)) ? exact : "<f8";
    await writer.array(`sample_stats/${name}`, { type, dims: ["chain", "draw"], shape }, whole(shape, values));
  }
}

async function writeLogLikelihoods(
  writer: StoreWriter,
  even: EvenChains,
  attributes: Attributes,
  logLikelihoods: ReadonlyMap<string, Pointwise>,
): Promise<void> {
  await writer.group("log_likelihood", attributes);
  await writeDrawCoordinates(writer, "log_likelihood", even);
  const responses = [...logLikelihoods.keys()];
  const names = arrayNames(responses, ["chain", "draw"]);
  for (const [i, response] of responses.entries()) {
    const name = names[i]!;
    const pointwise = logLikelihoods.get(response)!;
    const { chains, drawsPerChain, count, labels } = pointwise;
    if (chains !== even.chains.length || drawsPerChain !== even.draws) {
      throw new UserError(
        `the log likelihood of "${response}" has ${chains} chains of ${drawsPerChain} draws, the posterior ${even.chains.length} of ` +
          `${even.draws}: compute it from these draws.`,
      );
    }
    const dim = `${name}_dim_0`;
    await writeLabels(writer, `log_likelihood/${dim}`, dim, labels ?? numbered(count));
    const columns = Math.max(1, Math.min(count, Math.floor(pieceLength / (chains * drawsPerChain))));
    await writer.array(
      `log_likelihood/${name}`,
      {
        type: "<f8",
        dims: ["chain", "draw", dim],
        shape: [chains, drawsPerChain, count],
        chunks: [chains, drawsPerChain, columns],
      },
      columnPieces(pointwise, columns),
    );
  }
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => String(i));

/** Columns come one by one; pieces hold many. */
function* columnPieces({ chains, drawsPerChain, count, columns }: Pointwise, most: number): Generator<Piece> {
  const rows = chains * drawsPerChain;
  let from = 0;
  let filled = 0;
  let piece = new Float64Array(rows * Math.min(most, count));
  for (const column of columns()) {
    const width = Math.min(most, count - from);
    for (let i = 0; i < rows; i++) piece[i * width + filled] = column[i]!;
    if (++filled < width) continue;
    yield { from: [0, 0, from], shape: [chains, drawsPerChain, width], values: piece };
    from += width;
    filled = 0;
    piece = new Float64Array(rows * Math.min(most, count - from));
  }
}

/** Replicated responses, what was observed, and the other columns of the data. */
async function writeResponses(
  writer: StoreWriter,
  even: EvenChains,
  attributes: Attributes,
  replicates: readonly Replicates[],
  columns: readonly Column[],
  responses: readonly string[],
): Promise<void> {
  if (replicates.length > 0) await writeReplicates(writer, even, attributes, replicates);
  const replicated = new Set(replicates.map(({ name }) => name));
  const observed = [
    ...replicates.map(({ name, observed: values }) => ({ name, values })),
    ...columns.filter(({ name }) => responses.includes(name) && !replicated.has(name)),
  ];
  const constants = columns.filter(({ name }) => !responses.includes(name) && !replicated.has(name));
  if (observed.length > 0) await writeColumns(writer, "observed_data", attributes, observed, (name) => `${name}_dim_0`);
  if (constants.length > 0) await writeColumns(writer, "constant_data", attributes, constants, () => "row");
}

async function writeColumns(
  writer: StoreWriter,
  group: string,
  attributes: Attributes,
  columns: readonly (Column | { readonly name: string; readonly values: Float64Array })[],
  dimOf: (name: string) => string,
): Promise<void> {
  await writer.group(group, attributes);
  const names = arrayNames(
    columns.map(({ name }) => name),
    ["row"],
  );
  for (const [i, column] of columns.entries()) {
    const name = names[i]!;
    if ("codes" in column) {
      await writer.texts(
        `${group}/${name}`,
        dimOf(name),
        Array.from(column.codes, (code) => (code < 0 ? "" : column.levels[code]!)),
      );
    } else {
      const shape = [column.values.length];
      await writer.array(`${group}/${name}`, { type: "<f8", dims: [dimOf(name)], shape }, whole(shape, column.values));
    }
  }
}

async function writeReplicates(
  writer: StoreWriter,
  even: EvenChains,
  attributes: Attributes,
  replicates: readonly Replicates[],
): Promise<void> {
  await writer.group("posterior_predictive", attributes);
  const [{ draws }] = replicates as [Replicates];
  if (
    replicates.some((other) => other.draws.length !== draws.length || other.draws.some((draw, i) => draw !== draws[i]))
  ) {
    throw new UserError("replicates of several responses are of different draws: make all from the same.");
  }
  const byChain = rectangle(draws, even);
  await writeNumbers(writer, "posterior_predictive/chain", "chain", byChain.chains);
  await writeNumbers(writer, "posterior_predictive/draw", "draw", byChain.draws);
  const names = arrayNames(
    replicates.map(({ name }) => name),
    ["chain", "draw"],
  );
  for (const [i, { values, observed }] of replicates.entries()) {
    const shape = [byChain.chains.length, byChain.draws.length, observed.length];
    await writer.array(
      `posterior_predictive/${names[i]!}`,
      { type: "<f8", dims: ["chain", "draw", `${names[i]!}_dim_0`], shape, chunks: [1, ...shape.slice(1)] },
      Array.from({ length: shape[0]! }, (_, c) => ({
        from: [c, 0, 0],
        shape: [1, ...shape.slice(1)],
        values: values.subarray(c * shape[1]! * shape[2]!, (c + 1) * shape[1]! * shape[2]!),
      })),
    );
  }
}

/** Draws by chain, where every chain gave the same ones; else as those of one chain, by their numbers among all. */
function rectangle(
  draws: Int32Array,
  { chains, draws: perChain }: EvenChains,
): { readonly chains: readonly number[]; readonly draws: readonly number[] } {
  const each = draws.length / chains.length;
  const first = Array.from(draws.subarray(0, each));
  const same =
    Number.isInteger(each) && draws.every((draw, i) => draw === Math.floor(i / each) * perChain + first[i % each]!);
  return same
    ? { chains: chains.map(({ chain }) => chain - 1), draws: first }
    : { chains: [0], draws: Array.from(draws) };
}
