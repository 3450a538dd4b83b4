/** A family by name, checked. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Family, FamilyName } from "../Family.js";
import { customFamilies } from "./customFamilies.js";
import { families } from "./families.js";

/** Other packages' names of the same families; one that means several families is not here. */
const aliases: ReadonlyMap<string, FamilyName> = new Map([
  ["normal", "gaussian"],
  ["t", "student"],
  ["student_t", "student"],
  ["studentt", "student"],
  ["neg_binomial", "negbinomial"],
  ["neg_binomial_2", "negbinomial"],
  ["negative_binomial", "negbinomial"],
  ["negative.binomial", "negbinomial"],
  ["negativebinomial", "negbinomial"],
  ["nbinom2", "negbinomial"],
  ["log_normal", "lognormal"],
  ["skewnormal", "skew_normal"],
  ["inverse_gaussian", "inverse.gaussian"],
  ["inversegaussian", "inverse.gaussian"],
  ["invgaussian", "inverse.gaussian"],
  ["gev", "gen_extreme_value"],
  ["genextremevalue", "gen_extreme_value"],
  ["ex_gaussian", "exgaussian"],
  ["shiftedlognormal", "shifted_lognormal"],
  ["asymlaplace", "asym_laplace"],
  ["vonmises", "von_mises"],
  ["negbinomial1", "nbinom1"],
  ["negative_binomial_1", "nbinom1"],
  ["betabinomial", "beta_binomial"],
  ["zip", "zero_inflated_poisson"],
  ["zinb", "zero_inflated_negbinomial"],
  ["zib", "zero_inflated_binomial"],
  ["zibb", "zero_inflated_beta_binomial"],
  ["zoib", "zero_one_inflated_beta"],
  ["ordbeta", "ordered_beta"],
  ["ordbetareg", "ordered_beta"],
  ["ordinal", "cumulative"],
  ["ordered", "cumulative"],
  ["stopping_ratio", "sratio"],
  ["continuation_ratio", "cratio"],
  ["adjacent_category", "acat"],
  ["dirichletmultinomial", "dirichlet_multinomial"],
]);

/**
 * A family by name, in any case or as other packages call it, with its default link or the link named.
 *
 * @throws UserError for an unknown family or link, naming the nearest one; the list where none is near, and of links always.
 * @example familyOf("binomial", "probit"); // { name: "binomial", link: "probit" }
 */
export function familyOf(name: string, link?: string): Family {
  const wanted = name.toLowerCase();
  const row = families.get(aliases.get(wanted) ?? wanted) ?? customFamilies.get(name);
  if (!row) {
    throw new UserError(`unknown family "${name}"${nearestOrAll(name, [...families.keys()])}`);
  }
  const found = link === undefined ? row.links[0]! : row.links.find((own) => own === link.toLowerCase());
  if (!found) {
    throw new UserError(
      `unknown link "${link!}" of the family ${row.name}${near(link!, row.links)}: its links are ${list(row.links)}.`,
    );
  }
  return { name: row.name, link: found };
}

/** The nearest name alone, as the list is long; the list where none is near. */
function nearestOrAll(wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  return nearest === undefined ? `: the families are ${list(names)}.` : `: did you mean "${nearest}"?`;
}

function near(wanted: string, names: Iterable<string>): string {
  const nearest = nearestName(wanted, names);
  return nearest === undefined ? "" : ` (did you mean "${nearest}"?)`;
}

function list(names: Iterable<string>): string {
  const all = [...names];
  return all.length === 1 ? all[0]! : `${all.slice(0, -1).join(", ")} and ${all.at(-1)!}`;
}
