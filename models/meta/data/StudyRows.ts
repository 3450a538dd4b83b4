/** The rows of a table by study and treatment, before outcomes are read. */

/** A row of a study. */
export interface TreatedRow {
  /** From 0. */
  readonly row: number;
  readonly treatment: string;
  /** What the treatment is compared with, in a table of pairs. */
  readonly comparator?: string;
}

export interface StudyRows {
  readonly name: string;
  readonly rows: readonly TreatedRow[];
  /** How the study is known. */
  readonly source: "arms" | "contrasts" | "pairs";
}
