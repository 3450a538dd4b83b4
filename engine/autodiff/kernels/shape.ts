/** Shapes and places in row-major memory. */

/** Distance in memory between neighbours along each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** For each element of `shape`, in order, what `place` says of its coordinates. */
export function tabulate(shape: readonly number[], place: (coordinates: readonly number[]) => number): Int32Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const coordinates = new Array<number>(shape.length).fill(0);
  const table = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    table[i] = place(coordinates);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      coordinates[axis]!++;
      if (coordinates[axis]! < shape[axis]!) break;
      coordinates[axis] = 0;
    }
  }
  return table;
}

/** Shape of the result of an element-wise operation. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) throw new Error(`shapes [${a.join(", ")}] and [${b.join(", ")}] do not fit`);
    return x === 1 ? y : x;
  });
}

/** Where in memory of shape `from` each element of the broader shape `to` is found. */
export function broadcastTable(from: readonly number[], to: readonly number[]): Int32Array {
  const strides = stridesOf(from);
  const lead = to.length - from.length;
  return tabulate(to, (coordinates) =>
    from.reduce((place, extent, axis) => place + (extent === 1 ? 0 : coordinates[axis + lead]! * strides[axis]!), 0),
  );
}

/** Axes counted from 0, sorted. */
export function normaliseAxes(axis: number | readonly number[] | undefined | null, rank: number): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i);
  const axes = typeof axis === "number" ? [axis] : [...axis];
  return axes.map((a) => (a < 0 ? a + rank : a)).sort((a, b) => a - b);
}
