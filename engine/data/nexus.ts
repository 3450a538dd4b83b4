/** Reads a tree from a Nexus file: from its block TREES, whose table of names it applies. */
import { newickAt } from "./newick.js";
import type { Tree } from "./Tree.js";
import { opensQuote, TreeText } from "./TreeText.js";

/** Whether a text says that it is Nexus. */
export function isNexus(text: string): boolean {
  return /^[\s\uFEFF]*#nexus\b/iu.test(text.slice(0, 1000));
}

/**
 * The tree of a Nexus file (Maddison, Swofford & Maddison 1997, Systematic Biology 46, 590–621), its labels translated. Other
 * blocks than TREES are not looked at.
 *
 * @param what Calls the tree in messages: `the tree t`
 * @throws UserError with the place where the text cannot be read, and for a file of no tree or of several.
 */
export function nexus(text: string, what: string): Tree {
  const source = new TreeText(text, what);
  const { trees, translations } = treeCommands(source);
  if (trees.length === 0) {
    throw source.error("it has no block TREES with a tree", 0, "give a file with one, or a tree in Newick format");
  }
  if (trees.length > 1) {
    const second = treeAt(source, trees[1]);
    throw second.source.error(
      `it holds ${trees.length} trees, the second called "${second.name}"`,
      trees[1].start,
      "keep one tree in the file",
    );
  }
  const { source: command } = treeAt(source, trees[0]);
  const tree = newickAt(command);
  if (command.next() !== "") throw command.error("something follows the tree");
  const names = new Map(translations.flatMap((command) => [...translationOf(source, command)]));
  return { ...tree, label: tree.label.map((label) => names.get(label) ?? label) };
}

/** Where a command's text stands behind its name, and up to its semicolon. */
interface Command {
  readonly start: number;
  readonly end: number;
}

function treeCommands(source: TreeText): { trees: Command[]; translations: Command[] } {
  const [trees, translations]: [Command[], Command[]] = [[], []];
  source.next();
  source.at += "#nexus".length;
  let block = "";
  while (source.next() !== "") {
    const keyword = source.word().toLowerCase();
    const start = source.at;
    if (keyword === "begin") block = source.word().toLowerCase();
    passToSemicolon(source);
    const command = { start, end: source.at };
    source.at++;
    if (keyword === "end" || keyword === "endblock") block = "";
    else if (block !== "trees") block = block === "" ? "" : passBlock(source);
    else if (keyword === "tree" || keyword === "utree") trees.push(command);
    else if (keyword === "translate") translations.push(command);
  }
  return { trees, translations };
}

/** To the semicolon of a command, past those in comments and quoted names. */
function passToSemicolon(source: TreeText): void {
  while (source.at < source.end) {
    const next = source.next();
    if (next === ";" || next === "") return;
    if (opensQuote(source.text, source.at)) source.label();
    else source.at++;
  }
}

/** Past the end of a block that holds no trees, whose contents may be anything. */
function passBlock(source: TreeText): "" {
  const ending = /\bend(?:block)?\s*;/giu;
  ending.lastIndex = source.at;
  source.at = ending.exec(source.text) ? ending.lastIndex : source.end;
  return "";
}

/** A tree's command from behind its equals sign on, with its name. */
function treeAt(whole: TreeText, { start, end }: Command): { source: TreeText; name: string } {
  const source = new TreeText(whole.text, whole.what, start, end);
  // An asterisk marks the tree that is to be used by default.
  if (source.next() === "*") source.at++;
  const name = source.word();
  if (source.next() !== "=") throw source.error('"=" is missing behind the name of a tree');
  source.at++;
  return { source, name };
}

/** Pairs of what stands in trees and what it stands for. */
function* translationOf(whole: TreeText, { start, end }: Command): Generator<[string, string]> {
  const source = new TreeText(whole.text, whole.what, start, end);
  while (source.next() !== "") {
    const key = source.word();
    const name = source.label();
    if (key === "" || name === "") throw source.error("TRANSLATE needs pairs of a key and a name, with commas between");
    yield [key, name];
    if (source.next() === ",") source.at++;
    else if (source.next() !== "") throw source.error("a comma is missing in TRANSLATE");
  }
}
