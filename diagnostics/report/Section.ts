/** A plain section of a report: words, tables and figures as data, which any part of the package may hand over without knowing pages. */
import type { Chart } from "../plots/Chart.js";
import type { TrustState } from "./TrustState.js";

/** One, or several in order. */
export type Many<T> = T | readonly T[];

/** A section. What it holds stands in the order of these fields. */
export interface Section {
  /** Letters, digits and dashes, unique in the page. */
  readonly id: string;
  readonly title: string;
  /** Shown as a label beside the title. */
  readonly state?: TrustState;
  /** Paragraphs of plain text. */
  readonly text?: Many<string>;
  /** Names and what is to be said of each. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** Text with its line breaks, such as a formula or priors. */
  readonly code?: string;
  readonly figure?: Many<SectionFigure>;
  readonly table?: Many<SectionTable>;
  /** Sections within this one. */
  readonly sections?: readonly Section[];
  /** Folded away, or open but can be folded; a section without it cannot be folded. */
  readonly fold?: "closed" | "open";
  /** One line beside the title of a section that can be folded. */
  readonly summary?: string;
}

/** A chart, and how it is laid out. */
export type SectionFigure = Chart & {
  /** Keeps its size and scrolls sideways, for wide matrices of text. */
  readonly scroll?: boolean;
  /** Half the width of the column: two such figures stand side by side. */
  readonly half?: boolean;
};

/** A table. */
export interface SectionTable {
  /** Name of the file that a reader saves it in. */
  readonly name: string;
  readonly caption?: string;
  readonly columns: readonly SectionColumn[];
  /** Cells; the first names its row. Numbers in full precision, NaN or null where there is none. */
  readonly rows: readonly (readonly Cell[])[];
  /** Places of rows that stand out, from 0. */
  readonly flagged?: readonly number[];
}

/**
 * A number, a text, or what a number is to be shown as, such as with the digits that its draws support. `link` is the id of the section that
 * a reader finds more in.
 */
export type Cell =
  number | string | null | { readonly value: number | null; readonly text: string; readonly link?: string };

export interface SectionColumn {
  readonly title: string;
  /** Set flush right. */
  readonly numeric?: boolean;
  /** Explains the title. */
  readonly hint?: string;
  /** Significant digits of numbers, 4 unless told. */
  readonly digits?: number;
}
