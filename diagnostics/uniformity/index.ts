/** Whether numbers are uniform, and whether chains have the same distribution. */
export { chainUniformityTest } from "./chainUniformityTest.js";
export type { ChainUniformityTest } from "./chainUniformityTest.js";
export { chiSquareOfRanks } from "./chiSquareOfRanks.js";
export { countsBelow } from "./countsBelow.js";
export { ecdfBand, ecdfBandOfChains, tailOf } from "./ecdfBand.js";
export type { EcdfBand } from "./ecdfBand.js";
export { ecdfDifference, rankEcdfDifference } from "./ecdfDifference.js";
export type { EcdfDifference, EcdfOptions } from "./ecdfDifference.js";
export { simulatedBandOfChains } from "./simulatedBandOfChains.js";
export type { SimulationOptions } from "./simulatedBandOfChains.js";
export { thinned } from "./thinned.js";
export { uniformityTest } from "./uniformityTest.js";
export type { UniformityMethod, UniformityOptions, UniformityTest } from "./uniformityTest.js";
