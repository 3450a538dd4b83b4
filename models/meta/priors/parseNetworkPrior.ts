/** Reads a prior of a network from its text, `tau^2 ~ lognormal(-2.56, 1.74)`. */
import { isUserError, UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { quoted } from "../../glmm/priors/quoted.js";
import type { NetworkPrior, NetworkPriorClass, PriorPower } from "./NetworkPrior.js";
import { parsePriorLaw } from "./parsePriorLaw.js";

/** Whether names may follow in brackets, by class. */
const classes: ReadonlyMap<NetworkPriorClass, boolean> = new Map([
  ["d", true],
  ["mu", false],
  ["tau", false],
  ["beta", true],
  ["sd_beta", true],
  ["omega", false],
  ["cut", false],
  ["baseline", false],
  ["sd_baseline", false],
]);

const powers: ReadonlyMap<string, PriorPower> = new Map([
  ["tau^2", 2],
  ["tau2", 2],
  ["tau**2", 2],
  ["1/tau^2", -2],
  ["1/tau2", -2],
  ["1/tau**2", -2],
  ["tau^-2", -2],
]);

/**
 * A prior from its text: what it is of, `~`, and a law. What it is of is `d` (effects of treatments), `d[B]` (of one; `d[A,B]` of a pair
 * under unrelated mean effects), `mu` (study baselines), `tau` (heterogeneity, or `tau^2`, `1/tau^2`), `beta`, `beta[x]`, `beta[B,x]`
 * (interactions with covariates), `sd_beta`, `omega` (inconsistency of a node-split), `cut` (gaps between thresholds), `baseline` and
 * `sd_baseline`. Laws are parametrised as in Stan; what must be positive is cut at zero when priors are resolved.
 *
 * @example parseNetworkPrior("tau^2 ~ turner(pain, pharma vs placebo)").power // 2
 * @throws UserError naming the prior, what is wrong with it and the mend.
 */
export function parseNetworkPrior(text: string): NetworkPrior {
  try {
    const tilde = tildeOf(text);
    const target = parseTarget(text.slice(0, tilde).trim());
    const law = parsePriorLaw(text.slice(tilde + 1));
    if (law.table && target.power !== 2) {
      throw new UserError(`${law.table} is a prior of the variance: write ${quoted(`tau^2 ~ ${law.table}(…)`)}.`);
    }
    return { ...target, ...law };
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(`invalid prior ${quoted(text.trim())}: ${error.message}`);
  }
}

/** Where the first `~` stands outside brackets: names may hold one. */
function tildeOf(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === "[") depth += 1;
    if (text[i] === "]") depth -= 1;
    if (text[i] === "~" && depth <= 0) return i;
  }
  // A name may hold a bracket that is not closed.
  const last = text.lastIndexOf("~");
  if (last !== -1) return last;
  throw new UserError('it has no "~"; write what it is of, "~" and a distribution, as in tau ~ normal(0, 5).');
}

function parseTarget(text: string): Pick<NetworkPrior, "class" | "inside" | "power"> {
  const compact = text.replace(/\s+/g, "");
  const power = powers.get(compact);
  if (power !== undefined) return { class: "tau", power };
  const [, head, inside] = /^([^[]*)(?:\[(.*)\])?$/s.exec(text) ?? [undefined, text.replace(/\[.*/s, "")];
  const name = classOf(head!.trim());
  if (inside === undefined) {
    if (text.includes("[")) throw new UserError(`the bracket of ${quoted(text)} is not closed at its end.`);
    return { class: name, power: 1 };
  }
  if (!classes.get(name)) throw new UserError(`${name} takes nothing in brackets: write ${quoted(`${name} ~ …`)}.`);
  if (inside.trim() === "") throw new UserError(`nothing stands in the brackets of ${quoted(text)}.`);
  return { class: name, inside: inside.trim(), power: 1 };
}

function classOf(head: string): NetworkPriorClass {
  const known = [...classes.keys()];
  const found = known.find((name) => name === head);
  if (found) return found;
  const names = [...known, "tau^2", "1/tau^2"];
  if (head === "") throw new UserError(`nothing stands before "~"; the classes are ${names.join(", ")}.`);
  const near = head.length > 1 ? nearestName(head, names) : undefined;
  throw new UserError(
    `unknown class of priors ${quoted(head)}: ${near ? `did you mean ${near}?` : `the known ones are ${names.join(", ")}.`}`,
  );
}
