/** Logarithms that normalising constants are made of, to the last digit of a double. */

/** ln 2. */
export const LOG_2 = 0.6931471805599453;
/** ln π. */
export const LOG_PI = 1.1447298858494002;
/** ln √(2π). */
export const LOG_SQRT_2PI = 0.9189385332046727;
