/** Reads tables of trials as networks, and checks them before anything is fitted. */
export type { Arm, ArmOutcome, Contrasts, Covariate, Network, Study } from "./Network.js";
export { networkColumns } from "./networkColumns.js";
export { readNetwork } from "./readNetwork.js";
