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
  /** Before the names of its law's parameters. */
  readonly prefix: string;
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
    isResponse: (y) => rows.some((row) => row.isResponse(y)),
    outcome: rows[0]!.outcome,
    components,
    law: () => law,
    values(inputs) {
      const values: Record<string, Value> = {};
      parts.forEach(({ row, family, prefix, inputs: ownOf }, k) => {
        values[`${prefix}share`] = inputs.shares![k]!;
        const own = row.values(ownOf(inputs), linkOf(family.link));
        for (const [name, value] of Object.entries(own)) values[prefix + name] = value;
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
  return {
    row,
    family,
    law: row.law(linkOf(family.link)),
    prefix: `${k + 1}:`,
    inputs: (inputs) => ({
      ...inputs,
      eta: inputs.etas![k]!,
      ...Object.fromEntries(row.auxiliaries.map(({ name }) => [name, auxiliaryOf(inputs, `${name}${k + 1}`)])),
    }),
  };
}

function mixtureLaw(parts: readonly Component[]): Law {
  const own = <V extends Value>(values: Readonly<Record<string, V>>, prefix: string): Record<string, V> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
      ),
    );
  const summed = (values: Values, of: (law: Law, values: Values) => Value): Value =>
    parts
      .map(({ law, prefix }) => add(log(values[`${prefix}share`]!), of(law, own(values, prefix))))
      .reduce((sum, part) => logAddExp(sum, part));
  const parameters = parts.flatMap(({ law, prefix }) => [
    [`${prefix}share`, "probability"] as const,
    ...Object.entries(law.parameters).map(([name, domain]) => [prefix + name, domain] as const),
  ]);
  const [{ law: first, prefix }] = parts as readonly [Component];
  const hasTails = parts.every(({ law }) => law.logCdf && law.logSurvival);
  return {
    name: "mixture",
    parameters: Object.fromEntries(parameters),
    support: (values) => first.support(own(values, prefix)),
    ...(first.edges ? { edges: (values: Values) => first.edges!(own(values, prefix)) } : {}),
    logDensity: (y, values) => summed(values, (law, ownValues) => law.logDensity(y, ownValues)),
    random(rng, numbers) {
      let u = rng.uniform();
      const chosen = parts.find((part) => (u -= numbers[`${part.prefix}share`]!) <= 0) ?? parts.at(-1)!;
      return chosen.law.random(rng, own(numbers, chosen.prefix) as Numbers);
    },
    ...(hasTails
      ? {
          logCdf: (bound, values: Values) => summed(values, (law, ownValues) => law.logCdf!(bound, ownValues)),
          logSurvival: (bound, values: Values) =>
            summed(values, (law, ownValues) => law.logSurvival!(bound, ownValues)),
        }
      : {}),
  };
}
