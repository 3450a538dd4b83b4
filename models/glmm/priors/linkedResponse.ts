/** The response on the scale of its predictor. */
import { log } from "../../../engine/math/log.js";
import type { FamilyRow, Link } from "../Family.js";
import type { Response } from "../Frame.js";

/** Counts have zeros, whose logarithm is not finite. */
const insteadOfZero = 0.1;

/** As poolwise takes it: counts by unit of `rate()`, and lognormal responses as logarithms. What has no finite value is kept. */
export function linkedResponse({ values, rate }: Response, family: FamilyRow, link: Link): Float64Array {
  const hasZeros = family.mean === "positive" && family.isResponse(0) && link.name === "log";
  return values.map((y, i) => {
    const count = hasZeros ? Math.max(y, insteadOfZero) : y;
    const mean = rate ? count / rate[i]! : count;
    return link.link(family.ofLogarithm ? log(mean) : mean);
  });
}

/** As brms takes it: by the logarithm for lognormal whatever the link, and without a look at rates. */
export function linkedResponseOfBrms({ values }: Response, family: FamilyRow, link: Link): Float64Array {
  const byLog = family.ofLogarithm === true || link.name === "log";
  const shifted = values.map((y) => (y === 0 && (byLog || link.name === "inverse") ? y + insteadOfZero : y));
  return shifted.map((y) => (byLog ? log(y) : link.link(y)));
}
