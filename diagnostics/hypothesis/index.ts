/** Evidence for hypotheses, from draws. */
export { pointDensity, type PointDensity } from "./pointDensity.js";
export { savageDickey, type PriorAtPoint, type SavageDickey } from "./savageDickey.js";
