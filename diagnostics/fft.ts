/** Fast Fourier transform of a power-of-two length, in place. */

interface Twiddles {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const tables = new Map<number, Twiddles>();

/**
 * cos and sin of 2πj/size for j < size/2. The angles π, π/2, π/4, … come from half-angle formulas without cancellation,
 * the others as products of these by the binary digits of j: correct to a few units in the last place.
 */
function twiddles(size: number): Twiddles {
  const known = tables.get(size);
  if (known) return known;
  const half = Math.max(1, size >> 1);
  const cos = new Float64Array(half);
  const sin = new Float64Array(half);
  cos[0] = 1;
  let c = -1; // of the angle π
  let s = 0;
  for (let step = half; step > 1; step >>= 1) {
    // The angle 2π (step/2) / size is half the one before; the first halving is of π.
    [c, s] = c < 0 ? [0, 1] : [Math.sqrt((1 + c) / 2), s / (2 * Math.sqrt((1 + c) / 2))];
    const stride = step >> 1;
    cos[stride] = c;
    sin[stride] = s;
  }
  for (let j = 1; j < half; j++) {
    const lowest = j & -j;
    const rest = j - lowest;
    if (rest === 0) continue;
    cos[j] = cos[rest] * cos[lowest] - sin[rest] * sin[lowest];
    sin[j] = sin[rest] * cos[lowest] + cos[rest] * sin[lowest];
  }
  const table = { cos, sin };
  tables.set(size, table);
  return table;
}

/** The smallest power of two that is at least `n`. */
export function nextPowerOfTwo(n: number): number {
  let size = 1;
  while (size < n) size *= 2;
  return size;
}

/**
 * Forward transform Σ x_k e^(-2πijk/n). The output is in bit-reversed order, which saves a pass where only
 * something done frequency by frequency follows before {@link inverseFft}.
 */
export function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  const { cos, sin } = twiddles(n);
  for (let half = n >> 1, stride = 1; half >= 1; half >>= 1, stride <<= 1) {
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const wr = cos[k * stride];
        const wi = sin[k * stride];
        const dr = re[a] - re[b];
        const di = im[a] - im[b];
        re[a] += re[b];
        im[a] += im[b];
        re[b] = dr * wr + di * wi;
        im[b] = di * wr - dr * wi;
      }
    }
  }
}

/** Inverse of {@link fft}, from bit-reversed order, without the factor 1/n. */
export function inverseFft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  const { cos, sin } = twiddles(n);
  for (let half = 1, stride = n >> 1; half < n; half <<= 1, stride >>= 1) {
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const wr = cos[k * stride];
        const wi = sin[k * stride];
        const br = re[b] * wr - im[b] * wi;
        const bi = re[b] * wi + im[b] * wr;
        re[b] = re[a] - br;
        im[b] = im[a] - bi;
        re[a] += br;
        im[a] += bi;
      }
    }
  }
}
