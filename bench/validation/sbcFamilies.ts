/** What simulation-based calibration found of families, each with a structure. */
import { writeFileSync } from "node:fs";
import { allowed, type Judged } from "../sbc/judge.js";
import { power } from "../sbc/power.js";
import type { Study } from "../sbc/sbc.js";
import { decimals, digits, markdownTable } from "./markdown.js";
import { sbcPicture } from "./sbcPicture.js";
import { priorsOf, probability, readStudies } from "./sbcResults.js";

export const familiesHeading = "### Families of responses";

/** The section from out/sbc-families.json; writes the picture beside the page. Throws when the study has not been run. */
export function sbcFamilies(): string {
  const { machine, minutes, replications, studies } = readStudies("families");
  const own = studies.filter(({ control }) => !control);
  const all = own.flatMap(({ judged }) => judged);
  const bound = allowed / all.length;
  writeFileSync("docs/validation-sbc-families.svg", sbcPicture(studies, replications, all.length));
  const seen = (wrong: Parameters<typeof power>[2]) => `${Math.round(100 * power(replications, all.length, wrong))} %`;
  const redrawn = own.reduce((sum, study) => sum + study.redrawn, 0);
  const small = all.filter(({ ecdf }) => ecdf < 0.05).length;
  return `${familiesHeading}

\`npm run test:sbc -- families\` does the same for ${own.length} pairs of a family and a structure, ${replications} replications each. Tables have 60 to 100 rows, those with groups 10 or
12 of them. All ${all.length} variables together leave their band with a probability of ${100 * allowed} % at most, if nothing is wrong: the chance that every pair passes is then
at least ${100 * (1 - allowed)} %. The control is simulated with standard deviations of groups twice as wide as its priors say, and must leave the band.

${markdownTable(studies.map((study) => rowOf(study, bound)))}

A variable is outside when its p is below ${allowed}/${all.length} = ${digits(bound, 2)}; of all ${all.length}, ${small} are below 0.05, where ${Math.round(0.05 * all.length)} are expected. Ranks are among 99 draws; the smallest ESS is
before thinning, over all replications and variables. So many replications see gross faults of one variable: by simulation, a posterior half a standard deviation off leaves the
band in ${seen({ shift: 0.5 })} of studies, one a quarter off in ${seen({ shift: 0.25 })}, one half as wide as it should be in ${seen({ ratio: 0.5 })}, three quarters as wide in ${seen({ ratio: 0.75 })}, half as wide again in ${seen({ ratio: 1.5 })}.

"Redrawn" would be data that cannot stand for the model: four ordered categories or three others of which the last does not occur, so that the table
would have fewer, and proportions that a number cannot tell from 0 or 1. Both the parameters and the data are then drawn anew. Which data are taken is decided by the data alone, so the posterior given
those that are taken is the same, and ranks stay uniform; drawing only the data anew would bias them.${redrawn === 0 ? " It did not happen." : ""}

![Distributions of ranks](validation-sbc-families.svg)

${own.map(priorsOf).join("\n")}

Times are censored by the simulation: below 0.5 on the left, and at a time of its own for each row on the right. Thresholds are normal ones in ascending order.

${machine}, ${decimals(minutes, 1)} minutes; others used the machine at the same time.`;
}

function rowOf({ name, control, judged, divergences, smallestEss, largestRhat, redrawn }: Study, bound: number) {
  const worst = judged.reduce((least: Judged, one) => (one.ecdf < least.ecdf ? one : least));
  const outside = judged.filter(({ ecdf }) => ecdf < bound).length;
  return {
    pair: control ? `control: ${name}` : name,
    variables: judged.length,
    "worst quantity": `\`${worst.variable}\``,
    "its p": probability(worst.ecdf),
    verdict: outside === 0 ? "inside" : `${outside} outside`,
    divergences,
    "smallest ESS": Math.round(smallestEss),
    "largest R-hat": decimals(largestRhat, 3),
    redrawn,
  };
}
