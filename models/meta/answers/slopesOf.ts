/** Slope and curvature of a log likelihood by differences. */

/** The log likelihood of an arm in a draw, by its linear predictor. */
export type ArmFunction = (eta: number) => number;

/** Slope, and minus the second derivative where that is above 0, by differences: the search of a mode needs no more digits. */
export function slopesOf(
  f: ArmFunction,
  eta: number,
  step: number,
): { readonly score: number; readonly curvature: number } {
  const [below, here, above] = [f(eta - step), f(eta), f(eta + step)];
  const score = (above - below) / (2 * step);
  const curvature = (2 * here - above - below) / (step * step);
  return {
    score: Number.isFinite(score) ? score : 0,
    curvature: curvature > 0 && curvature < Infinity ? curvature : 0,
  };
}
