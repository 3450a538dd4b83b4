/** Fits the model of a source to a table: progress, what was found on standard output, the folder of the fit. */
import type { Model } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { isUserError, UserError } from "../../engine/core/UserError.js";
import { summaryJson, type Summary } from "../../diagnostics/summaryJson.js";
import { untitled } from "../../models/program/program.js";
import type { Analysis } from "../analysis.js";
import { modelFolderName } from "../files/fitFile.js";
import type { DrawsFormat } from "../files/exportDraws.js";
import { saveFit } from "../files/saveFit.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import { node } from "../platform/node/node.js";
import { keepPreparedOf } from "../preparedOf.js";
import type { ChainProgress, Platform } from "../platform/Platform.js";
import { analysisFiles } from "./analysisFiles.js";
import { exportedWith } from "./exportedWith.js";
import { fitText } from "./fitText.js";
import { inOptionNames } from "./inOptionNames.js";
import { untilInterrupted } from "./interruption.js";
import type { ModelSource } from "./ModelSource.js";
import type { ModelFile } from "./loadModelFile.js";
import { progressLines } from "./progressLines.js";
import { withChecks } from "../workflows/withChecks.js";
import { reportText } from "./reportText.js";
import { textWidths } from "./textWidths.js";
import { watching, type WatchedFit } from "./watch/watching.js";

/** Options of any command that fits, as the parser gives them. */
export interface RunOptions extends Pick<
  FitOptions,
  "chains" | "warmup" | "draws" | "seed" | "workers" | "adaptDelta" | "metric" | "algorithm" | "na" | "maxMemory"
> {
  readonly out?: string;
  readonly title?: string;
  readonly maxTreedepth?: number;
  readonly fullWarmup?: boolean;
  readonly optimise?: string;
  readonly priorOnly?: boolean;
  readonly drawsFormat?: DrawsFormat;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** The port of the page on which the fit can be followed; any that is free where it is `true`. */
  readonly watch?: number | true;
}

/** What a table is when none was given. */
export const noTable: Table = { rows: 0, columns: new Map() };

/**
 * Runs a fit; returns the exit status: 0, or 130 when it was interrupted and what it had was kept.
 *
 * @param note Shows a line on standard error.
 */
export async function runFit(
  source: ModelSource,
  table: Table,
  options: RunOptions,
  platform: Platform,
  note: (text: string) => void,
): Promise<number> {
  const lines = options.quiet ? undefined : progressLines(process.stderr, options.chains ?? 4, node.now);
  const watched = await watching(options.watch, watchedFit(source, options), (text) =>
    process.stderr.write(`${text}\n`),
  );
  // What progress has told of is what a fit that is stopped keeps.
  let drawn = false;
  const interruption = untilInterrupted(() => {
    lines?.end();
    watched?.stop();
    note(drawn ? "stopping; what has been drawn is kept" : "stopping; nothing has been drawn yet");
  });
  const { signal } = interruption;
  const onProgress = (progress: ChainProgress) => {
    drawn ||= progress.phase !== "warmup";
    lines?.show(progress);
    watched?.onProgress(progress);
  };
  const heard = { signal, onProgress, ...(watched ? { onDraws: watched.onDraws } : {}) };
  const fitting = fitSource(source, table, { ...options, ...heard }, platform);
  const posterior = await fitting
    .catch((error: unknown) => {
      if (signal.aborted && isUserError(error)) return undefined;
      throw error;
    })
    .finally(async () => {
      lines?.end();
      interruption.end();
      await watched?.end(signal.aborted ? "The fit was stopped" : "The fit has ended");
    });
  if (posterior === undefined) {
    process.stderr.write("poolwise: stopped before the first draw, nothing was kept\n");
    return 130;
  }

  const { analysis, error } = await analyseIn(source, posterior, table);
  const summary = summaryJson(posterior);
  // What was found does not wait for files and figures.
  print(summary, analysis, options, note);
  if (options.out !== undefined) {
    note("\nmaking checks and the report …");
    await save(options.out, posterior, summary, analysis, source, options);
    note(`saved in ${options.out}: open ${options.out}/report.html`);
    if (source.file && source.file.imports.elsewhere.length > 0) note(lacking(options.out, source.file));
  }
  if (error !== undefined) throw error;
  return signal.aborted ? 130 : 0;
}

async function save(
  folder: string,
  posterior: Posterior,
  summary: Summary,
  analysis: Analysis,
  { file }: ModelSource,
  { drawsFormat = "parquet" }: RunOptions,
): Promise<void> {
  // What is kept of a program for later is what its checks need now.
  const kept = await withChecks(posterior);
  // A fault in checks or charts must not lose the draws: it is told once they are saved.
  const { pages, error } = await reportedWith(kept, summary, analysis).then(
    (made) => ({ pages: made, error: undefined }),
    (thrown: unknown) => ({ pages: analysisFiles(analysis), error: thrown }),
  );
  const files = new Map([["summary.json", jsonText(summary)], ...pages]);
  const exported = drawsFormat === "zarr" ? { exported: await exportedWith(kept) } : {};
  await saveFit(folder, kept, { files, drawsFormat, ...exported, ...(file ? { modelFile: file } : {}) });
  if (error !== undefined) throw error;
}

