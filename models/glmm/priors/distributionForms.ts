/** The distributions that a prior may have, by the names and parameters they have in Stan, and in brms where Stan has none. */
import { beta } from "../../../engine/distributions/beta.js";
import { cauchy } from "../../../engine/distributions/cauchy.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { exponential } from "../../../engine/distributions/exponential.js";
import { flat } from "../../../engine/distributions/flat.js";
import { gamma } from "../../../engine/distributions/gamma.js";
import { gumbel } from "../../../engine/distributions/gumbel.js";
import { inverseGamma } from "../../../engine/distributions/inverseGamma.js";
import { laplace } from "../../../engine/distributions/laplace.js";
import { logistic } from "../../../engine/distributions/logistic.js";
import { lognormal } from "../../../engine/distributions/lognormal.js";
import { normal } from "../../../engine/distributions/normal.js";
import { studentT } from "../../../engine/distributions/studentT.js";
import { uniform } from "../../../engine/distributions/uniform.js";
import { constant } from "./constant.js";
import { dirichletPrior } from "./dirichletPrior.js";
import { horseshoe } from "./horseshoe.js";
import { lkj } from "./lkj.js";
import type { PriorArgument } from "./PriorArgument.js";
import { r2d2 } from "./r2d2.js";

/** How a distribution is written and made. */
export interface DistributionForm {
  readonly name: string;
  /** Names of its arguments, in order. */
  readonly parameters: readonly string[];
  /** A sensible one, for messages. */
  readonly example: string;
  /**
   * `numbers`: each argument is a number and must be given. `shares`: any count of numbers, at least one. `options`: arguments may be left
   * out, and may be given by name.
   */
  readonly kind: "numbers" | "shares" | "options";
  /** From the arguments in order; of options those left out are undefined. */
  readonly make: (values: readonly (PriorArgument | undefined)[]) => Distribution;
}

type Row = Omit<DistributionForm, "kind" | "make"> & { readonly make: (...numbers: number[]) => Distribution };

const numbers: readonly Row[] = [
  { name: "normal", parameters: ["location", "scale"], example: "normal(0, 2.5)", make: normal },
  { name: "student_t", parameters: ["df", "location", "scale"], example: "student_t(3, 0, 2.5)", make: studentT },
  { name: "cauchy", parameters: ["location", "scale"], example: "cauchy(0, 2.5)", make: cauchy },
  { name: "laplace", parameters: ["location", "scale"], example: "laplace(0, 1)", make: laplace },
  { name: "logistic", parameters: ["location", "scale"], example: "logistic(0, 1)", make: logistic },
  { name: "gumbel", parameters: ["location", "scale"], example: "gumbel(0, 1)", make: gumbel },
  { name: "exponential", parameters: ["rate"], example: "exponential(1)", make: exponential },
  { name: "gamma", parameters: ["shape", "rate"], example: "gamma(2, 0.1)", make: gamma },
  { name: "inv_gamma", parameters: ["shape", "scale"], example: "inv_gamma(0.4, 0.3)", make: inverseGamma },
  { name: "lognormal", parameters: ["mu", "sigma"], example: "lognormal(0, 1)", make: lognormal },
  { name: "uniform", parameters: ["lower", "upper"], example: "uniform(0, 10)", make: uniform },
  { name: "beta", parameters: ["alpha", "beta"], example: "beta(2, 2)", make: beta },
  { name: "lkj", parameters: ["eta"], example: "lkj(2)", make: lkj },
  { name: "flat", parameters: [], example: "flat()", make: flat },
  { name: "constant", parameters: ["value"], example: "constant(1)", make: constant },
];

const horseshoeParameters = [
  "df",
  "scale_global",
  "df_global",
  "scale_slab",
  "df_slab",
  "par_ratio",
  "autoscale",
  "main",
];
const r2d2Parameters = ["mean_R2", "prec_R2", "cons_D2", "autoscale", "main"];

const forms: readonly DistributionForm[] = [
  ...numbers.map((row): DistributionForm => {
    return { ...row, kind: "numbers", make: (values) => row.make(...(values as number[])) };
  }),
  {
    name: "dirichlet",
    parameters: ["concentration"],
    example: "dirichlet(1)",
    kind: "shares",
    make: (values) => dirichletPrior(values as number[]),
  },
  {
    name: "horseshoe",
    parameters: horseshoeParameters,
    example: "horseshoe(1)",
    kind: "options",
    make: (values) => horseshoe(named(horseshoeParameters, values)),
  },
  {
    name: "R2D2",
    parameters: r2d2Parameters,
    example: "R2D2(0.5, 2, 0.5)",
    kind: "options",
    make: (values) => r2d2(named(r2d2Parameters, values)),
  },
];

/** Options by their names, without those left out. `main` of brms says which class rules the others; here the prior is of one class. */
function named(parameters: readonly string[], values: readonly (PriorArgument | undefined)[]): Record<string, never> {
  const given = parameters.map((parameter, i) => [parameter, values[i]] as const);
  return Object.fromEntries(given.filter(([name, value]) => value !== undefined && name !== "main")) as Record<
    string,
    never
  >;
}

/** Each distribution by the name that its text has. */
export const distributionForms: ReadonlyMap<string, DistributionForm> = new Map(forms.map((form) => [form.name, form]));

/** Other names that are read but not written. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ["double_exponential", "laplace"],
  ["lkj_corr_cholesky", "lkj"],
  ["hs", "horseshoe"],
  ["r2d2", "R2D2"],
]);
