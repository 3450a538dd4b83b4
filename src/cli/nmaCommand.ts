/** `poolwise nma`: a table of trials in; relative effects, ranks, checks of consistency and a report out. */
import { UserError } from "../../engine/core/UserError.js";
import {
  checkNetwork,
  networkCheckText,
  networkModel,
  type Better,
  type Interaction,
  type LikelihoodName,
} from "../../models/meta/index.js";
import { checkOutputFolder } from "../files/outputFolder.js";
import { readTable } from "../files/readTable.js";
import { workersFor } from "../fit.js";
import { askedOf } from "../network/askedOf.js";
import { completeNetwork } from "../network/completeNetwork.js";
import { networkAnalysis } from "../network/networkAnalysis.js";
import { networkDeclaration } from "../network/networkDeclaration.js";
import type { NetworkColumns, NmaOptions } from "../network/NmaOptions.js";
import { node } from "../platform/node/node.js";
import { counterLine } from "./counterLine.js";
import { runFit, type RunOptions } from "./runFit.js";
import { textWidths } from "./textWidths.js";

/** Options as the parser gives them. */
export interface NmaCommandOptions extends RunOptions, Omit<NetworkColumns, "categories"> {
  readonly data?: string;
  /** Columns with commas between them. */
  readonly categories?: string;
  readonly likelihood?: LikelihoodName;
  readonly measure?: "md" | "smd";
  readonly effects?: "random" | "fixed";
  readonly model?: "consistency" | "ume" | "nodesplit";
  /** `A,B`, again for another. */
  readonly split?: readonly string[];
  readonly reference?: string;
  /** Names with commas between them. */
  readonly treatments?: string;
  readonly covariate?: readonly string[];
  readonly interaction?: Interaction;
  readonly baselineRisk?: boolean;
  readonly correlation?: number;
  readonly prior?: readonly string[];
  /** `0,13,50`, or `latitude=0,year=1990` again for another set. */
  readonly at?: readonly string[];
  readonly baseline?: string;
  readonly baselineData?: string;
  readonly baselineTime?: number;
  readonly predictive?: boolean;
  readonly mid?: number;
  readonly better?: Better;
  readonly checks?: boolean;
}

/** Runs the command; returns the exit status, as of `poolwise fit`. */
export async function nmaCommand(options: NmaCommandOptions): Promise<number> {
  const { data, out, quiet } = options;
  const note = (text: string) => void (quiet || process.stderr.write(`${text}\n`));
  if (data === undefined) throw new UserError("there is no table: give one with --data trials.csv");
  if (out !== undefined) await checkOutputFolder(out);
  const table = await readTable(data);
  const asked = await nmaOptionsOf(options);
  askedOf(asked);
  const declaration = networkDeclaration(asked);
  const model = networkModel(declaration, options.title ?? `Network meta-analysis of ${data}`);
  const network = model.network(table);
  note(networkCheckText(network, checkNetwork(network), { width: textWidths(process.stderr).width }));
  note("");
  const runner = node.startRunner(workersFor(options, node));
  try {
    const source = {
      name: "the network",
      title: model.describe(table).title,
      model,
      run: <Value>(work: () => Promise<Value>) => work(),
      analyse: async (posterior: Parameters<typeof completeNetwork>[0]) => {
        const counter = quiet ? undefined : counterLine(process.stderr, node.now);
        const result = await completeNetwork(posterior, asked, node, (stage, done, all) =>
          counter?.show(stage, done, all),
        ).finally(() => counter?.end());
        const { tableWidth } = textWidths(process.stdout);
        return networkAnalysis(result, { width: tableWidth, sections: out !== undefined });
      },
    };
    return await runFit(source, table, options, { ...node, startRunner: () => runner }, note);
  } finally {
    await runner.close();
  }
}

/** What the options of the command line say, in the words of TypeScript. */
async function nmaOptionsOf(options: NmaCommandOptions): Promise<NmaOptions> {
  const { categories, split, treatments, prior, at, baselineData, checks, out, optimise, watch, ...rest } = options;
  return {
    ...rest,
    categories: categories === undefined ? undefined : namesOf("--categories", categories),
    treatments: treatments === undefined ? undefined : namesOf("--treatments", treatments),
    split: split?.map(pairOf),
    priors: prior,
    at: at?.flatMap(valuesOf),
    baselineData: baselineData === undefined ? undefined : await readTable(baselineData),
    // What is fitted to check consistency is shown in the report.
    checks: checks ?? out !== undefined,
  };
}

function namesOf(option: string, text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new UserError(`invalid ${option}: "${text}"; a name is empty: write ${option} A,B,C`);
  return names;
}

function pairOf(text: string): readonly [string, string] {
  const names = namesOf("--split", text);
  if (names.length === 2) return [names[0]!, names[1]!];
  throw new UserError(`invalid --split: "${text}"; it must be two treatments, such as --split A,B`);
}

/** Numbers are of the first covariate, one set each; names with numbers are one set. */
function valuesOf(text: string): readonly (number | Readonly<Record<string, number>>)[] {
  const parts = text.split(",").map((part) => part.trim());
  const numberOf = (word: string): number => {
    const value = word === "" ? NaN : Number(word);
    if (Number.isFinite(value)) return value;
    throw new UserError(
      `invalid --at: "${text}"; write values of the covariate, --at 0,13,50, or one set of several, --at x=1,z=2`,
    );
  };
  if (!text.includes("=")) return parts.map(numberOf);
  return [
    Object.fromEntries(
      parts.map((part) => {
        const at = part.lastIndexOf("=");
        return [part.slice(0, Math.max(0, at)).trim(), numberOf(part.slice(at + 1).trim())];
      }),
    ),
  ];
}
