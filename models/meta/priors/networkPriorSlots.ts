/** The parameters of a network that have priors, with the defaults they have. */
import { columnScale } from "../../glmm/priors/columnScale.js";
import type { Network } from "../data/Network.js";
import { baselineRisk, type Coefficient } from "../lowering/coefficientsOf.js";
import type { NetworkDeclaration } from "../NetworkDeclaration.js";
import type { NetworkPriorSlot } from "./NetworkPrior.js";

type Declared = Pick<NetworkDeclaration, "effects" | "interaction" | "exchangeableBaselines">;

/**
 * Slots in the order in which priors are printed. Defaults: effects and omega normal(0, 10), baselines normal(0, 100), heterogeneity
 * and the standard deviation of baselines half-normal(5), all in the network's `unit`; an interaction normal(0, 10), their standard
 * deviation half-normal(5), in units by standard deviation of the covariate, which is taken as 1 for columns of 0 and 1 (an
 * interaction with baseline risk has no unit); gaps between thresholds half-normal(5).
 *
 * @param coefficients As the model lists them: effects, omega, interactions
 */
export function networkPriorSlots(
  network: Network,
  declaration: Declared,
  coefficients: readonly Coefficient[],
): readonly NetworkPriorSlot[] {
  const { unit, studies } = network;
  const hasArms = studies.some(({ contrasts }) => contrasts === undefined);
  const one = (name: "omega" | "mu" | "baseline" | "sd_baseline" | "tau" | "cut", text: string): NetworkPriorSlot => ({
    class: name,
    name,
    keys: [],
    fallback: { target: name, text },
  });
  const baselines = declaration.exchangeableBaselines
    ? [one("baseline", normal(100 * unit)), one("sd_baseline", halfNormal(5 * unit))]
    : [one("mu", normal(100 * unit))];
  return [
    ...coefficients.flatMap((coefficient) =>
      coefficient.kind === "effect" ? [effectSlot(network, coefficient.name)] : [],
    ),
    ...(coefficients.some(({ kind }) => kind === "omega") ? [one("omega", normal(10 * unit))] : []),
    ...(hasArms ? baselines : []),
    ...interactionSlots(network, declaration, coefficients),
    ...(declaration.effects === "random" ? [one("tau", halfNormal(5 * unit))] : []),
    ...(hasThresholds(network) ? [one("cut", halfNormal(5))] : []),
  ];
}

/** An effect against the reference may be named by both treatments or by the other alone. */
function effectSlot({ treatments, unit }: Network, name: string): NetworkPriorSlot {
  const inside = name.slice(2, -1);
  const before = `${treatments[0]},`;
  const other = treatments.includes(inside) ? `${before}${inside}` : inside.slice(before.length);
  const hasOther = treatments.includes(inside) || (inside.startsWith(before) && treatments.includes(other));
  return {
    class: "d",
    name,
    keys: hasOther ? [inside, other] : [inside],
    fallback: { target: "d", text: normal(10 * unit) },
  };
}

function interactionSlots(
  network: Network,
  { interaction }: Declared,
  coefficients: readonly Coefficient[],
): readonly NetworkPriorSlot[] {
  const own = coefficients.filter((coefficient) => coefficient.kind === "interaction");
  const covariates = [...new Set(own.map(({ covariate }) => covariate))];
  const slot = (name: string, covariate: string): NetworkPriorSlot => ({
    class: "beta",
    name,
    keys: [name.slice("beta[".length, -1), ...keysOf(covariate)],
    fallback: { target: `beta[${covariate}]`, text: normal(10 * unitOf(network, covariate)) },
  });
  if (interaction !== "exchangeable") return own.map(({ name, covariate }) => slot(name, covariate));
  return covariates.flatMap((covariate): NetworkPriorSlot[] => [
    slot(`beta[${covariate}]`, covariate),
    {
      class: "sd_beta",
      name: `sd_beta[${covariate}]`,
      keys: keysOf(covariate),
      fallback: { target: `sd_beta[${covariate}]`, text: halfNormal(5 * unitOf(network, covariate)) },
    },
  ]);
}

/** A level of a factor, `region: north`, may be named with all others, `region`. */
function keysOf(covariate: string): readonly string[] {
  const colon = covariate.indexOf(": ");
  return colon === -1 ? [covariate] : [covariate, covariate.slice(0, colon)];
}

/** An effect's unit by a typical difference of the covariate. */
function unitOf({ covariates, unit }: Network, covariate: string): number {
  if (covariate === baselineRisk) return 1;
  const values = covariates.find(({ name }) => name === covariate)!.values;
  return unit / columnScale(values.filter(Number.isFinite));
}

function hasThresholds({ studies }: Network): boolean {
  return studies.some(({ arms }) =>
    arms.some(({ outcome }) => outcome?.kind === "categories" && outcome.counts.length > 2),
  );
}

const normal = (scale: number): string => `normal(0, ${threeDigits(scale)})`;
const halfNormal = (scale: number): string => `half_normal(${threeDigits(scale)})`;

/** Few digits, so that what is printed is what is used. Columns of absurd units must not make it 0 or infinite. */
function threeDigits(value: number): number {
  return Number(Math.min(Math.max(value, 1e-300), 1e300).toPrecision(3));
}
