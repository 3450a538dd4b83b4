/** Draws what is expected under each treatment, such as a probability, with its 95% interval. */
import type { Chart } from "./Chart.js";
import type { IntervalEstimate } from "./IntervalEstimate.js";
import { extentOf, linearScale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { estimateText, numberFormat, type NumberFormat } from "./parts/estimateText.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { intervalMark } from "./parts/intervalMark.js";
import { legend } from "./parts/legend.js";
import { shortName } from "./parts/shortName.js";
import { tableForest } from "./parts/tableForest.js";
import { accent, fullWidth, rule, second } from "./parts/theme.js";

/** What is expected under one treatment. */
export interface AbsoluteRisk extends IntervalEstimate {
  readonly treatment: string;
  /** 95% interval in a new population or trial, drawn thin beyond the interval of the mean. */
  readonly prediction?: readonly [number, number];
  /** Further columns, such as the risk difference and the number needed to treat. */
  readonly cells?: readonly string[];
}

/** Options of {@link absoluteRiskPlot}. */
export interface AbsoluteRiskOptions {
  readonly title: string;
  /** What is expected, such as "probability of quitting". */
  readonly measure?: string;
  /** Probabilities are written as percentages; false for means and rates. True by default. */
  readonly percent?: boolean;
  /** The treatment at whose estimate a dashed line stands. */
  readonly reference?: string;
  /** Titles of further columns, each of one or two lines. */
  readonly columns?: readonly (readonly string[])[];
  /** Pixels. */
  readonly width?: number;
}

/**
 * Absolute probabilities, rates or means by treatment, in the order given. An axis of probabilities begins at 0.
 *
 * @example
 * absoluteRiskPlot([{ treatment: "A", estimate: 0.08, low: 0.05, high: 0.12 }], { title: "Quitting", measure: "probability" });
 */
export function absoluteRiskPlot(risks: readonly AbsoluteRisk[], options: AbsoluteRiskOptions): Chart {
  const { width = fullWidth, measure = "probability", percent = true, columns = [] } = options;
  const format = percent ? percentFormat(risks) : numberFormat(risks);
  const against = risks.find(({ treatment }) => treatment === options.reference);
  const hasPredictions = risks.some(({ prediction }) => prediction);
  const key = legend(
    [
      ...(hasPredictions
        ? [
            { label: "mean, 95%", colour: accent, marker: 0 },
            { label: "in a new population, 95%", colour: second },
          ]
        : []),
      ...(against === undefined ? [] : [{ label: `estimate of ${against.treatment}`, colour: rule, dash: "4 3" }]),
    ],
    { left: 0, right: width, top: 0 },
  );
  const ends = extentOf([
    ...(percent ? [0] : []),
    ...risks.flatMap(({ estimate, low, high, prediction = [] }) => [estimate, low, high, ...prediction]),
  ]);
  const body = tableForest(
    risks.map((risk) => ({
      height: 24,
      ruled: true,
      left: [risk.treatment],
      right: [estimateText(risk, format), ...columns.map((_, k) => risk.cells?.[k] ?? "")],
      marks: (scale, y) => [
        risk.prediction === undefined
          ? null
          : intervalMark({ estimate: risk.estimate, low: risk.prediction[0], high: risk.prediction[1] }, scale, y, {
              colour: second,
              shape: 0,
              width: 1,
              missing: "",
            }),
        intervalMark(risk, scale, y, {
          colour: accent,
          shape: 0,
          width: hasPredictions ? 4 : 2,
          size: 64,
          missing: "no value",
        }),
      ],
    })),
    {
      left: [{ title: ["treatment"], anchor: "start" }],
      right: [
        { title: [percent ? "expected" : "mean", "[95% interval]"], drop: 1 },
        ...columns.map((title, k) => ({ title, drop: 2 + k })),
      ],
      scale: (range) =>
        linearScale(percent ? [0, Math.min(1, ends[1] * 1.04)] : ends, range, percent ? 0 : 0.03).clamp(true),
      ...(against === undefined ? {} : { reference: against.estimate }),
      ...(percent ? { format: (value: number) => `${formatNumber(100 * value, 6)}%` } : {}),
      axisTitle: measure,
      width,
      top: key.height === 0 ? 0 : key.height + 6,
    },
  );
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(risks, measure, format),
    table: {
      columns: [
        "treatment",
        measure,
        ...["2.5%", "97.5%", "prediction 2.5%", "prediction 97.5%"],
        ...columns.map((title) => title.join(" ")),
      ],
      rows: risks.map(({ treatment, estimate, low, high, prediction = [NaN, NaN], cells = [] }) => [
        treatment,
        estimate,
        low,
        high,
        ...prediction,
        ...columns.map((_, k) => cells[k] ?? ""),
      ]),
    },
    marks: [key.marks, body.marks],
  });
}

/** Percentages with one decimal, or two where the smallest is rare. */
function percentFormat(risks: readonly AbsoluteRisk[]): NumberFormat {
  const least = risks.reduce((a, { estimate }) => (estimate > 0 && estimate < a ? estimate : a), 1);
  let decimals = 1;
  for (let unit = 0.01; least < unit && decimals < 4; unit /= 10) decimals++;
  return (value) => (Number.isFinite(value) ? `${formatFixed(100 * value, decimals)}%` : formatNumber(value));
}

function describe(risks: readonly AbsoluteRisk[], measure: string, format: NumberFormat): string {
  if (risks.length === 0) return `No ${measure} is known.`;
  const named = risks.slice(0, 8).map((risk) => `${shortName(risk.treatment)} ${estimateText(risk, format)}`);
  return `Expected ${measure} under ${count(risks.length, "treatment")} with 95% intervals: ${named.join("; ")}${risks.length > 8 ? "; and more in the table" : ""}.`;
}
