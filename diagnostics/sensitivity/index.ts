/** Whether results would change with another weight of the prior or of the likelihood. */
export { cumulativeJensenShannon } from "./cumulativeJensenShannon.js";
export { powerScale } from "./powerScale.js";
export type { PowerScaleOptions, Sensitivity, SensitivityDiagnosis, SensitivityRow } from "./powerScale.js";
export { powerScaledQuantities } from "./powerScaledQuantities.js";
export type { PowerScaled, PowerScaledOptions, PowerScaledVariable } from "./powerScaledQuantities.js";
export type { ScaledComponent } from "./scaledDraws.js";
export { sensitivityText } from "./sensitivityText.js";
export type { SensitivityTextOptions } from "./sensitivityText.js";
