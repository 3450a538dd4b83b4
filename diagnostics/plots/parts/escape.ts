/** The one place where text becomes safe to stand in HTML and SVG, as content or inside a quoted attribute. */
const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

// Control characters have no place in XML, so a name that holds one would break a saved SVG.
const special = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/**
 * Escapes text for HTML and SVG. Names come from data and are hostile: everything printed passes through here.
 *
 * @example
 * escapeText("<b>"); // "&lt;b&gt;"
 */
export function escapeText(text: string): string {
  return text.replace(special, (character) => entities.get(character) ?? "\ufffd");
}
