/**
 * Runs a log density through tensorflow.js once, on a backend whose kernels record a graph instead of computing;
 * `gradients` of tensorflow.js records the reverse pass after the forward one.
 */
import { normalsInput, type Graph, type GraphOutputs } from "../core/Graph.js";
import { UserError } from "../core/UserError.js";
import { gradients } from "./gradients.js";
import { kernels } from "./kernels/index.js";
import { tf, type Tensor, type Tensorflow } from "./ops.js";
import { Recorder, sizeOf, type Traced } from "./Recorder.js";
import { explain } from "./explain.js";
import { withDoubles } from "./withDoubles.js";
import { createBackend } from "./backend.js";

/** What a traced function can ask for. */
export interface TraceContext {
  /** The unconstrained position, of shape (dimension). */
  readonly position: Tensor;
  /** A column of the data as doubles; the same name gives the same memory. Shape (values.length) unless given. */
  data(name: string, values: ArrayLike<number>, shape?: readonly number[]): Tensor;
  /** A column of whole numbers from 0, usable as indices. */
  integers(name: string, values: ArrayLike<number>, shape?: readonly number[]): Tensor;
  /** Small numbers that may change between evaluations, such as centring weights. */
  setting(name: string, values: ArrayLike<number>, shape?: readonly number[]): Tensor;
  /** Standard normals, drawn anew whenever the constrained outputs are; the log density must not depend on them. */
  normals(length: number): Tensor;
}

export interface TraceOutputs {
  /** A scalar. */
  readonly logDensity: Tensor;
  /** Constrained parameters and generated quantities, one-dimensional. */
  readonly constrained: Tensor;
  /** By row, one-dimensional. */
  readonly logLikelihood: Tensor;
  /** By parameter block, one-dimensional. */
  readonly logPrior: Tensor;
  /** What the model's coordinates are chosen by, one-dimensional. */
  readonly reference?: Tensor;
}

const backendName = "poolwise-trace";

/**
 * The graph of a log density, its gradient and its other outputs.
 * @param dimension Length of the position.
 * @param build Makes the outputs from the position and the data; synchronous, and blind to values.
 * @throws UserError for a kernel that is not supported, a value that is read, a random operation or a promise.
 */
export function traceGraph(dimension: number, build: (context: TraceContext) => TraceOutputs): Graph {
  const recorder = new Recorder();
  const backend = createBackend(tf(), recorder);
  return withTracing(tf(), backend, (engine) => {
    const tensor = (value: Traced): Tensor => {
      const dataId = {};
      recorder.values.set(dataId, value);
      return engine.makeTensorFromTensorInfo({ dataId, shape: [...value.shape], dtype: value.dtype });
    };
    const inputs = new Map<string, Tensor>();
    const input = (
      name: string,
      kind: "float64" | "int32",
      values: ArrayLike<number>,
      shape = [values.length] as readonly number[],
    ) => {
      const known = inputs.get(name);
      if (known) return known.shape.join() === shape.join() ? known : tf().reshape(known, [...shape]);
      if (sizeOf(shape) !== values.length)
        throw new Error(`input "${name}": ${values.length} values for shape [${shape.join()}]`);
      const array = kind === "int32" ? new Int32Array(values) : new Float64Array(values);
      const node = recorder.builder.input(name, kind, array);
      const made = tensor({ node, shape, dtype: kind === "int32" ? "int32" : "float32" });
      inputs.set(name, made);
      return made;
    };
    const position = tensor({ node: recorder.builder.position(dimension), shape: [dimension], dtype: "float32" });
    const context: TraceContext = {
      position,
      data: (name, values, shape) => input(name, "float64", values, shape),
      integers: (name, values, shape) => input(name, "int32", values, shape),
      setting: (name, values, shape) => input(name, "float64", values, shape),
      normals: (length) => input(normalsInput, "float64", new Float64Array(length)),
    };

    let outputs: TraceOutputs | undefined;
    const forward = () => {
      outputs = build(context);
      if (outputs instanceof Promise) {
        // What it may fail with later is of no more interest.
        outputs.catch(() => {});
        throw new UserError("a model must be synchronous: its function returned a promise.");
      }
      if (outputs.logDensity.size !== 1) throw new UserError("a model's log density must be a scalar.");
      // Kept as nodes: the tensors themselves are disposed of with the scope.
      record(outputs);
      return tf().reshape(outputs.logDensity, []);
    };
    const nodes: Partial<Record<keyof TraceOutputs, number>> = {};
    const record = (made: TraceOutputs) => {
      for (const name of ["logDensity", "constrained", "logLikelihood", "logPrior"] as const) {
        nodes[name] = recorder.dense(backend.traced(made[name]));
      }
      if (made.reference) nodes.reference = recorder.dense(backend.traced(made.reference));
    };
    const { grads } = engine.gradients(forward, [position], undefined, true);
    const slope = grads[0] as Tensor | undefined;
    const gradient = slope
      ? recorder.dense(backend.traced(slope))
      : recorder.builder.concat([recorder.builder.constant(0)], [dimension]);
    return recorder.builder.finish(dimension, { ...nodes, gradient } as GraphOutputs);
  });
}

