/** From a graph to a WebAssembly module: passes, memory layout, and one exported function for each kind of output. */
import type { ModelArtifact } from "../core/CompiledModel.js";
import { normalsInput, type Graph, type OutputName } from "../core/Graph.js";
import { UserError } from "../core/UserError.js";
import { edges, heights } from "../random/ziggurat.js";
import { checkGraph } from "./checkGraph.js";
import type { Output } from "./Emission.js";
import { emitConstrainRows, type RowPlaces } from "./emitConstrainRows.js";
import { emitFunction } from "./emitFunction.js";
import { isInteger } from "./GraphBuilder.js";
import { indexBounds } from "./indexBounds.js";
import { Memory } from "./Memory.js";
import { allPasses, optimise, type Passes } from "./optimise.js";
import { reach } from "./reach.js";
import { behindViews, isView } from "./schedule.js";
import { encodeModule, type ModuleFunction } from "./wasm/encodeModule.js";
import { moduleDraft } from "./wasm/ModuleDraft.js";

const pageBytes = 65_536;

/**
 * Compiles a traced graph.
 * @param graph A traced graph.
 * @param names Names of the elements of its `constrained` output.
 * @param passes Optimisations to run; the result is the same without them, up to rounding.
 */
export function compile(graph: Graph, names: readonly string[] = [], passes: Passes = allPasses): ModelArtifact {
  const optimised = optimise(graph, passes);
  checkGraph(optimised);
  const { nodes, outputs, dimension } = optimised;
  const memory = new Memory();
  const constants: ModelArtifact["layout"]["constants"][number][] = [];
  const addresses = new Map<number, number>();

  const readyAddress = (id: number): number => {
    const known = addresses.get(id);
    if (known !== undefined) return known;
    const node = nodes[id]!;
    if (node.op === "slice") return readyAddress(node.inputs[0]!) + 8 * node.start;
    if (node.op !== "constant" && node.op !== "table") throw new Error(`%${id} = ${node.op} is not in memory`);
    const offset = memory.allocate(node.length);
    addresses.set(id, offset);
    if (node.op === "constant") constants.push({ offset, kind: "float64", values: node.values });
    else constants.push({ offset, kind: "int32", values: node.values.map((index) => 8 * index) });
    return offset;
  };
  const patterns = new Map<bigint, number>();
  const constantAddress = (bits: bigint): number => {
    const known = patterns.get(bits);
    if (known !== undefined) return known;
    const offset = memory.allocate(2);
    patterns.set(bits, offset);
    constants.push({ offset, kind: "float64", values: new Float64Array(BigUint64Array.of(bits, bits).buffer) });
    return offset;
  };

  const position = memory.allocate(dimension);
  const bounds = indexBounds(optimised);
  const used = nodes.flatMap((node, id) => {
    if (node.op === "position") addresses.set(id, position);
    if (node.op !== "input") return [];
    const offset = memory.allocate(node.length);
    addresses.set(id, offset);
    const below = bounds.get(id);
    const { name, length, kind, values } = node;
    const bound = below === undefined ? {} : typeof below === "number" ? { below } : { parts: below };
    return [{ name, offset, length, kind, values, ...bound }];
  });
  // A column that no output needs can be set all the same: that the passes dropped it is not the caller's concern.
  const dropped = graph.nodes.flatMap((node) => {
    if (node.op !== "input" || used.some(({ name }) => name === node.name)) return [];
    const { name, length, kind, values } = node;
    return [{ name, offset: memory.allocate(length), length, kind, values }];
  });
  const inputs = [...used, ...dropped];

  const place = (name: Exclude<OutputName, "logDensity">): Output => {
    const id = outputs[name]!;
    const length = name === "gradient" ? dimension : nodes[id]!.length;
    return { id, address: memory.allocate(length), length };
  };
  const [gradient, constrained, logLikelihood, logPrior] = (
    ["gradient", "constrained", "logLikelihood", "logPrior"] as const
  ).map(place) as [Output, Output, Output, Output];
  const reference = outputs.reference === undefined ? undefined : place("reference");

  const fixed = passes.has("prologue") ? dataNodes(optimised) : new Set<number>();
  const functions: ModuleFunction[] = [];
  const emit = (name: string, wanted: readonly Output[], result?: number) => {
    const needed = reach(optimised, [...wanted.map(({ id }) => id), ...(result === undefined ? [] : [result])]);
    const computed = new Set([...needed].filter((id) => isComputed(optimised, id) && !fixed.has(id)));
    const body = emitFunction({
      graph: optimised,
      computed,
      outputs: wanted.filter((output) => output.length > 0),
      ...(result === undefined ? {} : { result }),
      readyAddress,
      constantAddress,
      memory,
      passes,
    });
    functions.push({ name, result: result === undefined ? "none" : "f64", body });
  };

  const kept = prologueOutputs(optimised, fixed).map((id) => {
    const address = memory.allocate(nodes[id]!.length);
    return { id, address, length: nodes[id]!.length };
  });
  const prologue = emitFunction({
    graph: optimised,
    computed: fixed,
    outputs: kept,
    readyAddress,
    constantAddress,
    memory,
    passes,
  });
  functions.push({ name: "prologue", result: "none", body: prologue });
  for (const { id, address } of kept) addresses.set(id, address);

  emit("evaluate", [gradient], outputs.logDensity);
  emit("constrain", [constrained]);
  emit("logLikelihood", [logLikelihood]);
  emit("logPrior", [logPrior]);
  emit("reference", reference ? [reference] : []);
  const rows = placeRows(memory, dimension, names.length);
  emitConstrainRows(
    moduleDraft([], functions).define,
    {
      ...rows,
      position,
      constrained: constrained.address,
      dimension,
      width: names.length,
      ...normalsOf(inputs, rows.base, memory, constants, constantAddress),
    },
    functions.findIndex(({ name }) => name === "constrain"),
  );

  const pages = Math.ceil(memory.bytes / pageBytes);
  return {
    module: moduleOf(functions, pages, dimension),
    dimension,
    rows: logLikelihood.length,
    blocks: logPrior.length,
    names,
    memoryBytes: pages * pageBytes,
    layout: {
      position,
      gradient: gradient.address,
      constrained: constrained.address,
      logLikelihood: logLikelihood.address,
      logPrior: logPrior.address,
      ...(reference ? { reference: { offset: reference.address, length: reference.length } } : {}),
      drawRows: rows,
      constants,
      inputs,
    },
  };
}

