/** `poolwise nma`: a table of trials in; relative effects, ranks, checks of consistency and a report out. */
import type { Posterior } from "../../engine/core/Posterior.js";
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
import { checkAsked } from "../network/checkAsked.js";
import { completeNetwork } from "../network/completeNetwork.js";
import { networkAnalysis } from "../network/networkAnalysis.js";
import { networkDeclaration } from "../network/networkDeclaration.js";
import { nmaFitOptions } from "../network/nmaFitOptions.js";
import type { NetworkColumns, NmaOptions } from "../network/NmaOptions.js";
import { node } from "../platform/node/node.js";
import type { ChainsJob } from "../platform/Platform.js";
import { counterLine } from "./counterLine.js";
import { untilInterrupted } from "./interruption.js";
import { namesOf, pairOf, valuesAt } from "./networkWords.js";
import { runFit, type RunOptions } from "./runFit.js";
import { textWidths } from "./textWidths.js";

/** Options as the parser gives them. */
export interface NmaCommandOptions extends RunOptions, Omit<NetworkColumns, "categories"> {
  readonly data?: string;
  /** Columns with commas between them. */
  readonly categories?: string;
  readonly likelihood?: LikelihoodName;
  readonly measure?: "md" | "smd";
  readonly ratio?: string;
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
  checkAsked(network, declaration, asked);
  const runner = node.startRunner(workersFor(options, node));
  // The check is shown when sampling begins: what is refused before comes alone.
  const told = {
    ...runner,
    run: (job: ChainsJob) => {
      note(`${networkCheckText(network, checkNetwork(network), { width: textWidths(process.stderr).width })}\n`);
      return runner.run(job);
    },
  };
  let stopped = false;
  try {
    const source = {
      name: "the network",
      title: model.describe(table).title,
      model,
      run: <Value>(work: () => Promise<Value>) => work(),
      analyse: async (posterior: Posterior) => {
        const counter = quiet ? undefined : counterLine(process.stderr, node.now);
        const interruption = untilInterrupted(() => {
          counter?.end();
          note("stopping; the fit is kept");
        });
        const { signal } = interruption;
        const result = await completeNetwork(posterior, { ...asked, signal }, node, (stage, done, all) =>
          counter?.show(stage, done, all),
        ).finally(() => {
          counter?.end();
          interruption.end();
        });
        stopped = signal.aborted;
        const { tableWidth } = textWidths(process.stdout);
        return networkAnalysis(result, { width: tableWidth, sections: out !== undefined });
      },
    };
    const status = await runFit(
      source,
      table,
      { ...options, adaptDelta: nmaFitOptions(asked).adaptDelta },
      { ...node, startRunner: () => told },
      note,
    );
    return stopped ? 130 : status;
  } finally {
    await runner.close();
  }
}

/** What the options of the command line say, in the words of TypeScript. */
async function nmaOptionsOf(options: NmaCommandOptions): Promise<NmaOptions> {
  const { categories, split, treatments, prior, at, baselineData, checks, out, ...rest } = options;
  return {
    ...rest,
    optimise: undefined,
    categories: categories === undefined ? undefined : namesOf("--categories", categories),
    treatments: treatments === undefined ? undefined : namesOf("--treatments", treatments),
    split: split?.map((text) => pairOf("--split", text)),
    priors: prior,
    at: at?.flatMap(valuesAt),
    baselineData: baselineData === undefined ? undefined : await readTable(baselineData),
    // What is fitted to check consistency is shown in the report.
    checks: checks ?? (out === undefined ? false : "auto"),
  };
}
