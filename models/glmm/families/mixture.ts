/** Responses of several kinds, mixed: each component a family with a location of its own, mu1, mu2, …, and a share theta. */
import { add, log } from "../../../engine/distributions/algebra.js";
import type { Law, Numbers, Values } from "../../../engine/distributions/Law.js";
import { logAddExp } from "../../../engine/distributions/logAddExp.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { auxiliaryOf, type Family, type FamilyRow, type LawInputs } from "../Family.js";
import { linkOf } from "../links.js";
import { families } from "./families.js";

interface Component {
  readonly row: FamilyRow;
  readonly family: Family;
  readonly law: Law;
  /** What its share is called among the mixture's parameters, and each parameter of its law. */
  readonly share: string;
  readonly names: readonly (readonly [name: string, prefixed: string])[];
  /** What the component is told, of what the mixture is. */
  inputs<V extends Value>(inputs: LawInputs<V>): LawInputs<V>;
}

/**
 * The row of a mixture, as brms has it: auxiliary parameters of component k have k behind their names, as `sigma2`. Densities are summed as
 * logarithms (McLachlan & Peel 2000, Finite Mixture Models, chapter 1).
 */
export function mixtureRow(components: readonly Family[]): FamilyRow {
  const parts = components.map(componentOf);
  const rows = parts.map(({ row }) => row);
  const inEvery = (holds: (row: FamilyRow) => boolean) => rows.every(holds);
  const law = mixtureLaw(parts);
  const each = (inputs: LawInputs<number>, of: (part: Component, own: LawInputs<number>) => number) =>
    parts.map((part) => of(part, part.inputs(inputs)));
  const averaged = (inputs: LawInputs<number>, numbers: readonly number[]) =>
    numbers.reduce((sum, number, k) => sum + inputs.shares![k]! * number, 0);
  const means = (inputs: LawInputs<number>) =>
    each(inputs, ({ row, family }, own) => row.expectation(own, linkOf(family.link)));
  return {
    name: "mixture",
    links: [components[0]!.link],
    auxiliaries: rows.flatMap(({ auxiliaries }, k) =>
      auxiliaries.map((auxiliary) => ({ ...auxiliary, name: `${auxiliary.name}${k + 1}` })),
    ),
    additions: rows[0]!.additions.filter(
      (kind) => kind !== "se" && inEvery(({ additions }) => additions.includes(kind)),
    ),
    mean: rows[0]!.mean,
    responseWords: rows[0]!.responseWords,
    isResponse: (y) => rows.every((row) => row.isResponse(y)),
    outcome: rows[0]!.outcome,
    components,
    shares: { name: "theta", count: components.length, draw: (k) => `theta${k}` },
    law: () => law,
    values(inputs) {
      const values: Record<string, Value> = {};
      parts.forEach(({ row, family, share, names, inputs: ownOf }, k) => {
        values[share] = inputs.shares![k]!;
        const own = row.values(ownOf(inputs), linkOf(family.link));
        for (const [name, prefixed] of names) values[prefixed] = own[name]!;
      });
      return values;
    },
    expectation: (inputs) => averaged(inputs, means(inputs)),
    variance(inputs) {
      const within = each(inputs, ({ row, family }, own) => row.variance(own, linkOf(family.link)));
      const centres = means(inputs);
      const centre = averaged(inputs, centres);
      return averaged(
        inputs,
        within.map((variance, k) => variance + (centres[k]! - centre) * (centres[k]! - centre)),
      );
    },
    // That of the first component, as if it were known which rows are its: an upper bound.
    information: (inputs) => {
      const [{ row, family, inputs: own }] = parts as [Component];
      return inputs.shares![0]! * row.information(own(inputs), linkOf(family.link));
    },
  };
}

function componentOf(family: Family, k: number): Component {
  const row = families.get(family.name)!;
  const law = row.law(linkOf(family.link));
  const auxiliaries = row.auxiliaries.map(({ name }) => [name, `${name}${k + 1}`] as const);
  return {
    row,
    family,
    law,
    share: `${k + 1}:share`,
    names: Object.keys(law.parameters).map((name) => [name, `${k + 1}:${name}`] as const),
    inputs<V extends Value>(inputs: LawInputs<V>) {
      const own: Record<string, unknown> = { eta: inputs.etas![k]! };
      if (inputs.trials !== undefined) own["trials"] = inputs.trials;
      if (inputs.rate !== undefined) own["rate"] = inputs.rate;
      for (const [name, numbered] of auxiliaries) own[name] = auxiliaryOf(inputs, numbered);
      return own as unknown as LawInputs<V>;
    },
  };
}

/** The parameters of a component's law. */
function ownOf<V extends Value>(values: Readonly<Record<string, V>>, { names }: Component): Record<string, V> {
  const own: Record<string, V> = {};
  for (const [name, prefixed] of names) own[name] = values[prefixed]!;
  return own;
}

function mixtureLaw(parts: readonly Component[]): Law {
  const summed = (values: Values, of: (law: Law, values: Values) => Value): Value => {
    let sum: Value | undefined;
    for (const part of parts) {
      const density = add(log(values[part.share]!), of(part.law, ownOf(values, part)));
      sum = sum === undefined ? density : logAddExp(sum, density);
    }
    return sum!;
  };
  const parameters = parts.flatMap(({ law, share, names }) => [
    [share, "probability"] as const,
    ...names.map(([name, prefixed]) => [prefixed, law.parameters[name]!] as const),
  ]);
  const [one] = parts as readonly [Component];
  const { law: first } = one;
  const hasTails = parts.every(({ law }) => law.logCdf && law.logSurvival);
  return {
    name: "mixture",
    parameters: Object.fromEntries(parameters),
    support: (values) => first.support(ownOf(values, one)),
    ...(first.edges ? { edges: (values: Values) => first.edges!(ownOf(values, one)) } : {}),
    logDensity: (y, values) => summed(values, (law, own) => law.logDensity(y, own)),
    random(rng, numbers) {
      let u = rng.uniform();
      const chosen = parts.find((part) => (u -= numbers[part.share]!) <= 0) ?? parts.at(-1)!;
      return chosen.law.random(rng, ownOf(numbers, chosen) as Numbers);
    },
    ...(hasTails
      ? {
          logCdf: (bound, values: Values) => summed(values, (law, own) => law.logCdf!(bound, own)),
          logSurvival: (bound, values: Values) => summed(values, (law, own) => law.logSurvival!(bound, own)),
        }
      : {}),
  };
}
