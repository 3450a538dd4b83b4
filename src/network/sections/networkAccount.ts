/** What a network meta-analysis tells of the items of PRISMA-NMA. */
import type { NetworkAccount } from "../../../diagnostics/report/checklists/prismaNmaSection.js";
import { formatNumber } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { NetworkResult } from "../NetworkResult.js";
import { capital } from "./capital.js";
import { consistencyVerdict } from "./consistencyVerdict.js";
import { effectScale } from "./effectScale.js";
import { fitText } from "./fitSection.js";
import { geometryText, loopsText } from "./geometrySection.js";
import { methodsText } from "./methodsSection.js";

/** Only what was computed; each part names the section that shows it. */
export function networkAccount(result: NetworkResult): NetworkAccount {
  const { check, summary, ranks, fitted, consistency, absolute } = result;
  const { measure } = effectScale(result);
  const network = { section: "network", title: "The network" };
  const studies = { section: "studies", title: "The studies" };
  const methods = { section: "methods", title: "Methods in words" };
  const agree = { section: "consistency", title: "Do direct and indirect evidence agree?" };
  const covariates = fitted.network.covariates.map(({ name }) => name);
  const people = check.participants === undefined ? "" : `, ${formatNumber(check.participants)} participants`;
  const checked = [
    ...(consistency.splits?.length ? ["node-splitting"] : []),
    ...(consistency.other ? ["unrelated mean effects"] : []),
  ];
  const additional = [
    ...(covariates.length > 0 || fitted.declaration.baselineRisk ? ["meta-regression"] : []),
    ...(ranks?.beyond_mid ? ["ranks beyond a minimally important difference"] : []),
    ...(absolute ? ["absolute effects"] : []),
  ];
  return {
    geometryMethods: {
      text: "A network plot, with areas by participants and lines by studies, and tables of treatments and comparisons.",
      ...network,
    },
    measures: {
      text: `${capital(measure)}s with 95% credible intervals${ranks ? "; rank probabilities and SUCRA" : ""}; a league table of all pairs.`,
      section: "league",
      title: "League table",
    },
    analysis: { text: methodsText(result), ...methods },
    ...(checked.length > 0
      ? { inconsistencyMethods: { text: `Looked at by ${checked.join(" and ")}.`, ...agree } }
      : {}),
    ...(additional.length > 0 ? { additionalMethods: { text: `${capital(additional.join(", "))}.`, ...methods } } : {}),
    structure: { text: "The network plot.", ...network },
    geometry: { text: `${geometryText(check)} ${loopsText(check)}`, ...network },
    characteristics: {
      text: `Arms, outcomes${covariates.length > 0 ? " and covariates" : ""} of ${check.studies} studies${people}.`,
      ...studies,
    },
    studyResults: {
      text: "Outcomes of every arm, and each study's own effects with intervals.",
      section: "study-effects",
      title: "Study by study",
    },
    synthesis: {
      text: `Effects against ${summary.reference} and of all pairs with credible intervals. ${fitText(result.fit)}`,
      section: "relative-effects",
      title: `Effects against ${summary.reference}`,
    },
    ...(checked.length > 0 || check.inconsistencyFreedom === 0
      ? { inconsistency: { text: consistencyVerdict(result).text, ...agree } }
      : {}),
    ...(check.studies >= 10
      ? {
          biasAcross: {
            text: "A comparison-adjusted funnel plot.",
            section: "small-studies",
            title: "Do small studies find other effects?",
          },
        }
      : {}),
    ...(additional.length > 0
      ? {
          additional: {
            text: `${capital(additional.join(", "))}.`,
            ...(covariates.length > 0 || fitted.declaration.baselineRisk
              ? { section: "covariates", title: "What changes effects" }
              : ranks?.beyond_mid
                ? { section: "ranks", title: "Ranks" }
                : { section: "absolute-effects", title: "Absolute effects" }),
          },
        }
      : {}),
    evidence: { text: "The main finding in words.", section: "found", title: "What was found" },
  };
}
