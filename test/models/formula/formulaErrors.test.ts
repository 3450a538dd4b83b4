import { describe, expect, it } from "vitest";

import { isUserError } from "../../../engine/core/UserError.js";
import { parseFormula, type FormulaOptions } from "../../../models/formula/parseFormula.js";

/** The message of a formula's error. */
function message(text: string, options?: FormulaOptions): string {
  try {
    parseFormula(text, options);
  } catch (error) {
    if (isUserError(error)) return error.message;
    throw error;
  }
  throw new Error(`no error for ${text}`);
}

/** The sentence, and the text above the caret line. */
function pointed(text: string, options?: FormulaOptions): readonly [sentence: string, place: string] {
  const [sentence, excerpt, caret] = message(text, options).split("\n");
  const start = caret!.indexOf("^");
  return [sentence!, excerpt!.slice(start, caret!.length)];
}

// Formula, what the sentence says, and what the caret is under.
const MISTAKES: readonly (readonly [formula: string, says: RegExp, place: string])[] = [
  // The two sides.
  ["", /the formula is empty/, ""],
  ["y x", /needs ~/, "y x"],
  ["y = x", /write ~ in place of =/, "="],
  ["~ x", /lacks its response/, "~"],
  ["~", /lacks both/, "~"],
  ["y ~", /nothing stands after ~/, "~"],
  ["y ~ x ~ z", /a formula has one ~/, "~"],
  ["(y ~ x)", /~ stands inside parentheses/, "~"],
  // Brackets and quotes.
  ["y ~ (x", /opened and never closed/, "("],
  ["log(y ~ x", /opened and never closed/, "("],
  ["y ~ x)", /closes nothing/, ")"],
  ["y ~ ()", /nothing stands between/, "()"],
  ["y ~ `x", /back-quote ` is opened and never closed/, "`"],
  ["y ~ 'x", /quote ' is opened and never closed/, "'"],
  ["y ~ ``", /no name between/, "``"],
  // Signs and words.
  ["y ~ x +", /ends after "\+"/, "+"],
  ["y ~ x + * z", /missing between "\+" and "\*"/, "+ *"],
  ["y ~ x z", /missing between "x" and "z".*`x z`/, "x z"],
  ["y ~ x, z", /write \+ between/, ","],
  ["y ~ 2x", /"2x" is neither/, "2x"],
  ["y ~ 1e999", /too large/, "1e999"],
  ["y ~ a & b", /multiply two comparisons/, "&"],
  ["y ~ !a", /I\(x == 0\)/, "!"],
  ["y ~ data$x", /the column alone/, "$"],
  ["y ~ a %in% b", /a %in% b is written a:b/, "%"],
  ["y ~ x − z", /the minus of the keyboard/, "−"],
  ["y ∼ x", /the ~ of the keyboard/, "∼"],
  ["y ~ x; z", /a formula is one formula/, ";"],
  ["y ~ .", /name each column/, "."],
  ["y ~ x = 2", /write == to compare/, "="],
  // What is no term.
  ['y ~ "drug"', /text is no term/, '"drug"'],
  ["y ~ TRUE", /TRUE is no term/, "TRUE"],
  ["y ~ x + 2", /number "2" is no term/, "2"],
  ["y ~ a + 2*x", /write I\(2\*x\)/, "2*x"],
  ["y ~ x/2", /write I\(x\/2\)/, "x/2"],
  ["y ~ x*1", /write I\(x\*1\)/, "x*1"],
  ["y ~ 1:a", /no interactions/, "1:a"],
  ["y ~ (a - 1)*b", /add it with \+/, "(a - 1)"],
  ["y ~ x == 2", /write I\(x==2\)/, "x == 2"],
  ["y ~ a + x > 2 + b", /write I\(x>2\)/, "x > 2"],
  ["y ~ x^2", /write I\(x\^2\)/, "x^2"],
  ["y ~ x*x", /I\(x\^2\) for a square/, "x*x"],
  ["y ~ (a + b)^0.5", /whole number from 1/, "0.5"],
  ["y ~ (a + b)^c", /whole number from 1/, "c"],
  ["y ~ x - z", /"z" cannot be taken away/, "z"],
  ["y ~ x - (1 | g)", /\(1 \| g\) cannot be taken away/, "(1 | g)"],
  ["y ~ offset(x) - offset(x)", /offset cannot be taken away/, "offset(x)"],
  ["y ~ (a - a):b", /nothing is left/, "(a - a)"],
  ["y ~ y + x", /response "y" cannot explain itself/, "y"],
  ["y ~ Intercept + x", /write 0 \+ Intercept/, "Intercept"],
  ["y ~ 0 + Intercept:x", /add it with \+/, "Intercept:x"],
  ["y ~ offset(x)*z", /offset cannot be joined by \*/, "offset(x)*z"],
  // Functions.
  ["y ~ lgo(x)", /did you mean log\(\)\?/, "lgo"],
  ["y ~ facotr(x)", /did you mean factor\(\)\?/, "facotr"],
  ["y ~ a(b)", /no function a\(\); the functions are log,/, "a"],
  ["y ~ log()", /takes 1 argument and has 0/, "log()"],
  ["y ~ min(x)", /takes 2 arguments and has 1/, "min(x)"],
  ["y ~ log(x, base = 2)", /no argument with a name, "base ="/, "base = 2"],
  ["y ~ log(factor(x))", /a term of its own/, "factor(x)"],
  ["y ~ factor(x + 1)", /the name of one column/, "x + 1"],
  ["y ~ factor(x, levels = 3)", /--factor x=a,b,c/, "factor(x, levels = 3)"],
  ["y ~ poly(x)", /a column and a degree/, "poly(x)"],
  ["y ~ poly(x, 0)", /from 1 to 20/, "0"],
  ["y ~ poly(x, 1.5)", /whole number/, "1.5"],
  ["y ~ poly(x, 2, raw = 1)", /raw is TRUE or FALSE/, "raw = 1"],
  ["y ~ poly(x, 2, rwa = TRUE)", /no argument "rwa"/, "rwa = TRUE"],
  ["y ~ poly(x, 2, raw = TRUE, raw = TRUE)", /given twice/, "raw = TRUE"],
  ["y ~ within(x, g)", /as in within\(x \| g\)/, "within(x, g)"],
  ["y ~ between(x | a/b)", /joined by ":"/, "a/b"],
  ["y ~ I(a:b)", /inside arithmetic/, "a:b"],
  ["y ~ I(x | z)", /either of two/, "x | z"],
  ["y ~ log('a')", /text can only be compared/, "'a'"],
  ["y ~ I(a < 'b')", /text can only be compared/, "'b'"],
  ["y ~ I(x == TRUE)", /x == "TRUE"/, "TRUE"],
  ["y ~ offset('a')", /number, not text/, "'a'"],
  ["y ~ s(x)", /s\(\) is not supported yet: use poly/, "s"],
  ["y ~ car(W)", /car\(\) is not supported yet: .*\(1 \| gr\(area, precision = Q\)\)/, "car"],
  ["y ~ mo(x + 1)", /mo\(\) takes the name of one column/, "x + 1"],
  ["y ~ mi(x)", /mi\(\) is not supported yet/, "mi"],
  ["y ~ me(x, s)", /me\(\) is not supported yet/, "me"],
  // Groups.
  ["y ~ 1 | g", /write \(1 \| g\)/, "1 | g"],
  ["y ~ x + 1 | g + z", /write \(1 \| g\)/, "1 | g"],
  ["y ~ x + z || g", /write \(z \|\| g\)/, "z || g"],
  ["y ~ gr(g, cov = K)", /gr\(\) stands after the bar of a group-level term, as in \(1 \| gr\(g, cov = K\)\)/, "gr"],
  ["y ~ (1 | gr(a/b, tree = t))", /a\/b stands for two: give each a term of its own/, "a/b"],
  ["y ~ (1 | gr(a, tree = t)/b)", /gr\(\) stands alone after the bar/, "gr(a, tree = t)"],
  ["y ~ (1 | gr(a, tree = t):b)", /write all columns inside it, as in gr\(a:b, cov = K\)/, "gr(a, tree = t)"],
  [
    "y ~ (1 | gr(g, cov = K, tree = t))",
    /relates levels in one way.*gr\(g, cov=K\)\) \+ \(1 \| gr\(g, tree=t\)/,
    "tree = t",
  ],
  ["y ~ (1 | gr(g, cov = K, cov = L))", /cov is given twice/, "cov = L"],
  [
    "y ~ (1 | gr(g, by = f))",
    /by = is not supported yet: give each class a term of its own, as in \(0 \+ factor\(f\) \|\| g\)/,
    "by = f",
  ],
  [
    "y ~ (1 | gr(animal, pedigree = P, by = x))",
    /as in \(0 \+ factor\(x\) \|\| gr\(animal, pedigree ?= ?P\)\)\./,
    "by = x",
  ],
  ["y ~ (1 | gr(g, dist = 'student'))", /dist = is not supported yet: effects are normal/, "dist = 'student'"],
  ["y ~ (x | gr(g, cor = FALSE))", /cor = is not supported yet: write \|\| in place of \|/, "cor = FALSE"],
  ["y ~ (x | gr(g, id = 1))", /id = is not supported yet/, "id = 1"],
  ["y ~ (1 | gr(g, K))", /what K is: write one of cov = K, precision = K, tree = K, pedigree = K/, "K"],
  ["y ~ (1 | gr(g, tre = t))", /no argument "tre"; did you mean gr\(g, tree = t\)\?/, "tre = t"],
  ["y ~ (1 | gr(g, kinship = A))", /did you mean gr\(g, cov = A\)\?/, "kinship = A"],
  ["y ~ (1 | gr(g, zzz = A))", /it takes gr\(g, cov = K\), gr\(g, precision = Q\)/, "zzz = A"],
  ["y ~ (1 | gr(g, cov = 2 * K))", /cov takes the name of a covariance matrix/, "2 * K"],
  ["y ~ (1 | gr())", /takes a grouping column first/, "gr()"],
  ["y ~ (1 | gr(cov = K))", /takes a grouping column first/, "cov = K"],
  ["y ~ (1 | gr(log(g), cov = K))", /make a column of anything else/, "log(g)"],
  [
    "y ~ (1 | gr(g, cov = K)) + (x | gr(g, cov = K))",
    /intercept varies by gr\(g, cov = K\) in two/,
    "x | gr(g, cov = K)",
  ],
  ["y ~ (1 | mm(a, b))", /mm\(\) is not supported yet/, "mm"],
  ["y ~ (x | ID | g)", /leave out the ID/, "x | ID | g"],
  ["y ~ (1 | g) + (x | g)", /the intercept varies by g in two/, "x | g"],
  ["y ~ (1 | a:b) + (1 | b:a)", /the intercept varies by b:a in two/, "1 | b:a"],
  ["y ~ (1 | a/b) + (1 | a)", /the intercept varies by a in two/, "1 | a"],
  ["y ~ (x | g) + (0 + x | g)", /the slope of x varies by g in two/, "0 + x | g"],
  ["y ~ (1 | a*b)", /\(1 \| a\) \+ \(1 \| b\) \+ \(1 \| a:b\)/, "a*b"],
  ["y ~ (1 | a + b)", /\(1 \| a\) \+ \(1 \| b\)\./, "a + b"],
  ["y ~ (1 | factor(g))", /without factor\(\)/, "factor(g)"],
  ["y ~ (1 | 1)", /not a number/, "1"],
  ["y ~ (1 | a/a)", /names "a" twice/, "a/a"],
  ["y ~ (0 | g)", /without effects/, "0"],
  ["y ~ ((1 | a) | b)", /cannot stand inside another/, "(1 | a)"],
  ["y ~ (offset(x) | g)", /outside of group-level terms/, "offset(x)"],
  ["y ~ x*(1 | g)", /cannot be joined by \*/, "x*(1 | g)"],
  // The response.
  ["1 ~ x", /the response is a column/, "1"],
  ["cbind(a, b) ~ x", /a \| trials\(a \+ b\)/, "cbind(a, b)"],
  ["cbind(a, n - a) ~ x", /a \| trials\(n\)\./, "cbind(a, n - a)"],
  ["mvbind(a, b) ~ x", /fit each response by itself/, "mvbind"],
  ["factor(y) ~ x", /two levels counts its second/, "factor"],
  ["trials(n) ~ x", /write y \| trials\(n\)/, "trials(n)"],
  ["y | n ~ x", /write trials\(n\)/, "n"],
  ["y | trails(n) ~ x", /did you mean trials\(\)\?/, "trails"],
  ["y | foo(n) ~ x", /known are trials\(\), se\(\), rate\(\), weights\(\), cens\(\) or trunc\(\)/, "foo"],
  ["y | cens() ~ x", /cens\(\) takes a column that says how rows are censored/, "cens()"],
  ["y | cens(c, d, e) ~ x", /cens\(\) takes a column that says how rows are censored/, "cens(c, d, e)"],
  ["y | cens(c, upper = d) ~ x", /cens\(\) has no argument "upper"/, "upper = d"],
  ["y | trunc() ~ x", /trunc\(\) takes the ends of what could be seen/, "trunc()"],
  ["y | trunc(low = 0) ~ x", /trunc\(\) has no argument "low"/, "low = 0"],
  ["cbind(a, b) ~ x", /cbind\(\) of successes and failures is written/, "cbind(a, b)"],
  [
    "y | weights(w) ~ x",
    /does not say what the weights mean: write weights\(w, precision\) for .*, weights\(w, frequency\) for .*, or weights\(w, sampling\) for /,
    "weights(w)",
  ],
  ["y | weights() ~ x", /takes a column and what it means/, "weights()"],
  ["y | weights(w, precision, 2) ~ x", /takes a column and what it means/, "weights(w, precision, 2)"],
  ["y | weights(w / 2, samplng) ~ x", /did you mean weights\(w\/2, sampling\)\?/, "samplng"],
  ["y | weights(w, TRUE) ~ x", /"TRUE" is no meaning of weights: write weights\(w, precision\) for /, "TRUE"],
  ["y | weights(w, `precision`) ~ x", /did you mean weights\(w, precision\)\?/, "`precision`"],
  ["y | weights(w, scale = TRUE) ~ x", /no argument "scale"; .* are weights\(w, sampling\)/, "scale = TRUE"],
  ["y | weights(w, meaning = precision) ~ x", /the meaning stands alone/, "meaning = precision"],
  ["y | weights(w, precision) + weights(v, sampling) ~ x", /given twice/, "weights(v, sampling)"],
  ["y | weights('w', precision) ~ x", /takes numbers, not text/, "'w'"],
  ["y | resp_weights(w) ~ x", /is written weights\(w, precision\)/, "resp_weights"],
  ["weights(w, precision) ~ x", /write y \| weights\(w,precision\)/, "weights(w, precision)"],
  ["y | trials(n) | rate(d) ~ x", /join what follows with \+/, "y | trials(n)"],
  ["y | trials(n) * rate(d) ~ x", /joined with \+/, "trials(n) * rate(d)"],
  ["y | trials(n) + trials(m) ~ x", /given twice/, "trials(m)"],
  ["y | trials() ~ x", /takes 1 argument and has 0/, "trials()"],
  ["y | se(s, sd = TRUE) ~ x", /se\(\) has no argument "sd"/, "sd = TRUE"],
  ["y | se(s, sigma = 2) ~ x", /sigma is TRUE or FALSE/, "sigma = 2"],
  ["y || trials(n) ~ x", /one bar/, "y || trials(n)"],
];

describe("a mistake in a formula", () => {
  it.each(MISTAKES)("%s is named and pointed at", (formula, says, place) => {
    const [sentence, shown] = pointed(formula);
    expect(sentence).toMatch(says);
    expect(sentence).toMatch(/[.?]$/);
    expect(shown).toBe(place);
  });

  it("that is an invisible character is named by its number", () => {
    expect(pointed("y ~ x\u0000 + z")).toEqual(["the character U+0000 means nothing in a formula: delete it.", " "]);
  });
});

describe("the left side of a further formula", () => {
  const parameters = ["sigma", "nu"];
  it.each([
    ["sigm ~ x", /"sigm" is no parameter with a formula; did you mean sigma\?/, "sigm"],
    ["foo ~ x", /stands sigma or nu\./, "foo"],
    ["mu ~ x", /formula of mu is the first one/, "mu"],
    ["log(sigma) ~ x", /write the parameter alone, sigma ~/, "log(sigma)"],
    ["y + z ~ x", /only the first formula has a response/, "y + z"],
    ["sigma | se(s) ~ x", /only the first formula has a response/, "sigma | se(s)"],
  ])("%s is named and pointed at", (formula, says, place) => {
    const [sentence, shown] = pointed(formula, { parameters });
    expect(sentence).toMatch(says);
    expect(shown).toBe(place);
  });

  it("cannot be a parameter when the family has none", () => {
    expect(message("sigma ~ x", { parameters: [] })).toMatch(/this family has none but the mean/);
  });
});

describe("a formula beyond all measure", () => {
  const many = (count: number, part: (k: number) => string, joint: string) =>
    Array.from({ length: count }, (_, k) => part(k)).join(joint);
  const ten = many(10, (k) => `x${k}`, "+");

  it.each([
    ["a million characters", `y ~ ${"x+".repeat(500_000)}x`, /at most 100000/],
    ["33,000 parentheses", `y ~ ${"(".repeat(33_000)}x${")".repeat(33_000)}`, /more than 200 parentheses/],
    ["99,000 signs", `y ~ ${"-".repeat(99_000)}x`, /more than 200/],
    ["49,000 powers", `y ~ ${"x^".repeat(49_000)}x`, /more than 200/],
    ["calls within calls", `y ~ ${"log(".repeat(9_000)}x${")".repeat(9_000)}`, /more than 200/],
    ["15,000 terms", `y ~ ${many(15_000, (k) => `x${k}`, "+")}`, /more than 2000 terms/],
    ["2^15,000 terms", `y ~ ${many(15_000, (k) => `x${k}`, "*")}`, /more than 2000 terms/],
    ["sum of 26 to the 20th", `y ~ (${many(26, (k) => `x${k}`, "+")})^20`, /more than 2000 terms/],
    ["the same terms over and over", `y ~ ${many(900, () => `(${ten})^1000000`, "+")}`, /more than 2000 terms/],
    ["the same, in groups", `y ~ ${many(190, (k) => `((${ten})^9*(${ten})^9|g${k})`, "+")}`, /more than 2000 terms/],
    ["an interaction of 15,000", `y ~ ${many(15_000, (k) => `x${k}`, ":")}`, /more than 20 variables/],
    ["9,000 groups", `y ~ ${many(9_000, (k) => `(1|g${k})`, "+")}`, /more than 200 group-level/],
    ["a grouping of 15,000", `y ~ (1 | ${many(15_000, (k) => `g${k}`, ":")})`, /more than 20 columns/],
    ["15,000 nested groups", `y ~ (1 | ${many(15_000, (k) => `g${k}`, "/")})`, /more than 20 columns/],
    ["a sum of 49,000 in I()", `y ~ I(${"x+".repeat(49_000)}x)`, /more than 1000 parts/],
    ["a response of 49,000", `${"y+".repeat(49_000)}y ~ x`, /more than 1000 parts/],
    ["a name of 90,000 letters", `y ~ ${"a".repeat(90_000)}(x)`, /no function a{40}…\(\)/],
    ["49,000 bars", `y ~ (${"1|".repeat(49_000)}x)`, /leave out the ID/],
  ])("ends in an error soon: %s", (_, text, says) => {
    const began = performance.now();
    expect(message(text)).toMatch(says);
    expect(message(text).length).toBeLessThan(700);
    // Each takes less than 0.4 s; other tests run beside it.
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("is still read where it only is long", () => {
    const text = `y ~ ${many(2_000, (k) => `x${k}`, " + ")}`;
    expect(parseFormula(text).predictor.terms).toHaveLength(2_000);
    expect(parseFormula(`y ~ ${"x+".repeat(49_000)}x`).predictor.terms).toHaveLength(1);
  });
});

it("a formula that is no text is refused in words", () => {
  expect(() => parseFormula(undefined as unknown as string)).toThrow(/a formula is a text/);
});
