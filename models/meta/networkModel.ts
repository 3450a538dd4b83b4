/** A network meta-analysis as a model: declared as plain data, lowered to a program. */
import type { Coordinates, GeometryOptions, Model, ModelDescription, TracedModel } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { program } from "../program/program.js";
import { checkNetwork } from "./data/checkNetwork.js";
import type { Network } from "./data/Network.js";
import { networkColumns } from "./data/networkColumns.js";
import { readNetwork } from "./data/readNetwork.js";
import { describeNetwork } from "./describeNetwork.js";
import type { Likelihood } from "./likelihoods/Likelihood.js";
import { likelihoodOf } from "./likelihoods/likelihoods.js";
import { boundedBaseline, type BoundedBaseline } from "./lowering/boundedBaseline.js";
import { coefficientsOf } from "./lowering/coefficientsOf.js";
import { lowerNetwork } from "./lowering/lowerNetwork.js";
import { mutedArms, networkInputs, type NetworkOnData } from "./lowering/networkInputs.js";
import { networkSettings } from "./lowering/networkReference.js";
import { oneSidedBaseline, type OneSidedBaseline } from "./lowering/oneSidedBaseline.js";
import { oneSidedEffects } from "./lowering/oneSidedEffects.js";
import { slabsOf } from "./lowering/slabsOf.js";
import type { NetworkDeclaration } from "./NetworkDeclaration.js";
import { networkPriors } from "./priors/networkPriors.js";
import type { ResolvedNetworkPriors } from "./priors/resolveNetworkPriors.js";

export interface NetworkModel extends Model {
  readonly kind: "nma";
  readonly declaration: NetworkDeclaration;
  readonly readsMissing: true;
  /** The network of a table. @throws UserError for what is wrong with it. */
  network(table: Table): Network;
  priors(table: Table): ResolvedNetworkPriors;
  usedColumns(table: Table): readonly string[];
  inputs(table: Table, geometry?: GeometryOptions): ReadonlyMap<string, Float64Array>;
  /** Equal for tables and models that one compiled model serves, with other inputs. */
  shape(table: Table): string;
  /** What tracing on a table gives, from what it gave for another table, or model, of the same shape. */
  retraced(table: Table, traced: TracedModel): TracedModel;
  /** The same without its likelihood. */
  priorOnly(): NetworkModel;
  /** The same with some of its declaration changed, such as the comparison that is split. */
  with(changes: Partial<NetworkDeclaration>): NetworkModel;
}

/**
 * The model of a declaration.
 *
 * @throws UserError when parts of it do not go together; what only data can tell is met by `fit`.
 * @example
 * const model = networkModel(declaration);
 */
export function networkModel(declaration: NetworkDeclaration, title?: string): NetworkModel {
  refuseClashes(declaration);
  const known = new WeakMap<Table, OnTable>();
  const onData = (table: Table): OnTable => {
    const before = known.get(table);
    if (before) return before;
    const network = readNetwork(table, declaration);
    const likelihood = likelihoodOf(network.likelihood);
    const coefficients = coefficientsOf(network, declaration);
    const priorsOfNetwork = networkPriors(network, declaration, coefficients);
    const oneSided = oneSidedOf(network, declaration, likelihood, priorsOfNetwork);
    const isOneSided = (study: number): boolean => oneSided.has(study);
    const bounded = boundedOf(network, declaration, likelihood, priorsOfNetwork);
    const baselinesOf = (study: number) =>
      isOneSided(study) ? "one-sided" : bounded.has(study) ? "bounded" : "normal";
    const data: NetworkOnData = {
      ...{ network, likelihood, coefficients, oneSided, bounded },
      slabs: slabsOf(network, baselinesOf),
      oneSidedEffects: oneSidedEffects(network, coefficients, likelihood, priorsOfNetwork.of, isOneSided),
      categories: categoriesOf(network),
    };
    refuseOnData(declaration, network);
    const made = { ...data, priors: priorsOfNetwork, inputs: networkInputs(data) };
    known.set(table, made);
    return made;
  };
  const priors = (table: Table): ResolvedNetworkPriors => onData(table).priors;
  const describe = (table: Table): ModelDescription =>
    describeNetwork(onData(table).network, declaration, priors(table).lines, title);
  const change = (changes: Partial<NetworkDeclaration>) => networkModel({ ...declaration, ...changes }, title);
  const labelled = (table: Table, traced: TracedModel): TracedModel => {
    const data = onData(table);
    return {
      ...traced,
      likelihoods: traced.likelihoods!.map((rows, i) => ({ ...rows, ...rowsOf(data, rows.length, i) })),
      description: describe(table),
      declaration,
      warnings: checkNetwork(data.network).warnings,
    };
  };
  const inputs = (table: Table): ReadonlyMap<string, Float64Array> => onData(table).inputs;
  return {
    kind: "nma",
    declaration,
    readsMissing: true,
    network: (table) => onData(table).network,
    priors,
    describe,
    usedColumns: (table) => networkColumns(table, declaration),
    inputs,
    shape(table) {
      const { network, slabs, categories, oneSidedEffects: pushed } = onData(table);
      const lengths = Array.from(inputs(table), ([name, { length }]) => [name, length]);
      const lines = priors(table).lines;
      const names = network.studies.map(({ name, arms }) => [name, arms.map(({ treatment }) => treatment)]);
      const { effects, model: kind, interaction, baselineRisk, exchangeableBaselines, priorOnly } = declaration;
      return JSON.stringify([
        [effects, kind, interaction, baselineRisk, exchangeableBaselines, priorOnly],
        lengths,
        lines,
        names,
        network.treatments,
        slabs,
        pushed.map(({ coefficient }) => coefficient),
        categories,
        network.unit,
        network.likelihood,
      ]);
    },
    retraced(table, traced) {
      const again = labelled(table, traced);
      const { coordinates } = traced;
      // Which arms settings leave out depends on the data.
      return coordinates?.settings ? { ...again, coordinates: withSettings(coordinates, onData(table), true) } : again;
    },
    priorOnly: () => change({ priorOnly: true }),
    with: change,
    trace(table, geometry = {}): TracedModel {
      const data = onData(table);
      const isRelative = geometry.centre === true && !declaration.priorOnly;
      const chosen = priors(table);
      const lowered = program(
        (scope) =>
          lowerNetwork(scope as never, { ...data, declaration, inputs: inputs(table), priors: chosen, isRelative }),
        { priorOnly: declaration.priorOnly, whiten: geometry.whiten === true && !declaration.priorOnly },
      );
      const traced = lowered.trace({ rows: table.rows, columns: new Map() });
      const { coordinates } = traced;
      return {
        ...labelled(table, traced),
        ...(coordinates ? { coordinates: withSettings(coordinates, data, isRelative) } : {}),
      };
    },
  };
}

