/** `ask DIR leaveoneout`: the network without each of its studies. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { printable } from "../../../engine/text/printable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { fittedNetwork } from "../../../models/meta/index.js";
import { meanAndSd } from "../../network/text/estimateText.js";
import { node } from "../../platform/node/node.js";
import { leaveOneStudyOut, type NetworkEstimates, type StudyLeftOut } from "../../workflows/leaveOneStudyOut.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { namesOf } from "../networkWords.js";
import { fittedAgain } from "./fittedAgain.js";

interface Row extends NetworkEstimates {
  readonly name: string;
}

/** Effects against the reference and heterogeneity without each study. */
export async function leaveOneOutAnswer(posterior: Posterior, options: AskOptions, width: number): Promise<Answer> {
  const { studies, seed } = options;
  const { value: result, stopped } = await fittedAgain("without a study", (again) =>
    leaveOneStudyOut(
      posterior,
      { studies: studies === undefined ? undefined : namesOf("--studies", studies), seed, ...again },
      node,
    ),
  );
  const { all, without, reference } = result;
  const rows: Row[] = [
    { name: "all studies", ...all },
    ...without.map((one) => ({ ...one, name: `without ${one.study}` })),
  ];
  const columns: TextColumn<Row>[] = [
    ...all.effects.map(({ treatment }, k) => ({
      head: printable(treatment),
      cell: ({ effects }: Row) => (effects[k]!.effect === null ? "" : meanAndSd(effects[k]!.effect)),
      rank: k,
    })),
    ...(all.tau ? [{ head: "tau", cell: ({ tau }: Row) => (tau ? meanAndSd(tau) : ""), rank: 0 }] : []),
  ];
  const { effect } = fittedNetwork(posterior).likelihood.words;
  const lines = [
    printable(`Effects against ${reference}, ${effect}, mean (sd)`),
    ...textTable(rows, { name: ({ name }) => name, columns, width }),
    ...without.flatMap((one) => notesOf(one).flatMap((text) => wrapText(printable(text), width, "  "))),
    ...(stopped ? ["Stopped: other studies have not been left out."] : []),
  ];
  return { text: lines.join("\n"), json: result };
}

function notesOf({ study, vanished, parts, warnings }: StudyLeftOut): readonly string[] {
  const lost = vanished.length === 0 ? [] : [`Without ${study} no study has ${vanished.join(", ")}.`];
  const apart =
    parts.length < 2
      ? []
      : [`Without ${study} the network falls apart: ${parts.map((part) => part.join(", ")).join("; ")}.`];
  return [...lost, ...apart, ...warnings.map(({ text }) => `! Without ${study}: ${text}`)];
}
