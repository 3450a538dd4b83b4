/** The columns of a formula as a type, so that an editor knows of a misspelt one before anything runs. */
import type { Weighting } from "./Formula.js";

/**
 * The names of the columns that a formula reads: `"y" | "x" | "g"` for `"y ~ log(x) + (1 | g)"`. Names of functions and of their
 * arguments, numbers, quoted text, TRUE, FALSE and Intercept are none; names in back-quotes are. A meaning of weights is none where
 * it ends a call, as in `weights(w, precision)`. It is `string`, which claims nothing, when the text is not known to the compiler or is longer than 640 characters.
 */
export type FormulaColumns<Text extends string> =
  IsUnion<Text> extends false ? (IsTooLong<Text> extends false ? Scan<Text, "", "", never> : string) : string;

/**
 * The columns of a model's formulas: of further ones, such as `"sigma ~ x"`, only those on the right side, since the left one is a
 * distributional parameter.
 */
export type FormulasColumns<Texts extends string | readonly string[]> = Texts extends string
  ? FormulaColumns<Texts>
  : Texts extends readonly [infer First extends string, ...infer Rest extends readonly string[]]
    ? FormulaColumns<First> | RightColumns<Rest[number]>
    : string;

/** By formula of a union. */
type RightColumns<Text extends string> = Text extends `${string}~${infer Right}`
  ? FormulaColumns<Right>
  : string extends Text
    ? string
    : never;

/**
 * Goes through a text, one character at a time.
 *
 * @param Word The name that is being read.
 * @param Waiting The name before white space, of which is not known yet whether a parenthesis follows and makes it a function.
 */
type Scan<
  Text extends string,
  Word extends string,
  Waiting extends string,
  Found extends string,
> = Text extends `${infer Character}${infer Rest}`
  ? Character extends Space
    ? Word extends ""
      ? Scan<Rest, "", Waiting, Found>
      : Scan<Rest, "", Word, Found | ColumnOf<Waiting>>
    : Character extends Sign
      ? Scan<Rest, "", "", Found | ColumnOf<Word> | ColumnOf<Waiting>>
      : Character extends ","
        ? Scan<WithoutWeighting<Rest>, "", "", Found | ColumnOf<Word> | ColumnOf<Waiting>>
        : Character extends "("
          ? Scan<Rest, "", "", Found | (Word extends "" ? never : ColumnOf<Waiting>)>
          : Character extends "="
            ? Rest extends `=${infer After}`
              ? Scan<After, "", "", Found | ColumnOf<Word> | ColumnOf<Waiting>>
              : // What an argument is set to is no column: a word that begins with a digit is taken for a number.
                TrimStart<Rest> extends `\`${infer Set}`
                ? Set extends `${string}\`${infer After}`
                  ? Scan<After, "", "", Found>
                  : string
                : Scan<TrimStart<Rest>, "0", "", Found>
            : Character extends "`"
              ? Rest extends `${infer Name}\`${infer After}`
                ? Scan<After, "", "", Found | ColumnOf<Word> | ColumnOf<Waiting> | Unescaped<Name>>
                : string
              : Character extends '"' | "'"
                ? Rest extends `${string}${Character}${infer After}`
                  ? Scan<After, "", "", Found | ColumnOf<Word> | ColumnOf<Waiting>>
                  : string
                : Character extends "\\"
                  ? string
                  : Scan<Rest, `${Word}${Character}`, "", Found | ColumnOf<Waiting>>
  : Text extends ""
    ? Found | ColumnOf<Word> | ColumnOf<Waiting>
    : string;

/** A word, unless it is none, a number or a word of the grammar. */
type ColumnOf<Word extends string> = Word extends ""
  ? never
  : Word extends `${Digit}${string}` | `.${Digit}${string}`
    ? never
    : Word extends "Intercept" | "TRUE" | "FALSE" | "."
      ? never
      : Word;

/** Names with escaped quotes are left to the run-time check. */
type Unescaped<Name extends string> = Name extends `${string}\\${string}` ? string : Name;

/** What follows a comma, without the meaning of weights that may be the last argument. */
type WithoutWeighting<Text extends string> =
  TrimStart<Text> extends `${Weighting}${infer After}` ? (TrimStart<After> extends `)${string}` ? After : Text) : Text;

type TrimStart<Text extends string> = Text extends `${Space}${infer Rest}` ? TrimStart<Rest> : Text;

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

type Space = " " | "\t" | "\n" | "\r" | "\u00a0";

/** Everything that ends a name, but for what has a meaning of its own above. */
type Sign = "~" | "+" | "-" | "*" | "/" | "^" | ":" | "|" | ")" | "<" | ">" | "!" | "%" | "&" | "[" | "]" | ";";

type IsUnion<Type, Whole = Type> = [Type] extends [never]
  ? false
  : Type extends unknown
    ? [Whole] extends [Type]
      ? false
      : true
    : never;

/** Whether a text has more than 640 characters, asked eight at a time: the compiler gives up a scan at 1000 steps. */
type IsTooLong<Text extends string, Steps extends readonly 0[] = []> =
  Without8<Text> extends infer Rest extends string
    ? [Rest] extends [never]
      ? false
      : Steps["length"] extends 80
        ? true
        : IsTooLong<Rest, readonly [...Steps, 0]>
    : never;

// Characters can only be counted by being named.
/* eslint-disable @typescript-eslint/no-unused-vars */
type Without8<Text extends string> =
  Text extends `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _7}${infer _8}${infer Rest}`
    ? Rest
    : never;
/* eslint-enable @typescript-eslint/no-unused-vars */
