/** The permutation that sorts an array of doubles, by the engine's own sort of numbers. */

// The position of the low word of a double in a Uint32Array over it.
const low = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;

/** Moves per draw that the repair may take before the slow sort is the faster. */
const patience = 8;

/**
 * Indices of `values` in ascending order of value, in no particular order among equals. `values` holds no NaN.
 *
 * Typed arrays sort natively but give no permutation. So every index is written into the lowest bits of its number,
 * where it hardly changes the order; what it does change, numbers that agree in all higher bits, is repaired by
 * insertion. Where much would have to be repaired (a large offset, an infinity) the sort is by comparison.
 */
export function sortOrder(values: Float64Array): Uint32Array {
  let mask = 1;
  while (mask < values.length) mask *= 2;
  mask -= 1;
  const tagged = values.slice();
  if (!tag(tagged, mask)) return sortByComparison(values);
  tagged.sort();
  const order = tags(tagged, mask);
  return repair(order, values) ? order : sortByComparison(values);
}

// The loops are functions of their own so that the engine can optimise each as soon as it has run once.

/** Writes indices into the lowest bits; false if there is an infinity, which would become NaN. */
function tag(values: Float64Array, mask: number): boolean {
  const words = new Uint32Array(values.buffer);
  for (let i = 0; i < values.length; i++) {
    if (values[i] - values[i] !== 0) return false;
    words[2 * i + low] = (words[2 * i + low] & ~mask) | i;
  }
  return true;
}

/** The indices that were written into the lowest bits. */
function tags(tagged: Float64Array, mask: number): Uint32Array {
  const words = new Uint32Array(tagged.buffer);
  const order = new Uint32Array(tagged.length);
  for (let i = 0; i < order.length; i++) order[i] = words[2 * i + low] & mask;
  return order;
}

/** Insertion sort of an order that is nearly right; false if it was not. */
function repair(order: Uint32Array, values: Float64Array): boolean {
  let moves = patience * order.length;
  for (let i = 1; i < order.length; i++) {
    const index = order[i];
    const value = values[index];
    if (values[order[i - 1]] <= value) continue;
    let j = i;
    for (; j > 0 && values[order[j - 1]] > value; j--) {
      order[j] = order[j - 1];
      if (moves-- === 0) return false;
    }
    order[j] = index;
  }
  return true;
}

function sortByComparison(values: Float64Array): Uint32Array {
  // The difference of equal infinities is NaN, so that they are compared by order.
  return Uint32Array.from(values, (_, i) => i).sort((a, b) =>
    values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : 0,
  );
}
