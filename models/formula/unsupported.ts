/** Words that other packages know and this one does not, with what to do instead. */

const later = (instead: string) => `is not supported yet: ${instead}`;

/** Calls among the terms. */
export const UNSUPPORTED_CALLS: ReadonlyMap<string, string> = new Map([
  ["s", later("use poly(x, 3) for a smooth curve")],
  ["t2", later("use poly(x, 3) and interactions for a smooth surface")],
  ["te", later("use poly(x, 3) and interactions for a smooth surface")],
  ["ti", later("use poly(x, 3) and interactions for a smooth surface")],
  ["gp", later("use poly(x, 3) for a smooth curve")],
  ["bs", later("use poly(x, 3) for a smooth curve")],
  ["ns", later("use poly(x, 3) for a smooth curve")],
  ["mi", later("drop the rows with missing cells, --na drop (in TypeScript `na: 'drop'`), or fill the cells before")],
  ["me", later("use the measured column as it is")],
  ["cs", later("use the column as it is, with one effect for all categories")],
  ["gr", "stands after the bar of a group-level term, as in (1 | gr(g, cov = K))"],
  ["mm", later("give each membership a group of its own, (1 | a) + (1 | b)")],
  ["mmc", later("use the column as it is")],
  ["ar", later("use a group-level term over time, such as (1 | day)")],
  ["ma", later("use a group-level term over time, such as (1 | day)")],
  ["arma", later("use a group-level term over time, such as (1 | day)")],
  ["cosy", later("use a group-level intercept, (1 | g), which correlates its rows alike")],
  ["unstr", later("use group-level terms, such as (x | g)")],
  ["car", later("give the precision of areas as a matrix, (1 | gr(area, precision = Q))")],
  ["sar", later("use a group-level intercept, (1 | area)")],
  ["fcor", later("use se(s) beside the response for known standard errors")],
  ["as.factor", "is written factor(x)"],
  ["ordered", "is written factor(x)"],
  ["as.numeric", "is not needed: write the column alone, which is numeric when all its cells are numbers"],
  [
    "C",
    "is not part of formulas: factors have treatment contrasts; give levels in order with --factor x=a,b,c (in TypeScript `factors`)",
  ],
  [
    "relevel",
    "is not part of formulas: give levels in order with --factor x=a,b,c (in TypeScript `factors`), the reference first",
  ],
  ["interaction", "is written a:b"],
  ["mean", "is not part of formulas: use center(x) for x minus its mean, or between(x | g) for the means of groups"],
  ["cut", "is not part of formulas: make a column of the classes, or compare as in I(x > 2)"],
  ["c", "is not part of formulas: name each column, with + between them"],
  ["cbind", "stands only on the left in R: for successes out of n write y | trials(n) ~ x"],
  ["ln", "is written log(x)"],
  ["logit", "is not part of formulas: write log(p / (1 - p))"],
]);

/** Calls beside the response, after the bar. */
export const UNSUPPORTED_ADDITIONS: ReadonlyMap<string, string> = new Map([
  ["mi", later("drop the rows with missing cells, --na drop (in TypeScript `na: 'drop'`)")],
  ["dec", later("write the model as a program")],
  ["cat", later("write the model as a program")],
  ["thres", later("write the model as a program")],
  ["subset", later("leave the rows out of the table")],
  ["index", later("leave it out")],
  ["vreal", later("write the model as a program")],
  ["vint", later("write the model as a program")],
  ["resp_trials", "is written trials(n)"],
  ["resp_se", "is written se(s)"],
  ["resp_rate", "is written rate(d)"],
  ["resp_weights", "is written weights(w, precision), weights(w, frequency) or weights(w, sampling)"],
]);

/** Calls in place of the response. */
export const UNSUPPORTED_RESPONSES: ReadonlyMap<string, string> = new Map([
  ["mvbind", later("fit each response by itself")],
  ["c", "joins no columns here: write cbind(a, b, c) for the columns of a whole"],
  ["bf", "is not needed: give each formula as a text of its own"],
  [
    "Surv",
    "is written time | cens(censored) for a family of times such as weibull, where 1 is a time that was cut off",
  ],
  ["factor", "is not needed: a response of text with two levels counts its second as success"],
  ["as.factor", "is not needed: a response of text with two levels counts its second as success"],
  ["offset", "stands among the terms, after ~"],
]);
