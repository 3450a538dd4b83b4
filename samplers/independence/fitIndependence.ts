/** Fits the proposals of independence Metropolis to a density of one or two dimensions, and tries them. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import type { Rng } from "../../engine/core/Rng.js";
import { UserError } from "../../engine/core/UserError.js";
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { unitMetric } from "../hamiltonian/metric.js";
import type { ChainState, Kernel, Tuning } from "../kernel.js";
import { blockHessian } from "../optimise/blockHessian.js";
import { inverseRoot } from "../optimise/inverseRoot.js";
import { maximise } from "../optimise/maximise.js";
import { cellDensity } from "./cellDensity.js";
import { cubeAround, type Cube } from "./Cube.js";
import { independence } from "./independence.js";
import { mostDimensions } from "./mostDimensions.js";
import { refineCells } from "./refineCells.js";
import { scanAxis } from "./scanAxis.js";

/** What fitting came to. */
export interface FittedIndependence {
  readonly kernel: Required<Kernel>;
  /** Says that there is nothing to tune: a step size of NaN, and the unit metric. */
  readonly tuning: Tuning;
  /** Where the trial ended. */
  readonly state: ChainState;
  /** Gradients evaluated, the trial's included. */
  readonly gradients: number;
  /** Whether the cells were fine enough in the end, and proposals were accepted in a trial. */
  readonly isUsable: boolean;
}

const CLIMB = 100;
/** By dimension: error of the interpolation that is aimed at, as a share of the mass; points at most; steps of the first scan. */
const FINENESS = [
  { tolerance: 1, points: 0, growth: 1 },
  { tolerance: 0.005, points: 300, growth: 1.6 },
  { tolerance: 0.03, points: 1500, growth: 2 },
];
/** Proposals that are tried, and what is to come of them. */
const TRIAL = 60;
const LEAST_ACCEPTANCE = 0.8;
/** Share of the mass that may be in doubt when no more points are allowed. */
const MOST_ERROR = 0.1;
/** The rim has infinite positions: corners there take the density from just inside. */
const RIM = 1 - 1 / 1048576;
/** Keeps sums finite where a density has a pole; exp(600) is as good as infinite. */
const MOST_LOG = 600;

/**
 * Climbs from a state to a mode, maps the cube around it by the curvature there, divides the cube into cells, and tries the
 * proposals. The kernel is exact whatever the cells, but of use only if they are fine enough.
 *
 * @throws UserError for a density of more than two dimensions, or none
 */
export function fitIndependence(density: LogDensity, from: ChainState, rng: Rng): FittedIndependence {
  const { dimension } = density;
  if (!(dimension >= 1 && dimension <= mostDimensions)) {
    throw new UserError(
      `the algorithm "independence" draws from posteriors of 1 or 2 unconstrained parameters, and this one has ${dimension}: ` +
        `use "nuts"`,
    );
  }
  let gradients = 0;
  const counted: LogDensity = {
    dimension,
    evaluate(position, gradient) {
      gradients++;
      return density.evaluate(position, gradient);
    },
  };
  const { position: mode } = maximise(counted, from.position, { iterations: CLIMB });
  const factor = inverseRoot(blockHessian(counted, mode, 0, dimension), dimension);
  const cube = cubeAround(mode, factor);
  const evaluate = inCube(counted, cube);
  const point = new Float64Array(dimension);
  const unused = new Float64Array(dimension);
  const highest = evaluate(point, unused, 0).logDensity;
  const fineness = FINENESS[dimension];
  const knots = Array.from(point, (_, axis) =>
    scanAxis((v) => evaluate(point.fill(0).fill(v, axis, axis + 1), unused, highest).logDensity, fineness.growth),
  );
  const cells = refineCells((at, gradient) => evaluate(at, gradient, highest).density, knots, fineness);
  const kernel = independence(density, cube, cellDensity(cells));
  const tuning: Tuning = { stepSize: NaN, metric: unitMetric(dimension) };
  const trial = kernel.run(rng, from, tuning, TRIAL);
  const acceptance = trial.statistics.acceptanceRate.reduce((sum, rate) => sum + rate, 0) / TRIAL;
  const isUsable = acceptance >= LEAST_ACCEPTANCE && cells.error <= MOST_ERROR;
  return { kernel, tuning, state: trial.state, gradients: gradients + TRIAL, isUsable };
}

/** The density on the cube, and its gradient there, relative to a level of the log density. */
function inCube(density: LogDensity, cube: Cube) {
  const { dimension } = density;
  const inside = new Float64Array(dimension);
  const position = new Float64Array(dimension);
  const slope = new Float64Array(dimension);
  return (point: Float64Array, gradient: Float64Array, level: number) => {
    for (let k = 0; k < dimension; k++) inside[k] = Math.max(-RIM, Math.min(RIM, point[k]));
    cube.toPosition(inside, position);
    const logDensity = density.evaluate(position, slope);
    if (!Number.isFinite(logDensity)) {
      gradient.fill(0);
      return { logDensity: -Infinity, density: 0 };
    }
    const height = exp(Math.min(MOST_LOG, logDensity + log(cube.stretch(inside)) - level));
    cube.pullBack(inside, slope, gradient);
    // A gradient that is not finite tells nothing of how the density bends.
    for (let k = 0; k < dimension; k++) gradient[k] = Number.isFinite(gradient[k] * height) ? gradient[k] * height : 0;
    return { logDensity, density: height };
  };
}
