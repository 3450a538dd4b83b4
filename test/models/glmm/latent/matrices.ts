/** Dense linear algebra in its plainest form, for tests: matrices are arrays of rows. */

export type Matrix = readonly (readonly number[])[];

export const matrix = (rows: number, columns: number, entry: (i: number, j: number) => number): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => entry(i, j)));

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** Zeros of the first cost nothing: designs have many. */
export const product = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => {
    const out = new Array<number>(b[0]?.length ?? 0).fill(0);
    for (let k = 0; k < b.length; k++) {
      const [factor, other] = [row[k]!, b[k]!];
      if (factor !== 0) for (let j = 0; j < out.length; j++) out[j]! += factor * other[j]!;
    }
    return out;
  });

export const transposed = (a: Matrix): number[][] => matrix(a[0]?.length ?? 0, a.length, (i, j) => a[j]![i]!);

/** Lower triangular L with L Lᵀ = A. */
export function choleskyOf(a: Matrix): number[][] {
  const l = matrix(a.length, a.length, () => 0);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i]![j]!;
      for (let k = 0; k < j; k++) rest -= l[i]![k]! * l[j]![k]!;
      l[i]![j] = i === j ? Math.sqrt(rest) : rest / l[j]![j]!;
    }
  }
  return l;
}

/** L⁻¹ b. */
export function forward(l: Matrix, b: ArrayLike<number>): number[] {
  const x: number[] = [];
  for (let i = 0; i < l.length; i++) {
    let rest = b[i]!;
    for (let k = 0; k < i; k++) rest -= l[i]![k]! * x[k]!;
    x.push(rest / l[i]![i]!);
  }
  return x;
}

/** L⁻ᵀ b. */
export function backward(l: Matrix, b: ArrayLike<number>): number[] {
  const x = new Array<number>(l.length).fill(0);
  for (let i = l.length - 1; i >= 0; i--) {
    let rest = b[i]!;
    for (let k = i + 1; k < l.length; k++) rest -= l[k]![i]! * x[k]!;
    x[i] = rest / l[i]![i]!;
  }
  return x;
}

/** ln |det A| of any square matrix, by elimination with pivots. */
export function logAbsDeterminant(a: Matrix): number {
  const rest = a.map((row) => [...row]);
  let sum = 0;
  for (let k = 0; k < rest.length; k++) {
    let pivot = k;
    for (let i = k + 1; i < rest.length; i++) if (Math.abs(rest[i]![k]!) > Math.abs(rest[pivot]![k]!)) pivot = i;
    [rest[k], rest[pivot]] = [rest[pivot]!, rest[k]!];
    sum += Math.log(Math.abs(rest[k]![k]!));
    for (let i = k + 1; i < rest.length; i++) {
      const factor = rest[i]![k]! / rest[k]![k]!;
      for (let j = k; j < rest.length; j++) rest[i]![j]! -= factor * rest[k]![j]!;
    }
  }
  return sum;
}

/** Log density of a multivariate normal with covariance L Lᵀ. */
export function multivariateNormal(residual: readonly number[], l: Matrix): number {
  const z = forward(l, residual);
  const logVolume = l.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  return -0.5 * dot(z, z) - logVolume - 0.5 * z.length * Math.log(2 * Math.PI);
}
