/** Run by mixed.test.ts with plain Node: the published bundle of tensorflow.js together with a user's own copy. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [dist, order] = process.argv.slice(2);
const own = () => createRequire(import.meta.url)("@tensorflow/tfjs");
const ours = async () => {
  const of = (path) => import(pathToFileURL(join(dist, path)).href);
  const ops = await of("engine/autodiff/ops.js");
  await ops.loadTensorflow();
  return {
    ...ops,
    ...(await of("engine/autodiff/trace.js")),
    ...(await of("engine/compiler/compile.js")),
    ...(await of("engine/compiler/load.js")),
  };
};
let user, ops;
if (order === "user first") {
  user = own();
  ops = await ours();
} else {
  ops = await ours();
  user = own();
}
await user.setBackend("cpu");

const x = user.tensor1d([0.5, 1.5, 2.5]);
const train = () =>
  user.tidy(() => {
    let w = user.tensor1d([0.1, 0.2, 0.3]);
    const loss = (v) => user.mean(user.squaredDifference(user.maximum(user.mul(v, x), 0.2), 1));
    for (let step = 0; step < 5; step++) w = user.sub(w, user.mul(0.1, user.grad(loss)(w)));
    return [...w.dataSync()];
  });

const evaluate = (build) => {
  const graph = ops.traceGraph(3, (context) => {
    const logDensity = build(context);
    return { logDensity, constrained: context.position, logLikelihood: context.position, logPrior: context.position };
  });
  const model = ops.load(ops.compile(graph, ["a", "b", "c"]));
  const gradient = new Float64Array(3);
  const value = model.evaluate(Float64Array.of(0.1, 0.7, -0.4), gradient);
  return [value, ...gradient];
};

const before = train();
const tensors = user.memory().numTensors;
const results = {
  sharedEngine: user.engine() === ops.tf().engine(),
  // A user's tensor inside a model, through the tf that the package hands out; and the user's own operations.
  ours: evaluate(({ position }) => ops.tf().sum(ops.tf().mul(0.1, ops.tf().exp(ops.tf().mul(position, x))))),
  user: evaluate(({ position }) => user.sum(user.mul(0.1, user.exp(user.mul(position, x))))),
  chained: evaluate(({ position }) => position.mul(x).exp().mul(0.1).sum()),
  whereAndLgamma: evaluate(({ position }) =>
    user.sum(user.where(user.greater(position, 0), user.log(position), ops.lgamma(user.add(position, 2)))),
  ),
  same: JSON.stringify(train()) === JSON.stringify(before),
  leaked: user.memory().numTensors - tensors,
  alive: [...x.dataSync()],
  backend: user.getBackend(),
};
for (const [name, build] of [
  ["randomRefused", () => user.sum(user.randomNormal([3]))],
  ["readRefused", ({ position }) => user.scalar(position.dataSync()[0])],
  ["kernelRefused", ({ position }) => user.prod(position)],
]) {
  try {
    evaluate(build);
  } catch (error) {
    results[name] = error.message;
  }
}
results.sameAfterErrors = JSON.stringify(train()) === JSON.stringify(before);
console.log(JSON.stringify(results));
