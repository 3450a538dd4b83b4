/** `poolwise meta`: a table of effect sizes in; their mean, heterogeneity, influence and a report out. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { requireColumn } from "../../engine/data/table.js";
import { effectSizes } from "../../models/meta/pairwise/effectSizes.js";
import { meta } from "../../models/meta/pairwise/meta.js";
import type { Measure } from "../../models/meta/pairwise/measures.js";
import { numbersOf } from "../../models/meta/pairwise/numbersOf.js";
import { checkOutputFolder } from "../files/outputFolder.js";
import { readTable } from "../files/readTable.js";
import { workersFor } from "../fit.js";
import { metaAnalysis } from "../pairwise/metaAnalysis.js";
import { node } from "../platform/node/node.js";
import { counterLine } from "./counterLine.js";
import { runFit, type RunOptions } from "./runFit.js";
import { textWidths } from "./textWidths.js";

/** Options as the parser gives them. */
export interface MetaCommandOptions extends RunOptions {
  readonly data?: string;
  readonly effect?: string;
  readonly se?: string;
  readonly variance?: string;
  readonly study?: string;
  readonly outcome?: string;
  /** Names with commas between them. */
  readonly levels?: string;
  readonly crossed?: string;
  readonly effects?: "random" | "fixed";
  readonly moderators?: string;
  /** A CSV file of the whole matrix, or columns with commas between them. */
  readonly covariance?: string;
  readonly correlation?: number;
  /** Measure that is worked out from the table first, such as RR. */
  readonly measure?: Measure;
  /** `ai=tpos,bi=tneg`, where columns have other names than metafor's. */
  readonly columns?: string;
  readonly ratio?: string;
  readonly prior?: readonly string[];
  readonly influence?: boolean;
  /** A column, or true for the order of the table. */
  readonly cumulative?: string | true;
}

/** Runs the command; returns the exit status, as of `poolwise fit`. */
export async function metaCommand(options: MetaCommandOptions): Promise<number> {
  const { data, out, quiet, measure, ratio, title } = options;
  const note = (text: string) => void (quiet || process.stderr.write(`${text}\n`));
  if (data === undefined) throw new UserError("there is no table: give one with --data studies.csv");
  if (options.columns !== undefined && measure === undefined) {
    throw new UserError(
      "--columns names what effect sizes are worked out from: say which with --measure, such as --measure RR",
    );
  }
  if (out !== undefined) await checkOutputFolder(out);
  const read = await readTable(data);
  const sizes = measure === undefined ? undefined : effectSizes(read, measure, columnsOf(options.columns));
  sizes?.notes.forEach(note);
  const table = sizes?.table ?? read;
  if (typeof options.cumulative === "string") requireColumn(table, options.cumulative);
  const told = ratio ?? sizes?.ratio;
  const model = meta({
    effect: options.effect,
    se: options.se,
    variance: options.variance ?? (sizes ? "vi" : undefined),
    study: options.study,
    outcome: options.outcome,
    levels: namesOf("--levels", options.levels),
    crossed: namesOf("--crossed", options.crossed),
    effects: options.effects,
    moderators: options.moderators,
    covariance: await covarianceOf(options.covariance, read),
    correlation: options.correlation,
    priors: options.prior,
    ...(told === undefined ? {} : { ratio: told }),
    ...(sizes ? { measure: sizes.measure } : {}),
    ...(title === undefined ? {} : { title }),
  });
  const runner = node.startRunner(workersFor(options, node));
  try {
    const source = {
      name: "the meta-analysis",
      title: `Meta-analysis of ${data}`,
      model,
      run: <Value>(work: () => Promise<Value>) => work(),
      analyse: async (posterior: Posterior, whole: Table) => {
        const counter = quiet ? undefined : counterLine(process.stderr, node.now);
        const { tableWidth } = textWidths(process.stdout);
        return metaAnalysis(
          posterior,
          {
            influence: options.influence,
            cumulative: options.cumulative,
            table: whole,
            width: tableWidth,
            sections: out !== undefined,
            onFit: (done, all) => counter?.show("fits again", done, all),
          },
          node,
        ).finally(() => counter?.end());
      },
    };
    return await runFit(source, table, options, { ...node, startRunner: () => runner }, note);
  } finally {
    await runner.close();
  }
}

function namesOf(option: string, text: string | undefined): readonly string[] | undefined {
  const names = text?.split(",").map((name) => name.trim());
  if (names?.includes(""))
    throw new UserError(`invalid ${option}: "${text}"; a name is empty: write ${option} district,school`);
  return names;
}

function columnsOf(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  const pairs = text.split(",").map((pair) => {
    const [, key, name] = /^\s*(\w+)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    if (key !== undefined && name !== undefined) return [key, name] as const;
    throw new UserError(
      `invalid --columns: "${text}"; write what is what, such as --columns ai=tpos,bi=tneg,ci=cpos,di=cneg`,
    );
  });
  return Object.fromEntries(pairs);
}

/** Columns of the table where all names are such; else a file with the whole matrix, its first line names. */
async function covarianceOf(text: string | undefined, table: Table) {
  if (text === undefined) return undefined;
  const names = namesOf("--covariance", text)!;
  if (names.every((name) => table.columns.has(name))) return names;
  if (names.length > 1) {
    const stray = names.find((name) => !table.columns.has(name))!;
    throw new UserError(
      `--covariance names a column "${stray}" that the table does not have: check its name, or give a CSV file.`,
    );
  }
  const matrix = await readTable(text);
  const columns = [...matrix.columns.keys()].map((name) => numbersOf(matrix, name));
  if (columns.length !== matrix.rows) {
    throw new UserError(
      `the covariance in ${text} has ${matrix.rows} rows and ${columns.length} columns: it must be square, with a first line of names.`,
    );
  }
  return Array.from({ length: matrix.rows }, (_, row) => columns.map((column) => column[row]!));
}
