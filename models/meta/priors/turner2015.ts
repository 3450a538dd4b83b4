/** Predictive laws of heterogeneity between trials on the log odds ratio scale, as published. */
import type { PublishedOutcome } from "./PublishedOutcome.js";

/**
 * Location and scale of a log-normal law of τ² by type of outcome and of comparison, the latter in the order of `comparisonTypes`:
 * Turner, Jackson, Wei, Thompson & Higgins 2015, Predictive distributions for between-study heterogeneity and simple methods for their
 * application in Bayesian meta-analysis, Statistics in Medicine 34:984-998, doi:10.1002/sim.6381, table IV; the last row is that for a
 * general healthcare setting.
 */
export const turner2015: readonly PublishedOutcome[] = [
  {
    name: "All-cause mortality",
    laws: [
      [-3.95, 1.34],
      [-4.18, 1.41],
      [-4.17, 1.55],
      [-2.92, 1.02],
      [-3.5, 1.26],
    ],
  },
  {
    name: "Obstetric outcomes",
    laws: [
      [-3.52, 1.74],
      [-3.75, 1.79],
      [-3.74, 1.91],
      [-2.49, 1.5],
      [-3.08, 1.68],
    ],
  },
  {
    name: "Cause-specific mortality/major morbidity event/composite",
    laws: [
      [-3.71, 1.74],
      [-3.95, 1.79],
      [-3.93, 1.91],
      [-2.68, 1.51],
      [-3.27, 1.68],
    ],
  },
  {
    name: "Resource use/hospital stay/process",
    aliases: "length",
    laws: [
      [-2.34, 1.74],
      [-2.58, 1.79],
      [-2.56, 1.91],
      [-1.31, 1.5],
      [-1.9, 1.68],
    ],
  },
  {
    name: "Surgical/device related success/failure",
    laws: [
      [-2.14, 1.74],
      [-2.37, 1.79],
      [-2.36, 1.91],
      [-1.11, 1.5],
      [-1.69, 1.68],
    ],
  },
  {
    name: "Withdrawals/drop-outs",
    aliases: "dropouts discontinuation",
    laws: [
      [-2.99, 1.74],
      [-3.23, 1.79],
      [-3.21, 1.91],
      [-1.96, 1.51],
      [-2.55, 1.68],
    ],
  },
  {
    name: "Internal/external structure-related outcomes",
    laws: [
      [-2.71, 1.74],
      [-2.94, 1.79],
      [-2.93, 1.92],
      [-1.67, 1.51],
      [-2.26, 1.68],
    ],
  },
  {
    name: "General physical health indicators",
    laws: [
      [-2.29, 1.53],
      [-2.53, 1.58],
      [-2.51, 1.72],
      [-1.26, 1.25],
      [-1.85, 1.46],
    ],
  },
  {
    name: "Adverse events",
    aliases: "harms",
    laws: [
      [-1.87, 1.52],
      [-2.1, 1.58],
      [-2.1, 1.71],
      [-0.84, 1.24],
      [-1.43, 1.45],
    ],
  },
  {
    name: "Infection/onset of new disease",
    aliases: "acute chronic",
    laws: [
      [-2.49, 1.52],
      [-2.73, 1.58],
      [-2.71, 1.71],
      [-1.46, 1.24],
      [-2.05, 1.45],
    ],
  },
  {
    name: "Signs/symptoms reflecting continuation/end of condition",
    laws: [
      [-2.06, 1.51],
      [-2.29, 1.58],
      [-2.28, 1.71],
      [-1.03, 1.24],
      [-1.61, 1.45],
    ],
  },
  {
    name: "Pain",
    laws: [
      [-1.83, 1.52],
      [-2.06, 1.58],
      [-2.05, 1.71],
      [-0.8, 1.25],
      [-1.38, 1.45],
    ],
  },
  {
    name: "Quality of life/functioning (dichotomised)",
    aliases: "qol",
    laws: [
      [-2.54, 1.54],
      [-2.78, 1.6],
      [-2.77, 1.73],
      [-1.51, 1.27],
      [-2.1, 1.47],
    ],
  },
  {
    name: "Mental health indicators",
    laws: [
      [-2.12, 1.53],
      [-2.35, 1.6],
      [-2.34, 1.72],
      [-1.09, 1.27],
      [-1.67, 1.47],
    ],
  },
  {
    name: "Biological markers (dichotomised)",
    aliases: "biomarkers",
    laws: [
      [-1.77, 1.52],
      [-2, 1.58],
      [-1.99, 1.71],
      [-0.74, 1.24],
      [-1.33, 1.45],
    ],
  },
  {
    name: "Subjective outcomes (various)",
    laws: [
      [-2.7, 1.52],
      [-2.93, 1.58],
      [-2.92, 1.71],
      [-1.67, 1.25],
      [-2.26, 1.45],
    ],
  },
  {
    name: "General healthcare setting",
    aliases: "any overall",
    laws: [
      [-2.56, 1.74],
      [-2.56, 1.74],
      [-2.56, 1.74],
      [-2.56, 1.74],
      [-2.56, 1.74],
    ],
  },
];
