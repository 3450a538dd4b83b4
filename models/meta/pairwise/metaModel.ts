/** A meta-analysis of effect sizes with known sampling variances or covariances, as a model. */
import type { GeometryOptions, Model, ModelDescription, TracedModel } from "../../../engine/core/Model.js";
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { columnsOf } from "../../formula/columnsOf.js";
import { program } from "../../program/program.js";
import { describeMeta } from "./describeMeta.js";
import { lowerMeta } from "./lowerMeta.js";
import { parseModerators } from "./meanDesign.js";
import type { MetaDeclaration } from "./MetaDeclaration.js";
import type { MetaFrame } from "./MetaFrame.js";
import type { ResolvedMetaPrior } from "./MetaPrior.js";
import { metaPriorSlots } from "./metaPriorSlots.js";
import { metaWarnings } from "./metaWarnings.js";
import { prepareMarginal } from "./prepareMarginal.js";
import { rowLevel } from "./randomTerms.js";
import { readEffects } from "./readEffects.js";
import { parseMetaPrior, resolveMetaPriors } from "./resolveMetaPriors.js";

export interface MetaModel extends Model {
  readonly kind: "meta";
  readonly declaration: MetaDeclaration;
  /** The effects of a table with their covariance, design and random effects. @throws UserError for what is wrong with them. */
  frame(table: Table): MetaFrame;
  /** The prior of every parameter, declared or by default. */
  priors(table: Table): readonly ResolvedMetaPrior[];
  /** Names of the columns that are read. */
  usedColumns(table: Table): readonly string[];
  /** The same without its likelihood. */
  priorOnly(): MetaModel;
  /** The same with every prior as it is on a table, so that another table does not change defaults. */
  withPriorsOf(table: Table): MetaModel;
  /** The same with some of its declaration changed. */
  with(changes: Partial<MetaDeclaration>): MetaModel;
}

/**
 * The model of a declaration.
 *
 * @throws UserError when moderators or a prior cannot be understood; what only data can tell is met by `fit`.
 */
export function metaModel(declaration: MetaDeclaration, title?: string): MetaModel {
  const moderators = declaration.moderators === undefined ? undefined : parseModerators(declaration.moderators);
  declaration.priors.forEach(parseMetaPrior);
  const frames = new WeakMap<Table, MetaFrame>();
  const frame = (table: Table): MetaFrame => {
    const known = frames.get(table) ?? readEffects(declaration, moderators, table);
    frames.set(table, known);
    return known;
  };
  const priors = (table: Table) =>
    resolveMetaPriors(declaration.priors, metaPriorSlots(frame(table), declaration.ratio !== undefined));
  const describe = (table: Table): ModelDescription => describeMeta(declaration, frame(table), priors(table), title);
  const change = (changes: Partial<MetaDeclaration>) => metaModel({ ...declaration, ...changes }, title);
  return {
    kind: "meta",
    declaration,
    frame,
    priors,
    describe,
    usedColumns: ({ columns }) => [
      ...new Set([...namedColumns(declaration, columns), ...(moderators ? columnsOf(moderators) : [])]),
    ],
    priorOnly: () => change({ priorOnly: true }),
    withPriorsOf: (table) => change({ priors: priors(table).map(({ slot, text }) => priorLine(slot.keys, text)) }),
    with: change,
    trace(table: Table, geometry: GeometryOptions = {}): TracedModel {
      const { priorOnly } = declaration;
      const own = frame(table);
      const data = prepareMarginal(own);
      const resolved = priors(table);
      if (priorOnly) refuseFlat(resolved);
      const prior = (draw: string) => resolved.find(({ slot }) => slot.name === draw)!.distribution;
      const lowered = program((scope) => lowerMeta({ scope: scope as never, frame: own, data, priorOnly, prior }), {
        priorOnly,
        whiten: geometry.whiten === true && !priorOnly,
      });
      const traced = lowered.trace({ rows: table.rows, columns: new Map() });
      const { blocks, firstRows } = data;
      const name = `"${declaration.columns.effect}"`;
      const rowNumbers = blocks === own.rows ? {} : { rowNumbers: firstRows.map((row) => row + 1) };
      return {
        ...traced,
        likelihoods: priorOnly ? [] : [{ name, length: blocks, ...rowNumbers }],
        description: describe(table),
        declaration,
        warnings: metaWarnings(own),
      };
    },
  };
}

function namedColumns({ columns, covariance, levels, crossed }: MetaDeclaration, known: Table["columns"]): string[] {
  const { effect, se, variance, study, outcome } = columns;
  const named = [effect, se, variance, study, outcome, ...crossed].filter((name) => name !== undefined);
  const nested = levels.filter((name) => name !== rowLevel || known.has(name));
  return [...named, ...nested, ...(covariance.kind === "columns" ? covariance.columns : [])];
}

/** A prior's text with what it is of in brackets. */
function priorLine(keys: readonly string[], text: string): string {
  const named = keys.filter((key) => key !== "");
  return named.length === 0 ? text : text.replace(/tau|mu|beta/, (name) => `${name}[${named.join(",")}]`);
}

/** Without the likelihood a flat prior leaves a density that has no draws. */
function refuseFlat(priors: readonly ResolvedMetaPrior[]): void {
  const flat = priors.find(({ distribution }) => distribution.name === "flat");
  if (!flat) return;
  const { name } = flat.slot;
  throw new UserError(
    `draws from the prior need proper priors, but that of ${name} is flat: declare one, such as ${name} ~ normal(0, 10).`,
  );
}
