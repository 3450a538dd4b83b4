/** A posterior of a meta-analysis of effect sizes, with all that questions about it need. */
import type { Draws } from "../../../engine/core/Draws.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { MetaDeclaration } from "./MetaDeclaration.js";
import type { MetaFrame } from "./MetaFrame.js";
import { metaModel } from "./metaModel.js";

/** Draws are those of all chains, one after the other. */
export interface FittedMeta {
  readonly posterior: Posterior;
  readonly declaration: MetaDeclaration;
  readonly frame: MetaFrame;
  readonly drawCount: number;
  /** All draws of a variable; the same array each time, not to be changed. @throws UserError when there is none. */
  draws(variable: string): Float64Array;
  has(variable: string): boolean;
}

const known = new WeakMap<Posterior, FittedMeta>();

/**
 * What a posterior's declaration and data determine, made once for each posterior.
 *
 * @throws UserError when the posterior is of another kind of model.
 */
export function fittedMeta(posterior: Posterior): FittedMeta {
  const before = known.get(posterior);
  if (before) return before;
  const { declaration, data, draws } = posterior;
  if (declaration?.kind !== "meta" || !data) {
    throw new UserError("the posterior is not of a meta-analysis of effect sizes: fit one that meta(…) declares.");
  }
  const columns = new Map<string, Float64Array>();
  const places = new Map(draws.names.map((name, place) => [name, place]));
  const made: FittedMeta = {
    posterior,
    declaration: declaration as MetaDeclaration,
    frame: metaModel(declaration as MetaDeclaration).frame(data),
    drawCount: draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0),
    has: (variable) => places.has(variable),
    draws(variable) {
      const place = places.get(variable);
      if (place === undefined) throw new UserError(`the fit has no variable "${variable}".`);
      const column = columns.get(variable) ?? columnOf(draws, place, this.drawCount);
      columns.set(variable, column);
      return column;
    },
  };
  known.set(posterior, made);
  return made;
}

function columnOf({ names, chains }: Draws, place: number, count: number): Float64Array {
  const column = new Float64Array(count);
  let at = 0;
  for (const { values, drawCount } of chains) {
    for (let draw = 0; draw < drawCount; draw++) column[at++] = values[draw * names.length + place]!;
  }
  return column;
}
