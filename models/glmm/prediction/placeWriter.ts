/** Effects of places from those of nodes. */

/**
 * Writes the effect of each place: that of the known level at its node, or that of its node.
 *
 * @param known Place of a node among the known effects, −1 where it is not known (nodes)
 * @param free Place of a node among the other effects (nodes)
 * @param asked Node of each place (places)
 */
export function placeWriter(
  known: Int32Array,
  free: Int32Array,
  asked: Int32Array,
): (knownEffects: Float64Array, freeEffects: Float64Array, out: Float64Array) => void {
  const ofKnown = asked.map((node) => known[node]!);
  const ofFree = asked.map((node) => free[node]!);
  return (knownEffects, freeEffects, out) => {
    for (let i = 0; i < asked.length; i += 1) {
      const level = ofKnown[i]!;
      out[i] = level >= 0 ? knownEffects[level]! : freeEffects[ofFree[i]!]!;
    }
  };
}
