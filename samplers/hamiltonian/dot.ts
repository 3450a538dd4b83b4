/** Dot products, summed in two halves as a pair of lanes sums them, so that WebAssembly gives the same bits. */

/** a·b: the sum over even places plus that over odd ones. */
export function dot(a: Float64Array, b: Float64Array): number {
  let even = 0;
  let odd = 0;
  const last = a.length - 1;
  for (let i = 0; i < last; i += 2) {
    even += a[i] * b[i];
    odd += a[i + 1] * b[i + 1];
  }
  if (last % 2 === 0) even += a[last] * b[last];
  return even + odd;
}

/** a·(x + y), likewise. */
export function dotOfSum(a: Float64Array, x: Float64Array, y: Float64Array): number {
  let even = 0;
  let odd = 0;
  const last = a.length - 1;
  for (let i = 0; i < last; i += 2) {
    even += a[i] * (x[i] + y[i]);
    odd += a[i + 1] * (x[i + 1] + y[i + 1]);
  }
  if (last % 2 === 0) even += a[last] * (x[last] + y[last]);
  return even + odd;
}
