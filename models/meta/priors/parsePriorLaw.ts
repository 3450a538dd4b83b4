/** Reads the law of a network's prior from its text. */
import { UserError } from "../../../engine/core/UserError.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import { distributionText } from "../../glmm/priors/distributionText.js";
import { parseDistribution } from "../../glmm/priors/parseDistribution.js";
import { quoted } from "../../glmm/priors/quoted.js";
import { logStudentT } from "./logStudentT.js";
import type { NetworkPrior } from "./NetworkPrior.js";
import { publishedPrior } from "./publishedPrior.js";

export type PriorLaw = Pick<NetworkPrior, "distribution" | "text" | "table">;

const logT = "log_student_t";

/**
 * A law as `parseDistribution` reads it, and besides `log_student_t(df, location, scale)`, `log_normal` for `lognormal`, the half laws
 * `half_normal(scale)`, `half_cauchy(scale)`, `half_student_t(df, scale)`, and the published `turner(outcome, comparison)` and
 * `rhodes(outcome, comparison, area)`.
 *
 * @throws UserError as `parseDistribution` does, and for words that are of no published prior.
 */
export function parsePriorLaw(text: string): PriorLaw {
  const trimmed = text.trim();
  const [, name, inside] = /^([a-z_-]+)\s*\((.*)\)$/is.exec(trimmed) ?? [];
  const key = name?.toLowerCase().replaceAll("-", "_");
  if (key === undefined || inside === undefined) return plain(trimmed);
  if (key === "turner" || key === "rhodes") return { ...publishedPrior(key, inside.split(",")), table: key };
  if (key === logT || key === "log_t") return logStudent(inside);
  if (key === "log_normal") return plain(`lognormal(${inside})`);
  const half = /^half_(normal|cauchy|student_t)$/.exec(key)?.[1];
  if (half) return halfLaw(half, inside);
  const meant = halfNames.get(key.replaceAll("_", ""));
  if (meant) throw new UserError(`unknown distribution ${quoted(name!)}: did you mean ${meant}?`);
  return plain(trimmed);
}

/** By what they may be called without a stroke. */
const halfNames: ReadonlyMap<string, string> = new Map([
  ["halfnormal", "half_normal"],
  ["halfcauchy", "half_cauchy"],
  ["halfstudentt", "half_student_t"],
  ["halft", "half_student_t"],
]);

function plain(text: string): PriorLaw {
  const distribution = parseDistribution(text);
  return { distribution, text: distributionText(distribution) };
}

/** Checked as a Student t, whose numbers it has. */
function logStudent(inside: string): PriorLaw {
  const { df, location, scale } = parseDistribution(`student_t(${inside})`).parameters as Record<string, number>;
  return { distribution: logStudentT(df!, location!, scale!), text: `${logT}(${df}, ${location}, ${scale})` };
}

/** With its scale last and no location, or with a location of 0. */
function halfLaw(name: string, inside: string): PriorLaw {
  const words = inside.split(",").map((word) => word.trim());
  const leading = name === "student_t" ? 1 : 0;
  const isFull = words.length === leading + 2;
  if (inside.trim() === "" || (!isFull && words.length !== leading + 1)) {
    const wanted = leading === 1 ? "its degrees of freedom and its scale" : "its scale";
    throw new UserError(`half_${name} takes ${wanted}, as in half_${name}(${leading === 1 ? "3, " : ""}2.5).`);
  }
  if (isFull && Number(words[leading]) !== 0) {
    throw new UserError(
      `half_${name} is cut at its location, 0: write ${quoted(`${name}(${words.join(", ")})`)}, which a positive quantity cuts at zero by itself.`,
    );
  }
  const law = parseDistribution(`${name}(${(isFull ? words : words.toSpliced(leading, 0, "0")).join(", ")})`);
  const { df, scale } = law.parameters as { readonly df?: number; readonly scale: number };
  const text = `half_${name}(${df === undefined ? "" : `${df}, `}${scale})`;
  return { distribution: truncated(law, { lower: 0 }, `half-${law.name}`), text };
}