/** Doubles at most that rows of draws take, where one row is shorter than that. */
const rowDoubles = 4096;
const mostRows = 64;

/** Room for the rows that `constrainRows` takes at once, and for the state that their streams are made from. */
function placeRows(memory: Memory, dimension: number, width: number): ModelArtifact["layout"]["drawRows"] {
  const most = Math.max(1, Math.min(mostRows, Math.floor(rowDoubles / (dimension + width))));
  return {
    most,
    positions: memory.allocate(most * dimension),
    values: memory.allocate(most * width),
    base: memory.allocate(2),
  };
}

/** The normals that `constrain` asks for, with what it takes to draw them. */
function normalsOf(
  inputs: ModelArtifact["layout"]["inputs"],
  base: number,
  memory: Memory,
  constants: ModelArtifact["layout"]["constants"][number][],
  constant: (bits: bigint) => number,
): Pick<RowPlaces, "normals"> {
  const input = inputs.find(({ name }) => name === normalsInput);
  if (input === undefined || input.length === 0) return {};
  const table = (values: Float64Array): number => {
    const offset = memory.allocate(values.length);
    constants.push({ offset, kind: "float64", values });
    return offset;
  };
  const places = { words: memory.allocate(2), edges: table(edges), heights: table(heights), constant };
  return { normals: { address: input.offset, length: input.length, base, ...places } };
}

/** Engines limit the size of a function. @throws UserError when the model is beyond it. */
function moduleOf(functions: readonly ModuleFunction[], pages: number, dimension: number): WebAssembly.Module {
  const bytes = encodeModule(functions, pages);
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    if (!/count too large|size .* exceeds|too many/.test((error as Error).message)) throw error;
    throw new UserError(
      `the model is too large to be compiled (${dimension} parameters in many separate parts): leave out interactions, or ` +
        `declare effects as group-level terms or as parameters with dims.`,
    );
  }
}

function isComputed({ nodes }: Graph, id: number): boolean {
  const node = nodes[id]!;
  if (isView(node)) return false;
  return node.op !== "position" && node.op !== "input" && node.op !== "constant" && node.op !== "table";
}

/** Nodes that do not depend on the position. */
function dataNodes(graph: Graph): Set<number> {
  const moving = new Set<number>();
  graph.nodes.forEach((node, id) => {
    const varies = node.op === "position" || (node.op === "input" && node.name === normalsInput);
    if (varies || node.inputs.some((input) => moving.has(input))) moving.add(id);
  });
  return new Set(graph.nodes.flatMap((_, id) => (!moving.has(id) && isComputed(graph, id) ? [id] : [])));
}

/** Those data nodes that other functions read. */
function prologueOutputs(graph: Graph, fixed: ReadonlySet<number>): number[] {
  const read = new Set<number>(Object.values(graph.outputs).map((id) => behindViews(graph, id)));
  graph.nodes.forEach((node, id) => {
    if (fixed.has(id) || isView(node)) return;
    for (const input of node.inputs) read.add(behindViews(graph, input));
  });
  return [...fixed].filter((id) => read.has(id) && !(isInteger(graph.nodes[id]!) && graph.nodes[id]!.length === 0));
}
