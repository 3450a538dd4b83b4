/** The columns of formulas as the compiler sees them; checked by compiling this file. */
import type { Table } from "../../engine/core/Table.js";
import type { CheckedTable } from "../../models/formula/CheckedTable.js";
import type { FormulaColumns, FormulasColumns } from "../../models/formula/FormulaColumns.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** An error where a claim is not true. */
declare function holds<Claim extends true>(): Claim;

// Columns are what is read, not functions, numbers or arguments' names.
holds<
  Equal<
    FormulaColumns<"y | trials(n) ~ x + log(z) * f + offset(w) + (x | g/h)">,
    "y" | "n" | "x" | "z" | "f" | "w" | "g" | "h"
  >
>();
holds<Equal<FormulaColumns<"y~x">, "y" | "x">>();
holds<
  Equal<FormulaColumns<"incidence | trials(size) ~ period + (1 | herd)">, "incidence" | "size" | "period" | "herd">
>();
holds<Equal<FormulaColumns<"y | se(s, sigma = TRUE) ~ 0 + Intercept + I(x^2) - 1">, "y" | "s" | "x">>();
holds<Equal<FormulaColumns<"y ~ poly(age, degree = 2, raw = T) + factor(arm)">, "y" | "age" | "arm">>();
holds<Equal<FormulaColumns<"y ~ within(x | g) + between (x | g) + (1 || a:b)">, "y" | "x" | "g" | "a" | "b">>();
holds<Equal<FormulaColumns<"log(y) ~ 1e-3 + .5 + 2*x.1 + offset(logdepth - 8)">, "y" | "x.1" | "logdepth">>();
holds<Equal<FormulaColumns<'y ~ I(arm == "drug b") + I(z>=2) + I(w!=1)'>, "y" | "arm" | "z" | "w">>();
holds<Equal<FormulaColumns<"`my y` ~ `log(x)` + `größe`:élan">, "my y" | "log(x)" | "größe" | "élan">>();
holds<Equal<FormulaColumns<"\n  y ~ x +\n\tz  ">, "y" | "x" | "z">>();
holds<Equal<FormulaColumns<"y ~ __proto__ + constructor + T">, "y" | "__proto__" | "constructor" | "T">>();
holds<Equal<FormulaColumns<"y ~ 1">, "y">>();
// What weights mean is no column, unless the column is called so.
holds<Equal<FormulaColumns<"y | weights(w, precision) ~ x">, "y" | "w" | "x">>();
holds<Equal<FormulaColumns<"y | trials(n) + weights(log(w) ,  sampling ) ~ sampling">, "y" | "n" | "w" | "sampling">>();
holds<Equal<FormulaColumns<"y | weights(frequency, frequency) ~ x">, "y" | "frequency" | "x">>();
holds<
  Equal<
    FormulaColumns<'y | weights(w, "frequency") ~ max(frequency2, frequencies)'>,
    "y" | "w" | "frequency2" | "frequencies"
  >
>();

// What relates the levels of a group is no column, unless a column is called so.
holds<
  Equal<FormulaColumns<"y ~ (1 | gr(species, tree = t)) + (x || gr(a:b,cov=K))">, "y" | "species" | "x" | "a" | "b">
>();
holds<
  Equal<FormulaColumns<"y ~ t + (1 | gr(g, precision = `my Q`)) + (1 | gr(h, pedigree='P'))">, "y" | "t" | "g" | "h">
>();

// Nothing is claimed of a text that is not known, not one text, or too long.
holds<Equal<FormulaColumns<string>, string>>();
holds<Equal<FormulaColumns<`y ~ x${string}`>, string>>();
holds<Equal<FormulaColumns<`y ~ ${string} + x`>, string>>();
holds<Equal<FormulaColumns<"y ~ x" | "y ~ z">, string>>();
holds<Equal<FormulaColumns<"y ~ `a\\`b`">, string>>();

// Repeated words, 10 characters each.
type Ten = "+ abcdefgh";
type Hundred = `${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}`;
type Thousand = `${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}`;
holds<
  Equal<FormulaColumns<`y ~ x ${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}`>, "y" | "x" | "abcdefgh">
>();
holds<Equal<FormulaColumns<`y ~ x ${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}`>, string>>();
holds<Equal<FormulaColumns<`y ~ x ${Thousand}${Thousand}`>, string>>();

// Of further formulas the left side is a distributional parameter.
holds<Equal<FormulasColumns<"y ~ x">, "y" | "x">>();
holds<Equal<FormulasColumns<readonly ["y ~ x", "sigma ~ z + (1 | g)"]>, "y" | "x" | "z" | "g">>();
holds<Equal<FormulasColumns<readonly ["y ~ x", "sigma ~ z", "nu ~ w"]>, "y" | "x" | "z" | "w">>();
holds<Equal<FormulasColumns<readonly string[]>, string>>();
holds<Equal<FormulasColumns<readonly ["y ~ x", string]>, string>>();

// A table that has the columns is itself, and so is one whose columns are not known.
interface Trial {
  readonly y: number;
  readonly x?: number;
}
type Fits<Columns extends string, Input> = Equal<CheckedTable<Columns, Input>, Input>;
holds<Fits<"y" | "x", { y: number[]; x: string[]; more: number[] }>>();
holds<Fits<"y" | "x", readonly Trial[]>>();
holds<Fits<"y" | "x", ({ y: number } | { x: number })[]>>();
holds<Fits<"1", { 1: number[] }>>();
holds<Fits<"y", Table>>();
holds<Fits<"y", Record<string, number[]>>>();
holds<Fits<"y", Record<string, unknown>[]>>();
holds<Fits<"y", readonly object[]>>();
// eslint-disable-next-line @typescript-eslint/no-explicit-any
holds<Fits<"y", any>>();
holds<Fits<"y", Table | readonly object[] | Readonly<Record<string, number[]>>>>();
holds<Fits<string, { z: number[] }>>();

// One that lacks some is of a type that names them.
holds<
  Equal<
    CheckedTable<"y" | "x", { y: number[]; z: number[] }>,
    { readonly "column x of the formula is not in the table": "x" }
  >
>();
holds<Equal<keyof CheckedTable<"y" | "study", Trial[]>, "column study of the formula is not in the table">>();

// @ts-expect-error a claim that is not true is an error, so that the ones above say something
holds<Equal<FormulaColumns<"y ~ x">, "y">>();
