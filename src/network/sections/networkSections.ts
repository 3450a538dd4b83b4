/** The report of a network meta-analysis: the first screen, and sections in the order of questions a reader asks. */
import { prismaNmaSection } from "../../../diagnostics/report/checklists/prismaNmaSection.js";
import type { Section } from "../../../diagnostics/report/Section.js";
import type { NetworkResult } from "../NetworkResult.js";
import { absoluteSection } from "./absoluteSection.js";
import { consistencySection } from "./consistencySection.js";
import { covariatesSection } from "./covariatesSection.js";
import { effectScale } from "./effectScale.js";
import { effectsSection } from "./effectsSection.js";
import { fitSection } from "./fitSection.js";
import { foundNetwork } from "./foundNetwork.js";
import { funnelSection } from "./funnelSection.js";
import { geometrySection } from "./geometrySection.js";
import { heterogeneitySection } from "./heterogeneitySection.js";
import { leagueSection } from "./leagueSection.js";
import { lightSection } from "./lightSection.js";
import { methodsSection } from "./methodsSection.js";
import { networkAccount } from "./networkAccount.js";
import { ranksSection } from "./ranksSection.js";
import { studiesSection } from "./studiesSection.js";
import { studyEffectsSection } from "./studyEffectsSection.js";

/** Treatments of a large network. */
const many = 24;

/** What a report takes of a network. */
export interface NetworkReport {
  /** Replaces the table of main variables on the first screen. */
  readonly found: Section;
  /** Network, studies, effects, league, study effects, ranks, absolute effects, heterogeneity, covariates, consistency, fit, funnel, methods, PRISMA-NMA. */
  readonly sections: readonly Section[];
}

/**
 * Everything that a result answers, as plain sections. Nothing is fitted; effects in a new study and at values of covariates are worked out
 * from the draws.
 *
 * @example
 * const { found, sections } = networkSections(result);
 * writeFileSync("report.html", await report(result.posterior, { analysis: { found, sections } }));
 */
export function networkSections(result: NetworkResult): NetworkReport {
  const scale = effectScale(result);
  const sections = [
    geometrySection(result),
    studiesSection(result),
    effectsSection(result, scale),
    leagueSection(result, scale),
    studyEffectsSection(result, scale),
    ranksSection(result, scale),
    absoluteSection(result, scale),
    heterogeneitySection(result, scale),
    covariatesSection(result, scale),
    consistencySection(result, scale),
    fitSection(result),
    funnelSection(result, scale),
    methodsSection(result),
  ].filter((section) => section !== undefined);
  const isLarge = result.summary.treatments.length > many;
  return {
    found: foundNetwork(result, scale),
    sections: [...(isLarge ? sections.map(lightSection) : sections), prismaNmaSection(networkAccount(result))],
  };
}
