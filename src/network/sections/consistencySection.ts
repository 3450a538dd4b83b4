/** Direct beside indirect evidence: node-splits, unrelated mean effects, and what cannot be checked. */
import { comparisonForestPlot, devianceComparisonPlot } from "../../../diagnostics/plots/index.js";
import type { Cell, Many, Section, SectionFigure, SectionTable } from "../../../diagnostics/report/Section.js";
import {
  comparisonsToSplit,
  type EffectSummary,
  type EvidenceRow,
  type FitStatistics,
} from "../../../models/meta/index.js";
import type { NetworkResult, OtherModel } from "../NetworkResult.js";
import { consistencyVerdict, doubtful, pText } from "./consistencyVerdict.js";
import { effectCells, effectColumns, fixedCell, linkCells } from "./cells.js";
import type { EffectScale } from "./effectScale.js";
import { capital } from "./capital.js";
import { inParts } from "./inParts.js";

/** Comparisons of one figure. */
const mostRows = 15;
/** Figures of them; of more comparisons, those with the smallest p. */
const mostFigures = 3;

const names = { consistency: "consistency", ume: "unrelated mean effects" } as const;

/** The verdict, node-splits, and the model without consistency. */
export function consistencySection(result: NetworkResult, scale: EffectScale): Section {
  const { consistency, evidence } = result;
  const { state, text } = consistencyVerdict(result);
  const split = evidence.filter(({ omega }) => omega !== null);
  const inner = [
    ...(split.length > 0 ? [splitSection(result, split, scale)] : []),
    ...(consistency.other ? [otherSection(result, consistency.other, scale)] : []),
    ...evidenceSection(result, scale),
  ];
  return {
    id: "consistency",
    title: "Do direct and indirect evidence agree?",
    state,
    text: [text, ...uncheckedText(result), ...consistency.notes.filter((note) => !text.includes(note))],
    sections: inner,
  };
}

/** Which comparisons no check says anything of. */
function uncheckedText({ evidence, fitted }: NetworkResult): readonly string[] {
  if (evidence.length === 0 || fitted.network.treatments.length === 2) return [];
  const of = (kind: EvidenceRow["evidence"]): number => evidence.filter((row) => row.evidence === kind).length;
  const [both, direct, indirect] = [of("direct and indirect"), of("direct only"), of("indirect only")];
  const parts = [
    ...(direct > 0 ? [`${direct} with direct evidence alone`] : []),
    ...(indirect > 0 ? [`${indirect} with indirect evidence alone`] : []),
  ];
  if (parts.length === 0) return [];
  const all = evidence.length;
  return [
    `Of ${all} comparisons ${both} can be checked; of ${parts.join(" and ")} nothing can be said, since evidence of one kind has nothing to disagree with. Checks have little power where studies are few or differ much.`,
  ];
}

function splitSection(result: NetworkResult, split: readonly EvidenceRow[], scale: EffectScale): Section {
  const drawn = [...split].sort((a, b) => a.p_value! - b.p_value!).slice(0, mostRows * mostFigures);
  const shown = split.filter((row) => drawn.includes(row));
  return {
    id: "consistency-splits",
    title: "Node-splits",
    text:
      "Each comparison was fitted again with a parameter of its own for the studies that make it, so that these (direct) and all others (indirect) are estimated apart. " +
      "p is twice the smaller share of draws in which one exceeds the other; small values are signs of disagreement." +
      (drawn.length < split.length ? ` Drawn are the ${drawn.length} of ${split.length} with the smallest p.` : ""),
    figure: inParts(shown, mostRows).map((part, k, parts) =>
      comparisonForestPlot(
        part.map((row) => ({
          comparison: `${row.to} against ${row.from}`,
          studies: row.studies,
          network: scale.estimate(row.network),
          ...(row.direct ? { direct: scale.estimate(row.direct) } : {}),
          ...(row.indirect ? { indirect: scale.estimate(row.indirect) } : {}),
          ...(row.p_value === null ? {} : { p: row.p_value }),
        })),
        {
          title: `Direct, indirect and network estimates${parts.length > 1 ? ` (${k + 1} of ${parts.length})` : ""}`,
          measure: scale.measure,
          scale: scale.scale,
          reference: scale.none,
        },
      ),
    ),
    table: splitTable(result, split, scale),
  };
}

/** The estimates themselves are in the table of the figure. */
function splitTable({ consistency }: NetworkResult, split: readonly EvidenceRow[], scale: EffectScale): SectionTable {
  const fits = new Map((consistency.splits ?? []).map((one) => [JSON.stringify([one.from, one.to]), one.fit]));
  const hasTau = [...fits.values()].some(({ tau }) => tau !== null);
  return {
    name: "node-splits",
    caption: `Direct less indirect evidence on the ${scale.effect} scale, its p, and the fit of the model that is split`,
    columns: [
      { title: "comparison" },
      { title: "studies", numeric: true },
      ...effectColumns("difference"),
      { title: "p", numeric: true },
      { title: "residual deviance", numeric: true },
      { title: "DIC", numeric: true },
      ...(hasTau ? [{ title: "tau", numeric: true, hint: "Heterogeneity of the model that is split, median" }] : []),
    ],
    rows: split.map((row): Cell[] => {
      const fit = fits.get(JSON.stringify([row.from, row.to]));
      return [
        `${row.to} against ${row.from}`,
        row.studies,
        ...linkCells(row.omega, scale),
        row.p_value === null ? null : { value: row.p_value, text: pText(row.p_value) },
        fit ? fixedCell(fit.residual_deviance, 1) : null,
        fit ? fixedCell(fit.DIC, 1) : null,
        ...(hasTau ? [fit?.tau ? fixedCell(fit.tau.q50, scale.decimals) : null] : []),
      ];
    }),
    flagged: split.flatMap(({ p_value: p }, k) => (p !== null && p < doubtful ? [k] : [])),
  };
}

