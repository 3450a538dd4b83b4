/** A family given by its log density, in the words of tensorflow.js. */
import { tf, type Tensor, type Tensorflow } from "../../../engine/autodiff/ops.js";
import type { OutcomeKind } from "../../../engine/core/Replicates.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { UserError } from "../../../engine/core/UserError.js";
import { integers, real, above, interval } from "../../../engine/distributions/Support.js";
import type { Law, Values } from "../../../engine/distributions/Law.js";
import { isNumber, type Value } from "../../../engine/distributions/Value.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import type { Family, FamilyRow, LawInputs, LinkName, MeanRange } from "../Family.js";
import { links } from "../links.js";
import { customFamilies } from "./customFamilies.js";
import { families } from "./families.js";

/** A distributional parameter of a family of one's own. */
export interface CustomParameter {
  /** Link of its formula, log unless given; its values lie where the link's inverse does. */
  readonly link?: LinkName;
  /** Where it lives without a formula; above 0 unless given. */
  readonly lower?: number;
  readonly upper?: number;
  /** Default prior without a formula, such as "gamma(2, 0.1)". */
  readonly prior?: string;
}

/** Numbers of one row: `mu` and the other parameters on their own scales, and `trials` where the response has them. */
export type CustomNumbers = Readonly<Record<string, number>>;

export interface CustomFamilyOptions {
  /** Link of mu; identity unless given. */
  readonly link?: LinkName;
  /** Other distributional parameters by name, in the order in which they are reported. */
  readonly parameters?: Readonly<Record<string, CustomParameter>>;
  /**
   * The log density by row, with its normalising constant: y and every parameter are tensors of one number a row or one for all, on their
   * own scales. It may use any tensorflow.js operation that can be compiled, and reads no values.
   */
  readonly logDensity: (y: Tensor, parameters: Readonly<Record<string, Tensor>>, tf: Tensorflow) => Tensor;
  /** The same for plain numbers: what log likelihoods, leave-one-out and the like need. */
  readonly logDensityOf?: (y: number, parameters: CustomNumbers) => number;
  /** A draw of a response, for predictions and checks. */
  readonly random?: (rng: Rng, parameters: CustomNumbers) => number;
  /** E(y) of a row; mu unless given. */
  readonly expectation?: (parameters: CustomNumbers) => number;
  /** Var(y) of a row. */
  readonly variance?: (parameters: CustomNumbers) => number;
  /** Whether responses are whole numbers. */
  readonly isWhole?: boolean;
  /** Between which numbers responses lie; all real numbers unless given. */
  readonly lower?: number;
  readonly upper?: number;
  /** Whether rows have trials(). */
  readonly trials?: boolean;
}

const optionNames = [
  ...["link", "parameters", "logDensity", "logDensityOf", "random", "expectation", "variance"],
  ...["isWhole", "lower", "upper", "trials"],
];

const ranges: ReadonlyMap<LinkName, MeanRange> = new Map([
  ["log", "positive"],
  ["softplus", "positive"],
  ["squareplus", "positive"],
  ["sqrt", "positive"],
  ["logit", "unit"],
  ["probit", "unit"],
  ["cloglog", "unit"],
  ["cauchit", "unit"],
]);

/**
 * Declares a family of one's own, whose formulas may be of mu and of its other parameters. It is known by its name as long as the
 * program runs: a fit saved with it can be asked what needs no density, and the rest where the family is declared again.
 *
 * @throws UserError for a name that is no word or is that of a family there is, and for parameters and options that cannot be.
 * @example
 * const laplaceFamily = customFamily("my_laplace", {
 *   parameters: { scale: { prior: "exponential(1)" } },
 *   logDensity: (y, { mu, scale }, tf) =>
 *     tf.neg(tf.add(tf.log(tf.mul(2, scale)), tf.div(tf.abs(tf.sub(y, mu)), scale))),
 * });
 * glmm("y ~ x", { family: laplaceFamily });
 */
export function customFamily(name: string, options: CustomFamilyOptions): Family {
  refuseUnknownOptions(`customFamily "${name}"`, options, optionNames);
  checkName("the family", name);
  if (families.has(name)) throw new UserError(`the family ${name} is there already: give yours another name.`);
  if (typeof options.logDensity !== "function") {
    throw new UserError(`the family ${name} needs its logDensity, a function of y, the parameters and tf.`);
  }
  const { parameters = {}, link = "identity" } = options;
  for (const [parameter, { link: own = "log" }] of Object.entries(parameters)) {
    checkName(`a parameter of ${name}`, parameter);
    if (!links.has(own)) throw new UserError(`the parameter ${parameter} of ${name} has the unknown link "${own}".`);
  }
  if (!links.has(link)) throw new UserError(`the family ${name} has the unknown link "${link}".`);
  customFamilies.set(name, rowOf(name, link, options));
  return { name, link };
}

