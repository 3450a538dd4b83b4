/** Whether small studies find other effects than large ones. */
import { funnelPlot } from "../../../diagnostics/plots/index.js";
import type { Section } from "../../../diagnostics/report/Section.js";
import { comparisonAdjusted } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import type { EffectScale } from "./effectScale.js";

/** Studies below which a funnel says nothing. */
const fewest = 10;
/** Comparisons told apart by colour; of more, points are of one colour. */
const mostComparisons = 8;

/** The comparison-adjusted funnel plot, with when it means something. */
export function funnelSection({ fitted, summary }: NetworkResult, scale: EffectScale): Section {
  const title = "Do small studies find other effects?";
  const { studies, treatments } = fitted.network;
  if (studies.length < fewest) {
    return {
      id: "small-studies",
      title,
      text: `There are ${studies.length} studies: with fewer than ${fewest}, asymmetry of a funnel cannot be told from chance, and none is drawn.`,
    };
  }
  const points = comparisonAdjusted(fitted);
  const names = points.map(({ from, to }) => `${to} against ${from}`);
  const apart = new Set(names).size <= mostComparisons;
  return {
    id: "small-studies",
    title,
    text: [
      `Each study's effect less what the model expects of its comparison, by its standard error: without small-study effects points lie evenly about the middle. Effects are all of the later against the earlier treatment in this order: ${treatments.length <= 12 ? treatments.join(", ") : `${summary.reference} first, as in the table of treatments`}. ` +
        "The side of a point means something only if that order does, such as from older to newer; --treatments sets it.",
      "Asymmetry has other causes than studies left unpublished: small studies may be of other patients, of other doses or of lower quality. Nothing here is corrected for it.",
    ],
    figure: funnelPlot(
      points.map(({ study, difference, se }, i) => ({
        study,
        effect: difference,
        standardError: se,
        ...(apart ? { comparison: names[i]! } : {}),
      })),
      {
        title: "Comparison-adjusted funnel",
        axisTitle: scale.isRatio
          ? `${scale.measure} of the study over that expected`
          : `${scale.effect} of the study less that expected`,
        scale: scale.scale,
      },
    ),
  };
}
