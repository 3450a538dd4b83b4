/** Names of draws, as brms has them. */
import type { GroupTerm } from "./Frame.js";

/** `b_x` of mu, and of another parameter `b_sigma_x`, whose coefficients are named `sigma_x` already. */
export function coefficientDraw(name: string): string {
  return `b_${name}`;
}

/** `bsp_mox`: the coefficient of a monotonic effect, its mean step. */
export function monotonicDraw(name: string): string {
  return `bsp_${name}`;
}

/** `simo_mox1`: all shares of a monotonic effect's steps. */
export function stepsDraw(name: string): string {
  return `simo_${name}`;
}

/** `simo_mox1[2]`: one of them, numbered from 1. */
export function stepDraw(name: string, number: number): string {
  return `${stepsDraw(name)}[${number}]`;
}

/** `b_Intercept`, `b_sigma_Intercept`: the intercept as reported, of columns that are not centred. */
export function interceptDraw(parameter: string): string {
  return parameter === "mu" ? "b_Intercept" : `b_${parameter}_Intercept`;
}

/** `b_Intercept[1]`: a threshold as reported, numbered from 1. */
export function thresholdDraw(number: number): string {
  return `b_Intercept[${number}]`;
}

/** `sd_g__x`, `sd_g__sigma_x`. */
export function scaleDraw({ group, parameter }: GroupTerm, coefficient: string): string {
  return `sd_${group}__${ofParameter(parameter, coefficient)}`;
}

/** `cor_g__Intercept__x`. */
export function correlationDraw({ group, parameter }: GroupTerm, first: string, second: string): string {
  return `cor_${group}__${ofParameter(parameter, first)}__${ofParameter(parameter, second)}`;
}

/** `r_g[level,Intercept]`, `r_g__sigma[level,x]`; white space in a level becomes a dot. */
export function effectDraw({ group, parameter }: GroupTerm, level: string, coefficient: string): string {
  const prefix = parameter === "mu" ? `r_${group}` : `r_${group}__${parameter}`;
  return `${prefix}[${level.replace(/\s/g, ".")},${coefficient}]`;
}

function ofParameter(parameter: string, coefficient: string): string {
  return parameter === "mu" ? coefficient : `${parameter}_${coefficient}`;
}
