/** Times to an event whose hazard is a spline of the time, up to the last time seen. */
import { UserError } from "../core/UserError.js";
import { add, atMost, divide, exp, log, log1mexp, multiply, negate, subtract, whereGreater } from "./algebra.js";
import type { Law, Values } from "./Law.js";
import { numberedDomains, numberedNames, numberedValues } from "./numbered.js";
import { positive } from "./Support.js";
import { densityBasis, type Basis } from "./splineBasis.js";
import { isNumber, type Value } from "./Value.js";

const degree = 3;
/** One knot inside makes five splines. */
const shares = numberedNames("share", 1, 5);

/**
 * Times with the hazard e^logRatio Σ share_k M_k(y), M_k being M-splines of degree 3 from `first` to `last` with a knot at `middle`: a density of
 * its own each, so that the hazards of shares that add up to 1 add up to e^logRatio. Before `first` and after `last` there is none, and the
 * event may never come.
 */
export const splineHazardLaw: Law = {
  name: "spline_hazard",
  parameters: {
    logRatio: "real",
    ...numberedDomains(shares, "probability"),
    first: "real",
    middle: "real",
    last: "real",
  },
  support: () => positive,
  logDensity(y, values) {
    const { densities, integrals } = basisAt(y, values);
    const width = subtract(values["last"]!, values["first"]!);
    const hazard = divide(weighted(values, densities), width);
    const inside = add(log(hazard), values["logRatio"]!);
    return subtract(whereInside(y, values, inside), multiply(ratioOf(values), weighted(values, integrals)));
  },
  logSurvival: (bound, values) => negate(cumulative(bound, values)),
  logCdf(bound, values) {
    const before = cumulative(bound, values);
    // A hazard of 0 up to there has no slope on the scale of logarithms.
    return whereGreater(
      before,
      0,
      () => log1mexp(negate(before)),
      () => -Infinity,
    );
  },
  random() {
    throw new UserError(
      "times of a hazard that ends with the last time seen cannot be drawn: most have no event by then.",
    );
  },
};

function cumulative(bound: Value, values: Values): Value {
  return multiply(ratioOf(values), weighted(values, basisAt(bound, values).integrals));
}

function ratioOf({ logRatio }: Values): Value {
  // Times a hazard of 0 an infinite one would be no number.
  return exp(atMost(logRatio!, 700));
}

type Bases = ReturnType<typeof densityBasis>;

interface Place {
  readonly y: number;
  readonly first: Value;
  readonly middle: Value;
  readonly last: Value;
  readonly bases: Bases;
}

/** Bases of the last few times asked for by plain numbers: draws of a row ask for the same times again and again. */
const asked: Place[] = [];
const mostAsked = 4;

function basisAt(y: Value, values: Values): Bases {
  if (!isNumber(y)) return basesAt(y, values);
  const { first, middle, last } = values as Record<keyof Place, Value>;
  const known = asked.find(
    (place) => place.y === y && place.middle === middle && place.first === first && place.last === last,
  );
  if (known) return known.bases;
  const bases = basesAt(y, values);
  // What is of a trace belongs to it.
  if (!isNumber(first) || !isNumber(middle) || !isNumber(last)) return bases;
  asked.unshift({ y, first, middle, last, bases });
  asked.length = Math.min(asked.length, mostAsked);
  return bases;
}

function basesAt(y: Value, { first, middle, last }: Values): Bases {
  const width = subtract(last!, first!);
  return densityBasis(divide(subtract(y, first!), width), [divide(subtract(middle!, first!), width)], degree);
}

function weighted(values: Values, basis: Basis): Value {
  return numberedValues(shares, values).reduce<Value>((sum, share, k) => add(sum, multiply(share, basis[k]!)), 0);
}

/** A log hazard between the first time and the last, −∞ elsewhere. */
function whereInside(y: Value, { first, last }: Values, logHazard: Value): Value {
  const none = (): Value => -Infinity;
  return whereGreater(subtract(y, first!), 0, () => whereGreater(subtract(last!, y), 0, () => logHazard, none), none);
}
