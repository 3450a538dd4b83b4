/** All kernels of one argument by name: the table that the compiler and the tests walk. */
import type { Kernel } from "./Arithmetic.js";
import { expKernel, expNonPositiveKernel } from "./exp.js";
import { expm1Kernel } from "./expm1.js";
import { logKernel } from "./log.js";
import { log1pKernel, log1pUnitKernel } from "./log1p.js";
import { sigmoidKernel } from "./sigmoid.js";
import { softplusKernel } from "./softplus.js";

export const kernels = {
  exp: expKernel,
  /** For arguments up to 0 only. */
  expNonPositive: expNonPositiveKernel,
  expm1: expm1Kernel,
  log: logKernel,
  log1p: log1pKernel,
  /** For arguments from 0 to 1 only. */
  log1pUnit: log1pUnitKernel,
  sigmoid: sigmoidKernel,
  softplus: softplusKernel,
} satisfies Record<string, Kernel>;

export type KernelName = keyof typeof kernels;
