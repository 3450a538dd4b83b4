/** Which of a posterior's draws a prediction uses. */
import { spacedDraws } from "../../../engine/data/spacedDraws.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedGlmm } from "../FittedGlmm.js";

/** Some of the draws of a fit, in order. */
export interface DrawSelection {
  readonly count: number;
  /** Draws the fit has. */
  readonly of: number;
  /** Place of the k-th draw used among those of the fit, from 0. */
  readonly places: Int32Array;
  /** The draws of a variable, not to be changed. @throws UserError when there is none. */
  column(variable: string): Float64Array;
  /** Whether there are draws of a variable. */
  has(variable: string): boolean;
}

/**
 * All draws, so many evenly spaced ones, or those at some places, from 0 through all chains one after another.
 *
 * @throws UserError when there are no draws, or the number or a place is none that can be had.
 */
export function selectDraws(fitted: FittedGlmm, asked: number | ArrayLike<number> | undefined): DrawSelection {
  const of = fitted.drawCount;
  if (of === 0) throw new UserError("the fit has no draws: run it again, or let its chains come to their first draw.");
  const places = typeof asked === "object" ? placesGiven(asked, of) : evenlySpaced(asked ?? of, of);
  const count = places.length;
  if (count === of && places.every((place, k) => place === k)) {
    return { count, of, places, column: (variable) => fitted.draws(variable), has: fitted.has };
  }
  const columns = new Map<string, Float64Array>();
  return {
    count,
    of,
    places,
    has: fitted.has,
    column(variable) {
      let column = columns.get(variable);
      if (column === undefined) {
        const every = fitted.draws(variable);
        columns.set(variable, (column = Float64Array.from(places, (place) => every[place]!)));
      }
      return column;
    },
  };
}

function evenlySpaced(count: number, of: number): Int32Array {
  if (!Number.isInteger(count) || count < 1 || count > of) {
    throw new UserError(`draws must be a whole number from 1 to ${of}, the draws of the fit; it is ${count}.`);
  }
  return spacedDraws(of, count);
}

function placesGiven(asked: ArrayLike<number>, of: number): Int32Array {
  const places = Array.from(asked);
  const wrong = places.find((place) => !(Number.isInteger(place) && place >= 0 && place < of));
  if (wrong !== undefined || places.length === 0) {
    const what = wrong === undefined ? "none are given" : `one is ${wrong}`;
    throw new UserError(`draws that are listed must be whole numbers from 0 to ${of - 1}, at least one; ${what}.`);
  }
  return Int32Array.from(places);
}
