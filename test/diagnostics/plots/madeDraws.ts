/** Draws made up for the tests of figures. */
import { generator } from "../report/syntheticPosterior.js";

/** A funnel in the manner of eight schools: draws where `tau` is small diverge. */
export function funnel(chains = 4, draws = 1000, seed = 3) {
  const uniform = generator(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const make = (): Float64Array[] => Array.from({ length: chains }, () => new Float64Array(draws));
  const [mu, tau, a, b, c, divergent] = [make(), make(), make(), make(), make(), make()];
  for (let k = 0; k < chains; k++) {
    for (let i = 0; i < draws; i++) {
      mu[k][i] = 4 + 3 * normal();
      tau[k][i] = Math.exp(1 + normal());
      for (const theta of [a, b, c]) theta[k][i] = mu[k][i] + tau[k][i] * normal();
      divergent[k][i] = tau[k][i] < 1 && uniform() < 0.3 ? 1 : 0;
    }
  }
  return { mu, tau, theta: [a, b, c], divergent };
}

/** Chains whose neighbouring draws have the correlation `rho`. */
export function autoregressive(rho: number, chains = 4, draws = 1000, seed = 5): Float64Array[] {
  const uniform = generator(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: chains }, () => {
    let z = normal();
    return Float64Array.from({ length: draws }, () => (z = rho * z + Math.sqrt(1 - rho * rho) * normal()));
  });
}
