/** Which prior each parameter of a meta-analysis has. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { boundsOf } from "../../../engine/distributions/Support.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { cutToSlot } from "../../glmm/priors/cutToSlot.js";
import { quoted } from "../../glmm/priors/quoted.js";
import { heterogeneityPrior } from "../priors/heterogeneityPrior.js";
import { parsePriorLaw, type PriorLaw } from "../priors/parsePriorLaw.js";
import type { MetaPriorClass, MetaPriorSlot, ResolvedMetaPrior } from "./MetaPrior.js";

interface Parsed {
  readonly line: string;
  readonly class: MetaPriorClass;
  /** What the distribution is of: the parameter to this power. */
  readonly power: 1 | 2 | -2;
  readonly keys: readonly string[];
  readonly law: PriorLaw;
}

const powers = new Map<string, readonly [MetaPriorClass, Parsed["power"]]>([
  ["mu", ["mu", 1]],
  ["beta", ["beta", 1]],
  ["tau", ["tau", 1]],
  ["tau^2", ["tau", 2]],
  ["tau2", ["tau", 2]],
  ["1/tau^2", ["tau", -2]],
  ["1/tau2", ["tau", -2]],
  ["cor", ["cor", 1]],
]);

/**
 * Reads `mu ~ normal(0, 1)`, `beta[year] ~ …`, `tau[school]^2 ~ …`, `1/tau^2 ~ gamma(1, 1)`, `cor ~ lkj(2)`.
 *
 * @throws UserError when a prior has no parameter or a distribution cannot be understood.
 */
export function parseMetaPrior(line: string): Parsed {
  const at = typeof line === "string" ? line.indexOf("~") : -1;
  if (at < 0) throw new UserError(`the prior ${quoted(String(line))} lacks a "~": write it as "tau ~ normal(0, 1)".`);
  const [target, text] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  const [, before, inside, after] = /^([^[]*)(?:\[(.*)\])?([^\]]*)$/s.exec(target)!;
  const name = `${before!.trim()}${after!.trim()}`.replaceAll(" ", "");
  const found = powers.get(name);
  if (!found) {
    const near = nearestName(name, powers.keys());
    throw new UserError(
      `the prior ${quoted(line)} is of no parameter: ${near ? `did you mean ${near}?` : `there are ${[...powers.keys()].join(", ")}.`}`,
    );
  }
  const law = parsePriorLaw(text);
  if (law.table && found[1] !== 2) {
    throw new UserError(`${law.table} is a prior of the variance: write ${quoted(`tau^2 ~ ${text}`)}.`);
  }
  const keys = inside === undefined ? [] : inside.split(",").map((key) => key.trim());
  return { line, class: found[0], power: found[1], keys, law };
}

/**
 * The prior of every slot: the last declared of those that name the most of it, or the default.
 *
 * @throws UserError for a prior of a parameter that the model does not have, and one that does not live where its parameter does.
 */
export function resolveMetaPriors(
  lines: readonly string[],
  slots: readonly MetaPriorSlot[],
): readonly ResolvedMetaPrior[] {
  const parsed = lines.map(parseMetaPrior);
  for (const prior of parsed) if (!slots.some((slot) => isOf(prior, slot))) throw noParameter(prior, slots);
  return slots.map((slot) => {
    const own = parsed.filter((prior) => isOf(prior, slot));
    const most = Math.max(...own.map(({ keys }) => keys.length));
    const chosen = own.filter(({ keys }) => keys.length === most).at(-1);
    const { power, law } = chosen ?? { power: 1 as const, law: parsePriorLaw(slot.fallback) };
    return {
      slot,
      distribution: distributionOf(slot, power, law),
      text: `${power === 1 ? slot.class : power === 2 ? "tau^2" : "1/tau^2"} ~ ${law.text}`,
      isCut: slot.class === "tau" && boundsOf(law.distribution.support).lower < 0,
      source: chosen ? "declared" : "default",
    };
  });
}

/** Names may hold commas themselves. */
function isOf({ class: kind, keys }: Parsed, slot: MetaPriorSlot): boolean {
  const own = slot.keys.filter((key) => key !== "");
  return kind === slot.class && (keys.every((key) => own.includes(key)) || keys.join(",") === own.join(","));
}

function distributionOf(slot: MetaPriorSlot, power: Parsed["power"], { distribution }: PriorLaw): Distribution {
  const isPositive = slot.class === "tau";
  const kind = isPositive ? "sd" : slot.class === "cor" ? "cor" : "b";
  const size = slot.size === undefined ? {} : { size: slot.size };
  const place = {
    class: kind,
    parameter: "mu",
    name: slot.name,
    ...(isPositive ? { above: 0 } : {}),
    ...size,
  } as const;
  // Correlations have laws of their own, and nothing else has; the words are about this model's parameters.
  if ((slot.class === "cor") !== (distribution.support.kind === "correlationCholesky")) {
    throw new UserError(
      slot.class === "cor"
        ? `the prior of correlations is lkj, such as "cor ~ lkj(2)"; it is ${distribution.name}.`
        : `${slot.name} cannot have the prior lkj, which is of correlations: use another, such as normal(0, 1).`,
    );
  }
  if (!isPositive && distribution.name.startsWith("half-")) {
    throw new UserError(
      `${slot.name} may be below zero, so it cannot have a half law: use ${distribution.name.slice(5)}.`,
    );
  }
  return heterogeneityPrior(cutToSlot(place, distribution), power);
}

function noParameter({ line, class: kind, keys }: Parsed, slots: readonly MetaPriorSlot[]): UserError {
  const same = slots.filter((slot) => slot.class === kind);
  if (same.length === 0) {
    const classes = [...new Set(slots.map((slot) => slot.class))];
    return new UserError(`the prior ${quoted(line)} is of no parameter of the model: it has ${classes.join(", ")}.`);
  }
  const known = [...new Set(same.flatMap((slot) => slot.keys))];
  const unknown = keys.find((key) => !known.includes(key)) ?? keys.join(",");
  const there = known.length === 0 ? `${kind} has no names in brackets` : `there are ${known.slice(0, 12).join(", ")}`;
  return new UserError(
    `the prior ${quoted(line)} is of no parameter of the model, which has no ${kind}[${unknown}]: ${there}.`,
  );
}
