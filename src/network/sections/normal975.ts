/** The 97.5 % quantile of the standard normal law, for 95 % intervals from standard errors. */
export const normal975 = 1.959963984540054;
