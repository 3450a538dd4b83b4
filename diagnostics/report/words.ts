/** Plain text for a page: names written from right to left keep to themselves and do not reorder what stands beside them. */
import { element, fragment, type Markup } from "../plots/parts/markup.js";

// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms, with whatever but Latin text stands between two of them. Marks that
// change the direction of text by themselves are taken out of names altogether.
const rightToLeft = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}";
const run = new RegExp(`[${rightToLeft}](?:[^A-Za-z()\\[\\]{}:;,]*[${rightToLeft}])*`, "gu");
const directions = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text as markup, each run of right-to-left script isolated.
 *
 * @example
 * words("R-hat of \u05d0, 1.2").markup; // 'R-hat of <bdi>\u05d0</bdi>, 1.2'
 */
export function words(text: string): Markup {
  const plain = text.replace(directions, "");
  const parts: (Markup | string)[] = [];
  let at = 0;
  for (const match of plain.matchAll(run)) {
    parts.push(plain.slice(at, match.index), element("bdi", {}, match[0]));
    at = match.index + match[0].length;
  }
  return fragment(...parts, plain.slice(at));
}
