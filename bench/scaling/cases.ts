/** The models whose cost is followed as they grow: each series grows in one way. */

/** One model on one table, whose rows are made by `writeTable`. */
export interface ScalingCase {
  readonly series: string;
  /** What grows, as it is printed: rows, groups, levels of the crossed factors, or tips of a tree. */
  readonly size: string;
  readonly rows: number;
  readonly formula: string;
  readonly family: "bernoulli" | "gaussian" | "poisson";
  /** Levels of each grouping column by its name. */
  readonly levels: Readonly<Record<string, number>>;
  /** The grouping column whose levels are tips of a tree, called t. */
  readonly onTree?: string;
}

const slopes = "y ~ x1 + x2 + (x1 | g)";
const crossed = "y ~ x1 + (1 | a) + (1 | b)";

const rowsCase = (rows: number): ScalingCase => ({
  series: "rows",
  size: String(rows),
  rows,
  formula: slopes,
  family: "bernoulli",
  levels: { g: Math.min(1000, rows / 50) },
});

const groupsCase = (groups: number, each: number): ScalingCase => ({
  series: `groups of ${each} rows`,
  size: String(groups),
  rows: groups * each,
  formula: slopes,
  family: "bernoulli",
  levels: { g: groups },
});

const crossedCase = (a: number, b: number): ScalingCase => ({
  series: "crossed factors",
  size: `${a} x ${b}`,
  rows: 10 * a,
  formula: crossed,
  family: "bernoulli",
  levels: { a, b },
});

const treeCase = (tips: number, family: "gaussian" | "poisson"): ScalingCase => ({
  series: `tips of a tree, ${family}`,
  size: String(tips),
  rows: tips,
  formula: "y ~ x1 + (1 | gr(species, tree = t))",
  family,
  levels: { species: tips },
  onTree: "species",
});

const decades = (from: number, to: number): number[] => (from > to ? [] : [from, ...decades(10 * from, to)]);

export const scalingCases: readonly ScalingCase[] = [
  ...decades(1e3, 1e6).map(rowsCase),
  ...decades(1e2, 1e5).map((groups) => groupsCase(groups, 2)),
  ...decades(1e2, 1e5).map((groups) => groupsCase(groups, 10)),
  ...[1, 2, 3].map((k) => crossedCase(10 ** (k + 1), 10 ** k)),
  ...decades(1e3, 1e5).map((tips) => treeCase(tips, "gaussian")),
  ...decades(1e3, 1e5).map((tips) => treeCase(tips, "poisson")),
];

/** A word for a file: `rows-1000`. */
export function caseName({ series, size }: ScalingCase): string {
  return `${series}-${size}`.replace(/[ ,]+/g, "-");
}
