/** Draws of parameters from their priors, for whatever model there is. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { isUserError, UserError } from "../../../engine/core/UserError.js";
import { boundsOf } from "../../../engine/distributions/Support.js";
import { exp } from "../../../engine/math/exp.js";
import { fittedGlmm, type FittedGlmm } from "../FittedGlmm.js";
import { jointNameOf } from "../priors/jointPrior.js";
import { priorDraws } from "../priors/priorDraws.js";
import { drawColumns } from "./drawColumns.js";

export interface PriorColumns {
  /** Draws of a parameter by its name; undefined where there are none. */
  of(name: string): Float64Array | undefined;
  /** Why there are none, to follow "because". */
  whyNot(name: string): string;
  /** A single parameter's prior at a value; undefined where its density is not known. */
  at?(name: string, value: number): PriorPoint | undefined;
}

/** A prior at one value. */
export interface PriorPoint {
  /** Exact. */
  readonly density: number;
  /** Whether the parameter can be no lower, or no higher. */
  readonly isEnd: boolean;
}

/** Many, since they cost little: the density at a point rests on those near it. */
const usualDraws = 20_000;

/**
 * Where draws of the prior come from: a fit that saw no data, or the priors of a formula.
 *
 * @throws UserError for a fit that is given for the prior and has seen data.
 */
export function priorColumns(posterior: Posterior, given?: Posterior): PriorColumns {
  if (given !== undefined) return columnsOfFit(given);
  if (posterior.declaration?.kind === "glmm") return columnsOfPriors(posterior);
  return {
    of: () => undefined,
    whyNot: () => "draws of the prior are not known: fit the model without its data, and give that fit as option prior",
  };
}

function columnsOfFit(given: Posterior): PriorColumns {
  if (!isPriorFit(given)) {
    throw new UserError(
      "the option prior must be a fit of the model that saw no data, with priorOnly; this one saw data.",
    );
  }
  return {
    of: drawColumns(given.draws),
    whyNot: (name) => `the fit of the prior has no draws of ${name}`,
  };
}

/** Declared models say it; of a program its description does. */
function isPriorFit({ declaration, model }: Posterior): boolean {
  if (declaration !== undefined) return (declaration as { readonly priorOnly?: boolean }).priorOnly === true;
  return model.lines.some((line) => line.endsWith("draws are from the prior"));
}

function columnsOfPriors(posterior: Posterior): PriorColumns {
  const fitted = fittedGlmm(posterior);
  const { columns, refused } = drawnPriors(fitted);
  const laws = new Map(
    fitted.priors
      // The intercept as it is reported has no prior of its own, and a matrix no density of single numbers.
      .filter(({ slot }) => slot.class !== "Intercept" && slot.class !== "cor")
      .map(({ slot, distribution }) => [slot.name, distribution]),
  );
  return {
    of: (name) => columns.get(name),
    whyNot(name) {
      if (refused !== undefined) return refused;
      if (name.startsWith("r_")) return "draws of the prior are not made of the effects of single levels";
      const flat = fitted.priors.flatMap(({ slot, distribution }) =>
        /^flat\b/.test(distribution.name) ? [slot.name] : [],
      );
      if (flat.includes(name)) return `the prior of ${name} is flat: it has no draws and no density`;
      const where = flat.length > 0 ? `, where the prior of ${flat[0]!} is flat` : "";
      return `draws of the prior are not made of ${name}${where}`;
    },
    at(name, value) {
      const law = laws.get(name);
      if (law === undefined || law.eventShape.length > 0) return undefined;
      // Coefficients are tied together by scales, and have no density of their own that is known; a horseshoe's has a pole at 0.
      const joint = jointNameOf(law);
      if (joint !== undefined)
        return joint === "horseshoe" && value === 0 ? { density: Infinity, isEnd: false } : undefined;
      const logDensity = law.logDensity(value);
      if (typeof logDensity !== "number" || Number.isNaN(logDensity)) return undefined;
      const { lower, upper } = boundsOf(law.support);
      return { density: exp(logDensity), isEnd: value === lower || value === upper };
    },
  };
}

/** A prior that cannot be drawn leaves what is asked of the posterior alone as it is. */
function drawnPriors(fitted: FittedGlmm): {
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly refused?: string;
} {
  try {
    return { columns: priorDraws(fitted, { draws: usualDraws }) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { columns: new Map(), refused: error.message.replace(/\.$/, "") };
  }
}
