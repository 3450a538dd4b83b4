/** What the options of a prediction come to for a fit: rows, draws, group-level terms. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { wordsOf } from "../design/namedStructures.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { unknownNames } from "../structures/unknownNames.js";
import type { GroupTerm } from "../Frame.js";
import { selectDraws } from "./drawSelection.js";
import type { PredictorContext } from "./linearPredictor.js";
import type { PredictionOptions } from "./PredictionOptions.js";
import { frameAsked } from "./frameAsked.js";

/** @throws UserError for an unknown group, a refused new level, rows that cannot be encoded, or a wrong number of draws. */
export function predictionContext(fitted: FittedGlmm, options: PredictionOptions): PredictorContext {
  const enters = groupChoice(fitted, options.groups ?? "all");
  const frame = frameAsked(fitted, options.newdata, enters);
  const terms = frame.groups.filter((term) => enters(term.group));
  const newLevels = options.newLevels ?? "gaussian";
  if (newLevels === "refuse") terms.forEach(refuseNewLevels);
  if (newLevels === "gaussian") terms.forEach(refuseStrayLevels);
  const seed = String(options.seed ?? fitted.posterior.provenance.seed);
  return { frame, terms, newLevels, seed, selection: selectDraws(fitted, options.draws) };
}

function groupChoice(fitted: FittedGlmm, groups: "all" | "none" | readonly string[]): (group: string) => boolean {
  if (groups === "all") return () => true;
  if (groups === "none") return () => false;
  const known = [...new Set(fitted.frame.groups.map(({ group }) => group))];
  if (!Array.isArray(groups)) {
    throw new UserError(`groups must be "all", "none" or a list of groups; it is ${JSON.stringify(groups)}.`);
  }
  for (const group of groups as readonly string[]) {
    if (known.includes(group)) continue;
    const near = nearestName(String(group), known);
    const guess = near === undefined ? "" : `, did you mean "${near}"`;
    const have = known.length === 0 ? "the model has none" : `the model has ${known.join(", ")}`;
    throw new UserError(`unknown group "${group}"${guess}; ${have}.`);
  }
  return (group) => groups.includes(group);
}

function refuseNewLevels({ group, levels, newLevels, related }: GroupTerm): void {
  const [level] = newLevels;
  if (level === undefined) return;
  const others = "take --new-levels gaussian or population (in TypeScript `newLevels`)";
  // A name that the structure has is no misspelt one of the fit.
  if (related && namesOf(related).has(level)) {
    throw new UserError(
      `the level "${level}" of "${group}", of ${wordsOf(related.structure)}, was not fitted: ${others}.`,
    );
  }
  const near = nearestName(level, levels);
  const guess = near === undefined ? "" : `, did you mean "${near}"`;
  throw new UserError(`unknown level "${level}" of "${group}"${guess}; correct it, or ${others}.`);
}

function namesOf({ structure: { names, inner, origin = [] } }: NonNullable<GroupTerm["related"]>): ReadonlySet<string> {
  return new Set([...names, ...inner, ...origin]);
}

/** New levels of a structured term are given effects at their place in the structure. */
function refuseStrayLevels({ grouping, newLevels, related }: GroupTerm): void {
  if (!related || newLevels.length === 0) return;
  const known = namesOf(related);
  const stray = unknownNames(newLevels, { known, column: grouping, structure: wordsOf(related.structure) });
  if (stray !== undefined) throw new UserError(stray);
}
