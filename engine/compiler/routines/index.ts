/** The table of routines; a new one is a row here and a name in `core/Graph`. */
import type { RoutineName } from "../../core/Graph.js";
import { cholesky } from "./cholesky.js";
import { choleskyAdjoint } from "./choleskyAdjoint.js";
import { cumulativeSum } from "./cumulativeSum.js";
import { matMul } from "./matMul.js";
import type { Routine } from "./Routine.js";
import { segmentMax } from "./segmentMax.js";
import { solveLower, solveLowerTransposed } from "./solveLower.js";
import { sparseCholesky } from "./sparseCholesky.js";
import { sparseCholeskyAdjoint } from "./sparseCholeskyAdjoint.js";
import { sparseOuter, sparseSolveLower, sparseSolveLowerTransposed } from "./sparseSolve.js";

export const routines = {
  cholesky,
  choleskyAdjoint,
  solveLower,
  solveLowerTransposed,
  sparseCholesky,
  sparseCholeskyAdjoint,
  sparseSolveLower,
  sparseSolveLowerTransposed,
  sparseOuter,
  matMul,
  cumulativeSum,
  segmentMax,
} satisfies Record<RoutineName, Routine>;
