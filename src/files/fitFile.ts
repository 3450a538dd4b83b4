/** What is written in `fit.json`: everything about a fit but its long rows of numbers, which lie in `numbers.bin`. */
import type { ComponentBlock } from "../../engine/core/Components.js";
import type { Declaration, ModelDescription } from "../../engine/core/Model.js";
import type { Provenance, Timing } from "../../engine/core/Posterior.js";
import type { OutcomeKind } from "../../engine/core/Replicates.js";
import type { Warning } from "../../engine/core/Warning.js";
import type { ArrayPlace } from "./numberFile.js";

/** The file whose presence says that a folder holds a poolwise fit. */
export const fitFileName = "fit.json";

/** What the file says it is. */
export const fitFormat = "poolwise fit";

/** Raised when older readers would misread what is written. */
export const fitVersion = 1;

/** The numbers of a fit, little-endian, exact. */
export const numbersFileName = "numbers.bin";

/** A chain without its numbers. */
export interface ChainFile {
  readonly chain: number;
  readonly drawCount: number;
  readonly gradients: number;
  readonly rejected: { readonly count: number; readonly firstCause?: string };
  /** Whether a warmup report is among the numbers. */
  readonly warmup: boolean;
}

/** Rows of a log likelihood, without their numbers. */
export interface RowsFile {
  readonly name: string;
  readonly length: number;
  /** Whether rows have numbers other than the count. */
  readonly numbered: boolean;
}

/** Replicates without their numbers; those that are there but for the values are named. */
export interface ReplicatesFile {
  readonly name: string;
  readonly outcome: OutcomeKind;
  readonly categories?: readonly string[];
  readonly groups?: readonly { readonly name: string; readonly levels: readonly string[] }[];
  readonly has: readonly ReplicatesArray[];
}

/** Columns beside the observed response that replicates may have. */
export type ReplicatesArray = "expected" | "trials" | "censored" | "weights";

/** A column without its numbers. */
export interface ColumnFile {
  readonly name: string;
  /** Of a factor, in order. */
  readonly levels?: readonly string[];
  readonly missing: readonly number[];
}

/** The folder in a fit's folder with the copy of the model file and of what it imports, each in its place. */
export const modelFolderName = "model";

/** A copied file that the fit was made from. */
export interface SourceFile {
  /** Path in the folder of the copies. */
  readonly name: string;
  readonly sha256: string;
}

/** The copied model file. */
export interface ModelSource extends SourceFile {
  /** The files that it imports by relative paths, copied too. */
  readonly imports?: readonly SourceFile[];
  /** Imported files outside the model file's folder, by path from there: without them the copy cannot be run. */
  readonly notCopied?: readonly string[];
}

/** A tree, pedigree or matrix of the declaration. */
export interface StructureFile {
  /** As formulas call it. */
  readonly name: string;
  readonly kind: string;
  readonly sha256: string;
}

/** The record in `fit.json`. */
export interface FitFile {
  readonly format: typeof fitFormat;
  readonly version: number;
  readonly model: ModelDescription;
  /** Its arrays lie among the numbers: see {@link splitDeclaration}. */
  readonly declaration?: Declaration;
  /** Trees, pedigrees and matrices of the declaration, where there are any. */
  readonly structures?: readonly StructureFile[];
  readonly provenance: Provenance;
  readonly timing: Timing;
  readonly warnings: readonly Warning[];
  readonly names: readonly string[];
  readonly maxTreeDepth: number;
  readonly chains: readonly ChainFile[];
  /** The columns used; absent when the fit was made without a table. */
  readonly data?: { readonly rows: number; readonly columns: readonly ColumnFile[] };
  /** Blocks of parameters whose log priors are among the numbers, with the log likelihood of these rows. */
  readonly components?: { readonly blocks: readonly ComponentBlock[]; readonly rows: readonly RowsFile[] };
  /** The log likelihood by row, of a program. */
  readonly rowLikelihood?: readonly RowsFile[];
  /** Of a program. */
  readonly replicates?: readonly ReplicatesFile[];
  /** The model file, when the model came from one. */
  readonly modelFile?: ModelSource;
  readonly numbers: { readonly sha256: string; readonly arrays: readonly ArrayPlace[] };
}
