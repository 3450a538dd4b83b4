/** The permutation that sorts an array of doubles, by radix. */

const bits = 11;
const buckets = 1 << bits;
const passes = 6;

// The position of the low word of a double in a Uint32Array over it.
const low = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;

/**
 * Indices of `values` in ascending order of value; equal values keep their order. Linear in time: six passes over
 * eleven bits each of a key that orders as the doubles do. `values` holds no NaN; -0 equals 0.
 */
export function sortOrder(values: Float64Array): Uint32Array {
  const n = values.length;
  const raw = new Float64Array(n);
  for (let i = 0; i < n; i++) raw[i] = values[i] + 0; // turns -0 into 0
  const words = new Uint32Array(raw.buffer);
  const lowKey = new Uint32Array(n);
  const highKey = new Uint32Array(n);
  const counts = new Uint32Array(passes * buckets);
  for (let i = 0; i < n; i++) {
    let l = words[2 * i + low];
    let h = words[2 * i + 1 - low];
    // Negative numbers order the other way round: all their bits are turned; of the others only the sign.
    if (h >>> 31) {
      l = ~l >>> 0;
      h = ~h >>> 0;
    } else {
      h = (h ^ 0x80000000) >>> 0;
    }
    lowKey[i] = l;
    highKey[i] = h;
    for (let pass = 0; pass < passes; pass++) counts[pass * buckets + digit(l, h, pass)]++;
  }
  let order = new Uint32Array(n);
  let next = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let pass = 0; pass < passes; pass++) {
    const offset = pass * buckets;
    if (n > 0 && counts[offset + digit(lowKey[0], highKey[0], pass)] === n) continue; // all share this digit
    let start = 0;
    for (let b = 0; b < buckets; b++) {
      const count = counts[offset + b];
      counts[offset + b] = start;
      start += count;
    }
    for (let i = 0; i < n; i++) {
      const index = order[i];
      next[counts[offset + digit(lowKey[index], highKey[index], pass)]++] = index;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** Digit of eleven bits of the 64-bit key (h, l), the lowest first; three are taken from each word. */
function digit(l: number, h: number, pass: number): number {
  switch (pass) {
    case 0:
      return l & 2047;
    case 1:
      return (l >>> 11) & 2047;
    case 2:
      return l >>> 22;
    case 3:
      return h & 2047;
    case 4:
      return (h >>> 11) & 2047;
    default:
      return h >>> 22;
  }
}
