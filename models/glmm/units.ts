/** Units in which parameters are sampled, from the response on the link scale. */
import { log } from "../../engine/math/log.js";
import type { FamilyRow, Link } from "./Family.js";
import type { Frame, Response } from "./Frame.js";
import { linkOf } from "./links.js";
import { linkedResponse } from "./priors/linkedResponse.js";

/**
 * A location and a scale near which a predictor lies, so that chains start near the data whatever their units. They change how
 * the posterior is sampled, not the posterior.
 */
export function unitOf(parameter: string, frame: Frame, family: FamilyRow, link: Link): readonly [number, number] {
  const response = frame.response!;
  if (/^sigma\d*$/.test(parameter)) return [log(residualScale(response, family)), 1];
  if (!frame.locations.includes(parameter) || family.categories || family.unitless) return [0, 1];
  if (family.mean === "unit") {
    const { mean } = momentsOf(response.values.map((y, i) => y / (response.trials?.[i] ?? 1)));
    return [link.link(Math.min(0.95, Math.max(0.05, mean))), 1];
  }
  const offset = frame.predictors.find((predictor) => predictor.parameter === "mu")?.offset;
  const linked = linkedResponse(response, family, link).map((value, i) => value - (offset?.[i] ?? 0));
  const { mean, sd } = momentsOf(linked.filter((value) => Number.isFinite(value)));
  return [Number.isFinite(mean) ? mean : 0, orOne(sd)];
}

/** The spread of the response, of a lognormal that of its logarithm. */
export function residualScale(response: Response, family: FamilyRow): number {
  const values = family.ofLogarithm ? linkedResponse(response, family, linkOf("identity")) : response.values;
  return orOne(momentsOf(values.filter((value) => Number.isFinite(value))).sd);
}

function orOne(sd: number): number {
  return sd > 0 && Number.isFinite(sd) ? sd : 1;
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly sd: number } {
  const count = values.length;
  let sum = 0;
  let isConstant = true;
  for (let i = 0; i < count; i += 1) {
    sum += values[i]!;
    isConstant &&= values[i] === values[0];
  }
  // Rounding of the mean would make a constant vary.
  if (count > 1 && isConstant) return { mean: values[0]!, sd: 0 };
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i += 1) squares += (values[i]! - mean) * (values[i]! - mean);
  return { mean, sd: Math.sqrt(squares / (count - 1)) };
}
