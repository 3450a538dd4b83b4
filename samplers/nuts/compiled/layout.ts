/** Where a compiled trajectory keeps what it works on, in the memory of its density. */
import type { NativeDensity } from "../../../engine/core/LogDensity.js";

/** Doublings that there is room for. */
export const DEEPEST = 20;
/** The whole trajectory, one stretch for each depth below the last doubling, and the point just made. */
const STRETCHES = DEEPEST + 2;
const POINTS = 3 * STRETCHES;
/** Transitions in a row at most, and doubles at most that their positions take where one is shorter than that. */
const MOST_ROWS = 64;
const ROW_DOUBLES = 4096;
/** Bytes after the vectors of a point or a stretch. */
const SCALARS = 32;

/** Addresses, and offsets within a record, in bytes. Vectors are padded to pairs of doubles; what pads them stays 0. */
export interface Layout {
  readonly dimension: number;
  /** Bytes of a vector. */
  readonly vector: number;
  /** The density's own position and gradient. */
  readonly position: number;
  readonly gradient: number;
  readonly control: number;
  /** Scale of each coordinate, and that times the step size. */
  readonly scale: number;
  readonly scaledStep: number;
  /** The ziggurat's edges and the density at each. */
  readonly edges: number;
  readonly heights: number;
  /** Where the stack of free points begins; each is an address. */
  readonly free: number;
  /** Records of {@link point}; a point is the address of its record. The first is the start. */
  readonly points: number;
  /** Records of {@link stretch}, the first for the whole trajectory. */
  readonly stretches: number;
  readonly point: {
    readonly position: number;
    readonly gradient: number;
    readonly momentum: number;
    readonly energy: number;
    readonly logDensity: number;
    /** Steps from the start, negative backwards. */
    readonly offset: number;
    readonly references: number;
    readonly bytes: number;
  };
  readonly stretch: {
    readonly sum: number;
    readonly weight: number;
    readonly first: number;
    readonly last: number;
    readonly chosen: number;
    readonly bytes: number;
  };
  /** Transitions in a row at most. */
  readonly mostRows: number;
  /** Their positions end to end, not padded. */
  readonly rows: number;
  /** What happened in each, in columns of `mostRows` doubles: {@link columns}. */
  readonly columns: number;
  /** Patterns of 64 bits that stand twice in memory, with their addresses. */
  readonly constants: ReadonlyMap<bigint, number>;
  /** The address of a pattern, which gets one if it has none. */
  constant(pattern: bigint): number;
}

/** Offsets from the control block. */
export const control = {
  /** State of the stream of random numbers, four words. */
  words: 0,
  startEnergy: 16,
  acceptanceSum: 24,
  symmetricSum: 32,
  /** Of the first point that was rejected, and how many were. */
  rejectedLogDensity: 40,
  rejections: 48,
  steps: 52,
  depth: 56,
  diverged: 60,
  /** Address above the last free point. */
  freeTop: 64,
  bytes: 80,
} as const;

/** Numbers of the columns. */
export const columns = {
  acceptanceRate: 0,
  stepSize: 1,
  treeDepth: 2,
  numLeapfrog: 3,
  divergent: 4,
  energy: 5,
  logDensity: 6,
  symmetricAcceptance: 7,
  offset: 8,
  count: 9,
} as const;

/** Points that trajectories of at most `maxDepth` doublings may need. */
export const pointsFor = (maxDepth: number): number => 3 * (maxDepth + 2);

/** Number of entries in the ziggurat's tables. */
export const TABLE = 257;

/** The layout for a density, or undefined where it does not leave enough room. */
export function layoutFor(
  { position, gradient, room }: Pick<NativeDensity, "position" | "gradient" | "room">,
  dimension: number,
): Layout | undefined {
  const vector = 16 * Math.ceil(dimension / 2);
  let end = room.address;
  const place = (bytes: number): number => {
    const address = end;
    end += 16 * Math.ceil(bytes / 16);
    return address;
  };
  const point = {
    position: 0,
    gradient: vector,
    momentum: 2 * vector,
    energy: 3 * vector,
    logDensity: 3 * vector + 8,
    offset: 3 * vector + 16,
    references: 3 * vector + 20,
    bytes: 3 * vector + SCALARS,
  };
  const stretch = {
    sum: 0,
    weight: vector,
    first: vector + 8,
    last: vector + 12,
    chosen: vector + 16,
    bytes: vector + SCALARS,
  };
  const constants = new Map<bigint, number>();
  const mostRows = Math.max(1, Math.min(MOST_ROWS, Math.floor(ROW_DOUBLES / dimension)));
  const layout: Layout = {
    dimension,
    vector,
    position,
    gradient,
    control: place(control.bytes),
    scale: place(vector),
    scaledStep: place(vector),
    edges: place(8 * TABLE),
    heights: place(8 * TABLE),
    free: place(4 * POINTS),
    stretches: place(STRETCHES * stretch.bytes),
    points: place(POINTS * point.bytes),
    mostRows,
    // A pair is stored over the end of the last row of an odd number of doubles.
    rows: place(8 * mostRows * dimension + 8),
    columns: place(8 * mostRows * columns.count),
    point,
    stretch,
    constants,
    constant(pattern) {
      if (!constants.has(pattern)) constants.set(pattern, place(16));
      return constants.get(pattern)!;
    },
  };
  const forConstants = 64 * 16;
  return end + forConstants <= room.address + room.bytes ? layout : undefined;
}
