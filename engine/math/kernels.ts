/** All kernels of one argument by name: the table that the compiler and the tests walk. */
import type { Kernel } from "./Arithmetic.js";
import { atanKernel } from "./atan.js";
import { cosKernel } from "./cos.js";
import { digammaKernel } from "./digamma.js";
import { erfKernel, erfcKernel } from "./erf.js";
import { expKernel, expNonPositiveKernel } from "./exp.js";
import { expm1Kernel } from "./expm1.js";
import { lgammaKernel } from "./lgamma.js";
import { logKernel } from "./log.js";
import { log1mexpKernel } from "./log1mexp.js";
import { log1pKernel, log1pUnitKernel } from "./log1p.js";
import { normalCdfKernel } from "./normalCdf.js";
import { normalLogCdfKernel } from "./normalLogCdf.js";
import { sigmoidKernel } from "./sigmoid.js";
import { sinKernel } from "./sin.js";
import { softplusKernel } from "./softplus.js";
import { tanhKernel } from "./tanh.js";
import { trigammaKernel } from "./trigamma.js";

export const kernels = {
  exp: expKernel,
  /** For arguments up to 0 only. */
  expNonPositive: expNonPositiveKernel,
  expm1: expm1Kernel,
  log: logKernel,
  log1p: log1pKernel,
  /** For arguments from 0 to 1 only. */
  log1pUnit: log1pUnitKernel,
  log1mexp: log1mexpKernel,
  sigmoid: sigmoidKernel,
  softplus: softplusKernel,
  tanh: tanhKernel,
  sin: sinKernel,
  cos: cosKernel,
  atan: atanKernel,
  erf: erfKernel,
  erfc: erfcKernel,
  normalCdf: normalCdfKernel,
  normalLogCdf: normalLogCdfKernel,
  lgamma: lgammaKernel,
  digamma: digammaKernel,
  trigamma: trigammaKernel,
} satisfies Record<string, Kernel>;

export type KernelName = keyof typeof kernels;
