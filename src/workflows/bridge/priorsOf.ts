/** The priors of a posterior's model: who chose them, and whether they are laws of probability. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { NetworkDeclaration } from "../../../models/meta/NetworkDeclaration.js";
import type { MetaDeclaration } from "../../../models/meta/pairwise/MetaDeclaration.js";

/** The prior of one parameter. */
export interface KnownPrior {
  /** Name of its draws. */
  readonly parameter: string;
  /** Parameter and law, `b_x ~ normal(0, 2.5)`. */
  readonly line: string;
  readonly isDefault: boolean;
  /** Whether it is flat, also where that was cut. */
  readonly isFlat: boolean;
}

/** `mu ~ flat()`, as programs describe themselves. */
const flatLine = /^\s*(.+?)\s*~\s*flat\(/;

/**
 * Those of a model that was declared as data; of a program, which is code, the flat ones, as it describes itself.
 *
 * @example (await priorsOf(posterior)).filter(({ isFlat }) => isFlat).map(({ parameter }) => parameter); // ["b_x"]
 */
export async function priorsOf(posterior: Posterior): Promise<readonly KnownPrior[]> {
  const { declaration, data, model } = posterior;
  if (data !== undefined && declaration?.kind === "glmm") {
    const { fittedGlmm } = await import("../../../models/glmm/FittedGlmm.js");
    return fittedGlmm(posterior).priors.map((prior) => known(prior, `${prior.slot.name} ~ ${prior.text}`));
  }
  if (data !== undefined && declaration?.kind === "nma") {
    const { networkModel } = await import("../../../models/meta/networkModel.js");
    const { resolved } = networkModel(declaration as NetworkDeclaration).priors(data);
    return resolved.map((prior) => known(prior, prior.line));
  }
  if (data !== undefined && declaration?.kind === "meta") {
    const { metaModel } = await import("../../../models/meta/pairwise/metaModel.js");
    const priors = metaModel(declaration as MetaDeclaration).priors(data);
    return priors.map((prior) => known(prior, `${prior.slot.name}: ${prior.text}`));
  }
  return model.lines.flatMap((line) => {
    const parameter = flatLine.exec(line)?.[1];
    return parameter === undefined ? [] : [{ parameter, line: line.trim(), isDefault: false, isFlat: true }];
  });
}

interface Resolved {
  readonly slot: { readonly name: string };
  readonly distribution: Distribution;
  readonly source: "declared" | "default";
}

function known({ slot, distribution, source }: Resolved, line: string): KnownPrior {
  const isFlat = distribution.law?.improper === true || /^flat\b/.test(distribution.name);
  return { parameter: slot.name, line, isDefault: source === "default", isFlat };
}
