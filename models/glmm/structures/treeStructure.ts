/** A phylogeny as a structure: species are related by the way from the root that they share. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Tree } from "../../../engine/data/Tree.js";
import { treeOf } from "../../../engine/data/treeOf.js";
import { descentLaw } from "./descentLaw.js";
import { grafen } from "./grafen.js";
import type { Kernel } from "./Kernel.js";
import { pruned, type BranchLengths } from "./pruned.js";
import { quotedName } from "./quotedName.js";
import type { Structure } from "./Structure.js";
import type { TreeDeclaration } from "./StructureDeclaration.js";
import { depthsOf, heightOf, treeLengths } from "./treeLengths.js";
import { treeNames } from "./treeNames.js";
import { unknownNames } from "./unknownNames.js";

/** Nodes nearer to one another than this part of the tree's height are one: their effects could not be told apart. */
const leastDistance = 1e-8;

/**
 * Brownian motion along a tree (Felsenstein 1973, American Journal of Human Genetics 25, 471–492): the covariance of two species
 * is the length of the way from the root that they share, as by `vcv` of the package ape. A root edge, which all share, is left
 * out. At the root the effect is 0, so that the root is neither among `names` nor among `inner`, but is an `origin`.
 *
 * @param name What formulas call it
 * @throws UserError for a text that is no tree, for lengths that are none, and for tips of the same name.
 */
export function treeStructure(name: string, declaration: TreeDeclaration): Structure {
  const what = `the tree ${name}`;
  const tree = treeOf(declaration.text, what);
  const { nodeOf, labelled, inner, notes } = treeNames(tree, what);
  const length = declaration.lengths === "grafen" ? grafen(tree) : treeLengths(tree, what);
  const depth = depthsOf(tree, length);
  const height = heightOf(tree, depth);
  requireHeight(height, what);
  const unit = declaration.scale === "height" ? height : 1;
  const branches: BranchLengths = {
    parent: tree.parent,
    length: length.map((one) => one / unit),
    least: leastDistance * (height / unit),
  };
  const named = [...new Set([...labelled, ...inner])];
  const offRoot = (one: string) => depth[nodeOf.get(one)!] >= leastDistance * height;
  return {
    kind: "tree",
    name,
    notes: [...lengthNotes(tree, declaration, unit, what), ...notes],
    names: labelled.filter(offRoot),
    inner: inner.filter(offRoot),
    origin: named.filter((one) => !offRoot(one)),
    kernelOf(wanted, column) {
      const unknown = unknownNames(wanted, { known: nodeOf, column, structure: what });
      if (unknown !== undefined) throw new UserError(unknown);
      const atRoot = wanted.find((one) => !offRoot(one));
      if (atRoot !== undefined) throw new UserError(rootSentence(atRoot, column, what));
      return treeKernel(
        branches,
        Int32Array.from(wanted, (one) => nodeOf.get(one)!),
      );
    },
  };
}

/** Heights beyond these are an error in the file, and their squares no numbers. */
const [leastHeight, mostHeight] = [1e-100, 1e100];

function requireHeight(height: number, what: string): void {
  const mend = "or take Grafen's by lengths=grafen.";
  if (height === 0) throw new UserError(`all branches of ${what} have length 0: give them lengths, ${mend}`);
  if (height >= leastHeight && height <= mostHeight) return;
  throw new UserError(`the height of ${what} is ${height}: give its branches lengths in another unit, ${mend}`);
}

/** Six digits: the sums of decimal lengths along a path end in digits that no file has. */
const shown = (length: number) => Number(length.toPrecision(6));

/** What a person should know of what was done with lengths. */
function lengthNotes(tree: Tree, { lengths }: TreeDeclaration, unit: number, what: string): string[] {
  const notes: string[] = [];
  if (lengths === "grafen") notes.push(`branch lengths of ${what} are Grafen's, of height 1`);
  else if (shown(unit) !== 1) notes.push(`branch lengths of ${what} are divided by ${shown(unit)}, its height`);
  if (lengths === "given" && tree.length[0] > 0) {
    notes.push(
      `the root edge of ${what}, of length ${shown(tree.length[0])}, is left out: it is the same for all, as an intercept is`,
    );
  }
  return notes;
}

function rootSentence(level: string, column: string, what: string): string {
  return (
    `the level ${quotedName(level)} of ${quotedName(column)} is at the root of ${what}, where the effect is 0 for certain: ` +
    `give its branch a length above 0, or leave its rows out.`
  );
}

function treeKernel(branches: BranchLengths, wanted: Int32Array): Kernel {
  const { descent, node } = pruned(branches, wanted);
  const depth = new Float64Array(descent.nodes);
  descent.variance.forEach((way, at) => {
    const above = descent.parents[at];
    depth[at] = way + (above === -1 ? 0 : depth[above]);
  });
  return {
    node,
    nodes: descent.nodes,
    variances: Float64Array.from(node, (at) => depth[at]),
    law: descentLaw(descent),
  };
}
