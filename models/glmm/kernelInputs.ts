/** What the inputs of a term whose levels are related are called, and their numbers. */
import { factorTable } from "../../engine/math/sparse/factorTable.js";
import type { Frame, GroupTerm } from "./Frame.js";
import type { Input } from "./inputs.js";
import { spectrumOf } from "./structures/spectrum.js";

/** Inputs of a kernel. @param place The term's place in the frame's list. */
export function kernelInputs({ group }: Pick<GroupTerm, "group">, place: number) {
  const name = (part: string) => `${part} of the kernel of ${group}, term ${place + 1}`;
  return {
    node: name("nodes of the levels"),
    table: name("factor"),
    turn: name("turn of elimination"),
    factor: name("numbers of the factor"),
    diagonal: name("diagonal"),
    others: name("entries beside the diagonal"),
    rows: name("rows of these entries"),
    columns: name("columns of these entries"),
    logPrecision: name("log determinant"),
    root: name("root"),
    variances: name("variances along the axes"),
  } as const;
}

/** The kernels of all terms as inputs. */
export function kernelInputsOf({ groups }: Pick<Frame, "groups">): ReadonlyMap<string, Input> {
  return new Map(groups.flatMap((term, place) => [...inputsOfTerm(term, place)]));
}

/** The numbers of a term's kernel; none where its levels are independent. */
function inputsOfTerm(term: GroupTerm, place: number): ReadonlyMap<string, Input> {
  if (!term.related) return new Map();
  const names = kernelInputs(term, place);
  const { node, law } = term.related.kernel;
  const whole = (values: Int32Array): Input => ({ values, whole: true });
  const real = (values: ArrayLike<number>): Input => ({ values, whole: false });
  const nodes: [string, Input] = [names.node, whole(node)];
  if (law.kind === "dense") {
    const { root, variances } = spectrumOf(law);
    return new Map([nodes, [names.root, real(root)], [names.variances, real(variances)]]);
  }
  const { factor, factorValues, pattern, values, logDeterminant } = law;
  const turn = new Int32Array(factor.size);
  factor.order.forEach((one, k) => void (turn[one] = k));
  return new Map([
    nodes,
    [names.table, whole(factorTable(factor))],
    [names.turn, whole(turn)],
    [names.factor, real(factorValues)],
    [names.diagonal, real(values.subarray(0, pattern.size))],
    [names.others, real(values.subarray(pattern.size))],
    [names.rows, whole(pattern.rows.subarray(pattern.size))],
    [names.columns, whole(pattern.columns.subarray(pattern.size))],
    [names.logPrecision, real([logDeterminant])],
  ]);
}
