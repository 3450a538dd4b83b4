/** Effects of places from those of nodes. */

/**
 * Writes the effect of each place: that of the known level at its node, that of its node, or 0 at no node, the root of a tree.
 *
 * @param known Place of a node among the known effects, −1 where it is not known (nodes)
 * @param free Place of a node among the other effects (nodes)
 * @param asked Node of each place, −1 of none (places)
 */
export function placeWriter(
  known: Int32Array,
  free: Int32Array,
  asked: Int32Array,
): (knownEffects: Float64Array, freeEffects: Float64Array, out: Float64Array) => void {
  const ofKnown = asked.map((node) => (node < 0 ? -1 : known[node]!));
  const ofFree = asked.map((node) => (node < 0 ? -1 : free[node]!));
  return (knownEffects, freeEffects, out) => {
    for (let i = 0; i < asked.length; i += 1) {
      const [level, node] = [ofKnown[i]!, ofFree[i]!];
      out[i] = level >= 0 ? knownEffects[level]! : node >= 0 ? freeEffects[node]! : 0;
    }
  };
}
