/** The generalised extreme value law. */
import { add, atLeast, atMost, divide, exp, log, multiply, negate, subtract, whereGreater } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawExponential } from "./draw/drawExponential.js";
import { hazard } from "./hazard.js";
import { hazardLogCdf } from "./hazardLogCdf.js";
import type { Law } from "./Law.js";
import { log1pOver } from "./log1pOver.js";
import { expm1 } from "../math/expm1.js";
import { log as logNumber } from "../math/log.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

/** P(Y < y) = exp(−e^(−t)) with t = ln(1 + xi z)/xi and z = (y − mu)/sigma, as brms's gen_extreme_value; t = z where xi is 0. */
export const generalExtremeValueLaw: Law<"mu" | "sigma" | "xi"> = {
  name: "gen_extreme_value",
  parameters: { mu: "real", sigma: "positive", xi: "real" },
  support: () => real,
  logDensity(y, { mu, sigma, xi }) {
    const { share, t } = standardised(y, mu, sigma, xi);
    const inside = (): Value => subtract(negate(add(multiply(add(1, xi), t), exp(negate(t)))), log(sigma));
    return whereGreater(share, 0, inside, () => -Infinity);
  },
  random(rng, { mu, sigma, xi }) {
    const t = -logNumber(drawExponential(rng));
    return mu + sigma * (xi === 0 ? t : expm1(xi * t) / xi);
  },
  logSurvival: (bound, values) => hazardLogCdf(logHazard(bound, values)),
  logCdf: (bound, values) => negate(hazard(logHazard(bound, values))),
};

interface Parameters {
  readonly mu: Value;
  readonly sigma: Value;
  readonly xi: Value;
}

/** −t; beyond either end of the support a number so large that nothing is left. */
function logHazard(bound: Value, { mu, sigma, xi }: Parameters): Value {
  const { z, share, t } = standardised(bound, mu, sigma, xi);
  const outside = whereGreater(
    z,
    0,
    () => -1e300,
    () => 1e300,
  );
  return whereGreater(
    share,
    0,
    () => negate(t),
    () => outside,
  );
}

/** 1 + xi z, which is above 0 inside the support, and t, taken of xi z = 0 outside. */
function standardised(y: Value, mu: Value, sigma: Value, xi: Value): Record<"z" | "share" | "t", Value> {
  const z = divide(subtract(y, mu), sigma);
  const product = multiply(xi, z);
  const share = add(1, product);
  const inside = whereGreater(
    share,
    0,
    () => atMost(atLeast(product, -1), 1e300),
    () => 0,
  );
  return { z, share, t: multiply(z, log1pOver(inside)) };
}

/** The law of extremes with location `mu`, scale `sigma` and shape `xi`: above 0 with a heavy upper tail, below 0 with an upper end. */
export function generalExtremeValue(mu: Value, sigma: Value, xi: Value): Distribution {
  return distribution(generalExtremeValueLaw, { mu, sigma, xi });
}
