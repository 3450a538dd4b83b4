/** `ask DIR fit`: how well a network fits its data, and which points it fits worst. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { fittedNetwork, fitStatistics, type PointFit, type StudyFit } from "../../../models/meta/index.js";
import { fixed } from "../../network/text/estimateText.js";
import { refusePriorOnly } from "../../workflows/refusePriorOnly.js";
import { steinControls } from "../../workflows/steinControls.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** Points that are shown; all are in the JSON. */
const mostPoints = 10;

/** Residual deviance, pD and DIC, in all, by study and of the worst points. @throws UserError for draws of the prior. */
export async function networkFitAnswer(posterior: Posterior, _: AskOptions, width: number): Promise<Answer> {
  refusePriorOnly(posterior);
  const fit = fitStatistics(fittedNetwork(posterior), { controls: await steinControls(posterior) });
  const { residual_deviance: deviance, data_points: points, pD, DIC } = fit;
  const worst = [...fit.points].sort((a, b) => perPoint(b) - perPoint(a)).slice(0, mostPoints);
  const columns: TextColumn<PointFit | StudyFit>[] = [
    { head: "residual deviance", cell: (row) => fixed(row.residual_deviance), rank: 0 },
    { head: "data points", cell: ({ data_points: count }) => String(count), rank: 1 },
    { head: "leverage", cell: ({ leverage }) => fixed(leverage), rank: 2 },
  ];
  const lines = [
    `Residual deviance ${deviance.toFixed(1)} on ${points} data points; pD ${pD.toFixed(1)}, DIC ${DIC.toFixed(1)}`,
    ...wrapText(
      `With pD at the mean of the linear predictor, ${fit.pD_predictor.toFixed(1)}: DIC ${fit.DIC_predictor.toFixed(1)}; ` +
        `with half the variance of the deviance, ${fit.pV.toFixed(1)}: DIC ${fit.DIC_pV.toFixed(1)}.`,
      width,
    ),
    "",
    "By study",
    ...textTable<StudyFit>(fit.studies, { name: ({ study }) => study, columns, width }),
    "",
    worst.length < fit.points.length ? `The ${worst.length} points that are fitted worst` : "By point",
    ...textTable<PointFit>(worst, { name: ({ label }) => printable(label), columns, width }),
  ];
  return { text: lines.join("\n"), json: fit };
}

function perPoint({ residual_deviance: deviance, data_points: points }: PointFit): number {
  return deviance / points;
}
