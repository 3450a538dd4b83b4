/** Unordered categories, and counts and shares of them: a predictor for each category but the first, as in brms. */
import type { CategoryLaw } from "../../../engine/distributions/CategoryLaw.js";
import { categoricalLaw } from "../../../engine/distributions/categoricalLaw.js";
import type { CompositionLaw } from "../../../engine/distributions/CompositionLaw.js";
import { dirichletMeanLaw } from "../../../engine/distributions/dirichletMeanLaw.js";
import { dirichletMultinomialLaw } from "../../../engine/distributions/dirichletMultinomialLaw.js";
import { multinomialLaw } from "../../../engine/distributions/multinomialLaw.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { trigamma } from "../../../engine/math/trigamma.js";
import type { FamilyRow, LawInputs } from "../Family.js";
import { counts, phiAbove0 } from "./shared.js";

/** Laws by how many categories there are, each made once. */
function bySize<L>(make: (size: number) => L): (size: number) => L {
  const made = new Map<number, L>();
  return (size) => {
    const law = made.get(size) ?? make(size);
    made.set(size, law);
    return law;
  };
}

/** One location has no list of them. */
function etasOf<V extends Value>({ eta, etas }: LawInputs<V>): readonly V[] {
  return etas ?? [eta];
}

function valuesOf<V extends Value>(inputs: LawInputs<V>): Record<string, V> {
  const values: Record<string, V> = {};
  etasOf(inputs).forEach((eta, k) => (values[`eta${k + 2}`] = eta));
  inputs.columns?.forEach((column, k) => (values[`column${k + 2}`] = column));
  if (inputs.phi !== undefined) values["phi"] = inputs.phi;
  return values;
}

/** Of a composition of counts: draws need to know how many there are in all. */
function countValuesOf<V extends Value>(inputs: LawInputs<V>): Record<string, V> {
  const values = valuesOf(inputs);
  return inputs.trials === undefined ? values : { ...values, trials: inputs.trials };
}

const categoricalOf: (size: number) => CategoryLaw = bySize(categoricalLaw);

function sharesOf(inputs: LawInputs<number>): Float64Array {
  const shares = new Float64Array(etasOf(inputs).length + 1);
  categoricalOf(shares.length).probabilities(valuesOf(inputs), shares);
  return shares;
}

export const categoricalFamily: FamilyRow = {
  name: "categorical",
  links: ["logit"],
  auxiliaries: [],
  additions: [],
  mean: "unit",
  outcome: "nominal",
  responseWords: "a whole number, 1 or above",
  isResponse: (y) => Number.isInteger(y) && y >= 1,
  categories: {
    kind: "nominal",
    probabilities: (inputs, _, out) => out.set(sharesOf(inputs)),
  },
  law: (_, size = 2) => categoricalOf(size),
  values: valuesOf,
  expectation: () => NaN,
  variance: () => NaN,
  // Of the second category's predictor.
  information(inputs) {
    const share = sharesOf(inputs)[1]!;
    return share * (1 - share);
  },
};

function composition(
  row: Pick<
    FamilyRow,
    | "name"
    | "auxiliaries"
    | "additions"
    | "outcome"
    | "responseWords"
    | "isResponse"
    | "expectation"
    | "variance"
    | "information"
  >,
  make: (size: number) => CompositionLaw,
  values: <V extends Value>(inputs: LawInputs<V>) => Record<string, V>,
): FamilyRow {
  const lawOf = bySize(make);
  return {
    ...row,
    links: ["logit"],
    mean: "unit",
    categories: {
      kind: "composition",
      probabilities: (inputs, _, out) => out.set(sharesOf(inputs)),
      drawAll: (rng, inputs, _, out) => lawOf(etasOf(inputs).length + 1).drawAll(rng, values(inputs), out),
    },
    law: (_, size = 2) => lawOf(size),
    values,
  };
}

/** How many there are in all; 1 where that is not known, as of new data without trials. */
const trialsOf = ({ trials }: LawInputs<number>): number => trials ?? 1;

export const multinomialFamily = composition(
  {
    name: "multinomial",
    auxiliaries: [],
    additions: ["trials"],
    outcome: "bounded",
    ...counts,
    expectation: (inputs) => trialsOf(inputs) * sharesOf(inputs)[0]!,
    variance(inputs) {
      const share = sharesOf(inputs)[0]!;
      return trialsOf(inputs) * share * (1 - share);
    },
    information(inputs) {
      const share = sharesOf(inputs)[1]!;
      return trialsOf(inputs) * share * (1 - share);
    },
  },
  multinomialLaw,
  countValuesOf,
);

/** How much more counts vary than those of a multinomial. */
const inflation = (inputs: LawInputs<number>): number => 1 + (trialsOf(inputs) - 1) / (1 + inputs.phi!);

export const dirichletMultinomialFamily = composition(
  {
    name: "dirichlet_multinomial",
    auxiliaries: [phiAbove0],
    additions: ["trials"],
    outcome: "bounded",
    ...counts,
    expectation: (inputs) => trialsOf(inputs) * sharesOf(inputs)[0]!,
    variance(inputs) {
      const share = sharesOf(inputs)[0]!;
      return trialsOf(inputs) * share * (1 - share) * inflation(inputs);
    },
    // That of the quasi-likelihood: a little less than Fisher's, which has no closed form.
    information(inputs) {
      const share = sharesOf(inputs)[1]!;
      return (trialsOf(inputs) * share * (1 - share)) / inflation(inputs);
    },
  },
  dirichletMultinomialLaw,
  countValuesOf,
);

export const dirichletFamily = composition(
  {
    name: "dirichlet",
    auxiliaries: [phiAbove0],
    additions: [],
    outcome: "proportion",
    responseWords: "a share above 0 and below 1",
    isResponse: (y) => y > 0 && y < 1,
    expectation: (inputs) => sharesOf(inputs)[0]!,
    variance(inputs) {
      const share = sharesOf(inputs)[0]!;
      return (share * (1 - share)) / (1 + inputs.phi!);
    },
    // Σ (d concentration/d eta)² ψ′(concentration): the concentrations add up to phi, which does not change.
    information(inputs) {
      const shares = sharesOf(inputs);
      const own = shares[1]!;
      return shares.reduce((sum, share, k) => {
        const concentration = inputs.phi! * share;
        const relative = k === 1 ? 1 - own : -own;
        // x² ψ′(x) is 1 at 0.
        const scaled = concentration < 1e-100 ? 1 : concentration * (concentration * trigamma(concentration));
        return sum + relative * relative * scaled;
      }, 0);
    },
  },
  dirichletMeanLaw,
  valuesOf,
);
