/** A posterior of a GLMM, with all that questions about it need. */
import type { Draws } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import type { GlmmDeclaration } from "./Declaration.js";
import { familyRow } from "./families/familyRow.js";
import type { FamilyRow, Link } from "./Family.js";
import { expandMonotonic, levelDraws } from "./expandMonotonic.js";
import type { Frame } from "./Frame.js";
import { glmmFrom } from "./glmm.js";
import { linkOf } from "./links.js";
import type { ResolvedPrior } from "./Prior.js";

/** A posterior of a GLMM with what its declaration and data determine. Draws are those of all chains, one after the other. */
export interface FittedGlmm {
  readonly posterior: Posterior;
  readonly family: FamilyRow;
  readonly link: Link;
  /** The rows fitted. */
  readonly frame: Frame;
  readonly priors: readonly ResolvedPrior[];
  readonly drawCount: number;
  /** All draws of a variable; the same array each time, not to be changed. @throws UserError when there is none. */
  draws(variable: string): Float64Array;
  /** Whether there are draws of a variable. */
  has(variable: string): boolean;
  /** Other rows in the columns of this fit: same coefficients, means and levels. A missing response is left out. */
  encode(table: Table): Frame;
}

const known = new WeakMap<Posterior, FittedGlmm>();

/**
 * What a posterior's declaration and data determine, made once for each posterior.
 *
 * @throws UserError when the posterior is of another kind of model.
 */
export function fittedGlmm(posterior: Posterior): FittedGlmm {
  const before = known.get(posterior);
  if (before) return before;
  const { declaration, data } = posterior;
  if (declaration?.kind !== "glmm" || !data) {
    throw new UserError("this question is for models declared by a formula; the posterior is of another model.");
  }
  const fitted = ask(posterior, declaration as GlmmDeclaration, data);
  known.set(posterior, fitted);
  return fitted;
}

function ask(posterior: Posterior, declaration: GlmmDeclaration, data: Table): FittedGlmm {
  const model = glmmFrom(declaration);
  const encoder = model.encoder(data);
  return {
    posterior,
    family: familyRow(model.family),
    link: linkOf(model.family.link),
    frame: expandMonotonic(encoder.frame),
    priors: model.priors(data),
    drawCount: posterior.draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0),
    draws: withLevels(encoder.frame, drawsByName(posterior)),
    has: hasDraws(posterior, encoder.frame),
    encode: (table) => expandMonotonic(encoder.encode(table)),
  };
}

/** Draws of variables, and of the effects of levels that monotonic terms come to. */
function withLevels(frame: Frame, drawsOf: FittedGlmm["draws"]): FittedGlmm["draws"] {
  const levels = levelDraws(frame, drawsOf);
  const made = new Map<string, Float64Array>();
  return (variable) => {
    const ofLevel = levels.get(variable);
    if (!ofLevel) return drawsOf(variable);
    const column = made.get(variable) ?? ofLevel();
    made.set(variable, column);
    return column;
  };
}

function hasDraws({ draws }: Posterior, frame: Frame): FittedGlmm["has"] {
  const names = new Set([...draws.names, ...levelDraws(frame, () => new Float64Array()).keys()]);
  return (variable) => names.has(variable);
}

/** Columns of draws, each made when it is first asked for. */
function drawsByName({ draws }: Posterior): FittedGlmm["draws"] {
  const places = new Map(draws.names.map((name, place) => [name, place]));
  const columns = new Map<number, Float64Array>();
  return (variable) => {
    const place = places.get(variable);
    if (place === undefined) {
      const near = nearestName(variable, draws.names);
      throw new UserError(
        `there are no draws of "${variable}"${near === undefined ? "" : `: did you mean "${near}"?`}`,
      );
    }
    const before = columns.get(place);
    if (before) return before;
    const column = columnOf(draws, place);
    columns.set(place, column);
    return column;
  };
}

function columnOf({ names, chains }: Draws, place: number): Float64Array {
  const column = new Float64Array(chains.reduce((sum, { drawCount }) => sum + drawCount, 0));
  let at = 0;
  for (const { values, drawCount } of chains) {
    for (let draw = 0; draw < drawCount; draw += 1) column[at++] = values[draw * names.length + place]!;
  }
  return column;
}
