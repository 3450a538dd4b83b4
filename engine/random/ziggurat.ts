/** Layers of the ziggurat under the normal density (Marsaglia and Tsang 2000, Journal of Statistical Software 5(8)). */
import { erfc } from "../math/erf.js";
import { exp } from "../math/exp.js";
import { log } from "../math/log.js";

/** Number of layers, all of one area. */
const layers = 256;
/** Where the tail begins, for 256 layers. */
export const tailStart = 3.6541528853610088;

/** e^(-x²/2), the density without its constant. */
export function density(x: number): number {
  return exp(-0.5 * x * x);
}

const area = tailStart * density(tailStart) + Math.sqrt(Math.PI / 2) * erfc(tailStart * Math.SQRT1_2);

/** Right edges of the layers from the bottom, whose edge stands for the tail's area too, to zero at the top. */
export const edges = layerEdges();
/** The density at each edge. */
export const heights = edges.map(density);

function layerEdges(): Float64Array {
  const x = new Float64Array(layers + 1);
  x[0] = area / density(tailStart);
  x[1] = tailStart;
  for (let i = 2; i < layers; i++) x[i] = Math.sqrt(-2 * log(area / x[i - 1] + density(x[i - 1])));
  return x;
}
