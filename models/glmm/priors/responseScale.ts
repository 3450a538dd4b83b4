/** Location and spread of the response on the scale of a predictor, from which default priors follow. */
import type { FamilyRow, Link } from "../Family.js";
import type { Frame, Response } from "../Frame.js";
import { linkOf } from "../links.js";
import { linkedResponse, linkedResponseOfBrms } from "./linkedResponse.js";
import { medianAndMad } from "./medianAndMad.js";
import { standardDeviation } from "./standardDeviation.js";

/** Whose defaults are followed. */
export type DefaultPriors = "poolwise" | "brms";

/** What defaults of a model are scaled by. Locations and scales have one decimal, so that what is printed is what is used. */
export interface ResponseScale {
  /** Of the intercept of mu. */
  readonly location: number;
  /** Of the intercept of mu and of standard deviations of groups: at least 2.5. */
  readonly scale: number;
  /** Of sigma: at least 2.5. */
  readonly sigma: number;
  /** Of the intercept of a formula of sigma: at least 2.5. */
  readonly logSigma: number;
  /** Of coefficients of mu: the response's standard deviation, 1 where links are logarithms or of probabilities. */
  readonly deviation: number;
  /** Of coefficients of mu that carry the response's level as well: its root mean square, at least the deviation. */
  readonly level: number;
}

const least = 2.5;
const unscaled: ResponseScale = { location: 0, scale: least, sigma: least, logSigma: least, deviation: 1, level: 1 };

/**
 * Median, mad and standard deviation of the response on the link scale; counts of 0 are taken as 0.1 before their logarithm.
 * Responses in the unit interval have no such scale: location 0 and scale 2.5. Sigma is on the scale of the response itself,
 * for a lognormal on that of its logarithm.
 *
 * poolwise looks at what the predictor has to explain: counts are divided by `rate()`, and offsets are subtracted row by row.
 * brms 2.23 takes no notice of rates, and subtracts the mean offset from the location.
 */
export function responseScale(frame: Frame, family: FamilyRow, link: Link, defaults: DefaultPriors): ResponseScale {
  const asked = { family, link, defaults };
  const known = made.get(frame);
  if (known && (Object.keys(asked) as (keyof Asked)[]).every((key) => known[key] === asked[key])) return known.scale;
  const scale = scaleOf(frame, asked);
  made.set(frame, { ...asked, scale });
  return scale;
}

interface Asked {
  readonly family: FamilyRow;
  readonly link: Link;
  readonly defaults: DefaultPriors;
}

/** Priors are asked for several times of one frame. */
const made = new WeakMap<Frame, Asked & { readonly scale: ResponseScale }>();

function scaleOf(frame: Frame, { family, link, defaults }: Asked): ResponseScale {
  const { response } = frame;
  if (!response || family.mean === "unit" || family.categories) return unscaled;
  if (family.unitless && defaults === "poolwise") return unscaled;
  const offset = frame.predictors.find(({ parameter }) => parameter === "mu")?.offset;
  return (defaults === "brms" ? scaleOfBrms : scaleOfPoolwise)(response, offset, family, link);
}

type ScaleOf = (response: Response, offset: Float64Array | undefined, family: FamilyRow, link: Link) => ResponseScale;

const scaleOfPoolwise: ScaleOf = (response, offset, family, link) => {
  const linked = linkedResponse(response, family, link);
  const explained = offset ? linked.map((value, i) => value - offset[i]!) : linked;
  const finite = explained.filter((value) => Number.isFinite(value));
  const { median, mad } = medianAndMad(finite);
  const ofSigma = link.name === "identity" ? mad : medianAndMad(responseOfSigma(response, family)).mad;
  const deviation = deviationOf(
    family,
    link,
    linked.filter((value) => Number.isFinite(value)),
  );
  return {
    location: Number.isFinite(median) ? oneDecimal(median) : 0,
    scale: atLeast(mad),
    sigma: atLeast(ofSigma),
    logSigma: least,
    deviation,
    level: Math.max(deviation, rootMeanSquare(finite)),
  };
};

/** After R/priors.R of brms 2.23, `def_scale_prior`. A response of which one has no logarithm gives the unscaled prior. */
const scaleOfBrms: ScaleOf = (response, offset, family, link) => {
  const { median, mad } = medianAndMad(linkedResponseOfBrms(response, family, link));
  const location = Number.isFinite(median) ? oneDecimal(median) : 0;
  const meanOffset = offset ? offset.reduce((sum, value) => sum + value / offset.length, 0) : 0;
  const log = linkOf("log");
  return {
    location: location - meanOffset,
    scale: atLeast(mad),
    sigma: atLeast(medianAndMad(responseOfSigma(response, family)).mad),
    logSigma: atLeast(medianAndMad(linkedResponseOfBrms(response, family, log)).mad),
    deviation: 1,
    level: 1,
  };
};

/** Numbers of the kind that sigma is the standard deviation of. */
function responseOfSigma(response: Response, family: FamilyRow): Float64Array {
  const values = family.ofLogarithm ? linkedResponse(response, family, linkOf("identity")) : response.values;
  return values.filter((value) => Number.isFinite(value));
}

/**
 * Coefficients scale with the response where they are of its unit: of a family of the whole line, and of any family with a link
 * that keeps units. Logarithms and logits have a scale of their own.
 */
function deviationOf(family: FamilyRow, link: Link, values: Float64Array): number {
  if (family.mean !== "real" && link.name === "log") return 1;
  const deviation = standardDeviation(values);
  return deviation > 0 && Number.isFinite(deviation) ? deviation : 1;
}

function rootMeanSquare(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(largest > 0)) return 0;
  return (
    largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) * (value / largest), 0) / values.length)
  );
}

function atLeast(mad: number): number {
  return Number.isFinite(mad) ? Math.max(least, oneDecimal(mad)) : least;
}

/** Numbers too large to have decimals stay as they are. */
function oneDecimal(value: number): number {
  return Math.abs(value) > 1e15 ? value : Math.round(value * 10) / 10 + 0;
}
