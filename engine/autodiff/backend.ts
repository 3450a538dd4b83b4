/** The recording backend: what tensorflow.js writes becomes a constant, what it would read is refused. */
import { UserError } from "../core/UserError.js";
import type { Attributes, Kernel } from "./kernels/Kernel.js";
import type { Tensorflow } from "./ops.js";
import type { Recorder, Traced } from "./Recorder.js";

type BackendValues = Parameters<InstanceType<Tensorflow["KernelBackend"]>["write"]>[0];

interface TensorInfo {
  readonly dataId: object;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A backend instance with the function that runs a kernel on it. */
export function createBackend(tensorflow: Tensorflow, recorder: Recorder) {
  const refuseRead = (): never => {
    throw new UserError(
      "a model cannot read the value of a tensor (dataSync, arraySync, print): it is traced once for all values; use tensor operations such as where().",
    );
  };

  class TraceBackend extends tensorflow.KernelBackend {
    override write(values: BackendValues, shape: number[], dtype: string): object {
      const dataId = {};
      recorder.values.set(dataId, constantOf(recorder, values as ArrayLike<number>, shape, dtype));
      return dataId;
    }
    override read = refuseRead;
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
  return constantOf(recorder, owner.backend.readSync(info.dataId), info.shape, info.dtype);
}