/** The report, and the analysis with the checks of the model. */
async function reportedWith(
  posterior: Posterior,
  summary: Summary,
  analysis: Analysis,
): Promise<ReadonlyMap<string, string>> {
  const { checksOfModel } = await import("../checksOfModel.js");
  const checked = { ...analysis, checks: await checksOfModel(posterior, analysis.main) };
  return new Map([["report.html", await reportText(posterior, summary.variables, checked)], ...analysisFiles(checked)]);
}

/** Why a copied model file is not enough to make the fit again. */
function lacking(folder: string, { name, imports }: ModelFile): string {
  return (
    `the copy of ${name} in ${folder}/${modelFolderName} cannot be run by itself: files outside its folder that it imports ` +
    `were not copied (${imports.elsewhere.join(", ")})`
  );
}

/** With `--json` standard output holds the summary and nothing else. */
function print(summary: Summary, analysis: Analysis, options: RunOptions, note: (text: string) => void): void {
  const words = fitText(summary, analysis, { ...textWidths(process.stdout), folder: options.out });
  if (options.json) process.stdout.write(jsonText(summary));
  if (options.json) note(words);
  else process.stdout.write(`${words}\n`);
}

const jsonText = (summary: Summary) => JSON.stringify(summary, null, 2) + "\n";

/** What the page of a fit that runs says of it. */
function watchedFit(
  source: ModelSource,
  { title, chains = 4, draws = 1000, maxTreedepth = 10 }: RunOptions,
): WatchedFit {
  return { title: title ?? source.title, chains, draws, maxTreeDepth: maxTreedepth };
}

/** The posterior with what the command line alone knows: a title, and that it is of the prior. */
function asAsked(posterior: Posterior, source: ModelSource, { priorOnly, title }: RunOptions): Posterior {
  const { model, provenance } = posterior;
  const own = model.title === untitled ? source.title : model.title;
  const options = priorOnly ? { ...provenance.options, priorOnly } : provenance.options;
  const asked = { ...posterior, model: { ...model, title: title ?? own }, provenance: { ...provenance, options } };
  return keepPreparedOf(posterior, asked);
}

/** The source's model, or what is left of it without its likelihood. */
function modelOf({ model, name }: ModelSource, { priorOnly }: RunOptions): Model {
  if (!priorOnly) return model;
  const { priorOnly: withoutLikelihood } = model as { priorOnly?: () => Model };
  if (withoutLikelihood) return withoutLikelihood();
  throw new UserError(`--prior-only: the model of ${name} cannot be fitted without its likelihood.`);
}

async function fitSource(
  source: ModelSource,
  table: Table,
  given: RunOptions & Pick<FitOptions, "signal" | "onProgress" | "onDraws">,
  platform: Platform,
): Promise<Posterior> {
  const { chains, warmup, draws, seed, workers, adaptDelta, metric, algorithm, fullWarmup, na, maxMemory } = given;
  const { signal, onProgress, onDraws } = given;
  const options: FitOptions = {
    ...{
      chains,
      warmup,
      draws,
      seed,
      workers,
      adaptDelta,
      metric,
      algorithm,
      na,
      maxMemory,
      signal,
      onProgress,
      onDraws,
    },
    stopWarmupEarly: fullWarmup ? false : undefined,
    maxTreeDepth: given.maxTreedepth,
    optimise: optimiseOption(given.optimise),
  };
  try {
    const fitting = () => fit(modelOf(source, given), table, options, platform);
    return asAsked(await inOptionNames(() => source.run(fitting)), source, given);
  } catch (error) {
    if (table === noTable && isUserError(error) && error.message.startsWith("unknown column")) {
      throw new UserError(`${source.name} reads columns, but there is no table: give one with --data d.csv`);
    }
    throw error;
  }
}

/** Names are checked where they are known. */
function optimiseOption(text: string | undefined): FitOptions["optimise"] {
  if (text === undefined || text === "all" || text === "none") return text;
  return text.split(",") as unknown as FitOptions["optimise"];
}

/** The analysis of the source's own; an error in it must not lose the draws, and is kept for later. */
async function analyseIn(
  { analyse, run }: ModelSource,
  posterior: Posterior,
  table: Table,
): Promise<{ readonly analysis: Analysis; readonly error?: unknown }> {
  if (analyse === undefined) return { analysis: {} };
  try {
    const analysis = await run(async () => analyse(posterior, table));
    analysisFiles(analysis);
    return { analysis };
  } catch (error) {
    return { analysis: {}, error };
  }
}
