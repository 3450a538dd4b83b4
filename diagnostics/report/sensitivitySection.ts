/** The section on priors: what they say beside what was found, and whether results hang on them. */
import { priorPosteriorPlot, type PriorPosterior } from "../plots/priorPosteriorPlot.js";
import { sensitivityPlot, type SensitivityPoint } from "../plots/sensitivityPlot.js";
import { sensitivityLimit } from "../diagnosis/index.js";
import { many } from "./many.js";
import type { Section, SectionFigure } from "./Section.js";

/** What is known of it; each part may be missing. */
export interface SensitivityContent {
  /** Change of each variable's posterior as the prior and as the likelihood is weighted up and down. */
  readonly rows?: readonly SensitivityPoint[];
  /** Draws of priors beside those of the posterior. */
  readonly priors?: readonly PriorPosterior[];
  /** Variables whose sensitivity cannot be told, with the reason in words: `all draws are equal`. */
  readonly unknown?: readonly { readonly variable: string; readonly reason: string }[];
  /** What speaks against trusting the rows; then nothing is concluded from them. */
  readonly warnings?: readonly string[];
}

/** Variables that the figures show. */
const most = { priors: 9, rows: 30 } as const;

/** Prior against posterior, and power-scaling sensitivities (Kallioinen et al. 2024). */
export function sensitivitySection(content: SensitivityContent): Section {
  const { rows = [], priors = [], unknown = [], warnings = [] } = content;
  const figures: SectionFigure[] = [
    ...(priors.length === 0
      ? []
      : [priorPosteriorPlot(priors.slice(0, most.priors), { title: "Prior and posterior of the main parameters" })]),
    ...(rows.length === 0
      ? []
      : [
          sensitivityPlot(ordered(rows).slice(0, most.rows), {
            title: "How much posteriors follow prior and likelihood",
            threshold: sensitivityLimit,
          }),
        ]),
  ];
  return {
    id: "sensitivity",
    title: "How much do priors matter?",
    ...(warnings.length > 0 ? { state: "caution" as const } : {}),
    text: [
      ...(priors.length === 0
        ? []
        : [
            "Where the posterior is much narrower than the prior, the data spoke; where the two are alike, the result is the prior's.",
          ]),
      ...warnings,
      ...many(rows.length === 0 ? undefined : verdictOf(rows, warnings.length === 0)),
      ...(unknown.length === 0 ? [] : [notKnown(unknown)]),
    ],
    figure: figures,
    ...(rows.length === 0
      ? {}
      : {
          table: {
            name: "sensitivity",
            caption: `Values from ${sensitivityLimit} on are worth a look.`,
            columns: [
              { title: "variable" },
              { title: "prior", numeric: true, digits: 2 },
              { title: "likelihood", numeric: true, digits: 2 },
              { title: "diagnosis" },
            ],
            rows: ordered(rows).map(({ variable, prior, likelihood, diagnosis = "" }) => [
              variable,
              prior,
              likelihood,
              diagnosis,
            ]),
            flagged: ordered(rows).flatMap(({ prior }, i) => (prior >= sensitivityLimit ? [i] : [])),
          },
        }),
  };
}

function ordered(rows: readonly SensitivityPoint[]): readonly SensitivityPoint[] {
  return [...rows].sort((a, b) => (b.prior || 0) - (a.prior || 0));
}

/** Variables named in a sentence. */
const mostNamed = 6;

function notKnown(unknown: NonNullable<SensitivityContent["unknown"]>): string {
  const named = unknown.slice(0, mostNamed).map(({ variable, reason }) => `${variable} (${reason})`);
  const others = unknown.length > mostNamed ? ` and ${unknown.length - mostNamed} more` : "";
  return `Not known of ${named.join(", ")}${others}.`;
}

function verdictOf(rows: readonly SensitivityPoint[], canBeTold: boolean): readonly string[] {
  const means =
    "Prior and likelihood were each given one per cent more and less weight, by re-weighting the draws. A posterior that moves with the prior hangs on it; " +
    "one that moves with both has an informative prior beside few data, or a prior that pulls elsewhere than the data.";
  if (!canBeTold) return [means];
  const felt = ordered(rows).filter(({ prior }) => prior >= sensitivityLimit);
  if (felt.length === 0) return [means, `None of ${rows.length} variables moves noticeably with the priors.`];
  const names = felt.slice(0, mostNamed).map(({ variable }) => variable);
  const others = felt.length > mostNamed ? ` and ${felt.length - mostNamed} more` : "";
  return [
    means,
    `${felt.length} of ${rows.length} variables ${felt.length === 1 ? "moves" : "move"} with the prior: ${names.join(", ")}${others}. Say why these priors, and what others would give.`,
  ];
}
