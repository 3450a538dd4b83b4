/** The face of the report's frame and of the sections that draws alone can fill. */
export { checksOf, type Check } from "./checks.js";
export { mainVariables, worstRows } from "./choose.js";
export { diagnosticsSection, type DiagnosticsContent } from "./diagnosticsSection.js";
export { figure, type FigureOptions } from "./figure.js";
export { htmlTable, type Column, type Row, type TableContent } from "./htmlTable.js";
export { inlineJson } from "./inlineJson.js";
export { modelSection } from "./modelSection.js";
export { page, stateTag, type PageContent, type PageSection, type Verdict } from "./page.js";
export { foundMarkup, resultsSection } from "./resultsSection.js";
export { cspHash, sha256 } from "./sha256.js";
export type { Cell, Many, Section, SectionColumn, SectionFigure, SectionTable } from "./Section.js";
export type { TrustState } from "./TrustState.js";
export { verdictOf } from "./verdictOf.js";
