/** Emits what works on whole arrays at once: concatenations, routines, and arithmetic of indices. */
import type { Emission } from "./Emission.js";
import { copyDoubles, fillDoubles } from "./moveDoubles.js";
import { routines } from "./routines/index.js";

/** Emits one step of a stage. */
export function emitStep(emission: Emission, id: number): void {
  const { graph, code } = emission;
  const node = graph.nodes[id]!;
  const to = emission.address(id);
  switch (node.op) {
    case "concat": {
      let offset = to;
      node.inputs.forEach((piece, k) => {
        const length = node.lengths[k]!;
        if (!emission.isPlaced(id, k)) {
          if (graph.nodes[piece]!.length === 1) fillDoubles(emission, emission.scalar(piece), offset, length);
          else copyDoubles(emission, emission.address(piece), offset, length);
        }
        offset += 8 * length;
      });
      return;
    }
    case "routine":
      routines[node.routine].emit(
        code,
        node.sizes,
        node.inputs.map((input) => emission.address(input)),
        to,
      );
      return;
    case "expandIndex": {
      const from = emission.address(node.inputs[0]!);
      const rows = graph.nodes[node.inputs[0]!]!.length;
      code.forRange(
        () => code.i32(0),
        () => code.i32(rows),
        1,
        (row) =>
          code.forRange(
            () => code.i32(0),
            () => code.i32(node.stride),
            1,
            (column) => {
              code
                .get(row)
                .i32(4 * node.stride)
                .op("i32.mul")
                .get(column)
                .i32(4)
                .op("i32.mul")
                .op("i32.add");
              code.get(row).i32(4).op("i32.mul").memory("i32.load", from, 2).i32(node.stride).op("i32.mul");
              code.get(column).i32(8).op("i32.mul").op("i32.add").memory("i32.store", to, 2);
            },
          ),
      );
      return;
    }
    case "takeIndex": {
      const [from, table] = node.inputs.map((input) => emission.address(input)) as [number, number];
      code.forRange(
        () => code.i32(0),
        () => code.i32(4 * node.length),
        4,
        (offset) => {
          // A table holds offsets of doubles in bytes: twice what an integer's offset is. Halving is exact in binary.
          code.get(offset).get(offset).memory("i32.load", table, 2).i32(1).op("i32.shr_u");
          code.memory("i32.load", from, 2).memory("i32.store", to, 2);
        },
      );
      return;
    }
    default:
      throw new Error(`no step for ${node.op}`);
  }
}
