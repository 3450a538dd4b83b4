/** The face of the report's frame and of the sections that draws alone can fill. */
export { checksOf, type Check } from "./checks.js";
export { mainVariables, worstRows } from "./choose.js";
export { diagnosticsSection, type DiagnosticsContent } from "./diagnosticsSection.js";
export { fileName } from "./fileName.js";
export { inlineJson } from "./inlineJson.js";
export { modelSection } from "./modelSection.js";
export { page, type PageContent } from "./page.js";
export { foundSection, resultsSection } from "./resultsSection.js";
export type { Cell, Many, Section, SectionColumn, SectionFigure, SectionTable } from "./Section.js";
export { cspHash, sha256 } from "./sha256.js";
export type { TrustState } from "./TrustState.js";
export type { Verdict } from "./verdictBox.js";
export { verdictOf } from "./verdictOf.js";
