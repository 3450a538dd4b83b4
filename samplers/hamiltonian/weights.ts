/** Limits of the energy error, shared by the Hamiltonian samplers. */

/** A trajectory whose energy rises by more than this has diverged; Stan's value. */
export const MAX_ENERGY_ERROR = 1000;

/**
 * Weights exp(H₀ - H) are kept as they are, not as logarithms, which saves a logarithm at each join. 1024 of them, each at
 * most exp(700), still sum to a finite number; a chain meets an energy lower than this only on its way in from a far tail.
 */
export const MAX_LOG_WEIGHT = 700;
