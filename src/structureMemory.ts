/** Memory that the matrices of related levels take, known from their sizes before anything is computed of them. */
import type { Model } from "../engine/core/Model.js";
import type { Column, Table } from "../engine/core/Table.js";
import type { GlmmModel } from "../models/glmm/glmm.js";
import type { MatrixDeclaration } from "../models/glmm/structures/StructureDeclaration.js";

export interface StructureMemory {
  /** Bytes in the calling thread. */
  readonly held: number;
  /** Bytes among the data of each copy of the compiled model, at least. */
  readonly perCopy: number;
  /** What takes most of it, in words: `the covariance matrix K of 2500 rows, 60 of them in the data`. */
  readonly largest: string;
  /** Whether the data lack some of the levels of that matrix. */
  readonly spare: boolean;
}

/** The matrix as given, and made exactly symmetric. */
const copiesGiven = 2;

/** Its part at the levels of a term, the axes of that, and their root. */
const copiesOfPart = 3;

/** Of each entry of a sparse law: row and column, value, and its number in a factor, which may have many more. */
const bytesPerEntry = 28;

/**
 * Of a covariance: the matrix itself, and for each term its part at the levels in the data, which is decomposed and goes into each
 * copy of the model. Of a precision: its entries that are not 0; what its factor fills besides is not known yet. Trees and
 * pedigrees take little beside their levels. Undefined where a model has no matrix.
 */
export function structureMemory(model: Model, table: Table): StructureMemory | undefined {
  if (!isGlmm(model)) return undefined;
  const groupings = model.formulas.flatMap(({ predictor }) => predictor.groups);
  const parts = model.declaration.structures.flatMap(([name, structure]) => {
    if (structure.kind !== "cov" && structure.kind !== "precision") return [];
    const terms = groupings.filter((group) => group.structure?.name === name).map(({ grouping }) => grouping);
    const { kind } = structure;
    return [kind === "cov" ? ofCovariance(name, structure, terms, table) : ofPrecision(name, structure, terms)];
  });
  if (parts.length === 0) return undefined;
  const { largest, spare } = parts.reduce((most, part) => (part.held > most.held ? part : most));
  return {
    largest,
    spare,
    held: parts.reduce((sum, { held }) => sum + held, 0),
    perCopy: parts.reduce((sum, { perCopy }) => sum + perCopy, 0),
  };
}

type Groupings = readonly (readonly string[])[];

function ofCovariance(
  name: string,
  { names, values }: MatrixDeclaration,
  terms: Groupings,
  table: Table,
): StructureMemory {
  const size = names.length;
  const levels = terms.map((grouping) => Math.min(size, levelCount(table, grouping)));
  const squares = 8 * levels.reduce((sum, count) => sum + count * count, 0);
  const most = Math.max(0, ...levels);
  return {
    held: 8 * (values.length + (copiesGiven - 1) * size * size) + copiesOfPart * squares,
    perCopy: squares,
    largest: `the covariance matrix ${name} of ${size} rows${most < size ? `, ${most} of them in the data` : ""}`,
    spare: most < size,
  };
}

function ofPrecision(name: string, { names, values, places }: MatrixDeclaration, terms: Groupings): StructureMemory {
  const others = values.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  // A whole matrix has each entry beside the diagonal twice.
  const entries = bytesPerEntry * (places ? others : (others + names.length) / 2);
  return {
    held: 8 * values.length * (places ? 1 : copiesGiven) + entries,
    perCopy: terms.length * entries,
    largest: `the precision matrix ${name} of ${names.length} rows`,
    // To leave a row of a precision out is to condition on it.
    spare: false,
  };
}

/** Levels of columns joined, at the most; none of a column that is not there, which is refused elsewhere. */
function levelCount({ columns }: Table, grouping: readonly string[]): number {
  return grouping.reduce((count, name) => {
    const column = columns.get(name);
    return count * (column === undefined ? 0 : distinct(column));
  }, 1);
}

function distinct(column: Column): number {
  return column.kind === "factor" ? column.levels.length : new Set(column.values).size;
}

function isGlmm(model: Model): model is GlmmModel {
  return model.kind === "glmm";
}
