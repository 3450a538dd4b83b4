/** Dimensions for which independence Metropolis is made. */

/** Beyond, cells that are fine enough would be too many. */
export const mostDimensions = 2;
