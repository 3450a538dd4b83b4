/** Predictive laws of heterogeneity between trials on the scale of standardised mean differences, as published. */
import type { PublishedOutcome } from "./PublishedOutcome.js";

/** Medical areas of the trials; the last is of all but the others. */
export const rhodesAreas = ["respiratory", "cancer", "other"] as const;

/**
 * Location and scale of a log-t law of τ² with 5 degrees of freedom by medical area, type of outcome and of comparison, the latter in
 * the order of `comparisonTypes` (the three with a non-pharmacological treatment are one in the paper): Rhodes, Turner & Higgins 2015,
 * Predictive distributions were developed for the extent of heterogeneity in meta-analyses of continuous outcome data, Journal of
 * Clinical Epidemiology 68:52-60, doi:10.1016/j.jclinepi.2014.08.012, tables 3, A.3.1 and A.3.2; the last row is that for a general
 * healthcare setting.
 */
export const rhodes2015: ReadonlyMap<(typeof rhodesAreas)[number], readonly PublishedOutcome[]> = new Map([
  [
    "respiratory",
    [
      {
        name: "Obstetric outcomes",
        laws: withOneOfNonPharma([
          [-6.03, 2.36],
          [-6.31, 2.31],
          [-5.89, 2.21],
        ]),
      },
      {
        name: "Resource use/hospital stay/process",
        aliases: "length",
        laws: withOneOfNonPharma([
          [-4.46, 2.74],
          [-4.73, 2.7],
          [-4.32, 2.57],
        ]),
      },
      {
        name: "Internal/external structure-related outcomes",
        laws: withOneOfNonPharma([
          [-4.33, 2.51],
          [-4.61, 2.46],
          [-4.19, 2.33],
        ]),
      },
      {
        name: "General physical health/adverse events/pain/quality of life/functioning",
        aliases: "indicators qol harms",
        laws: withOneOfNonPharma([
          [-5.07, 2.51],
          [-5.34, 2.45],
          [-4.93, 2.28],
        ]),
      },
      {
        name: "Signs/symptoms reflecting continuation/end of condition/infection/onset of new disease",
        aliases: "acute chronic",
        laws: withOneOfNonPharma([
          [-4.9, 2.5],
          [-5.18, 2.47],
          [-4.76, 2.33],
        ]),
      },
      {
        name: "Mental health outcomes",
        aliases: "indicators",
        laws: withOneOfNonPharma([
          [-4.9, 2.17],
          [-5.17, 2.14],
          [-4.76, 1.94],
        ]),
      },
      {
        name: "Biological markers",
        aliases: "biomarkers",
        laws: withOneOfNonPharma([
          [-5.31, 2.83],
          [-5.59, 2.78],
          [-5.17, 2.66],
        ]),
      },
      {
        name: "Subjective outcomes (various)",
        aliases: "subjectively measured",
        laws: withOneOfNonPharma([
          [-4.66, 2.59],
          [-4.94, 2.59],
          [-4.52, 2.41],
        ]),
      },
      {
        name: "General healthcare setting",
        aliases: "any overall",
        laws: withOneOfNonPharma([
          [-3.44, 2.59],
          [-3.44, 2.59],
          [-3.44, 2.59],
        ]),
      },
    ],
  ],
  [
    "cancer",
    [
      {
        name: "Obstetric outcomes",
        laws: withOneOfNonPharma([
          [-1.57, 2.45],
          [-1.85, 2.41],
          [-1.43, 2.24],
        ]),
      },
      {
        name: "Resource use/hospital stay/process",
        aliases: "length",
        laws: withOneOfNonPharma([
          [-0.01, 2.83],
          [-0.27, 2.79],
          [0.15, 2.68],
        ]),
      },
      {
        name: "Internal/external structure-related outcomes",
        laws: withOneOfNonPharma([
          [-0.13, 2.61],
          [-0.14, 2.56],
          [0.27, 2.45],
        ]),
      },
      {
        name: "General physical health/adverse events/pain/quality of life/functioning",
        aliases: "indicators qol harms",
        laws: withOneOfNonPharma([
          [-0.6, 2.61],
          [-0.88, 2.55],
          [-0.46, 2.4],
        ]),
      },
      {
        name: "Signs/symptoms reflecting continuation/end of condition/infection/onset of new disease",
        aliases: "acute chronic",
        laws: withOneOfNonPharma([
          [-0.44, 2.6],
          [-0.71, 2.57],
          [-0.3, 2.46],
        ]),
      },
      {
        name: "Mental health outcomes",
        aliases: "indicators",
        laws: withOneOfNonPharma([
          [-0.43, 2.28],
          [-0.71, 2.25],
          [-0.29, 2.08],
        ]),
      },
      {
        name: "Biological markers",
        aliases: "biomarkers",
        laws: withOneOfNonPharma([
          [-0.85, 2.93],
          [-1.13, 2.87],
          [-0.71, 2.78],
        ]),
      },
      {
        name: "Subjective outcomes (various)",
        aliases: "subjectively measured",
        laws: withOneOfNonPharma([
          [-0.2, 2.68],
          [-0.48, 2.68],
          [-0.06, 2.53],
        ]),
      },
      {
        name: "General healthcare setting",
        aliases: "any overall",
        laws: withOneOfNonPharma([
          [-3.44, 2.59],
          [-3.44, 2.59],
          [-3.44, 2.59],
        ]),
      },
    ],
  ],
  [
    "other",
    [
      {
        name: "Obstetric outcomes",
        laws: withOneOfNonPharma([
          [-4.13, 2.34],
          [-4.4, 2.31],
          [-3.99, 2.11],
        ]),
      },
      {
        name: "Resource use/hospital stay/process",
        aliases: "length",
        laws: withOneOfNonPharma([
          [-2.55, 2.73],
          [-2.83, 2.7],
          [-2.41, 2.57],
        ]),
      },
      {
        name: "Internal/external structure-related outcomes",
        laws: withOneOfNonPharma([
          [-2.43, 2.5],
          [-2.7, 2.46],
          [-2.29, 2.32],
        ]),
      },
      {
        name: "General physical health/adverse events/pain/quality of life/functioning",
        aliases: "indicators qol harms",
        laws: withOneOfNonPharma([
          [-3.16, 2.5],
          [-3.44, 2.44],
          [-3.02, 2.27],
        ]),
      },
      {
        name: "Signs/symptoms reflecting continuation/end of condition/infection/onset of new disease",
        aliases: "acute chronic",
        laws: withOneOfNonPharma([
          [-3, 2.5],
          [-3.27, 2.47],
          [-2.86, 2.33],
        ]),
      },
      {
        name: "Mental health outcomes",
        aliases: "indicators",
        laws: withOneOfNonPharma([
          [-2.99, 2.16],
          [-3.27, 2.14],
          [-3.85, 1.93],
        ]),
      },
      {
        name: "Biological markers",
        aliases: "biomarkers",
        laws: withOneOfNonPharma([
          [-3.41, 2.83],
          [-3.68, 2.78],
          [-3.27, 2.66],
        ]),
      },
      {
        name: "Subjective outcomes (various)",
        aliases: "subjectively measured",
        laws: withOneOfNonPharma([
          [-2.76, 2.58],
          [-3.03, 2.59],
          [-2.62, 2.41],
        ]),
      },
      {
        name: "General healthcare setting",
        aliases: "any overall",
        laws: withOneOfNonPharma([
          [-3.44, 2.59],
          [-3.44, 2.59],
          [-3.44, 2.59],
        ]),
      },
    ],
  ],
]);

type Law = PublishedOutcome["laws"][number];

function withOneOfNonPharma([placebo, pharma, other]: readonly [Law, Law, Law]): readonly Law[] {
  return [placebo, pharma, other, other, other];
}
