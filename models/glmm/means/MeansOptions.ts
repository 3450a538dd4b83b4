/** What a person may ask of marginal means, of slopes and of their contrasts. */
import { UserError } from "../../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";

/** Values of columns: one that is held, or several over which a grid goes. */
export type AtValues = Readonly<Record<string, number | string | readonly (number | string)[]>>;

export interface MeansOptions {
  /** Further variables, at each value of which everything is asked anew: contrasts stay within them. */
  readonly by?: string | readonly string[];
  /** Values of columns; numbers are at their mean unless told, or at their values where no more than three differ and they are asked about. */
  readonly at?: AtValues;
  /** How levels of factors that are not asked about are averaged: alike, the default, or as often as their combinations occur. */
  readonly weights?: "equal" | "proportional";
  /** Of the predictor, the default, or of the response. */
  readonly scale?: "link" | "response";
  /**
   * On the scale of the response, what is averaged over the grid: the predictor, whose mean is then transformed, as emmeans does, or the
   * expected responses. They are the same where nothing is averaged. The predictor unless told.
   */
  readonly average?: "predictor" | "response";
  /**
   * Effects of groups: `none` sets them to 0, for an average group, which is the default; `averaged` takes the expected response over
   * their normal law, in the population of groups, and averages responses.
   */
  readonly groups?: "none" | "averaged";
  /** Distributional parameter, `mu` unless told; where there are several locations one of them, as in `muB`, must be told. */
  readonly parameter?: string;
  /** How many draws, evenly spaced, or which, by their places from 0; all unless told. */
  readonly draws?: number | ArrayLike<number>;
}

export const meansOptionNames = ["by", "at", "weights", "scale", "average", "groups", "parameter", "draws"] as const;

const choices = {
  weights: ["equal", "proportional"],
  scale: ["link", "response"],
  average: ["predictor", "response"],
  groups: ["none", "averaged"],
} as const;

/**
 * Looks for what cannot be meant.
 *
 * @param more Names of options that this question alone has.
 * @throws UserError naming the option and the mend.
 */
export function checkMeansOptions(whose: string, options: MeansOptions, more: readonly string[] = []): void {
  refuseUnknownOptions(whose, options, [...meansOptionNames, ...more]);
  const given = options as Readonly<Record<string, unknown>>;
  for (const [name, known] of Object.entries(choices)) {
    const value = given[name];
    if (value === undefined || (known as readonly unknown[]).includes(value)) continue;
    throw new UserError(
      `${name} must be ${known.map((one) => `"${one}"`).join(" or ")}; it is ${JSON.stringify(value)}.`,
    );
  }
  const { scale = "link", average, groups = "none", parameter = "mu" } = options;
  if (groups === "averaged" && (scale === "link" || average === "predictor" || parameter !== "mu")) {
    throw new UserError(
      'averaging over groups is of expected responses: ask with scale "response" and average "response".',
    );
  }
  if (average === "response" && (scale === "link" || parameter !== "mu")) {
    throw new UserError('averages of expected responses are on the scale of the response: ask with scale "response".');
  }
}

/** What is averaged, with what follows from averaging over groups. */
export function averagedOf({ average, groups }: MeansOptions): "predictor" | "response" {
  return average ?? (groups === "averaged" ? "response" : "predictor");
}
