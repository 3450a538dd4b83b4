/** Names of coefficients as they stand in draws. */

/** What stands for a sign in a name; brms 2.18, R/misc.R, `rename`. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["+", "P"],
  ["-", "M"],
  ["*", "MU"],
  ["/", "D"],
  ["^", "E"],
  ["=", "EQ"],
]);

/**
 * A column of a design matrix as a name in draws: white space ( ) [ ] , " ' ? are dropped, + - * / ^ = are spelt P M MU D E EQ
 * and all else is kept, `<`, `>`, `!`, `&`, `|` and `:` too. So does brms; beyond it, back-quotes, `;` and white space other than
 * blanks are dropped, which would hinder the reading of draws from a file.
 *
 * @param source - as R's model.matrix names a column: `I(x^2)`, `poly(x, 2)1`, `period2`, `a:b`
 * @example coefficientName("I(x^2)") // "IxE2"
 */
export function coefficientName(source: string): string {
  return source.replace(/[\s()[\],"'?;`]/gu, "").replace(/[-+*/^=]/g, (sign) => SIGNS.get(sign)!);
}
