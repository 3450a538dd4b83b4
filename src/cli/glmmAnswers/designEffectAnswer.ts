/** `ask DIR designeffect`: the model beside the same without groups, which is fitted. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { node } from "../../platform/node/node.js";
import { designEffect } from "../../workflows/designEffect.js";
import { designEffectText } from "../../workflows/designEffectText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { counterLine } from "../counterLine.js";

/** A row for each coefficient, and for each group. */
export async function designEffectAnswer(posterior: Posterior, { group }: AskOptions, width: number): Promise<Answer> {
  const line = counterLine(process.stderr, node.now);
  try {
    line.show("fitting without groups", 1, 1);
    const answer = await designEffect(posterior, group === undefined ? {} : { group }, node);
    const { pooled, ...numbers } = answer;
    return { text: designEffectText(answer, { width }), json: { ...numbers, pooledSeed: pooled.provenance.seed } };
  } finally {
    line.end();
  }
}
