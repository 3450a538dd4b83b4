/** What a formula says, as records; nothing here knows of data. */

/** Where something stands in the formula's text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Operators of two numbers; comparisons give 1 or 0. */
export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=";

/** A number computed from columns, row by row. */
export type Expression = { readonly span: Span } & (
  | { readonly kind: "number"; readonly value: number }
  /** For comparisons with a level: `arm == "drug"`. */
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "unary"; readonly operator: "-" | "+"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
);

/** One variable of a term. `source` is its text without white space, from which coefficients are named. */
export type Variable = { readonly span: Span; readonly source: string } &
  /** A column, numeric or a factor as the table has it. */
  (
    | { readonly kind: "column"; readonly name: string }
    /** `factor(x)`: a column as a factor whatever it holds. */
    | { readonly kind: "factor"; readonly name: string }
    /** `mo(x)`: a column of ordered levels, whose steps all lead the same way. */
    | { readonly kind: "monotonic"; readonly name: string }
    /** `I(x^2)` or `log(x)`: one number a row. */
    | { readonly kind: "expression"; readonly expression: Expression }
    /** `poly(x, degree)`: orthogonal polynomials, or raw powers. */
    | { readonly kind: "poly"; readonly expression: Expression; readonly degree: number; readonly raw: boolean }
    /** `within(x | g)` and `between(x | g)`: the deviation from the group's mean, and the mean; groups are joined columns. */
    | { readonly kind: "within" | "between"; readonly expression: Expression; readonly grouping: readonly string[] }
  );

/** A product of variables: one for a main effect, several for an interaction. The intercept is no term. */
export interface Term {
  readonly variables: readonly Variable[];
  readonly span: Span;
}

/** `cov = K`, `precision = Q`, `tree = t` or `pedigree = P` in `gr(g, …)`: how the levels of g are related. */
export interface StructureFormula {
  readonly kind: "cov" | "precision" | "tree" | "pedigree";
  /** What the formula calls it. */
  readonly name: string;
  readonly span: Span;
}

/** `(terms | grouping)`, or `(terms | gr(grouping, …))`. A nested `a/b` has become two of these. */
export interface GroupFormula {
  /** Columns whose levels are joined: `["a", "b"]` for `a:b`. */
  readonly grouping: readonly string[];
  /** Absent where levels are independent. */
  readonly structure?: StructureFormula;
  readonly intercept: boolean;
  readonly terms: readonly Term[];
  /** False for `||`. */
  readonly correlated: boolean;
  /** The text between the parentheses, and where it stands. */
  readonly source: string;
  readonly span: Span;
}

/** What a predictor is made of. */
export interface PredictorFormula {
  /**
   * `centred`: columns are centred and the intercept has a class of its own. `coefficient`: `0 + Intercept + …`, nothing is
   * centred and the intercept is of class b. `none`: `0 + …`.
   */
  readonly intercept: "centred" | "coefficient" | "none";
  /** Main effects first, then interactions of two variables, and so on, each in the order written, none twice. */
  readonly terms: readonly Term[];
  readonly offsets: readonly { readonly expression: Expression; readonly source: string; readonly span: Span }[];
  readonly groups: readonly GroupFormula[];
}

/**
 * What weights mean: `precision` divides the residual variance, `frequency` multiplies the log likelihood, `sampling` does so
 * after the weights have been scaled to add up to the number of rows.
 */
export type Weighting = "precision" | "frequency" | "sampling";

/**
 * `trials(n)`, `se(s)`, `se(s, sigma = TRUE)`, `rate(d)`, `weights(w, precision)`, `cens(c, y2)` or `trunc(lb = a, ub = b)` after the
 * response's bar.
 */
export interface Addition {
  readonly kind: "trials" | "se" | "rate" | "weights" | "cens" | "trunc";
  /** Of `trunc` the first of its ends. */
  readonly expression: Expression;
  /** Of `cens`: the upper ends of intervals. Of `trunc`: its ends. */
  readonly lower?: Expression;
  readonly upper?: Expression;
  /** Of `se`: whether the residual sd is added to the known one. */
  readonly sigma: boolean;
  /** Of `weights`, and of nothing else. */
  readonly weighting?: Weighting;
  readonly source: string;
  readonly span: Span;
}

export interface ResponseFormula {
  readonly expression: Expression;
  /** Of `cbind(a, b, c)` those after the first. */
  readonly columns?: readonly Expression[];
  /** Its text without white space. */
  readonly source: string;
  readonly span: Span;
  readonly additions: readonly Addition[];
}

/** A whole formula: of the response when it has one, of another distributional parameter, as in `sigma ~ x`, when not. */
export interface Formula {
  readonly text: string;
  /** "mu" for the response's own formula. */
  readonly parameter: string;
  /** Absent for other parameters than mu. */
  readonly response?: ResponseFormula;
  readonly predictor: PredictorFormula;
}
