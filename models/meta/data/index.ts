/** Reads tables of trials as networks, and checks them before anything is fitted. */
export { armText } from "./armText.js";
export { checkNetwork, type ComparisonSize, type NetworkCheck, type TreatmentSize } from "./checkNetwork.js";
export type { Arm, ArmOutcome, Contrasts, Covariate, Network, Study } from "./Network.js";
export { networkCheckText } from "./networkCheckText.js";
export { networkColumns } from "./networkColumns.js";
export { networkParts, requireConnected } from "./networkParts.js";
export { readNetwork } from "./readNetwork.js";
export { uninformedTreatments } from "./uninformedTreatments.js";
