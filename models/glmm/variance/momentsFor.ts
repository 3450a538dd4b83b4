/** How moments of a mean are computed for a link. */
import type { Link } from "../Family.js";
import { exponentialMoments, quadratureMoments, type MomentsOf } from "./dataMoments.js";

/** In closed form for the log link, by quadrature for others. */
export function momentsFor({ name, inverse }: Link): MomentsOf {
  return name === "log" ? exponentialMoments : quadratureMoments((eta) => inverse(eta) as number);
}
