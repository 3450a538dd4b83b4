/** Builds HTML and SVG as strings in which a plain string is always text, never markup. */
import { escapeText } from "./escape.js";

/** Markup that is safe to insert as it is. Made by {@link element} and {@link raw} only. */
export interface Markup {
  readonly markup: string;
}

/** What an element may hold: markup as it is, anything else as escaped text, empty values as nothing. */
export type Child = Markup | string | number | null | undefined | false | readonly Child[];

/** Attributes: numbers are rounded to two decimals, `false` and `undefined` leave the attribute out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const voidElements = new Set(["br", "hr", "img", "input", "link", "meta", "wbr"]);
/** Marks of SVG, which need no closing tag where they hold nothing: pages have thousands of them. */
const marks = new Set(["circle", "line", "path", "polygon", "rect"]);
const nothing: Markup = { markup: "" };

/** Declares a string to be markup already: for constants and for what this module has rendered before. */
export function raw(markup: string): Markup {
  return { markup };
}

/** Several children as one piece of markup. */
export function fragment(...children: readonly Child[]): Markup {
  return { markup: children.map(renderChild).join("") };
}

/**
 * One element. A mark with a coordinate that is not finite has no place on the page and is left out whole,
 * so that "NaN" never reaches a drawing.
 *
 * @example
 * element("p", { class: "note" }, "1 < 2").markup; // '<p class="note">1 &lt; 2</p>'
 */
export function element(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  const written: string[] = [];
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "number" && !Number.isFinite(value)) return nothing;
    written.push(value === true ? ` ${key}` : ` ${key}="${attributeText(value)}"`);
  }
  const opening = `<${name}${written.join("")}`;
  if (voidElements.has(name)) return { markup: `${opening}>` };
  const held = children.map(renderChild).join("");
  return { markup: held === "" && marks.has(name) ? `${opening}/>` : `${opening}>${held}</${name}>` };
}

/** A coordinate with at most two decimals: finer is invisible and makes pages heavy. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function attributeText(value: string | number): string {
  return typeof value === "number" ? coordinate(value) : escapeText(value);
}

function renderChild(child: Child): string {
  if (child === null || child === undefined || child === false) return "";
  if (typeof child === "string") return escapeText(child);
  if (typeof child === "number") return escapeText(String(child));
  if (Array.isArray(child)) return child.map(renderChild).join("");
  return (child as Markup).markup;
}
