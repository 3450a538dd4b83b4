/** Made-up stretches of warmup. */
import { stream } from "../../../engine/random/stream.js";
import { emptyStretch, observeDraw, type Stretch } from "../../../samplers/adaptation/stretch.js";

/** What a made-up stretch is like. */
export interface Made {
  readonly dimension?: number;
  readonly centre?: number;
  readonly scale?: number;
  /** Correlation of neighbouring draws. */
  readonly persistence?: number;
}

/**
 * A stretch of draws on a standard normal density, 5-dimensional by default: an autoregression of the given centre, scale
 * and persistence. The draws are added to `also`, too.
 */
export function autoregression(
  seed: string,
  count: number,
  { dimension = 5, centre = 0, scale = 1, persistence = 0 }: Made = {},
  also?: Stretch,
): Stretch {
  const rng = stream(seed, "stretch");
  const stretch = emptyStretch(dimension);
  const z = Float64Array.from({ length: dimension }, () => rng.normal());
  for (let n = 0; n < count; n++) {
    z.forEach((v, i) => (z[i] = persistence * v + Math.sqrt(1 - persistence * persistence) * rng.normal()));
    const position = z.map((v) => centre + scale * v);
    const logDensity = -0.5 * position.reduce((sum, x) => sum + x * x, 0);
    for (const one of also === undefined ? [stretch] : [stretch, also]) {
      observeDraw(one, { position, logDensity, gradient: position.map((x) => -x) }, false);
    }
  }
  return stretch;
}
