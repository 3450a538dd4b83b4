/** Emits one exported function: the nodes it computes, stage by stage, and its outputs at their addresses. */
import { elementwise, isElementwise } from "./elementwise.js";
import type { Emission, FunctionRequest } from "./Emission.js";
import { emitLoop } from "./emitLoop.js";
import { emitStep } from "./emitStep.js";
import { copyDoubles, fillDoubles } from "./moveDoubles.js";
import { placeNodes } from "./placeNodes.js";
import { schedule } from "./schedule.js";
import { FunctionBuilder } from "./wasm/FunctionBuilder.js";
import { WasmArithmetic, type Lanes } from "./wasm/WasmArithmetic.js";

/** The function as instructions. */
export function emitFunction(request: FunctionRequest): FunctionBuilder {
  const { graph, computed, passes } = request;
  const code = new FunctionBuilder();
  const arithmetic = new WasmArithmetic(code, request.constantAddress);
  const plan = schedule(graph, computed, passes);
  const placement = placeNodes(request, plan);
  const scalars = new Map<number, Lanes>();

  const address = (id: number): number => {
    const node = graph.nodes[id]!;
    if (node.op === "slice") return address(node.inputs[0]!) + 8 * node.start;
    if (!computed.has(id)) return request.readyAddress(id);
    return placement.addresses.get(id)!;
  };
  const emission: Emission = {
    graph,
    code,
    arithmetic,
    passes,
    computed,
    address,
    storeAddress: (id) => placement.addresses.get(id),
    isPlaced: (concat, piece) => placement.placed.has(`${concat} ${piece}`),
    scalar: (id) => scalars.get(id) ?? loadScalar(emission, id),
    defineScalar: (id, lanes) => {
      scalars.set(id, lanes);
      const target = placement.addresses.get(id);
      if (target !== undefined) code.i32(0).get(lanes).memoryLane("v128.store64_lane", target, 0);
    },
  };

  for (const stage of plan.stages) {
    for (const id of stage.scalars) emission.defineScalar(id, emitScalar(emission, id));
    for (const id of stage.steps) emitStep(emission, id);
    for (const loop of stage.loops) emitLoop(emission, loop);
  }
  for (const output of request.outputs) {
    if (placement.addresses.get(output.id) === output.address) continue;
    if (graph.nodes[output.id]!.length === 1)
      fillDoubles(emission, emission.scalar(output.id), output.address, output.length);
    else copyDoubles(emission, address(output.id), output.address, output.length);
  }
  if (request.result !== undefined) code.get(emission.scalar(request.result)).lane("f64x2.extract_lane", 0);
  return code;
}

function loadScalar({ graph, arithmetic, code, address }: Emission, id: number): Lanes {
  const node = graph.nodes[id]!;
  if (node.op === "constant") return arithmetic.constant(node.values[0]!);
  const from = address(id);
  return arithmetic.invariant(`scalar ${from}`, () => code.i32(0).memory("v128.load64_splat", from));
}

function emitScalar(emission: Emission, id: number): Lanes {
  const { graph, arithmetic, code } = emission;
  const node = graph.nodes[id]!;
  const [x, y, z] = node.inputs as [number, number, number];
  if (isElementwise(node.op)) {
    const operand = (input: number | undefined) => (input === undefined ? 0 : emission.scalar(input));
    return elementwise[node.op](arithmetic, operand(x), operand(y), operand(z));
  }
  switch (node.op) {
    case "sum":
      return emission.scalar(x);
    case "gather": {
      const index = graph.nodes[y]!;
      const base = emission.address(x);
      const from = index.op === "table" ? base + 8 * index.values[0]! : base;
      return arithmetic.once(`gather ${id}`, () => {
        if (index.op === "table") code.i32(0);
        else code.i32(0).memory("i32.load", emission.address(y), 2);
        code.memory("v128.load64_splat", from);
      });
    }
    case "toFloat":
      // Indices are kept as offsets in bytes.
      return arithmetic.multiply(
        arithmetic.once(`toFloat ${id}`, () => {
          code.i32(0).memory("i32.load", emission.address(x), 2).op("f64.convert_i32_s").op("f64x2.splat");
        }),
        arithmetic.constant(1 / 8),
      );
    default:
      throw new Error(`no scalar rule for ${node.op}`);
  }
}