/** What follows of a declaration on a table. */
interface OnTable extends NetworkOnData {
  readonly priors: ResolvedNetworkPriors;
  readonly inputs: ReadonlyMap<string, Float64Array>;
}

/** Of what, and where in the table, the rows of the log likelihood are. */
function rowsOf({ network, slabs }: NetworkOnData, length: number, place: number) {
  const rows = (kind: "arms" | "contrasts"): number[] =>
    slabs
      .filter((slab) => slab.kind === kind)
      .flatMap(({ studies, arms }) => {
        const shown = Array.from({ length: arms }, (_, arm) => arm).slice(kind === "arms" ? 0 : 1);
        return shown.flatMap((arm) => studies.map((study) => network.studies[study]!.arms[arm]!.row + 1));
      });
  const [arms, contrasts] = [rows("arms"), rows("contrasts")];
  const isArms = arms.length > 0 && place === 0;
  const numbers = isArms ? arms : contrasts;
  return { name: isArms ? "the arms" : "the contrasts", length, rowNumbers: Int32Array.from(numbers) };
}

function withSettings(coordinates: Coordinates, data: NetworkOnData, isRelative: boolean): Coordinates {
  if (!isRelative || !data.slabs.some(({ kind }) => kind === "arms")) return coordinates;
  const muted = mutedArms(data);
  return { ...coordinates, settings: (reference) => networkSettings(reference, muted) };
}

/** Studies whose baselines data push to one side, where these have priors of their own and nothing is made of them. */
function oneSidedOf(
  { studies }: Network,
  { exchangeableBaselines, baselineRisk }: NetworkDeclaration,
  likelihood: Likelihood,
  priors: ResolvedNetworkPriors,
): ReadonlyMap<number, OneSidedBaseline> {
  if (exchangeableBaselines || baselineRisk || studies.every(({ contrasts }) => contrasts)) return new Map();
  const prior = priors.of("mu");
  return new Map(
    studies.flatMap((study, place) => {
      const found = oneSidedBaseline(study, likelihood, prior);
      return found ? [[place, found] as const] : [];
    }),
  );
}

/** The same of studies with baselines near a bound. */
function boundedOf(
  { studies }: Network,
  { exchangeableBaselines, baselineRisk }: NetworkDeclaration,
  likelihood: Likelihood,
  priors: ResolvedNetworkPriors,
): ReadonlyMap<number, BoundedBaseline> {
  if (exchangeableBaselines || baselineRisk || likelihood.name !== "binomial-log") return new Map();
  if (studies.every(({ contrasts }) => contrasts) || priors.of("mu").law?.name !== "normal") return new Map();
  return new Map(
    studies.flatMap((study, place) => {
      const found = boundedBaseline(study, likelihood);
      return found ? [[place, found] as const] : [];
    }),
  );
}

function categoriesOf({ studies }: Network): number {
  const counts = studies.flatMap(({ arms }) =>
    arms.map(({ outcome }) => (outcome?.kind === "categories" ? outcome.counts.length : 0)),
  );
  return Math.max(0, ...counts);
}

function refuseClashes({ model, split }: NetworkDeclaration): void {
  if (model !== "nodesplit" && split) throw new UserError("a comparison to split goes with the model nodesplit alone.");
}

function refuseOnData({ baselineRisk, exchangeableBaselines }: NetworkDeclaration, { studies }: Network): void {
  const study = studies.find(({ contrasts }) => contrasts);
  if (!study || (!baselineRisk && !exchangeableBaselines)) return;
  const what = baselineRisk ? "a regression on baseline risk" : "a model of baselines";
  throw new UserError(
    `${what} needs the outcomes of arms, but study "${study.name}" is known by contrasts alone: leave it out, or give its arms.`,
  );
}
