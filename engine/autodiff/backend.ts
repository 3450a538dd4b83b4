/** The recording backend: what tensorflow.js writes becomes a constant, what it would read is refused. */
import { UserError } from "../core/UserError.js";
import type { Attributes, Kernel } from "./kernels/Kernel.js";
import type { Tensorflow } from "./ops.js";
import type { Recorder, Traced } from "./Recorder.js";
import { withSingles } from "./withDoubles.js";

type BackendValues = Parameters<InstanceType<Tensorflow["KernelBackend"]>["write"]>[0];

interface TensorInfo {
  readonly dataId: object;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A backend instance with the function that runs a kernel on it. */
export function createBackend(tensorflow: Tensorflow, recorder: Recorder) {
  let refusal: UserError | undefined;
  const refuseRead = (): never => {
    refusal ??= new UserError(
      "a model cannot read the value of a tensor, as dataSync, print, +, *, > and Math.exp do: it is traced once for all values; use tensor operations such as tf.add, tf.mul, tf.exp and tf.where.",
    );
    throw refusal;
  };

  class TraceBackend extends tensorflow.KernelBackend {
    override write(values: BackendValues, shape: number[], dtype: string): object {
      const dataId = {};
      recorder.values.set(dataId, constantOf(recorder, values as ArrayLike<number>, shape, dtype));
      return dataId;
    }
    // `data()` would turn an error into a promise that nobody awaits: the refusal is kept for the end of the trace.
    override read(): Promise<never> {
      try {
        return refuseRead();
      } catch {
        return new Promise(() => {});
      }
    }
    override readSync = refuseRead;
    override incRef(): void {}
    override refCount(): number {
      return 1;
    }
    // Nodes of the graph stay when the tensors that named them go.
    override disposeData(): boolean {
      return true;
    }
    override dispose(): void {}
    override numDataIds(): number {
      return 0;
    }
    override memory(): { unreliable: boolean } {
      return { unreliable: true };
    }
    override floatPrecision(): 32 {
      return 32;
    }
    override timerAvailable(): boolean {
      return false;
    }
  }

  const traced = (info: TensorInfo): Traced => {
    const known = recorder.values.get(info.dataId);
    // A tensor may share its data with one of another shape.
    if (known) return { ...known, shape: info.shape, dtype: info.dtype as Traced["dtype"] };
    const foreign = foreignTensor(tensorflow, recorder, info);
    recorder.values.set(info.dataId, foreign);
    return foreign;
  };

  return {
    instance: new TraceBackend(),
    /** What a tensor of the trace stands for; one made outside becomes a constant. */
    traced,
    /** The error of a read, which may have been swallowed on its way. */
    refusal: () => refusal,
    run(kernel: Kernel, inputs: object, attributes: object) {
      const given = Object.fromEntries(
        Object.entries(inputs).flatMap(([key, info]) =>
          info === null || info === undefined ? [] : [[key, traced(info as TensorInfo)]],
        ),
      );
      const results = kernel(recorder, given, attributes as Attributes);
      const publish = (value: Traced) => {
        const dataId = {};
        recorder.values.set(dataId, value);
        return { dataId, shape: [...value.shape], dtype: value.dtype };
      };
      return Array.isArray(results) ? results.map(publish) : publish(results);
    },
  };
}

function constantOf(recorder: Recorder, values: ArrayLike<number>, shape: readonly number[], dtype: string): Traced {
  if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") {
    throw new UserError(`tensors of type ${dtype} are not supported in a model: give numbers.`);
  }
  const traced = recorder.constant(values, shape, dtype);
  return dtype === "int32" ? { ...traced, integers: Int32Array.from(values) } : traced;
}

/** A tensor made outside the model, on another backend: its values are read there, and it stays where it is. */
function foreignTensor(tensorflow: Tensorflow, recorder: Recorder, info: TensorInfo): Traced {
  const engine = tensorflow.engine() as unknown as {
    state: { tensorInfo: WeakMap<object, { backend: { readSync(dataId: object): ArrayLike<number> } }> };
  };
  const owner = engine.state.tensorInfo.get(info.dataId);
  if (!owner) throw new UserError("a tensor in the model was disposed of, or comes from another trace.");
  return constantOf(
    recorder,
    withSingles(() => owner.backend.readSync(info.dataId)),
    info.shape,
    info.dtype,
  );
}
