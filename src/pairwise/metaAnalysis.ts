/** What a meta-analysis of effect sizes adds to its fit: printed answers, sections of the report, `meta.json`. */
import type { Table } from "../../engine/core/Table.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { fittedMeta } from "../../models/meta/pairwise/fittedMeta.js";
import type { Analysis } from "../analysis.js";
import type { Platform } from "../platform/Platform.js";
import type { MetaRefitOptions } from "../workflows/metaRefits.js";
import { metaSummary } from "./metaSummary.js";
import { metaText } from "./metaText.js";

/** What is asked beside the fit itself. */
export interface MetaAsked extends Pick<MetaRefitOptions, "onFit"> {
  /** Fits again without each study. */
  readonly influence?: boolean | undefined;
  /** Fits again as studies are added: in the order of the table, or of a column. */
  readonly cumulative?: string | true | undefined;
  /** The table that was fitted, with the column by which studies are ordered. */
  readonly table?: Table | undefined;
  /** Characters of the terminal; 100 unless told. */
  readonly width?: number;
  /** Whether figures are wanted, which take longer; they are unless told. */
  readonly sections?: boolean;
}

/**
 * Text for the terminal, `meta.json` and sections for the report.
 *
 * @param platform Where further fits run; needed for influence and cumulative analyses alone.
 * @throws UserError for an unknown column to be ordered by, and too few studies.
 */
export async function metaAnalysis(
  posterior: Posterior,
  asked: MetaAsked = {},
  platform?: Platform,
): Promise<Analysis> {
  const { influence, cumulative, table, width = 100, sections = true, onFit } = asked;
  const fitted = fittedMeta(posterior);
  const refits = influence || cumulative !== undefined ? await import("../workflows/metaRefits.js") : undefined;
  const counted = onFit ? { onFit } : {};
  const by = typeof cumulative === "string" ? cumulative : undefined;
  const summary = metaSummary(fitted, {
    influence: influence ? await refits!.metaInfluence(posterior, counted, platform!) : undefined,
    cumulative:
      cumulative === undefined
        ? undefined
        : await refits!.metaCumulative(posterior, { ...counted, by, table }, platform!),
    cumulativeBy: by,
  });
  const { names } = posterior.draws;
  const ofRows = names.filter(isOfRow);
  // Loaded late: drawing brings d3, which a fit that is not saved does not need.
  const figures = sections ? (await import("./metaSections.js")).metaSections(summary) : {};
  return {
    heading: posterior.model.lines.join("\n"),
    text: metaText(summary, { width }),
    main: names.filter((name) => !isOfRow(name)),
    ...(ofRows.length > 0
      ? {
          counted: {
            prefixes: ["theta[", "u["],
            text: `${ofRows.length} effects of single rows and levels, theta[…]${ofRows.some((name) => name.startsWith("u[")) ? " and u[…]" : ""}`,
          },
        }
      : {}),
    files: { "meta.json": summary },
    ...figures,
  };
}

function isOfRow(name: string): boolean {
  return name.startsWith("theta[") || name.startsWith("u[");
}
