/** Doubles a trajectory until it turns, choosing a point as it goes; it knows nothing of physics. */

/**
 * What a trajectory is made of. Points live in numbered slots and so do the sums by which a stretch of points tells
 * whether it turns; the trajectory says which slot, the path keeps what is in it. Thus one code runs on positions and
 * momenta without allocating, and on integers in the test that proves detailed balance.
 */
export interface Path<Space> {
  /**
   * Moves from the point in slot `from` one step in `direction` (1 or -1) and writes the new point to slot `to`.
   * Returns its weight relative to the start of the trajectory, at least 0, or NaN where the path diverged.
   */
  readonly move: (space: Space, from: number, to: number, direction: number) => number;
  /** Writes the sum of two neighbouring points to slot `sum`; returns whether the two turn. */
  readonly joinPoints: (space: Space, point: number, neighbour: number, sum: number) => boolean;
  /**
   * Adds the sum in slot `sum + 1`, of the stretch `nextFirst … nextLast`, to that in slot `sum`, of the stretch
   * `first … last`; `last` and `nextFirst` are neighbours. Returns whether the joined stretch turns.
   */
  readonly joinStretches: (
    space: Space,
    first: number,
    last: number,
    nextFirst: number,
    nextLast: number,
    sum: number,
  ) => boolean;
}

/** A random decision: true with the given probability; anything not above 0 is never true. */
export type Coin = (probability: number) => boolean;

/** What a trajectory came to. */
export interface TrajectoryOutcome {
  /** Slot of the point chosen. */
  readonly chosen: number;
  /** Doublings that were completed. */
  readonly depth: number;
  /** Steps taken, those of a rejected doubling included. */
  readonly steps: number;
  readonly diverged: boolean;
}

/**
 * Working memory of {@link sampleTrajectory}: a stack of stretches, each with its end points, its chosen point and its
 * weight, and a count of the references to each point. Entry 0 of the stack is the whole trajectory.
 */
export interface TrajectoryMemory {
  readonly maxDepth: number;
  /** Slots for points that a path must provide. */
  readonly pointSlots: number;
  /** Slots for sums that a path must provide. */
  readonly sumSlots: number;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly chosen: Int32Array;
  readonly weight: Float64Array;
  readonly references: Int32Array;
  readonly free: Int32Array;
  freeCount: number;
}

/** Slot in which a trajectory expects its starting point; another point may come to use it once the start is given up. */
export const START = 0;

/** Memory for trajectories of at most `maxDepth` doublings. */
export function trajectoryMemory(maxDepth: number): TrajectoryMemory {
  // The whole, one stretch for each depth below the last doubling, and the point just made.
  const stretches = maxDepth + 2;
  const pointSlots = 3 * stretches;
  return {
    maxDepth,
    pointSlots,
    sumSlots: stretches,
    first: new Int32Array(stretches),
    last: new Int32Array(stretches),
    chosen: new Int32Array(stretches),
    weight: new Float64Array(stretches),
    references: new Int32Array(pointSlots),
    free: new Int32Array(pointSlots),
    freeCount: 0,
  };
}

/**
 * Draws a trajectory around the point in slot {@link START} and a point of it.
 *
 * The trajectory doubles forwards or backwards as the bits of `directions` say, lowest first, until it turns, diverges or
 * has doubled `memory.maxDepth` times. Inside a doubling, points are chosen in proportion to their weight; between the
 * old trajectory and a doubling, the newer half is preferred (biased progressive sampling). A doubling that turns or
 * diverges inside is rejected whole. Hoffman & Gelman 2014, Algorithm 3; Betancourt 2017, appendix A.
 */
export function sampleTrajectory<Space>(
  path: Path<Space>,
  space: Space,
  memory: TrajectoryMemory,
  directions: number,
  coin: Coin,
): TrajectoryOutcome {
  const { first, last, chosen, weight, maxDepth } = memory;
  begin(memory);
  let ahead = 1;
  let steps = 0;
  for (let depth = 0; depth < maxDepth; depth++) {
    const direction = (directions >>> depth) & 1 ? 1 : -1;
    if (direction !== ahead) {
      // The end that grows is always called the last one.
      const end = first[0];
      first[0] = last[0];
      last[0] = end;
      ahead = direction;
    }
    const grown = grow(path, space, memory, depth, direction, coin);
    steps += grown < 0 ? -grown : grown;
    if (grown < 0) return { chosen: chosen[0], depth, steps, diverged: Number.isNaN(weight[1]) };
    const turning =
      depth === 0
        ? path.joinPoints(space, first[0], last[1], 0)
        : path.joinStretches(space, first[0], last[0], first[1], last[1], 0);
    absorb(memory, 0, weight[1] >= weight[0] || coin(weight[1] / weight[0]));
    if (turning) return { chosen: chosen[0], depth: depth + 1, steps, diverged: false };
  }
  return { chosen: chosen[0], depth: maxDepth, steps, diverged: false };
}

/** Makes every slot free but the start, which alone is the trajectory. */
function begin(memory: TrajectoryMemory): void {
  const { first, last, chosen, weight, references, free, pointSlots } = memory;
  first[0] = last[0] = chosen[0] = START;
  weight[0] = 1;
  references[START] = 3;
  memory.freeCount = 0;
  // Slots are taken from the end, low ones first, so that short trajectories stay in few of them.
  for (let slot = pointSlots - 1; slot > START; slot--) free[memory.freeCount++] = slot;
}

/**
 * Adds 2^depth points beyond the last one, as entry 1 of the stack. Stretches of equal length are joined as soon as they
 * stand side by side, like carries in a binary counter, which visits and joins in the order of the recursive definition.
 * Returns the steps taken; negative when the doubling is to be rejected, with a weight of NaN if it diverged.
 */
function grow<Space>(
  path: Path<Space>,
  space: Space,
  memory: TrajectoryMemory,
  depth: number,
  direction: number,
  coin: Coin,
): number {
  const { first, last, chosen, weight, references, free } = memory;
  const count = 1 << depth;
  let from = last[0];
  let top = 0;
  for (let leaf = 0; leaf < count; leaf++) {
    const to = free[--memory.freeCount];
    const leafWeight = path.move(space, from, to, direction);
    if (!(leafWeight >= 0)) {
      weight[1] = NaN;
      return -(leaf + 1);
    }
    top++;
    first[top] = last[top] = chosen[top] = to;
    weight[top] = leafWeight;
    references[to] = 3;
    from = to;
    for (let carry = leaf; carry & 1; carry >>= 1) {
      top--;
      const turning =
        carry === leaf
          ? path.joinPoints(space, first[top], last[top + 1], top)
          : path.joinStretches(space, first[top], last[top], first[top + 1], last[top + 1], top);
      if (turning) return -(leaf + 1);
      absorb(memory, top, coin(weight[top + 1] / (weight[top] + weight[top + 1])));
    }
  }
  return count;
}

/** Joins the stretch above `index` on the stack to it, taking over its chosen point or not. */
function absorb(memory: TrajectoryMemory, index: number, takeNext: boolean): void {
  const { first, last, chosen, weight } = memory;
  const next = index + 1;
  release(memory, last[index]);
  release(memory, first[next]);
  last[index] = last[next];
  if (takeNext) {
    release(memory, chosen[index]);
    chosen[index] = chosen[next];
  } else {
    release(memory, chosen[next]);
  }
  weight[index] += weight[next];
}

/** Gives up one of the references to a point; a point without any is free. */
function release(memory: TrajectoryMemory, point: number): void {
  if (--memory.references[point] === 0) memory.free[memory.freeCount++] = point;
}
