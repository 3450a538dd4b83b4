/** A small table like that of contagious bovine pleuropneumonia in lme4: cases in herds over four periods, made up. */

/** Fifteen herds, four periods each. */
export const cattleCsv: string = [
  "herd,incidence,size,period,weight,sex",
  ...Array.from({ length: 60 }, (_, row) => {
    const herd = (row % 15) + 1;
    const period = Math.floor(row / 15) + 1;
    const size = 8 + ((7 * row) % 13);
    const incidence = Math.min(size, ((herd * 5 + period * 3 + row) % 7) + (period === 1 ? 2 : 0));
    return [
      herd,
      incidence,
      size,
      period,
      (((row * 37) % 100) / 50 - 1).toFixed(2),
      row % 2 ? "male" : "female",
    ].join();
  }),
]
  .join("\n")
  .concat("\n");

/** The model of the examples in the documentation. */
export const cattleFormula = "incidence | trials(size) ~ period + (1 | herd)";
