/**
 * tensorflow.js puts every literal into a Float32Array, which makes 0.1 into 0.10000000149. While a model is traced,
 * the name stands for a Float64Array; arrays made before are still recognised.
 */
export function withDoubles<T>(body: () => T): T {
  const Single = globalThis.Float32Array;
  const Double = new Proxy(Float64Array, {
    get(target, key) {
      if (key === Symbol.hasInstance)
        return (value: unknown) => value instanceof Float64Array || value instanceof Single;
      return Reflect.get(target, key, target) as unknown;
    },
  });
  (globalThis as { Float32Array: unknown }).Float32Array = Double;
  try {
    return body();
  } finally {
    globalThis.Float32Array = Single;
  }
}

const Native = globalThis.Float32Array;

/** Runs what belongs to another backend, which needs the arrays it knows, within {@link withDoubles}. */
export function withSingles<T>(body: () => T): T {
  const current = globalThis.Float32Array;
  globalThis.Float32Array = Native;
  try {
    return body();
  } finally {
    globalThis.Float32Array = current;
  }
}
