/** Looks a published prior of heterogeneity up by words for outcome, comparison and medical area. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { lognormal } from "../../../engine/distributions/lognormal.js";
import { quoted } from "../../glmm/priors/quoted.js";
import { findComparison } from "./findComparison.js";
import { findOutcome } from "./findOutcome.js";
import { logStudentT } from "./logStudentT.js";
import { comparisonTypes } from "./PublishedOutcome.js";
import { rhodes2015, rhodesAreas } from "./rhodes2015.js";
import { turner2015 } from "./turner2015.js";

/** A law of τ² with the words under which it is published. */
export interface PublishedPrior {
  readonly distribution: Distribution;
  /** The law and where it is from, `turner(Pain, Pharma vs. Pharma), which is lognormal(-2.06, 1.58)`. */
  readonly text: string;
}

/** What stands for an outcome whose comparison does not matter. */
const general = "General healthcare setting";

/**
 * The law of τ² of a table: `turner` is of log odds ratios (Turner et al. 2015, log-normal), `rhodes` of standardised mean differences
 * (Rhodes et al. 2015, log-t with 5 degrees of freedom), its area `other` where none is given.
 *
 * @param words Outcome, comparison and, of `rhodes`, medical area, as loosely as they are still told apart: `pain`, `pharma vs placebo`
 * @throws UserError for words that are of no row or of several, naming them.
 */
export function publishedPrior(table: "turner" | "rhodes", words: readonly string[]): PublishedPrior {
  const [outcomeWords, comparisonWords, areaWords] = words.map((word) => word.replace(/^(["'])(.*)\1$/s, "$2").trim());
  const most = table === "turner" ? 2 : 3;
  if (!outcomeWords || words.length > most) throw new UserError(wrongWords(table, words.length));
  const area = table === "turner" ? undefined : areaOf(areaWords ?? "other");
  const outcome = findOutcome(outcomeWords, area === undefined ? turner2015 : rhodes2015.get(area)!, table);
  const isGeneral = outcome.name === general;
  if (!comparisonWords && !isGeneral) throw new UserError(wrongWords(table, words.length));
  const comparison = isGeneral ? 0 : findComparison(comparisonWords!, table === "rhodes");
  const [location, scale] = outcome.laws[comparison]!;
  const names = [
    outcome.name,
    ...(isGeneral ? [] : [comparisonTypes[comparison]!]),
    ...(area && !isGeneral ? [area] : []),
  ];
  const law = table === "turner" ? `lognormal(${location}, ${scale})` : `log_student_t(5, ${location}, ${scale})`;
  return {
    distribution: table === "turner" ? lognormal(location, scale) : logStudentT(5, location, scale),
    text: `${table}(${names.join(", ")}), which is ${law}`,
  };
}

function wrongWords(table: "turner" | "rhodes", count: number): string {
  const wanted =
    table === "turner" ? "an outcome and a comparison" : "an outcome, a comparison and, if wanted, a medical area";
  return `${table} takes ${wanted}, as in ${table}(pain, pharma vs placebo); it has ${count === 1 ? "1 part" : `${count} parts`}.`;
}

function areaOf(words: string): (typeof rhodesAreas)[number] {
  const found = rhodesAreas.find((area) => area === words.toLowerCase());
  if (found) return found;
  const near = nearestName(words, rhodesAreas);
  throw new UserError(
    `unknown medical area ${quoted(words)}: ${near ? `did you mean ${near}?` : `the areas are ${rhodesAreas.join(", ")}.`}`,
  );
}