type Engine = ReturnType<Tensorflow["engine"]>;

/**
 * Runs `body` with the recording backend in place and leaves no mark: backend, gradients, flags, memory count and
 * Float32Array are what they were, also when it throws.
 */
function withTracing<T>(
  tensorflow: Tensorflow,
  backend: ReturnType<typeof createBackend>,
  body: (engine: Engine) => T,
): T {
  const engine = tensorflow.engine();
  const internals = engine as unknown as {
    backendName: string | null;
    backendInstance: unknown;
    profiler: unknown;
    registry: Record<string, unknown>;
    startScope: (name?: string) => void;
    state: { activeTape: readonly { saved?: readonly Tensor[] }[] | null; gradientDepth: number; profiling: boolean };
  };
  const platform = tensorflow.env().platform;
  const before = {
    backendName: internals.backendName,
    backendInstance: internals.backendInstance,
    profiler: internals.profiler,
    profiling: internals.state.profiling,
    debug: tensorflow.env().getBool("DEBUG"),
    isTest: tensorflow.env().getBool("IS_TEST"),
    isTypedArray: platform.isTypedArray,
  };
  // Written past `set`, which would print that debugging is on.
  const flags = tensorflow.env().getFlags();
  const registered = gradients();
  const replaced = registered.map(({ kernelName }) => tensorflow.getGradient(kernelName));

  try {
    for (const [kernelName, kernel] of Object.entries(kernels)) {
      tensorflow.registerKernel({
        kernelName,
        backendName,
        kernelFunc: ({ inputs, attrs }) => backend.run(kernel, inputs ?? {}, attrs ?? {}),
      });
    }
    for (const gradient of registered) replaceGradient(tensorflow, gradient.kernelName, gradient);
    flags["DEBUG"] = false;
    flags["IS_TEST"] = false;
    internals.state.profiling = false;
    platform.isTypedArray = (value: unknown): value is Float32Array =>
      value instanceof Float64Array || before.isTypedArray.call(platform, value);
    internals.registry[backendName] = backend.instance;
    internals.backendName = backendName;
    internals.backendInstance = backend.instance;
    internals.startScope = refuseRandomScopes(engine);
    const results: T[] = [];
    // Not returned through `tidy`, which would look for tensors in every element of what it returns.
    withDoubles(() => engine.tidy(() => void results.push(body(engine))));
    if (backend.refusal()) throw backend.refusal();
    return results[0]!;
  } catch (error) {
    throw explain(backend.refusal() ?? error);
  } finally {
    delete (internals as { startScope?: unknown }).startScope;
    if (internals.state.gradientDepth === 0) {
      // After an error the tape still holds what it kept for the reverse pass.
      for (const { saved } of internals.state.activeTape ?? []) saved?.forEach((kept) => kept.dispose());
      internals.state.activeTape = null;
    }
    internals.state.profiling = before.profiling;
    flags["DEBUG"] = before.debug;
    flags["IS_TEST"] = before.isTest;
    if (Object.hasOwn(platform, "isTypedArray")) delete (platform as { isTypedArray?: unknown }).isTypedArray;
    internals.backendName = before.backendName;
    internals.backendInstance = before.backendInstance;
    internals.profiler = before.profiler;
    delete internals.registry[backendName];
    registered.forEach(({ kernelName }, i) => replaceGradient(tensorflow, kernelName, replaced[i]));
    for (const kernelName of Object.keys(kernels)) tensorflow.unregisterKernel(kernelName, backendName);
  }
}

/** Puts a gradient in place of another without the warning that tensorflow.js would print. */
function replaceGradient(
  tensorflow: Tensorflow,
  kernelName: string,
  gradient: Parameters<Tensorflow["registerGradient"]>[0] | undefined,
): void {
  if (tensorflow.getGradient(kernelName)) tensorflow.unregisterGradient(kernelName);
  if (gradient) tensorflow.registerGradient(gradient);
}

/**
 * Random operations have no kernel that could refuse them: they are known by the scope that they open (a scope of
 * the model's own, such as `tidy("random effects", …)`, does not end in `__op`).
 */
function refuseRandomScopes(engine: Engine): (name?: string) => void {
  const start = Object.getPrototypeOf(engine).startScope as (name?: string) => void;
  return (name) => {
    if (name && /^(rand\w*|truncatedNormal|multinomial|dropout)__op$/.test(name)) {
      throw new UserError(
        `a random operation inside a model is not supported: ${name.replace(/__op$/, "")}; declare a parameter with a prior, or draw after the fit.`,
      );
    }
    start.call(engine, name);
  };
}
