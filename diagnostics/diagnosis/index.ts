/** What is wrong with draws, by its cause. */
export { diagnosisOf } from "./diagnosisOf.js";
export type { Finding, Symptom } from "./Finding.js";
export { knownOf } from "./knownOf.js";
export { optionWords, type Known, type OptionWords, type Origin, type VariableSensitivity } from "./Known.js";
export { sensitivityLimit } from "./priorConflict.js";