function checkName(what: string, name: string): void {
  if (typeof name === "string" && /^[A-Za-z][A-Za-z_]*$/.test(name) && name !== "mu" && name !== "trials") return;
  throw new UserError(`the name of ${what} must be a word of letters, and neither mu nor trials; it is "${name}".`);
}

function rowOf(name: string, link: LinkName, options: CustomFamilyOptions): FamilyRow {
  const { parameters = {}, lower = -Infinity, upper = Infinity, isWhole = false, trials = false } = options;
  const names = Object.keys(parameters);
  const missing = (question: string): never => {
    throw new UserError(
      `the family ${name} was declared without ${question}, which this question needs: add it to customFamily().`,
    );
  };
  const support = isWhole
    ? integers(lower, upper)
    : upper < Infinity
      ? interval(lower, upper)
      : lower > -Infinity
        ? above(lower)
        : real;
  const law: Law = {
    name,
    parameters: Object.fromEntries([...["mu", ...names], ...(trials ? ["trials"] : [])].map((one) => [one, "real"])),
    support: () => support,
    logDensity(y, values) {
      if (!isNumber(y) || Object.values(values).some((value) => !isNumber(value))) return traced(options, y, values);
      return (options.logDensityOf ?? missing("logDensityOf"))(y, values as CustomNumbers);
    },
    random: (rng, numbers) => (options.random ?? missing("random"))(rng, numbers),
  };
  const numbersOf = (inputs: LawInputs<number>, own: Parameters<FamilyRow["values"]>[1]) =>
    row.values(inputs, own) as CustomNumbers;
  const row: FamilyRow = {
    name,
    links: [link],
    auxiliaries: Object.entries(parameters).map(
      ([parameter, { link: own = "log", lower: least = 0, upper: most = Infinity, prior }]) => ({
        ...{ name: parameter, link: own, lower: least, upper: most },
        prior: { poolwise: prior ?? usualPrior(least, most), brms: prior ?? usualPrior(least, most) },
      }),
    ),
    additions: trials ? ["trials"] : [],
    mean: ranges.get(link) ?? "real",
    responseWords: wordsOf(options),
    isResponse: (y) => y >= lower && y <= upper && (!isWhole || Number.isInteger(y)) && Number.isFinite(y),
    outcome: outcomeOf(options),
    law: () => law,
    values: (inputs, own) => ({
      mu: own.inverse(inputs.eta),
      ...Object.fromEntries(names.map((one) => [one, inputs[one as "sigma"]!])),
      ...(inputs.trials === undefined ? {} : { trials: inputs.trials }),
    }),
    expectation(inputs, own) {
      const numbers = numbersOf(inputs, own);
      return options.expectation ? options.expectation(numbers) : numbers["mu"]!;
    },
    variance: (inputs, own) => (options.variance ? options.variance(numbersOf(inputs, own)) : NaN),
    information: () => NaN,
  };
  return row;
}

function traced(options: CustomFamilyOptions, y: Value, values: Values): Tensor {
  const tensor = (value: Value): Tensor => (isNumber(value) ? tf().scalar(value) : value);
  const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tensor(value)]));
  return options.logDensity(tensor(y), given, tf());
}

/** Wide, and proper. */
function usualPrior(lower: number, upper: number): string {
  if (upper < Infinity && lower > -Infinity) return `uniform(${lower}, ${upper})`;
  return "student_t(3, 0, 2.5)";
}

function wordsOf({ isWhole = false, lower = -Infinity, upper = Infinity }: CustomFamilyOptions): string {
  const what = isWhole ? "a whole number" : "a number";
  if (lower > -Infinity && upper < Infinity) return `${what} from ${lower} to ${upper}`;
  if (lower > -Infinity) return `${what}, ${lower} or above`;
  return upper < Infinity ? `${what}, ${upper} or below` : what;
}

function outcomeOf({
  isWhole = false,
  lower = -Infinity,
  upper = Infinity,
  trials = false,
}: CustomFamilyOptions): OutcomeKind {
  if (isWhole) return trials ? "bounded" : lower === 0 && upper === 1 ? "binary" : "count";
  if (lower === 0) return upper === 1 ? "proportion" : "positive";
  return "continuous";
}
