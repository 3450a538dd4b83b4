import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { flat } from "../../../engine/distributions/flat.js";
import { correlatedEffects } from "../../../models/glmm/correlatedEffects.js";
import {
  exponential,
  lkjCorrCholesky,
  multivariateNormal,
  positive,
  program,
  type ProgramModel,
} from "../../../models/index.js";

beforeAll(async () => void (await loadTensorflow()));

const [size, levels] = [3, 4];
const noTable = { rows: 0, columns: new Map() };
const position = Float64Array.from({ length: 6 + size * levels }, (_, i) => Math.sin(1 + 1.7 * i));

/** Standard deviations and correlations with flat and LKJ priors, and effects by one of three ways to declare them. */
function declare(how: "centred" | "noncentred" | "byRow"): ProgramModel {
  return program(({ parameter, generate, logDensity }) => {
    const sd = parameter("sd", flat(), { support: positive, dims: { coefficient: size } });
    const cholesky = parameter("L", lkjCorrCholesky(size, 2), { reported: false });
    const scales = [0, 1, 2].map((k) => tf().reshape(tf().slice(sd, [k], [1]), []));
    const dims = { coefficient: size, level: levels };
    if (how !== "byRow") {
      parameter("r", correlatedEffects(scales, cholesky, levels), { dims, parametrisation: how });
      return;
    }
    const r = parameter("r", flat(), { dims });
    const factor = tf().mul(tf().reshape(sd, [size, 1]), cholesky);
    logDensity(multivariateNormal(0, { cholesky: factor }).logDensity(tf().transpose(r as never)));
    generate("unused", tf().sum(sd));
  });
}

function evaluate(model: ProgramModel, at: Float64Array) {
  const traced = model.trace(noTable);
  const graph = interpret(traced.graph);
  const gradient = new Float64Array(traced.dimension);
  const logDensity = graph.evaluate(at, gradient);
  return { logDensity, gradient, values: graph.output("constrained", at), logPrior: graph.output("logPrior", at) };
}

describe("correlated effects", () => {
  it("centred have the density and gradient of a multivariate normal for each level", () => {
    const ours = evaluate(declare("centred"), position);
    const theirs = evaluate(declare("byRow"), position);
    expect(ours.logDensity).toBeCloseTo(theirs.logDensity, 11);
    ours.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(theirs.gradient[i]!, 10));
  });

  it("non-centred have the same prior of the value, and differ in density by the logarithm of the volume", () => {
    const noncentred = evaluate(declare("noncentred"), position);
    const effects = noncentred.values.slice(size);
    const centred = evaluate(declare("centred"), Float64Array.from([...position.slice(0, 6), ...effects]));
    expect(noncentred.logPrior[2]).toBeCloseTo(centred.logPrior[2]!, 10);
    expect(centred.values).toEqual(noncentred.values);
    const normals = position.slice(6).reduce((sum, z) => sum - 0.5 * z * z - 0.5 * Math.log(2 * Math.PI), 0);
    const rest = noncentred.logDensity - normals;
    expect(rest).toBeCloseTo(centred.logDensity - centred.logPrior[2]!, 10);
  });

  it("have no draws of their own", () => {
    const model = program(({ parameter }) => {
      const sd = parameter("sd", exponential(1));
      correlatedEffects([sd], tf().eye(1), 1).random(undefined as never);
    });
    expect(() => model.trace(noTable)).toThrow("are drawn given its standard deviations");
  });
});
