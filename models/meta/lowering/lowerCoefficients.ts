/** Declares the coefficients of a network's linear predictor. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { normal } from "../../../engine/distributions/normal.js";
import type { NetworkLowering } from "./NetworkLowering.js";

/** All coefficients, one after the other: effects, omega, interactions. */
export function lowerCoefficients(lowering: NetworkLowering): Tensor {
  const { scope, coefficients, declaration } = lowering;
  const { tf } = scope;
  const plain = coefficients.list.filter(
    ({ kind }) => kind !== "interaction" || declaration.interaction !== "exchangeable",
  );
  const covariates = coefficients.list.flatMap((one) => (one.kind === "interaction" ? [one.covariate] : []));
  const pieces = [
    declared(lowering, "d", namesOf(plain, "effect"), true),
    declared(lowering, "omega", namesOf(plain, "omega"), true),
    ...[...new Set(covariates)].map((covariate) => interactions(lowering, covariate)),
  ].filter((piece) => piece !== undefined);
  return pieces.length === 1 ? pieces[0]! : (tf.concat(pieces as never[]) as Tensor);
}

function namesOf(list: NetworkLowering["coefficients"]["list"], kind: string): readonly string[] {
  return list.filter((one) => one.kind === kind).map(({ name }) => name);
}

/** Parameters with a prior each: one block where they share it, which is as long as all of them. */
function declared(
  { scope, priors, network }: NetworkLowering,
  block: string,
  names: readonly string[],
  inUnits: boolean,
): Tensor | undefined {
  if (names.length === 0) return undefined;
  const laws = names.map((name) => priors.of(name));
  const unitOf = ({ support }: Distribution) =>
    support.kind === "real" && inUnits && network.unit !== 1 ? { unit: { scale: network.unit } } : {};
  if (laws.every((law) => isSame(law, laws[0]!))) {
    return scope.parameter(block, laws[0]!, { dims: { [block]: names.length }, names, ...unitOf(laws[0]!) });
  }
  const each = names.map((name, i) =>
    scope.parameter(name, laws[i]!, { dims: { [name]: 1 }, names: [name], ...unitOf(laws[i]!) }),
  );
  return each.length === 1 ? each[0] : (scope.tf.concat([...each] as never[]) as Tensor);
}

function isSame(a: Distribution, b: Distribution): boolean {
  return a === b || (a.name === b.name && JSON.stringify(a.parameters) === JSON.stringify(b.parameters));
}

/** Those of one covariate: one for all, one each, or one each from a normal law of their own. */
function interactions(lowering: NetworkLowering, covariate: string): Tensor | undefined {
  const { scope, priors, declaration, coefficients } = lowering;
  const { tf } = scope;
  const names = coefficients.list.flatMap((one) =>
    one.kind === "interaction" && one.covariate === covariate ? [one.name] : [],
  );
  const name = `beta[${covariate}]`;
  if (declaration.interaction !== "exchangeable") return declared(lowering, name, names, false);
  const mean = scope.parameter(name, priors.of(name), { dims: { [name]: 1 }, names: [name] });
  const sd = scope.parameter(`sd_beta[${covariate}]`, priors.of(`sd_beta[${covariate}]`));
  // Standard normals that depend on nothing, so that they are in the linear map of the outer parameters.
  const deviations = scope.parameter(`deviations of beta[${covariate}]`, normal(0, 1), {
    dims: { treatment: names.length },
    reported: false,
  });
  const value = tf.add(mean, tf.mul(sd, deviations)) as Tensor;
  scope.generate(`beta[…,${covariate}]`, value, { names });
  return value;
}
