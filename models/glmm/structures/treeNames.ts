/** What the nodes of a tree are called. */
import { UserError } from "../../../engine/core/UserError.js";
import { readNumber } from "../../../engine/data/readNumber.js";
import { tipsOf, type Tree } from "../../../engine/data/Tree.js";
import { quotedName } from "./quotedName.js";

export interface TreeNames {
  /** Node of each name: of tips and of inner nodes. */
  readonly nodeOf: ReadonlyMap<string, number>;
  /** Nodes whose names the file gives: tips, and inner nodes with a label of their own. */
  readonly labelled: readonly string[];
  /** All inner nodes: by their label, or as `node1`, `node2`, … by their place among the inner nodes in preorder, as in ape. */
  readonly inner: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Names of the nodes of a tree. A label of an inner node is its name unless another node has it too; where a number is the label of
 * several, as of support values, no number is a name.
 *
 * @param what Calls the tree in messages: `the tree t`
 * @throws UserError for tips of the same name, and for fewer than two tips.
 */
export function treeNames(tree: Tree, what: string): TreeNames {
  const tip = tipsOf(tree);
  const nodeOf = new Map<string, number>();
  tip.forEach((is, node) => {
    const label = tree.label[node];
    if (!is) return;
    if (nodeOf.has(label))
      throw new UserError(`${what} has several tips called ${quotedName(label)}: rename or remove all but one.`);
    nodeOf.set(label, node);
  });
  if (nodeOf.size < 2) throw new UserError(`${what} has a single tip: a tree needs two or more.`);
  const tips = [...nodeOf.keys()];
  const innerNodes = Array.from(tip.keys()).filter((node) => !tip[node]);
  const { own, support } = ownLabels(tree, innerNodes, nodeOf);
  for (const [label, node] of own) nodeOf.set(label, node);
  const labelOf = new Map([...own].map(([label, node]) => [node, label]));
  const inner = innerNodes.map((node, k) => {
    const label = labelOf.get(node);
    if (label !== undefined) return label;
    let name = `node${k + 1}`;
    while (nodeOf.has(name)) name += "_";
    nodeOf.set(name, node);
    return name;
  });
  const notes = support ? [`numbers at inner nodes of ${what} are taken for support values, not for names`] : [];
  return { nodeOf, labelled: [...tips, ...own.keys()], inner, notes };
}

/** Labels of inner nodes that are names: those that no tip and no other inner node has. */
function ownLabels({ label }: Tree, innerNodes: readonly number[], tips: ReadonlyMap<string, number>) {
  const own = new Map<string, number>();
  const shared = new Set<string>();
  for (const node of innerNodes) {
    const name = label[node];
    if (name === "" || tips.has(name) || shared.has(name)) continue;
    if (own.delete(name)) shared.add(name);
    else own.set(name, node);
  }
  const isNumber = (name: string) => readNumber(name) !== undefined;
  const support = [...shared].some(isNumber);
  if (support) for (const name of own.keys()) if (isNumber(name)) own.delete(name);
  return { own, support };
}
