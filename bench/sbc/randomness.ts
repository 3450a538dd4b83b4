/** Random numbers for simulating data: textbook methods, apart from the package's own. */
import seedrandom from "seedrandom";

export interface Randomness {
  /** In (0, 1). */
  uniform(): number;
  normal(mean: number, sd: number): number;
  /** The absolute value of a normal with mean 0. */
  halfNormal(sd: number): number;
  exponential(rate: number): number;
  gamma(shape: number, rate: number): number;
  poisson(mean: number): number;
  bernoulli(probability: number): number;
  beta(a: number, b: number): number;
}

/** A stream of random numbers for a seed. */
export function randomness(seed: string): Randomness {
  const next = seedrandom(seed);
  const uniform = (): number => next() || uniform();
  const normal = (mean: number, sd: number) =>
    mean + sd * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  // Marsaglia and Tsang 2000, A simple method for generating gamma variables; shapes below 1 by way of a larger one.
  const gamma = (shape: number, rate: number): number => {
    if (shape < 1) return uniform() ** (1 / shape) * gamma(shape + 1, rate);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal(0, 1);
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(uniform()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  };
  return {
    uniform,
    normal,
    halfNormal: (sd) => Math.abs(normal(0, sd)),
    exponential: (rate) => -Math.log(uniform()) / rate,
    gamma,
    beta(a, b) {
      const first = gamma(a, 1);
      return first / (first + gamma(b, 1));
    },
    // By inversion, in pieces of at most 500, whose exponential does not underflow.
    poisson(mean) {
      let count = 0;
      for (let left = mean; left > 0; left -= 500) {
        let probability = Math.exp(-Math.min(left, 500));
        let below = uniform() - probability;
        for (let k = 1; below > 0 && k < 5000; k++) {
          probability *= Math.min(left, 500) / k;
          below -= probability;
          count++;
        }
      }
      return count;
    },
    bernoulli: (probability) => (uniform() < probability ? 1 : 0),
  };
}
