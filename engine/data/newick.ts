/** Reads trees in Newick's notation: `((A:1,B:1):2,C:3);`. */
import type { UserError } from "../core/UserError.js";
import { readNumber } from "./readNumber.js";
import type { Tree } from "./Tree.js";
import { TreeText } from "./TreeText.js";

/**
 * The tree of a text in Newick's notation, with any number of children a node, labels of inner nodes, quoted labels (two quotes
 * in one stand for one), comments in brackets, and a root edge. Nothing recurses: a tree may be as deep as it has nodes.
 *
 * @param what Calls the tree in messages: `the tree t`
 * @throws UserError with the place where the text is no tree or a tip has no name, and for a text of no tree or of several.
 * @example newick("(A:1,B:2)r;", "the tree t").label; // ["r", "A", "B"]
 */
export function newick(text: string, what: string): Tree {
  const source = new TreeText(text, what);
  const tree = newickAt(source);
  const next = source.next();
  if (next === "") return tree;
  if (next !== "(") throw source.error("something follows the tree");
  throw source.error("a second tree begins", source.at, "keep one tree in the file");
}

/**
 * The tree at which a text stands, up to and with its semicolon, or the end of the text.
 *
 * @throws UserError with the place where the text is no tree or a tip has no name.
 */
export function newickAt(source: TreeText): Tree {
  requireBracket(source);
  const [parent, length, label]: [number[], number[], string[]] = [[], [], []];
  /** The node whose children are read; −1 outside of all brackets. */
  let open = -1;
  /** Places of the brackets that are open. */
  const brackets: number[] = [];
  const add = (): number => parent.push(open) - 1;
  const finish = (node: number): void => {
    label[node] = source.label();
    length[node] = source.next() === ":" ? lengthAfterColon(source) : NaN;
  };
  do {
    while (source.next() === "(") {
      open = add();
      brackets.push(source.at++);
      // Filled in order, so that the arrays stay dense.
      label.push("");
      length.push(NaN);
    }
    const start = source.at;
    const tip = add();
    finish(tip);
    if (label[tip] === "")
      throw source.next() === "" ? unexpected(source, brackets) : source.error("a tip has no name", start);
    while (source.next() === ")" && open !== -1) {
      source.at++;
      brackets.pop();
      const closed = open;
      open = parent[closed];
      finish(closed);
    }
  } while (open !== -1 && passes(source, ","));
  if (open !== -1 || !(source.next() === "" || passes(source, ";"))) throw unexpected(source, brackets);
  return { parent: Int32Array.from(parent), length: Float64Array.from(length), label };
}

function requireBracket(source: TreeText): void {
  const first = source.next();
  if (first === "(") return;
  if (first === "") throw source.error("there is no tree in it", source.at, "give a tree in Newick or Nexus format");
  const xml = first === "<" ? ', and "<" is how XML begins' : "";
  throw source.error(`a tree begins with "("${xml}`, source.at, "give it in Newick or Nexus format");
}

/** Whether a character comes next; if so it has been read. */
function passes(source: TreeText, character: string): boolean {
  if (source.next() !== character) return false;
  source.at++;
  return true;
}

function lengthAfterColon(source: TreeText): number {
  source.at++;
  source.next();
  const start = source.at;
  const text = source.label();
  const length = readNumber(text);
  if (length !== undefined && Number.isFinite(length)) return length;
  throw source.error(text === "" ? "no branch length follows the colon" : "a branch length is no number", start);
}

function unexpected(source: TreeText, brackets: readonly number[]): UserError {
  const mark = source.next();
  if (mark === ")") return source.error('the bracket ")" closes none');
  if (brackets.length > 0 && (mark === ";" || mark === "")) {
    return source.error('the bracket "(" is never closed', brackets[brackets.length - 1]);
  }
  return source.error(mark === "," ? '"," stands outside of all brackets' : `"${mark}" is not expected`);
}
