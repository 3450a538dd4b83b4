/** Bridge sampling on plain numbers. */
export { bridgeSample, type BridgeEstimate, type BridgeMethod, type BridgeOptions } from "./bridgeSample.js";
export { bridgeScheme, type BridgeRatios, type BridgeSolution } from "./bridgeScheme.js";
