/** `poolwise fit`: a model file and a table in, a summary and a folder out. */
import type { Table } from "../../engine/core/Table.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { isUserError, UserError } from "../../engine/core/UserError.js";
import { summaryJson } from "../../diagnostics/summaryJson.js";
import { summaryText } from "../../diagnostics/summaryText.js";
import type { Analysis } from "../analysis.js";
import { checkOutputFolder } from "../files/outputFolder.js";
import { readTable } from "../files/readTable.js";
import { saveFit } from "../files/saveFit.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import { node } from "../platform/node/node.js";
import { analysisFiles } from "./analysisFiles.js";
import { inModelFile } from "./inModelFile.js";
import { inOptionNames } from "./inOptionNames.js";
import { untilInterrupted, type Interruption } from "./interruption.js";
import { loadModelFile, type ModelFile } from "./loadModelFile.js";
import { progressLines } from "./progressLines.js";
import { reportText } from "./reportText.js";

/** Options as the parser gives them. */
export interface FitCommandOptions extends Pick<
  FitOptions,
  "chains" | "warmup" | "draws" | "seed" | "workers" | "adaptDelta" | "metric" | "na" | "maxMemory"
> {
  readonly data?: string;
  readonly out?: string;
  readonly maxTreedepth?: number;
  readonly optimise?: string;
  readonly drawsFormat?: "parquet" | "csv";
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const noTable: Table = { rows: 0, columns: new Map() };

/** Runs the command; returns the exit status: 0, or 130 when the fit was interrupted and what it had was kept. */
export async function fitCommand(path: string, options: FitCommandOptions): Promise<number> {
  const note = (text: string) => void (options.quiet || process.stderr.write(`${text}\n`));
  if (options.out !== undefined) await checkOutputFolder(options.out);
  const table = options.data === undefined ? noTable : await readTable(options.data);
  const file = await loadModelFile(path);

  const interruption = untilInterrupted(() => note("stopping; what has been drawn is kept"));
  const posterior = await fitWithProgress(file, table, options, interruption).catch((error: unknown) => {
    if (interruption.signal.aborted) return undefined;
    throw error;
  });
  interruption.end();
  if (posterior === undefined) {
    process.stderr.write("poolwise: stopped before the first draw, nothing was kept\n");
    return 130;
  }

  const analysed = await analyseIn(file, posterior, table);
  const summary = summaryJson(posterior);
  const text = JSON.stringify(summary, null, 2) + "\n";
  if (options.out !== undefined) {
    const files = new Map([
      ["summary.json", text],
      ["report.html", await reportText(posterior, summary.variables, analysed.analysis)],
      ...analysisFiles(analysed.analysis),
    ]);
    const { drawsFormat = "parquet" } = options;
    await saveFit(options.out, posterior, { files, drawsFormat, modelFile: file });
  }
  const words = [summaryText(summary, { width: process.stdout.columns ?? 100 }), analysed.analysis.text];
  if (options.json) {
    process.stdout.write(text);
    note(words.filter(Boolean).join("\n\n"));
  } else process.stdout.write(`${words.filter(Boolean).join("\n\n")}\n`);
  if (options.out !== undefined) note(`\nsaved in ${options.out}: open ${options.out}/report.html`);
  if (analysed.error !== undefined) throw analysed.error;
  return interruption.signal.aborted ? 130 : 0;
}

async function fitWithProgress(
  file: ModelFile,
  table: Table,
  options: FitCommandOptions,
  { signal }: Interruption,
): Promise<Posterior> {
  const { chains, warmup, draws, seed, workers, adaptDelta, metric, na, maxMemory } = options;
  const lines = options.quiet ? undefined : progressLines(process.stderr, chains ?? 4, node.now);
  const fitOptions: FitOptions = {
    ...{ chains, warmup, draws, seed, workers, adaptDelta, metric, na, maxMemory, signal },
    maxTreeDepth: options.maxTreedepth,
    optimise: optimiseOption(options.optimise),
    onProgress: lines?.show,
  };
  try {
    return await inOptionNames(() => inModelFile(file.path, () => fit(file.model, table, fitOptions, node)));
  } catch (error) {
    if (table === noTable && isUserError(error) && error.message.startsWith("unknown column")) {
      throw new UserError(`${file.name} reads columns, but there is no table: give one with --data d.csv`);
    }
    throw error;
  } finally {
    lines?.end();
  }
}

/** Names are checked where they are known. */
function optimiseOption(text: string | undefined): FitOptions["optimise"] {
  if (text === undefined || text === "all" || text === "none") return text;
  return text.split(",") as unknown as FitOptions["optimise"];
}

/** The model file's own analysis; an error in it must not lose the draws, and is kept for later. */
async function analyseIn(
  { path, analyse }: ModelFile,
  posterior: Posterior,
  table: Table,
): Promise<{ readonly analysis: Analysis; readonly error?: unknown }> {
  if (analyse === undefined) return { analysis: {} };
  try {
    const analysis = await inModelFile(path, async () => analyse(posterior, table));
    analysisFiles(analysis);
    return { analysis };
  } catch (error) {
    return { analysis: {}, error };
  }
}
