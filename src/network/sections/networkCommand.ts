/** The command that makes a network meta-analysis again. */
import type { NetworkResult } from "../NetworkResult.js";
import { placesInWords } from "../placesInWords.js";

/** `--baseline-risk`. */
function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * `poolwise nma` with all that was declared and asked, quoted for a POSIX shell. The name of the table's file is not known to a fit, and stands as
 * DATA.csv. Node-splits and unrelated mean effects stand beside a fit and are named by `--model`.
 */
export function networkCommand({ fitted, questions, posterior, consistency }: NetworkResult): string {
  const { declaration, network } = fitted;
  const { provenance } = posterior;
  const columns = Object.entries(declaration.columns).flatMap(([role, column]) =>
    column === undefined ? [] : [[optionName(role), column]],
  );
  const treatments = declaration.treatments;
  const parts: readonly (readonly string[])[] = [
    ["--data", "DATA.csv"],
    ...columns,
    ...(declaration.categories ? [["--categories", declaration.categories.join(",")]] : []),
    ["--likelihood", network.likelihood],
    ...(declaration.measure === "smd" ? [["--measure", "smd"]] : []),
    ...(declaration.ratio === undefined ? [] : [["--ratio", declaration.ratio]]),
    ["--effects", declaration.effects],
    ...modelOption(declaration.model, consistency),
    ["--reference", network.treatments[0]!],
    ...(treatments ? [["--treatments", treatments.join(",")]] : []),
    ...declaration.covariates.map((name) => ["--covariate", name]),
    ...(declaration.covariates.length > 0 || declaration.baselineRisk
      ? [["--interaction", declaration.interaction]]
      : []),
    ...(declaration.baselineRisk ? [["--baseline-risk"]] : []),
    ...(declaration.correlation === undefined ? [] : [["--correlation", String(declaration.correlation)]]),
    ...declaration.priors.map((prior) => ["--prior", prior]),
    ...(questions.better ? [["--better", questions.better]] : []),
    ...(questions.mid === undefined ? [] : [["--mid", String(questions.mid)]]),
    ...questions.at.flatMap((at) => [
      [
        "--at",
        placesInWords(at, network)
          .map(([name, value]) => csvCell(`${name}=${value}`))
          .join(","),
      ],
    ]),
    ...(declaration.exchangeableBaselines ? [["--baseline", "joint"]] : baselineOption(questions)),
    ...(questions.baselineTime === undefined ? [] : [["--baseline-time", String(questions.baselineTime)]]),
    ...(questions.predictive ? [["--predictive"]] : []),
    ["--chains", String(provenance.chains)],
    ["--draws", String(provenance.draws)],
    ["--seed", provenance.seed],
    ["--out", "DIR"],
  ];
  const text = parts.map(([name, ...values]) => [name, ...values.map(quoted)].join(" "));
  return ["poolwise nma", ...text].join(" \\\n  ");
}

/** A baseline that was fitted to data of its own is known by its draws. */
function baselineOption({ baseline, baselineText }: NetworkResult["questions"]): readonly (readonly string[])[] {
  if (baseline === undefined || baselineText === undefined) return [];
  return "length" in baseline ? [["--baseline-data", "BASELINE.csv"]] : [["--baseline", baselineText]];
}

function modelOption(model: string, { other, splits }: NetworkResult["consistency"]): readonly (readonly string[])[] {
  if (splits && !other) return [["--model", "nodesplit"]];
  if (other?.model === "ume" && !splits) return [["--model", "ume"]];
  return model === "ume" ? [["--model", "ume"]] : [];
}

/** In double quotes where a comma or quotes would end it. */
function csvCell(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A word as it is where a shell leaves it alone, else in single quotes. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_./:=,-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