function otherSection(result: NetworkResult, other: OtherModel, scale: EffectScale): Section {
  const first = result.summary.model;
  const models = [names[first], names[other.model]] as const;
  const figure: Many<SectionFigure> = devianceComparisonPlot(
    result.fit.points.map(({ label, residual_deviance }, place) => ({
      label,
      across: residual_deviance,
      up: other.fit.points[place]!.residual_deviance,
    })),
    { title: "Residual deviance of every data point under both models", models },
  );
  const isFirst = first === "consistency";
  return {
    id: "consistency-ume",
    title: "The model without consistency",
    text:
      "Unrelated mean effects have one parameter for each comparison with the first arm of a study, and let evidence on one say nothing of another. " +
      `Points far ${isFirst ? "below" : "above"} the diagonal fit better without consistency: there evidence disagrees. Which arm is first depends on the order of treatments, and with studies of three arms or more so do these effects.`,
    figure,
    table: [
      modelTable(
        [
          { name: models[0], fit: result.fit, tau: result.heterogeneity?.tau ?? null },
          { name: models[1], fit: other.fit, tau: other.tau },
        ],
        scale,
      ),
      pairTable(result, other, scale),
    ],
  };
}

interface ComparedModel {
  readonly name: string;
  readonly fit: FitStatistics;
  readonly tau: EffectSummary | null;
}

function modelTable(models: readonly ComparedModel[], scale: EffectScale): SectionTable {
  const hasTau = models.some(({ tau }) => tau !== null);
  return {
    name: "models compared",
    columns: [
      { title: "model" },
      { title: "residual deviance", numeric: true },
      { title: "data points", numeric: true },
      { title: "pD", numeric: true },
      { title: "DIC", numeric: true },
      ...(hasTau ? effectColumns("tau") : []),
    ],
    rows: models.map(({ name, fit, tau }): Cell[] => [
      name,
      fixedCell(fit.residual_deviance, 1),
      fit.data_points,
      fixedCell(fit.pD, 1),
      fixedCell(fit.DIC, 1),
      ...(hasTau ? linkCells(tau, scale) : []),
    ]),
  };
}

/** Effects under both models, of the pairs that unrelated mean effects tell of. */
function pairTable({ summary }: NetworkResult, other: OtherModel, scale: EffectScale): SectionTable {
  const isFirst = summary.model === "consistency";
  const unrelated = (isFirst ? other : summary).relative_effects;
  const consistent = new Map(
    (isFirst ? summary : other).relative_effects.map((pair) => [JSON.stringify([pair.from, pair.to]), pair]),
  );
  const place = new Map(summary.treatments.map((treatment, t) => [treatment, t]));
  return {
    name: "effects with and without consistency",
    caption: `${capital(scale.measure)}, median and 95% interval, with consistency and with unrelated mean effects`,
    columns: [{ title: "comparison" }, ...effectColumns(names.consistency), ...effectColumns("unrelated")],
    rows: unrelated
      .filter(({ from, to }) => place.get(from)! < place.get(to)!)
      .map((pair) => [
        `${pair.to} against ${pair.from}`,
        ...effectCells(consistent.get(JSON.stringify([pair.from, pair.to])), scale),
        ...effectCells(pair, scale),
      ]),
  };
}

/** Which kind of evidence each comparison that studies make has; where all were split the table above says it. */
function evidenceSection({ evidence, fitted }: NetworkResult, scale: EffectScale): readonly Section[] {
  const direct = evidence.filter(({ studies }) => studies > 0);
  const toSplit = comparisonsToSplit(fitted.network).length;
  if (direct.length === 0 || (toSplit === direct.length && direct.every(({ omega }) => omega !== null))) return [];
  return [
    {
      id: "consistency-evidence",
      title: "What the comparisons rest on",
      fold: "closed",
      summary: `${direct.length} comparisons with direct evidence.`,
      table: {
        name: "evidence by comparison",
        caption: `Comparisons that some study makes; all others rest on indirect evidence alone. Median and 95% interval from the whole network`,
        columns: [
          { title: "comparison" },
          { title: "studies", numeric: true },
          { title: "evidence" },
          ...effectColumns(scale.measure),
        ],
        rows: direct.map((row): Cell[] => [
          `${row.to} against ${row.from}`,
          row.studies,
          row.evidence,
          ...effectCells(row.network, scale),
        ]),
      },
    },
  ];
}
