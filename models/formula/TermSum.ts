/** A sum of terms while it is read: which terms, whether an intercept, and what else was added. */
import type { UserError } from "../../engine/core/UserError.js";
import type { GroupFormula, PredictorFormula, Span, Term, Variable } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { MOST_GROUPS, MOST_PRODUCTS, MOST_TERMS, MOST_VARIABLES } from "./limits.js";

/** A term as the numbers of its variables, ascending: variables are numbered as they first occur in the text. */
export interface NumberedTerm {
  readonly variables: readonly number[];
  readonly span: Span;
}

export type Offset = PredictorFormula["offsets"][number];

/** Pieces joined by + and -. Terms are kept by their variables, in the order first added. */
export interface TermSum {
  readonly terms: Map<string, NumberedTerm>;
  /** True after 1, false after 0 or -1; undefined when neither is written. */
  intercept?: { readonly present: boolean; readonly span: Span };
  /** Where `Intercept` is written as a coefficient. */
  coefficient?: Span;
  readonly offsets: Offset[];
  readonly groups: GroupFormula[];
}

export function emptySum(): TermSum {
  return { terms: new Map(), offsets: [], groups: [] };
}

export function termKey(term: NumberedTerm): string {
  return term.variables.join(",");
}

/** The variables of one predictor, or of one group-level term, and the work done on their products. */
export class Variables {
  private readonly numbers = new Map<string, number>();
  private readonly list: Variable[] = [];

  /** @param work - products formed for the whole formula so far */
  constructor(
    readonly text: string,
    readonly work: { products: number } = { products: 0 },
  ) {}

  /** The number of a variable; the same for each of its occurrences. */
  number(variable: Variable): number {
    const key = variableKey(variable);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.list.length);
    return this.list.push(variable) - 1;
  }

  /** A product of two terms, each variable once. @throws UserError when there are too many of either */
  product(a: NumberedTerm, b: NumberedTerm, span: Span): NumberedTerm {
    this.work.products += 1;
    if (this.work.products > MOST_PRODUCTS) throw this.tooManyTerms(span);
    const variables = [...new Set([...a.variables, ...b.variables])].sort((i, j) => i - j);
    if (variables.length <= MOST_VARIABLES) return { variables, span };
    throw formulaError(this.text, span, `an interaction is of more than ${MOST_VARIABLES} variables.`);
  }

  /** Adds a term to others. @throws UserError when there are too many */
  add(terms: Map<string, NumberedTerm>, term: NumberedTerm): void {
    const key = termKey(term);
    if (terms.has(key)) return;
    if (terms.size >= MOST_TERMS) throw this.tooManyTerms(term.span);
    terms.set(key, term);
  }

  /** Adds group-level terms. @throws UserError when there are too many */
  addGroups(groups: GroupFormula[], more: readonly GroupFormula[]): void {
    for (const group of more) {
      if (groups.push(group) <= MOST_GROUPS) continue;
      throw formulaError(this.text, group.span, `the formula has more than ${MOST_GROUPS} group-level terms.`);
    }
  }

  /** Terms with their variables, those of fewer variables first. */
  written(terms: ReadonlyMap<string, NumberedTerm>): readonly Term[] {
    return [...terms.values()]
      .map(({ variables, span }) => ({ variables: variables.map((k) => this.list[k]!), span }))
      .sort((a, b) => a.variables.length - b.variables.length);
  }

  private tooManyTerms(span: Span): UserError {
    return formulaError(
      this.text,
      span,
      `the formula stands for more than ${MOST_TERMS} terms once it is written out.`,
    );
  }
}

/** What makes two variables the same. */
export function variableKey(variable: Variable): string {
  return variable.kind === "column" ? `column ${variable.name}` : variable.source;
}
