/** Frames of formulas as text, and R's designs of the same. */
import { readFileSync } from "node:fs";
import type { Table } from "../../../../engine/core/Table.js";
import { tableFromColumns, type Values } from "../../../../engine/data/table.js";
import { parseFormula } from "../../../../models/formula/parseFormula.js";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName } from "../../../../models/glmm/Family.js";
import type { GroupTerm } from "../../../../models/glmm/Frame.js";
import { frameOf, type FrameEncoder, type FrameOptions } from "../../../../models/glmm/design/frameOf.js";

interface Options {
  readonly family?: FamilyName;
  readonly factors?: FrameOptions["factors"];
  readonly structures?: FrameOptions["structures"];
}

/** The first formula is the response's, others are of sigma. */
export function encoderOf(formulas: string | readonly string[], table: Table, options: Options = {}): FrameEncoder {
  const texts = typeof formulas === "string" ? [formulas] : formulas;
  const parsed = texts.map((text, i) => parseFormula(text, i === 0 ? {} : { auxiliary: true, parameters: ["sigma"] }));
  return frameOf(parsed, table, {
    link: (parameter) => (parameter === "mu" ? "identity" : "log"),
    parametrisation: () => "noncentred",
    factors: options.factors ?? [],
    structures: options.structures ?? [],
    ...(options.family ? { family: families.get(options.family)! } : {}),
  });
}

export const table = (columns: Record<string, Values>): Table => tableFromColumns(columns);

/** The message of what a function throws, or undefined. */
export function messageOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The row of Z of a row of the table: effects by level. */
export function rowOfZ({ columns, index, levels }: GroupTerm, row: number): Map<string, number[]> {
  return new Map([[levels[index[row]!]!, columns.map((column) => (column ? column[row]! : 1))]]);
}

interface Design {
  readonly formula: string;
}

interface Reference {
  readonly tables: Readonly<Record<string, Record<string, Values>>>;
  readonly population: readonly {
    readonly table: string;
    readonly designs: readonly (Design & {
      readonly names: readonly string[] | string;
      readonly columns: readonly (readonly number[])[];
    })[];
  }[];
  readonly groups: readonly {
    readonly table: string;
    readonly designs: readonly (Design & {
      readonly terms: readonly {
        readonly group: string;
        readonly coefficients: readonly string[];
        readonly labels: readonly string[];
        readonly levels: readonly string[];
        readonly Z: readonly (readonly number[])[];
      }[];
    })[];
  }[];
  readonly mundlak: { readonly between: number[]; readonly within: number[]; readonly betweenClass: number[] };
  readonly poly: { readonly x: number[]; readonly at: number[]; readonly degree: number; readonly values: number[][] };
  readonly means: readonly number[];
}

/** R's model.matrix and lme4's Z: test/reference/design/make.R. */
export const reference = JSON.parse(
  readFileSync(new URL("../../../reference/design/values.json", import.meta.url), "utf8"),
) as Reference;

export const referenceTable = (name: string): Table => table(reference.tables[name]!);
