/** What simulation-based calibration found. */
import { writeFileSync } from "node:fs";
import { chanceWithin, coverageBounds } from "../sbc/coverage.js";
import { allowed } from "../sbc/judge.js";
import type { Study } from "../sbc/sbc.js";
import { decimals, digits, markdownTable } from "./markdown.js";
import { sbcFamilies } from "./sbcFamilies.js";
import { sbcPicture } from "./sbcPicture.js";
import { priorsOf, probability, readStudies } from "./sbcResults.js";

/** The section from out/sbc-structures.json and out/sbc-families.json; writes pictures beside the page. Throws when the study has not been run. */
export function sbcSection(): string {
  const { machine, minutes, replications, studies } = readStudies("structures");
  const own = studies.filter(({ control }) => !control);
  const variables = own.reduce((sum, { judged }) => sum + judged.length, 0);
  writeFileSync("docs/validation-sbc.svg", sbcPicture(studies, replications, variables));
  const command = `npm run test:sbc -- structures${replications === 200 ? "" : ` --replications ${replications}`}`;
  return `## Simulation-based calibration

\`${command}\` draws parameters from their priors and data given the parameters, by code of its own, fits the data, and ranks each true
value among 99 draws thinned to independence; ${replications} replications a model. If the package draws from the posterior of the model that
was declared, all ranks are uniform (Talts et al. 2018, arXiv:1804.06788); the log likelihood of the data is ranked too, which shows
errors that no single parameter does (Modrák et al. 2023, Bayesian Analysis). The band is for the cumulative distribution of ranks, exact at all points
together (Säilynoja, Bürkner and Vehtari 2022, Statistics and Computing 32:32), and for all ${variables} variables of all models together leaves them with a
probability of ${100 * allowed} % at most. Every prior is stated; the control is simulated with group standard deviations twice as wide as its priors say, and
must leave the band.

${markdownTable(studies.map((study) => rowOf(study, variables)))}

Smallest p values are of the band, and of Pearson's χ² in 20 cells; a variable is outside the band when its p is below ${allowed}/${variables} = ${digits(allowed / variables, 2)}. The
smallest bulk ESS is over all replications and variables, before thinning. Draws of a replication whose ESS is below two for each of the 99 draws kept
are drawn again, twice as many.
${coverageText(studies, replications)}
![Distributions of ranks](validation-sbc.svg)

${own.map(priorsOf).join("\n")}

${machine}, ${decimals(minutes, 1)} minutes.

${sbcFamilies()}`;
}

/** Nothing where no study has shares of variance. */
function coverageText(studies: readonly Study[], replications: number): string {
  if (studies.every(({ covered }) => Object.keys(covered).length === 0)) return "";
  const [fewest, most] = coverageBounds(replications);
  const shares = studies.reduce((sum, { control, covered }) => sum + (control ? 0 : Object.keys(covered).length), 0);
  return `
Of shares of variance, heritability and phylogenetic signal, the table says too how many of the ${replications} intervals of 90 % probability cover the
true one; of right intervals ${fewest} to ${most} do, three standard deviations about the expected number. All ${shares} counts together are within these bounds with a probability of about ${percent(chanceWithin(replications) ** shares)}, if
nothing is wrong. Of the control this is not asked.
`;
}

const percent = (probability: number) => `${decimals(100 * probability, 1)} %`;

function rowOf({ name, control, judged, covered, divergences, smallestEss, largestRhat }: Study, variables: number) {
  return {
    model: control ? `control: ${name}` : name,
    variables: judged.length,
    "outside the band": judged.filter(({ ecdf }) => ecdf < allowed / variables).length,
    "smallest p": probability(Math.min(...judged.map(({ ecdf }) => ecdf))),
    "of χ²": probability(Math.min(...judged.map(({ chiSquare }) => chiSquare))),
    covered: Object.entries(covered)
      .map(([share, count]) => `${share} ${count}`)
      .join(", "),
    divergences,
    "smallest ESS": Math.round(smallestEss),
    "largest R-hat": decimals(largestRhat, 3),
  };
}
