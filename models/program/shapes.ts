/** Shapes that broadcast. */

/** The shape two shapes broadcast to, or undefined when they do not. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const out: number[] = [];
  for (let i = 1; i <= rank; i += 1) {
    const [m, n] = [a[a.length - i] ?? 1, b[b.length - i] ?? 1];
    if (m !== n && m !== 1 && n !== 1) return undefined;
    out.unshift(m === 1 ? n : m);
  }
  return out;
}

/** Whether a shape broadcasts to another without enlarging it. */
export function fitsInto(shape: readonly number[], into: readonly number[]): boolean {
  const both = broadcastShapes(shape, into);
  return both !== undefined && both.length === into.length && both.every((size, i) => size === into[i]);
}

/** A shape in words: `a number`, `[8]`, `[8, 3]`. */
export function describeShape(shape: readonly number[]): string {
  return shape.length === 0 ? "a number" : `[${shape.join(", ")}]`;
}
